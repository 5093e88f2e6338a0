import type { Origin } from '../model/origin';
import { contains, sameDocument } from '../model/origin';
import type { Finding, Notice } from './advice';
import type { JudgeContext } from './judge';
import { lineAt, lineStarts } from './lines';
import { raises } from './ranking';
import { isExpired, metadataSuppressions, names, suppressionsIn, type Suppression } from './suppressions';
import { textIn, type Unit } from './unit';

export interface SuppressionOutcome {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
  readonly notices: readonly Notice[];
}

/** Takes out what the file asks not to hear, and tells which of its wishes are unused or over. */
export function suppress(unit: Unit, findings: readonly Finding[], context: JudgeContext): SuppressionOutcome {
  const wishes = [
    ...[unit.source, ...unit.included].flatMap(suppressionsIn),
    ...metadataSuppressions(unit.metadataSuppressions),
  ];
  if (wishes.length === 0) return { findings, suppressed: [], notices: [] };
  const today = context.settings.today;
  const ids = new Map(context.practices.map((practice) => [practice.id, [practice.id, ...practice.aliases]]));
  const places = new Places(unit);
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of findings) {
    const heard = wishes.filter(
      (wish) => names(wish, ids.get(finding.practice) ?? [finding.practice]) && places.covers(wish, finding),
    );
    heard.forEach((wish) => used.add(wish));
    (heard.some((wish) => !isExpired(wish, today)) ? suppressed : kept).push(finding);
  }
  // What several deployments could do together is not known while one unit is looked at.
  const across = context.practices.filter((practice) => practice.detectAcross !== undefined).map(({ id }) => id);
  for (const wish of wishes) if (wish.practices?.every((each) => across.includes(each)) === true) used.add(wish);
  return { findings: led(kept, suppressed), suppressed, notices: noticesOf(wishes, used, today) };
}

/** Where the leading finding of a value was suppressed, the next one that saves something leads. */
function led(kept: readonly Finding[], suppressed: readonly Finding[]): readonly Finding[] {
  const leaderless = new Set(suppressed.filter((finding) => finding.rank === 'leading').map(placeOf));
  return kept.map((finding) => {
    const place = placeOf(finding);
    if (!leaderless.has(place) || raises(finding.candidates[0].delta)) return finding;
    leaderless.delete(place);
    return { ...finding, rank: 'leading' as const };
  });
}

function placeOf(finding: Finding): string {
  return `${finding.value}|${String(finding.at.cell)}|${String(finding.at.start)}`;
}

function noticesOf(wishes: readonly Suppression[], used: ReadonlySet<Suppression>, today: string): Notice[] {
  return wishes.flatMap((wish): Notice[] => {
    const what = wish.practices === null ? 'all advice' : wish.practices.join(', ');
    if (isExpired(wish, today))
      return [
        { kind: 'expiredSuppression', at: wish.at, message: `the suppression of ${what} ended on ${wish.until ?? ''}` },
      ];
    if (used.has(wish)) return [];
    return [{ kind: 'unusedSuppression', at: wish.at, message: `the suppression of ${what} suppresses nothing here` }];
  });
}

/** Which lines a suppression speaks for. */
class Places {
  private readonly starts = new Map<string, readonly number[]>();

  constructor(private readonly unit: Unit) {}

  covers(wish: Suppression, finding: Finding): boolean {
    if (wish.resource !== null) return wish.resource === finding.resource;
    // A notebook's cells are one file.
    if (wish.scope === 'file') return finding.at.file === wish.at.file || finding.writtenAt?.file === wish.at.file;
    const lines = [this.lineOf(finding.at, wish.at), this.lineOf(finding.writtenAt, wish.at)];
    for (const holder of this.holders(finding)) lines.push(this.lineOf(holder, wish.at));
    return lines.some((line) => line !== null && (line === wish.line || (wish.alone && line - 1 === wish.line)));
  }

  /** The calls, resources and blocks that hold a finding. */
  private holders(finding: Finding): Origin[] {
    return this.unit.graphs.flatMap((graph) => {
      const resource = graph.resources.get(finding.resource);
      if (resource === undefined) return [];
      const same = resource.declaration;
      return contains(same, finding.at) ? [resource.header, same] : [same];
    });
  }

  private lineOf(origin: Origin | null, among: Origin): number | null {
    if (origin === null || !sameDocument(origin, among)) return null;
    const key = `${origin.file}|${String(origin.cell)}`;
    let starts = this.starts.get(key);
    if (starts === undefined) {
      starts = lineStarts(textIn(this.unit, origin.file, origin.cell) ?? '');
      this.starts.set(key, starts);
    }
    return lineAt(starts, origin.start);
  }
}
