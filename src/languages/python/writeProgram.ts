import type { Graph } from '../../model/graph';
import type { Origin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Value } from '../../model/value';
import type { ConstructClass } from '../cdk/constructs';
import { SAGEMAKER_L2 } from '../cdk/libraries';
import { constructClass } from './cdkPaths';
import type { SdkVersion } from './deployArguments';
import type { Definition, NameTable, Viewpoint } from './names';
import { Names, definitionsIn, viewpointOf } from './names';
import type { PlacedStatement, PythonReading } from './reading';
import { PythonScope } from './scope';
import type { Layout } from './writeLiteral';
import { indentUnit, lineBreakOf, quoteOf } from './writeStyle';
import type { ParsedCell } from './writeSyntax';
import { nodeAt } from './writeSyntax';
import { treeOfCell } from './writeTree';
import type { SyntaxNode, Tree } from '@lezer/common';

/** A document that is being changed: its cells as Python with whole trees, and what its names mean. */
export class Program {
  readonly cells: readonly ParsedCell[];
  readonly names: Names;

  constructor(
    readonly reading: PythonReading,
    readonly graph: Graph,
  ) {
    this.names = new Names(reading);
    this.cells = reading.cells.flatMap(({ cell, code }) =>
      code === null ? [] : [this.parsed(cell.index, cell.text, code)],
    );
  }

  get isNotebook(): boolean {
    return this.graph.unitKind === 'notebook';
  }

  get file(): string {
    return this.reading.source.file;
  }

  /** The SDK's major version; where nothing shows it, the one that has the class that deploys. */
  sdkVersion(sdkClass: string | null): SdkVersion {
    return this.reading.sdkMajor ?? (sdkClass === 'ModelBuilder' ? 3 : 2);
  }

  private parsed(index: number | null, text: string, code: string): ParsedCell {
    const { file, reading } = this;
    let tree: Tree | null = null;
    const build = (): Tree => {
      const statements = reading.statements.filter((each) => each.cell === index);
      const places = this.placesOfInterest().filter((each) => each.cell === index);
      return treeOfCell(code, statements, (start, end) => places.some((each) => each.start < end && each.end > start));
    };
    return {
      file,
      cell: index,
      text,
      // Most cells are never asked for.
      get tree() {
        tree ??= build();
        return tree;
      },
    };
  }

  private places: readonly Origin[] | null = null;

  /** Where the calls stand, and the values that they use. */
  private placesOfInterest(): readonly Origin[] {
    if (this.places !== null) return this.places;
    const found: Origin[] = [];
    const visit = (value: Value): void => {
      if (value.kind === 'absent') return;
      found.push(value.usedAt);
      if (value.kind === 'scalar') found.push(value.origin);
      if (value.kind === 'object' || value.kind === 'list') found.push(value.origin);
      for (const inner of partsOf(value)) visit(inner);
    };
    for (const resource of this.graph.resources.values()) {
      found.push(resource.declaration);
      visit(resource.properties);
    }
    this.places = found.filter((each) => each.file === this.file);
    return this.places;
  }

  cellOf(origin: Origin): ParsedCell | null {
    if (origin.file !== this.file) return null;
    return this.cells.find((each) => each.cell === origin.cell) ?? null;
  }

  /** The node that spans a place exactly, with its cell. */
  nodeAt(origin: Origin): { readonly cell: ParsedCell; readonly node: SyntaxNode } | null {
    const cell = this.cellOf(origin);
    const node = cell === null ? null : nodeAt(cell, origin);
    return cell === null || node === null ? null : { cell, node };
  }

  /** The call that declares a resource. */
  callOf(resource: Resource): { readonly cell: ParsedCell; readonly node: SyntaxNode } | null {
    const found = this.nodeAt(resource.declaration);
    return found?.node.name === 'CallExpression' ? found : null;
  }

  private scope: PythonScope | null = null;

