import { cellIn, type Language, type OtherFiles, type Reading, type Source } from '../model/language';
import { Dependencies } from './dependencies';

/** What the advisor holds of a file or a unit that another unit asks for. */
export interface Held {
  text(file: string): string | undefined;
  /** Undefined where there is no such unit; null where it is another language's. */
  reading(unit: string, language: Language): Reading | null | undefined;
}

/** The files that units take values from, and who asked for which. Some of them hold nothing of ours themselves. */
export class AskedFiles {
  private readonly texts = new Map<string, Source>();
  private readonly readings = new WeakMap<Source, Reading>();
  private readonly asked = new Dependencies();
  private readonly missing = new Set<string>();

  constructor(private readonly held: Held) {}

  /** The rest of the workspace for a unit of a language; what is asked for is noted in `asked`. */
  for(language: Language, asked: Set<string>): OtherFiles {
    return {
      text: (file) => {
        asked.add(file);
        return this.held.text(file);
      },
      reading: (unit) => {
        asked.add(unit);
        const reading = this.held.reading(unit, language);
        if (reading !== undefined) return reading;
        const source = this.texts.get(unit);
        return source === undefined ? null : this.readingOf(source, language);
      },
    };
  }

  /** Says what a unit has asked for, in place of what it asked for before. What nobody has asked for yet is looked for. */
  note(unit: string, asked: ReadonlySet<string>): void {
    for (const name of asked) if (!this.wants(name)) this.missing.add(name);
    this.asked.set(unit, asked);
  }

  /** All that units have asked for. */
  names(): readonly string[] {
    return this.asked.names();
  }

  /** The units that have asked for a file or a unit. */
  askersOf(name: string): readonly string[] {
    return [...this.asked.on(name)];
  }

  /** Whether a unit has asked for a file. */
  wants(file: string): boolean {
    return this.asked.on(file).size > 0;
  }

  /** What has been asked for since the last call, and not before. */
  takeMissing(): readonly string[] {
    const missing = [...this.missing].filter((file) => this.wants(file));
    this.missing.clear();
    return missing;
  }

  /** Keeps the text of a file that holds nothing of ours. */
  set(source: Source): void {
    this.texts.set(source.file, source);
  }

  has(file: string): boolean {
    return this.texts.has(file);
  }

  delete(file: string): boolean {
    return this.texts.delete(file);
  }

  files(): readonly string[] {
    return [...this.texts.keys()];
  }

  textOf(file: string, cell: number | null): string | undefined {
    const source = this.texts.get(file);
    return source === undefined ? undefined : cellIn(source, file, cell)?.text;
  }

  private readingOf(source: Source, language: Language): Reading {
    const known = this.readings.get(source);
    if (known !== undefined) return known;
    const reading = language.read(source, null);
    this.readings.set(source, reading);
    return reading;
  }
}
