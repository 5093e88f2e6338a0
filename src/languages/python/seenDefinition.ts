import type { Definition as ModelDefinition } from '../../model/evaluate';
import type { Expr } from '../../model/expression';
import type { Site } from '../../model/origin';
import type { Reader } from '../../model/value';
import type { Definition, Viewpoint } from './names';
import type { PythonScope } from './scope';

/** A definition as the model sees it from a place; its readers are looked for when somebody asks. */
export class SeenDefinition implements ModelDefinition {
  readonly allowed = null;

  constructor(
    private readonly scope: PythonScope,
    private readonly definition: Definition,
    private readonly at: Viewpoint,
    readonly expr: Expr,
    readonly site: Site,
    readonly how: ModelDefinition['how'],
    readonly decidedBy: string | null,
  ) {}

  get readers(): readonly Reader[] {
    return this.scope.readers.of(this.definition, this.at);
  }
}
