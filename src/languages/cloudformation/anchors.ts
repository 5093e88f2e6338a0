import { evaluate } from '../../model/evaluate';
import type { Meaning, Scope } from '../../model/evaluate';
import type { Site, Span } from '../../model/origin';
import type { Anchor } from './chunk';
import type { CloudFormationReading } from './reading';
import type { Readers } from './readers';

/** How many aliases one template may follow: a few lines of them can stand for billions of values. */
const MOST_ALIASES = 20_000;

/** What `*x` (an alias) and `&0` (the first anchored value of a chunk, which its aliases read too) mean. */
export class Anchors {
  #places: Places | null = null;
  #followed = 0;

  constructor(
    private readonly reading: CloudFormationReading,
    private readonly readers: Readers,
  ) {}

  lookup(name: string, site: Site, span: Span, scope: Scope): Meaning {
    if (++this.#followed > MOST_ALIASES) return { kind: 'unbound', why: 'too many aliases', decidedBy: null };
    const { byName, byBase, aliased } = (this.#places ??= placesOf(this.reading));
    const written = name.slice(1);
    const inPlace = name.startsWith('&');
    const found = inPlace
      ? byBase.get(site.base)?.[Number(written)]
      : byName.get(written)?.findLast((each) => each.at <= site.base + span.start);
    if (found === undefined) return { kind: 'unbound', why: `no anchor "${written}"`, decidedBy: null };
    const { anchor } = found;
    // An anchor that nothing aliases is a value in its place.
    if (inPlace && !aliased.has(anchor.name)) return { kind: 'value', value: evaluate(anchor.expr, found.site, scope) };
    const readers = this.readers.ofAnchor(anchor.name);
    const definition = { expr: anchor.expr, site: found.site, how: 'constant', readers } as const;
    return { kind: 'definition', definition: { ...definition, decidedBy: null, allowed: null } };
  }
}

interface PlacedAnchor {
  readonly anchor: Anchor;
  readonly site: Site;
  readonly at: number;
}

interface Places {
  /** In the order of the text. */
  readonly byName: ReadonlyMap<string, readonly PlacedAnchor[]>;
  readonly byBase: ReadonlyMap<number, readonly PlacedAnchor[]>;
  readonly aliased: ReadonlySet<string>;
}

function placesOf(reading: CloudFormationReading): Places {
  const byName = new Map<string, PlacedAnchor[]>();
  const byBase = new Map<number, readonly PlacedAnchor[]>();
  const aliased = new Set<string>();
  for (const { chunk, base } of reading.chunks) {
    for (const { name } of chunk.aliases) aliased.add(name);
    if (chunk.anchors.length === 0) continue;
    const site = { file: reading.file, cell: null, base };
    const placed = chunk.anchors.map((anchor) => ({ anchor, site, at: base + anchor.expr.span.start }));
    byBase.set(base, placed);
    // An anchor is noted when all of its value is: the inner ones come first.
    for (const each of [...placed].sort((a, b) => a.at - b.at)) {
      const list = byName.get(each.anchor.name);
      if (list === undefined) byName.set(each.anchor.name, [each]);
      else list.push(each);
    }
  }
  return { byName, byBase, aliased };
}
