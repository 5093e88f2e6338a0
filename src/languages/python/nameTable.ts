import type { LocalScope, Mutation, Reference, WrittenDefinition } from './fragment';
import type { Names } from './names';
import type { PlacedStatement } from './reading';

/** A definition, a use or a change of a name in its place in the unit. */
export interface InPlace<T> {
  readonly statement: PlacedStatement;
  readonly written: T;
  /** Where it takes effect, in the order of the unit. */
  readonly position: number;
}

export type Definition = InPlace<WrittenDefinition>;

/** The scope of a name: a function, a class, a comprehension, or the module. */
export type Owner = LocalScope | 'module';

/** All that is written about one name in one scope, in order. */
export class NameTable {
  readonly definitions: Definition[] = [];
  readonly mutations: InPlace<Mutation>[] = [];

  constructor(
    private readonly names: Names,
    readonly name: string,
    readonly owner: Owner,
  ) {}

  /** Who reads it: looked for when somebody asks, as that takes a look at everything that may. */
  get references(): readonly InPlace<Reference>[] {
    return this.names.references(this.name, this.owner);
  }
}
