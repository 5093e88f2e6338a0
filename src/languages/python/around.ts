import type { Site } from '../../model/origin';
import type { Sourced } from '../../model/value';
import type { App } from './app';
import type { Elsewhere, Meanings } from './meaning';
import type { PythonReading } from './reading';
import { PythonScope } from './scope';

/** The files that a unit is linked with: each that is come upon has a scope of its own. */
export class Around {
  private readonly scopes = new Map<string, PythonScope>();
  /** Files whose imports are followed too: those of classes that make the unit's. */
  readonly followed = new Set<string>();
  /** What conditions are called, by what decides them. */
  readonly conditionNames = new Map<string, string>();

  constructor(
    readonly app: App,
    private readonly unit: string,
    private readonly scopeFor: (reading: PythonReading) => PythonScope,
  ) {}

  /** The scope of the file that something is written in; null where that has not been come upon. */
  at({ file }: Site): PythonScope | null {
    return this.scopes.get(file) ?? null;
  }

  take(scope: PythonScope): void {
    this.scopes.set(scope.reading.source.file, scope);
  }

  scopeOf(reading: PythonReading): PythonScope {
    const known = this.scopes.get(reading.source.file);
    if (known !== undefined) return known;
    const scope = this.scopeFor(reading);
    scope.readers.areAskedFor = this.scopes.get(this.unit)?.readers.areAskedFor ?? true;
    return scope;
  }

  /** What an import names in another file: one step from the unit, or from the program that constructs its classes. */
  imported(path: string, from: string): { readonly name: string; readonly scope: PythonScope } | null {
    const isNear =
      from === this.unit ||
      from === this.app.entry()?.source.file ||
      this.followed.has(from) ||
      from.endsWith('/__init__.py');
    const found = isNear ? this.app.imported(path, from) : null;
    if (found === null || found.name === null || found.reading.source.file === from) return null;
    return { name: found.name, scope: this.scopeOf(found.reading) };
  }

  /** What the files around know, for a file's meanings. */
  elsewhereFrom(scope: PythonScope, file: string): Elsewhere {
    return {
      meaningsAt: (statement): Meanings => (this.at(statement) ?? scope).meanings,
      imported: (path) => {
        const found = this.imported(path, file);
        return found === null ? null : { name: found.name, meanings: found.scope.meanings };
      },
      instanceOf: (of, statement) => scope.instanceOf(of, statement),
    };
  }
}

/** What the names of a unit are worth, those of the files around it too where they can be seen. */
export function scopeAround(reading: PythonReading, region: Sourced<string>, app: App | null): PythonScope {
  if (app === null) return new PythonScope(reading, region);
  const around: Around = new Around(app, reading.source.file, (other) => new PythonScope(other, region, around));
  return new PythonScope(reading, region, around);
}