  /** The class of the construct that makes a resource; a method of one of its objects is of a class above the first level. */
  constructOf({ declaration }: Resource): ConstructClass {
    this.scope ??= new PythonScope(this.reading);
    for (const statement of this.reading.statements) {
      if (statement.cell !== declaration.cell || statement.base > declaration.start) continue;
      const expr = statement.read.fragment.calls.find(
        ({ start, end }) => statement.base + start === declaration.start && statement.base + end === declaration.end,
      )?.call.expr;
      const found = expr?.kind === 'call' ? constructClass(this.scope, { expr, statement }) : null;
      if (found !== null) return found;
    }
    return { className: 'ScalableInstanceCount', library: SAGEMAKER_L2 };
  }

  /** The class that a resource is made in, or null. */
  classAround({ declaration }: Resource): string | null {
    const statement = this.statementAt(declaration);
    const scope = statement?.read.fragment.calls.find(
      (each) => statement.base + each.start === declaration.start,
    )?.scope;
    return statement === null || scope === undefined ? null : (this.names.classAround(statement, scope)?.name ?? null);
  }

  layoutAt(cell: ParsedCell, node: SyntaxNode): Layout {
    const { text } = cell;
    return {
      quote: quoteOf(text, { start: node.from, end: node.to }),
      lineBreak: lineBreakOf(text),
      unit: indentUnit(text),
    };
  }

  placeOf(cell: ParsedCell, node: SyntaxNode): Origin {
    return { file: this.file, cell: cell.cell, start: node.from, end: node.to };
  }

  /** The statement of the reading that holds a place. */
  statementAt(place: Origin): PlacedStatement | null {
    const found = this.reading.statements.findLast((each) => each.cell === place.cell && each.base <= place.start);
    return found ?? null;
  }

  /** The definition that an assignment gives its target at a place, with all that is written about the name. */
  definitionAt(name: string, target: Origin): { readonly definition: Definition; readonly table: NameTable } | null {
    for (const table of this.names.table(name).values()) {
      const definition = table.definitions.find(
        ({ statement, written }) => statement.cell === target.cell && statement.base + written.start === target.start,
      );
      if (definition !== undefined) return { definition, table };
    }
    return null;
  }

  /** Where a name is read, or what it stands for is changed, as a point to look it up from. */
  viewpointAt(name: string, use: Origin): Viewpoint | null {
    for (const table of this.names.table(name).values()) {
      const found = [...table.references, ...table.mutations].find(
        ({ statement, written }) => statement.cell === use.cell && statement.base + written.start === use.start,
      );
      if (found !== undefined) return viewpointOf(found);
    }
    return null;
  }

  /** The only definition that a name may have where it is read, or null. */
  definitionOf(name: string, use: Origin): Definition | null {
    const viewpoint = this.viewpointAt(name, use);
    if (viewpoint === null) return null;
    const [definition, ...others] = definitionsIn(this.names.resolve(name, viewpoint));
    return others.length === 0 ? (definition ?? null) : null;
  }

  /** The expression that a name stands for where it is read, if it is one. */
  valueOfName(cell: ParsedCell, name: SyntaxNode): { readonly cell: ParsedCell; readonly node: SyntaxNode } | null {
    const definition = this.definitionOf(cell.text.slice(name.from, name.to), this.placeOf(cell, name));
    if (definition?.written.given.kind !== 'value') return null;
    const { base, cell: index } = definition.statement;
    const { start, end } = definition.written.given.value.span;
    return this.nodeAt({ file: this.file, cell: index, start: base + start, end: base + end });
  }
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'object':
      return [...value.entries.values()].map((entry) => entry.value);
    case 'list':
      return value.items;
    case 'oneOf':
      return value.branches;
    case 'interpolation':
      return value.parts;
    case 'scalar':
    case 'absent':
    case 'unresolved':
    case 'reference':
      return [];
  }
}
