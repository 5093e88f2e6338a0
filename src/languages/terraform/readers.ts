import type { Expr } from '../../model/expression';
import { originAt } from '../../model/origin';
import type { AllowedValues, Reader } from '../../model/value';
import type { PlacedChunk } from './chunk';
import { attributeOf, type HclBlock } from './hcl';
import type { TerraformReading } from './reading';
import { siteOf } from './reading';

const known = new WeakMap<TerraformReading, ReadonlyMap<string, readonly Reader[]>>();

/** Who reads a variable or a local value of a module. An output only shows what the root module reads. */
export function readersOf(reading: TerraformReading, name: string, isRoot: boolean): readonly Reader[] {
  let index = known.get(reading);
  if (index === undefined) {
    index = mentionsIn(reading);
    known.set(reading, index);
  }
  const readers = index.get(name) ?? [];
  return isRoot ? readers : readers.map((reader) => ({ ...reader, role: 'value' }));
}

function mentionsIn(reading: TerraformReading): ReadonlyMap<string, readonly Reader[]> {
  const found = new Map<string, Reader[]>();
  for (const placed of reading.parts.flatMap((part) => part.chunks)) {
    const { keyword, labels, mentions } = placed.chunk;
    const role = keyword === 'output' ? 'display' : 'value';
    for (const { name, span } of mentions) {
      if (!name.startsWith('var.') && !name.startsWith('local.')) continue;
      // A validation that is understood says what is allowed; it reads the value for no other end.
      if (keyword === 'variable' && name === `var.${labels[0] ?? ''}` && isUnderstood(placed)) continue;
      const reader: Reader = { origin: originAt(siteOf(placed), span), role };
      const readers = found.get(name);
      if (readers === undefined) found.set(name, [reader]);
      else readers.push(reader);
    }
  }
  return found;
}

function validationsOf({ chunk }: PlacedChunk): readonly HclBlock[] {
  return chunk.block?.body.blocks.filter((block) => block.type === 'validation') ?? [];
}

function isUnderstood(variable: PlacedChunk): boolean {
  return validationsOf(variable).every((validation) => {
    const condition = attributeOf(validation.body, 'condition')?.value;
    return condition !== undefined && (listAllowed(condition) !== null || isOfEveryType(condition));
  });
}

/** The list that a validation allows: `contains(["a", "b"], var.x)`. */
export function allowedValues(variable: PlacedChunk): AllowedValues | null {
  for (const validation of validationsOf(variable)) {
    const condition = attributeOf(validation.body, 'condition')?.value;
    const list = condition === undefined ? null : listAllowed(condition);
    if (list === null) continue;
    const values = list.items.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
    return { values, origin: originAt(siteOf(variable), list.span) };
  }
  return null;
}

type ListExpr = Extract<Expr, { kind: 'list' }>;

function listAllowed(condition: Expr): ListExpr | null {
  if (condition.kind !== 'call' || condition.callee.kind !== 'name' || condition.callee.name !== 'contains')
    return null;
  const [list, value] = condition.args.map((arg) => arg.value);
  if (list?.kind !== 'list' || value?.kind !== 'name') return null;
  return list.items.every((item) => item.kind === 'literal') ? list : null;
}

/** `can(regex("^ml\\.", var.x))`, `startswith(var.x, "ml.")`: every instance type for hosting is one. */
function isOfEveryType(condition: Expr): boolean {
  if (condition.kind !== 'call' || condition.callee.kind !== 'name') return false;
  const [first, second] = condition.args.map((arg) => arg.value);
  switch (condition.callee.name) {
    case 'can':
      return first !== undefined && isOfEveryType(first);
    case 'regex':
      return first?.kind === 'literal' && first.value === '^ml\\.';
    case 'startswith':
      return second?.kind === 'literal' && second.value === 'ml.';
    default:
      return false;
  }
}
