import { catalogue } from '../catalogue';
import type { Binding, Edit, Language, LinkContext, Reading, Source } from '../model/language';
import type { Sourced } from '../model/value';
import { practices } from '../practices';
import type { EstimatedDeployment, Finding, Fix, Hover, UnitAdvice } from './advice';
import { fixesOf } from './fixes';
import { hoverIn } from './hover';
import type { JudgeContext } from './judge';
import { Judged } from './judged';
import { isTeamFile, languageOf, readBindings } from './languages';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { recipeOf, type ShownRecipe } from './recipeOf';
import { suppressionFix } from './suppressionFix';
import { TeamFiles } from './teamFiles';
import { adviseUnit, type Unit } from './unit';
import { factsOf, NO_FACTS, sameFacts, type UnitFacts } from './unitFacts';
import { workspaceFacts } from './workspaceFacts';

/** A file as the advisor holds it. What can be made again from `source` is dropped when it hasn't been asked for. */
interface Document {
  readonly source: Source;
  readonly language: Language;
  facts: UnitFacts;
  reading: Reading | null;
  unit: Unit | null;
  advice: UnitAdvice | null;
  judged: Judged;
}

const DEFAULT_REGION = 'us-east-1';
/** Read documents that are kept ready to be read on; others are read again when asked for. */
const MOST_READY = 32;

/**
 * The engine behind every shell: holds the files of a workspace as they are now and says what could be better. Pure: no
 * clock, no file system; whoever owns it brings the texts.
 */
export class Advisor {
  private readonly documents = new Map<string, Document>();
  private readonly bindings = new Map<string, { readonly source: Source; readonly bindings: readonly Binding[] }>();
  private readonly team = new TeamFiles();
  private readonly contexts = new Map<string, JudgeContext>();
  private ready: string[] = [];
  private settings: Settings;

  constructor(settings: Partial<Settings> = {}) {
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
  }

  /** Takes other settings; everything is judged anew. */
  configure(settings: Partial<Settings>): void {
    this.settings = { ...DEFAULT_SETTINGS, ...settings };
    this.forget();
  }

  /** Takes the text of a file as it is now. Returns the files whose advice may have changed. */
  update(source: Source): ReadonlySet<string> {
    const texts = source.cells.map((cell) => cell.text);
    const text = texts[0] ?? '';
    if (isTeamFile(source.file)) {
      this.team.set(source.file, text);
      return this.forget();
    }
    const changed = this.updateBindings(source, text);
    const language = languageOf(source.file, texts);
    if (language === null) {
      if (this.documents.has(source.file)) this.drop(source.file).forEach((file) => changed.add(file));
      return changed;
    }
    this.updateDocument(source, language).forEach((file) => changed.add(file));
    return changed;
  }

  /** Takes a team file that counts for every folder, in place of those in the workspace. */
  useTeamFile(file: string, text: string): void {
    this.team.useOnly(file, text);
    this.forget();
  }

  /** Forgets a file. Returns the files whose advice may have changed. */
  remove(file: string): ReadonlySet<string> {
    if (isTeamFile(file) && this.team.delete(file)) return this.forget();
    const changed = this.drop(file);
    if (this.bindings.delete(file)) this.forgetTemplates().forEach((each) => changed.add(each));
    return changed;
  }

  has(file: string): boolean {
    return this.documents.has(file);
  }

  /** The files that hold something of ours, sorted. */
  files(): readonly string[] {
    return [...this.documents.keys()].sort();
  }

  /** The text of a document that the advisor holds. */
  textOf(file: string, cell: number | null): string | undefined {
    const source = this.documents.get(file)?.source ?? this.bindings.get(file)?.source;
    return source?.cells.find((each) => each.index === cell)?.text;
  }

  /** What is wrong in the team's files, by file. */
  teamNotices(): readonly UnitAdvice[] {
    return this.team.notices().map((notices) => ({
      file: notices.file,
      deployments: [],
      findings: [],
      suppressed: [],
      notices: notices.notices,
      skipped: null,
    }));
  }

  /** Everything there is to say about a file; nothing where it holds nothing of ours. */
  advise(file: string): UnitAdvice {
    const document = this.documents.get(file);
    if (document === undefined || this.isExcluded(file)) return { ...NOTHING, file };
    document.advice ??= adviseUnit(this.unitOf(file, document), document.judged, this.contextOf(file));
    return document.advice;
  }

  /** The quick fixes of a finding, refused ones with their reason. Computed when asked for. */
  fixes(file: string, finding: Finding): readonly Fix[] {
    const document = this.documents.get(file);
    if (document === undefined) return [];
    const { findings } = this.advise(file);
    return fixesOf(this.unitOf(file, document), finding, findings, (other, cell) => this.textOf(other, cell));
  }

  /** The rewrite that a finding shows where its change is no edit. */
  recipe(file: string, finding: Finding): ShownRecipe | null {
    const document = this.documents.get(file);
    return document === undefined ? null : recipeOf(this.unitOf(file, document).graphs, finding);
  }

  /** The edit that asks not to hear a finding again. */
  suppress(file: string, finding: Finding): Fix | null {
    const document = this.documents.get(file);
    return document === undefined ? null : suppressionFix(this.unitOf(file, document), finding);
  }

  /** The preferred fixes of a file that land without another endpoint, as edits that don't overlap. */
  fixAll(file: string): readonly Edit[] {
    const taken: Edit[] = [];
    for (const finding of this.advise(file).findings) {
      if (finding.rank !== 'leading') continue;
      const fix = this.fixes(file, finding).find((each) => each.preferred && each.landing !== 'newEndpoint');
      if (fix === undefined || fix.edits.some((edit) => taken.some((other) => clashes(edit, other)))) continue;
      taken.push(...fix.edits);
    }
    return taken;
  }

