import { python } from '../../../src/languages/python';
import type { Deployment } from '../../../src/model/deployment';
import { deploymentsOf } from '../../../src/model/deployment';
import type { Graph } from '../../../src/model/graph';
import { property } from '../../../src/model/graph';
import type { Origin } from '../../../src/model/origin';
import type { Resource } from '../../../src/model/resource';
import type { Path, Value } from '../../../src/model/value';
import { US_EAST_1 } from '../../law';
import type { Code } from './writeCases';
import { sourceOfCode } from './writeSource';

/** Code as it was read and linked, and what tests ask about it. */
export class Linked {
  readonly graph: Graph;
  private readonly cells: readonly string[];

  constructor(code: Code, file?: string, files: Readonly<Record<string, string>> = {}) {
    const source = sourceOfCode(code);
    this.cells = source.cells.map(({ text }) => text);
    const reading = python.read(file === undefined ? source : { ...source, file }, null);
    const others = { text: (name: string): string | undefined => files[name], reading: (): null => null };
    this.graph = python.link(reading, { ...US_EAST_1, files: others })[0]!;
  }

  get deployments(): readonly Deployment[] {
    return deploymentsOf(this.graph);
  }

  /** `EndpointConfig model.deploy`, in the order of the code. */
  get resources(): string[] {
    return [...this.graph.resources.values()].map(({ type, logicalName }) => `${type} ${logicalName}`);
  }

  resource(type: Resource['type']): Resource {
    const found = [...this.graph.resources.values()].find((each) => each.type === type);
    if (found === undefined) throw new Error(`no ${type} among ${this.resources.join(', ')}`);
    return found;
  }

  value(type: Resource['type'], ...path: Path): Value {
    return property(this.resource(type), ...path);
  }

  /** The instance type of the first variant or transform job. */
  get type(): Value {
    const isTransform = [...this.graph.resources.values()].every((each) => each.type !== 'EndpointConfig');
    return isTransform
      ? this.value('TransformJob', 'TransformResources', 'InstanceType')
      : this.value('EndpointConfig', 'ProductionVariants', 0, 'InstanceType');
  }

  at({ cell, start, end }: Origin): string {
    return this.cells[cell ?? 0]!.slice(start, end);
  }
}

/** A value in a line: how it was found, what it is, what decides it; `?` before the reason why it isn't known. */
export function shown(value: Value): string {
  switch (value.kind) {
    case 'scalar':
      return `${value.how} ${String(value.value)}${by(value.decidedBy)}`;
    case 'oneOf':
      return value.branches.map(shown).join(' | ');
    case 'absent':
      return 'absent';
    case 'unresolved':
      return `? ${value.why}${by(value.decidedBy)}`;
    case 'reference':
      return `→ ${value.attribute}`;
    case 'interpolation':
      return value.parts.map(shown).join(' + ');
    case 'list':
      return `[${value.items.map(shown).join(', ')}${value.open ? ', …' : ''}]`;
    case 'object':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${shown(entry.value)}`).join(', ')}${value.open === null ? '' : ', …'}}`;
  }
}

function by(decidedBy: string | null): string {
  return decidedBy === null ? '' : ` (${decidedBy})`;
}
