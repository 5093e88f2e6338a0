import type { Expr } from '../../model/expression';
import type { Origin } from '../../model/origin';
import type { HclAttribute, HclBody } from './hcl';
import { siteOf, type TerraformReading } from './reading';
import { quotedText } from './writeHcl';
import type { PlacedBody } from './writeText';

type ObjectExpr = Extract<Expr, { kind: 'object' }>;

/** A map that is written in braces as a body whose arguments are its entries; null where none stands at a place. */
export function mapAt(top: PlacedBody, origin: Origin): PlacedBody | null {
  const map = inBody(top.block.body, origin.start - top.base);
  if (map === null) return null;
  const { file, base } = top;
  const attributes: HclAttribute[] = map.members.flatMap((member) => {
    if (member.kind !== 'entry') return [];
    const { keySpan, value, span } = member;
    return [{ name: file.text.slice(base + keySpan.start, base + keySpan.end), nameSpan: keySpan, value, span }];
  });
  const span = { start: map.span.start + 1, end: map.span.end - 1 };
  const body: HclBody = { attributes, blocks: [], broken: null, span };
  return { file, base, body, block: { ...top.block, body, span: map.span } };
}

function inBody(body: HclBody, start: number): ObjectExpr | null {
  for (const { value } of body.attributes) {
    const found = inExpression(value, start);
    if (found !== null) return found;
  }
  for (const block of body.blocks) {
    const found = inBody(block.body, start);
    if (found !== null) return found;
  }
  return null;
}

/** Maps within maps only: what a function or a loop makes of one isn't the map that is written. */
function inExpression(expr: Expr, start: number): ObjectExpr | null {
  if (expr.kind !== 'object') return null;
  if (expr.span.start === start) return expr;
  for (const member of expr.members) {
    const found = member.kind === 'entry' ? inExpression(member.value, start) : null;
    if (found !== null) return found;
  }
  return null;
}

/** A new key as the other keys of a map are written. */
export function keyText(body: HclBody, key: string): string {
  const areQuoted = body.attributes.length > 0 && body.attributes.every(({ name }) => name.startsWith('"'));
  return areQuoted || !/^[A-Za-z_][\w-]*$/.test(key) ? quotedText(key) : key;
}

/** What stands behind each entry of a map. */
export function separatorIn({ file, base, body }: PlacedBody): string {
  const last = body.attributes.at(-1);
  return last !== undefined && file.text[base + last.span.end] === ',' ? ',' : '';
}

/** The local value that holds what is written at a place, if it is written in it as a whole; its name as it is read. */
export function localHolding({ locals }: TerraformReading, origin: Origin): string | null {
  for (const [name, { attribute, site }] of locals)
    if (site.file === origin.file && site.base + attribute.value.span.start === origin.start) return `local.${name}`;
  return null;
}

/** How often a name is read in a module. */
export function usesOf({ parts }: TerraformReading, name: string): Origin[] {
  return parts.flatMap((part) =>
    part.chunks.flatMap((placed) => {
      const { file, base } = siteOf(placed);
      return placed.chunk.mentions
        .filter((mention) => mention.name === name)
        .map(({ span }) => ({ file, cell: null, start: base + span.start, end: base + span.end }));
    }),
  );
}