  /** What to show over a place: the advice there, or the facts of an instance type. */
  hover(file: string, cell: number | null, offset: number): Hover | null {
    const document = this.documents.get(file);
    if (document === undefined) return null;
    const recipe = (finding: Finding): ShownRecipe | null => this.recipe(file, finding);
    return hoverIn(this.advise(file), this.contextOf(file), recipe, cell, offset);
  }

  /** Every deployment with its figures, file by file. */
  deployments(): readonly EstimatedDeployment[] {
    return this.files().flatMap((file) => this.advise(file).deployments);
  }

  private updateDocument(source: Source, language: Language): Set<string> {
    const { file } = source;
    const before = this.documents.get(file);
    const same = before?.language === language ? before : undefined;
    const document: Document = {
      source,
      language,
      facts: NO_FACTS,
      reading: language.read(source, same?.reading ?? null),
      unit: null,
      advice: null,
      judged: same?.judged ?? new Judged(),
    };
    this.documents.set(file, document);
    document.facts = factsOf(this.unitOf(file, document).graphs);
    const unchanged = before !== undefined && sameFacts(before.facts, document.facts);
    const silent = before === undefined && sameFacts(NO_FACTS, document.facts);
    return unchanged || silent ? new Set([file]) : this.forgetFacts().add(file);
  }

  private updateBindings(source: Source, text: string): Set<string> {
    const bindings = readBindings(source.file, text);
    if (bindings !== null) this.bindings.set(source.file, { source, bindings });
    else if (!this.bindings.delete(source.file)) return new Set();
    return this.forgetTemplates();
  }

  private unitOf(file: string, document: Document): Unit {
    if (document.unit !== null) return document.unit;
    const { source, language } = document;
    const reading = this.readingOf(document);
    const bindings = language.bindings?.of(reading, this.allBindings()) ?? [];
    const context: LinkContext = { bindings, region: this.regionOf(file) };
    const readingAgain = (): Reading => this.readingOf(document);
    document.unit = {
      source,
      language,
      context,
      graphs: language.link(reading, context),
      metadataSuppressions: reading.metadataSuppressions ?? [],
      skipped: reading.skipped ?? null,
      get reading() {
        return readingAgain();
      },
    };
    return document.unit;
  }

  /** The most recently used documents stay read; the others give their trees back and are read again when asked for. */
  private readingOf(document: Document): Reading {
    const { file } = document.source;
    if (this.ready[0] !== file) this.ready = [file, ...this.ready.filter((each) => each !== file)];
    const last = this.ready.length > MOST_READY ? this.ready.pop() : undefined;
    const forgotten = last === undefined ? undefined : this.documents.get(last);
    if (forgotten !== undefined) {
      forgotten.reading = null;
      forgotten.judged = new Judged();
    }
    document.reading ??= document.language.read(document.source, null);
    return document.reading;
  }

  private allBindings(): Binding[] {
    return [...this.bindings.values()].flatMap((each) => each.bindings);
  }

  private regionOf(file: string): Sourced<string> {
    const region = this.settingsOf(file).region;
    const nowhere = { file: '', cell: null, start: 0, end: 0 };
    return {
      how: region === null ? 'assumed' : 'setting',
      value: region ?? DEFAULT_REGION,
      origin: nowhere,
      usedAt: nowhere,
      readers: [],
      decidedBy: null,
    };
  }

  private settingsOf(file: string): Settings {
    return this.team.settingsFor(file, this.settings);
  }

  private isExcluded(file: string): boolean {
    return this.team.excludes(file, this.settingsOf(file).exclude);
  }

  /** One context for each team file, so that equal contexts are the same object. */
  private contextOf(file: string): JudgeContext {
    const key = this.team.fileFor(file) ?? '';
    let context = this.contexts.get(key);
    if (context === undefined) {
      const workspace = workspaceFacts([...this.documents.values()].map((document) => document.facts));
      context = { catalogue, practices, settings: this.settingsOf(file), workspace };
      this.contexts.set(key, context);
    }
    return context;
  }

  private drop(file: string): Set<string> {
    const document = this.documents.get(file);
    this.documents.delete(file);
    this.ready = this.ready.filter((each) => each !== file);
    if (document === undefined) return new Set([file]);
    return sameFacts(document.facts, NO_FACTS) ? new Set([file]) : this.forgetFacts().add(file);
  }

  private forgetFacts(): Set<string> {
    this.contexts.clear();
    for (const document of this.documents.values()) document.advice = null;
    return new Set(this.documents.keys());
  }

  private forgetTemplates(): Set<string> {
    const templates = new Set<string>();
    for (const [file, document] of this.documents)
      if (document.language.bindings !== undefined) {
        document.unit = null;
        document.advice = null;
        templates.add(file);
      }
    return templates;
  }

  private forget(): Set<string> {
    for (const document of this.documents.values()) document.unit = null;
    return this.forgetFacts();
  }
}

const NOTHING: Omit<UnitAdvice, 'file'> = { deployments: [], findings: [], suppressed: [], notices: [], skipped: null };

function clashes(a: Edit, b: Edit): boolean {
  if (a.file !== b.file || a.cell !== b.cell) return false;
  return a.start < b.end && b.start < a.end ? true : a.start === b.start || a.end === b.end;
}
