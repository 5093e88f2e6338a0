import { evaluate } from '../../model/evaluate';
import type { Scope } from '../../model/evaluate';
import type { Value } from '../../model/value';
import type { Block } from './link';
import type { CloudFormationReading } from './reading';

/** A resource of SAM with what `Globals` says for all of its kind: its own word counts, and maps are merged. */
export function withGlobals(block: Block, globals: CloudFormationReading['globals'], scope: Scope): Block {
  const kind = /^AWS::Serverless::(\w+)$/.exec(block.type)?.[1];
  const member = kind === undefined ? undefined : globals.get(kind);
  if (member?.member.expr === undefined || member.member.expr === null) return block;
  return { ...block, properties: mergedInto(evaluate(member.member.expr, member.site, scope), block.properties) };
}

function mergedInto(global: Value, own: Value): Value {
  if (own.kind === 'absent') return global;
  if (global.kind !== 'object' || own.kind !== 'object') return own;
  const entries = new Map(global.entries);
  for (const [key, entry] of own.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? entry : { ...entry, value: mergedInto(before.value, entry.value) });
  }
  return { ...own, entries, open: own.open ?? global.open };
}
