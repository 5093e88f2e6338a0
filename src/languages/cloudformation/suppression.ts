import type { Expr } from '../../model/expression';
import type { MetadataSuppression } from '../../model/language';
import { originAt } from '../../model/origin';
import type { ResourceId } from '../../model/value';
import type { PlacedMember } from './reading';

type Entry = Extract<Extract<Expr, { kind: 'object' }>['members'][number], { kind: 'entry' }>;

function entry(expr: Expr | null | undefined, key: string): Entry | null {
  if (expr?.kind !== 'object') return null;
  for (const member of expr.members) if (member.kind === 'entry' && member.key === key) return member;
  return null;
}

function text(expr: Expr | undefined): string | null {
  return expr?.kind === 'literal' ? String(expr.value) : null;
}

/** What resources say about advice in their metadata. */
export function metadataSuppressions(resources: ReadonlyMap<ResourceId, PlacedMember>): MetadataSuppression[] {
  const found: MetadataSuppression[] = [];
  for (const [resource, placed] of resources) {
    const said = entry(entry(placed.member.expr, 'Metadata')?.value, 'sagegreen');
    if (said === null) continue;
    const ignore = ignored(said.value);
    if (ignore === null) continue;
    const reason = text(entry(said.value, 'reason')?.value);
    const until = text(entry(said.value, 'until')?.value);
    found.push({ resource, ignore, reason, until, at: originAt(placed.site, said.span) });
  }
  return found;
}

/** `ignore`, `{ignore: true}`, `{ignore}` are all; a name or a list of names are these; anything else is nothing. */
function ignored(said: Expr): MetadataSuppression['ignore'] | null {
  if (said.kind === 'literal') return said.value === 'ignore' ? 'all' : null;
  const wanted = entry(said, 'ignore')?.value;
  if (wanted === undefined) return null;
  if (wanted.kind === 'list') return wanted.items.flatMap((item) => text(item) ?? []);
  if (wanted.kind === 'opaque' || wanted.kind === 'nothing') return 'all';
  if (wanted.kind !== 'literal' || wanted.value === false) return null;
  return wanted.value === true || wanted.value === 'all' || wanted.value === '*' ? 'all' : [String(wanted.value)];
}
