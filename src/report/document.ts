import { reasonText } from '../advisor/unresolved';
import { practices } from '../practices';
import type { FindingEntry, Report } from './json';
import {
  assumptionLine,
  BASIS,
  capacityText,
  carbonText,
  costText,
  coverageLine,
  nameText,
  noticesApart,
  placeText,
  sessionTotal,
  standingTotal,
  type TotalText,
} from './wording';

/** A piece of a report that is read as a page: plain texts, so that whoever renders them does the escaping. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export const TITLE = 'SageMaker inference: cost and carbon';

/** The report as a page: coverage first, then totals, findings by practice, deployments, the checklist, what is open. */
export function documentOf(report: Report): Block[] {
  const assumptions = assumptionLine(report);
  return [
    { kind: 'paragraph', text: coverageLine(report) },
    ...(assumptions === null ? [] : [{ kind: 'paragraph' as const, text: assumptions }]),
    ...totals(report),
    ...findings(report),
    ...deployments(report),
    ...checklist(report),
    ...open(report),
    ...(report.deployments.length === 0 ? [] : [{ kind: 'paragraph' as const, text: BASIS }]),
  ];
}

/** A heading with a table below, nothing where the table is empty. */
function section(text: string, head: readonly string[], rows: readonly (readonly string[])[]): Block[] {
  return rows.length === 0
    ? []
    : [
        { kind: 'heading', text },
        { kind: 'table', head, rows },
      ];
}

function totals(report: Report): Block[] {
  const row = (name: string, total: TotalText | null): string[][] =>
    total === null ? [] : [[name, total.now, total.after]];
  const rows = [
    ...row('Standing, a month', standingTotal(report)),
    ...row('Sessions, an hour while all are up', sessionTotal(report)),
  ];
  return section('Totals', ['', 'now', 'after the leading advice'], rows);
}

function findings({ findings: all }: Report): Block[] {
  const ofPractice = (id: string): FindingEntry[] => all.filter(({ practice }) => practice === id);
  return practices.flatMap(({ id, title }) =>
    section(
      title,
      ['where', 'what', 'severity', ''],
      ofPractice(id).map((finding) => [
        `${finding.file} ${placeText(finding)}`,
        finding.environment === null ? finding.message : `${finding.environment}: ${finding.message}`,
        finding.severity,
        finding.rank === 'leading' ? '' : 'alternative',
      ]),
    ),
  );
}

function deployments({ deployments: all }: Report): Block[] {
  const rows = all.map((each) => [
    `${each.file} ${placeText(each)}`,
    ...[nameText, capacityText, costText, carbonText].map((text) => text(each)),
  ]);
  return section('Deployments', ['where', 'name', 'capacity', 'cost', 'carbon'], rows);
}

const STATUS = { followed: 'followed', advice: 'advice', notApplicable: 'not applicable', unknown: 'unknown' } as const;

function checklist(report: Report): Block[] {
  const rows = report.checklist.map(({ practice, status, where, why }) => [
    practices.find(({ id }) => id === practice)?.title ?? practice,
    STATUS[status],
    why,
    [...new Set(where.map(({ file }) => file))].join(', '),
  ]);
  return section('Checklist', ['practice', 'status', 'why', 'where'], rows);
}

function open(report: Report): Block[] {
  const { coverage, deployments: all, skipped } = report;
  const place = (id: string): string => {
    const found = all.find((each) => each.id === id);
    return found === undefined ? id : `${found.file} ${placeText(found)}`;
  };
  const unresolved = coverage.unresolved.map((each) => [place(each.id), reasonText(each)]);
  const said = noticesApart(report).map((notice) => [`${notice.file} ${placeText(notice)}`, notice.message]);
  const left = skipped.map(({ file, reason }) => [file, `not read: ${reason}`]);
  return section('Open', ['where', 'what'], [...unresolved, ...said, ...left]);
}
