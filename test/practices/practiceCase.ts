import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import type { Finding, Fix } from '../../src/advisor/advice';
import { languageOf } from '../../src/advisor/languages';
import type { Settings } from '../../src/advisor/settings';
import { catalogue } from '../../src/catalogue';
import { apply } from '../../src/model/apply';
import type { Edit, RefusalReason, Source, SourceCell } from '../../src/model/language';
import { sameOrigin } from '../../src/model/origin';
import type { Grade } from '../../src/model/proposal';
import { violationsOf } from '../../src/model/validity';
import type { Practice } from '../../src/practices';
import { LONGEST_SUBJECT } from '../../src/practices/subject';
import type { Example } from '../../src/practices/pages';
import { applyEdits, assertLaw, US_EAST_1 } from '../law';

/**
 * A text with the expected squiggles drawn under the code, as comment lines that are taken out before it is read:
 *
 *     InstanceType: ml.c5.xlarge
 *     #             ^^^^^^^^^^^^ ml.c5.xlarge → ml.c7g.xlarge
 *
 * What follows the squiggle is the subject of the leading proposal. A notebook is a list of cells; a cell that isn't
 * Python begins with `%%`.
 */
export type Drawn = string | readonly string[];

export interface PracticeCase {
  readonly file: string;
  readonly source: Drawn;
  /** Other files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Partial<Settings>;
}

export interface FiringCase extends PracticeCase {
  readonly grade?: Grade;
  readonly preferred?: boolean;
  readonly visibility?: Finding['visibility'];
  /** The text after the leading fix of each finding, one after the other. */
  readonly fixed?: Drawn;
  /** The other files that the fix changes. */
  readonly fixedFiles?: Readonly<Record<string, string>>;
  /** Why the leading fix can't be written. */
  readonly refused?: RefusalReason;
}

interface Mark {
  readonly cell: number | null;
  readonly start: number;
  readonly end: number;
  readonly subject: string | null;
}

/** Asserts that the practice speaks at the squiggles and nowhere else, and that its fix does what it says. */
export function fires(practice: Practice, given: FiringCase): void {
  const { source, marks } = read(given.file, given.source);
  assert.ok(marks.length > 0, 'a firing case draws at least one squiggle');
  const advisor = advisorWith(given, source);
  const findings = findingsOf(advisor, practice, given.file);
  assert.deepEqual(
    findings.map((each) => [each.at.cell, each.at.start, each.at.end]),
    marks.map((each) => [each.cell, each.start, each.end]),
    `${practice.id} speaks elsewhere: ${findings.map((each) => `${textAt(source, each)} (${each.message})`).join('; ')}`,
  );
  findings.forEach((finding, index) => {
    const { proposal } = finding.candidates[0];
    const subject = marks[index]?.subject;
    if (subject !== null) assert.equal(proposal.subject, subject);
    if (given.grade !== undefined) assert.equal(proposal.grade, given.grade);
    if (given.preferred !== undefined) assert.equal(proposal.preferred, given.preferred);
    if (given.visibility !== undefined) assert.equal(finding.visibility, given.visibility);
    assert.ok(finding.message.length <= 120, finding.message);
    for (const { proposal: each } of finding.candidates)
      assert.ok(each.subject.length <= LONGEST_SUBJECT, each.subject);
  });
  if (given.refused !== undefined) assertRefused(advisor, given, findings);
  if (given.fixed !== undefined || given.fixedFiles !== undefined)
    assertFixed(practice, given, source, findings.length);
}

/** Some advice is for workspaces with SageMaker in them only. */
const WITH_SAGEMAKER = { 'another/model.yaml': 'Resources:\n  Model:\n    Type: AWS::SageMaker::Model\n' };

/** Asserts that an example fires as it stands before, that its fix gives what stands after, and that it is silent then. */
export function showsWhatItDoes(practice: Practice, { dialect, file, files, before, after, recipe }: Example): void {
  const given: FiringCase = { file, files: { ...WITH_SAGEMAKER, ...files }, source: before, fixed: after };
  const { source } = read(file, before);
  const found = findingsOf(advisorWith(given, source), practice, file);
  assert.equal(found.length, 1, found.map((each) => each.message).join('; '));
  if (recipe === undefined && after === before) {
    // Advice that is no edit.
    assert.deepEqual(found[0]?.candidates[0].proposal.ops, []);
    return;
  }
  if (recipe === undefined) {
    assertFixed(practice, given, source, 1);
    return;
  }
  assert.equal(after, before, 'a recipe changes nothing by itself');
  assert.equal(found[0]?.candidates[0].proposal.recipe?.snippets[dialect], recipe);
}

/** Asserts that the practice says nothing about a file. */
export function silent(practice: Practice, given: PracticeCase): void {
  const { source, marks } = read(given.file, given.source);
  assert.deepEqual(marks, [], 'a silent case draws no squiggle');
  const found = findingsOf(advisorWith(given, source), practice, given.file);
  assert.deepEqual(
    found.map((each) => each.message),
    [],
  );
}

/** What the practice says, once for each place: several outcomes of a condition may say it there. */
function findingsOf(advisor: Advisor, practice: Practice, file: string): readonly Finding[] {
  const advice = advisor.adviseAll().find((each) => each.file === file) ?? advisor.advise(file);
  const findings = advice.findings.filter((each) => each.practice === practice.id);
  return findings.filter((each, index) => findings.findIndex((other) => sameOrigin(other.at, each.at)) === index);
}

function advisorWith(given: PracticeCase, source: Source): Advisor {
  const advisor = new Advisor(given.settings ?? {});
  for (const [file, text] of Object.entries(given.files ?? {})) advisor.update(read(file, text).source);
  advisor.update(source);
  // What nobody had asked for when it came.
  for (let asked = advisor.takeMissing(); asked.length > 0; asked = advisor.takeMissing())
    for (const file of asked) {
      const text = given.files?.[file];
      if (text !== undefined) advisor.update(read(file, text).source);
    }
  return advisor;
}

function assertRefused(advisor: Advisor, given: FiringCase, findings: readonly Finding[]): void {
  for (const finding of findings) {
    const [fix] = advisor.fixes(given.file, finding);
    assert.equal(fix?.refusal?.reason, given.refused);
  }
}

/** Takes the leading fix of one finding after the other, and reads what has come of it. */
function assertFixed(practice: Practice, given: FiringCase, before: Source, times: number): void {
  let source = before;
  let files = { ...given.files };
  for (let left = times; left > 0; left--) {
    const advisor = advisorWith({ ...given, files }, source);
    const found = findingsOf(advisor, practice, given.file);
    const [finding] = found;
    if (finding === undefined) break;
    assert.ok(found.length <= left, 'a fix is followed by more advice of the same kind');
    const [fix] = advisor.fixes(given.file, finding);
    assert.ok(fix, 'there is no fix');
    assert.equal(fix.refusal, null);
    if (finding.world.size === 0 && finding.environment === null) assertLawful(source, finding, given);
    ({ source, files } = taken(source, files, fix));
  }
  if (given.fixed !== undefined) assert.deepEqual(textsOf(source), textsOf(read(given.file, given.fixed).source));
  assert.deepEqual(files, { ...given.files, ...given.fixedFiles });
  const after = findingsOf(advisorWith({ ...given, files }, source), practice, given.file);
  assert.deepEqual(
    after.map((each) => each.message),
    [],
    'the practice still speaks after its fix',
  );
}

/** The law of reading and writing, and what AWS accepts. */
function assertLawful(source: Source, finding: Finding, given: PracticeCase): void {
  const language = languageOf(source.file, textsOf(source));
  assert.ok(language);
  const { ops } = finding.candidates[0].proposal;
  const region = given.settings?.region ?? 'us-east-1';
  const context = { ...US_EAST_1, region: { ...US_EAST_1.region, value: region } };
  assertLaw(
    language,
    source,
    (graph) => {
      const accepts = (type: string, use: 'hosting' | 'transform'): boolean => catalogue.accepts(type, use);
      const already = violationsOf(graph, accepts).map((each) => each.sentence);
      const after = violationsOf(apply(graph, ops), accepts).map((each) => each.sentence);
      assert.deepEqual(
        after.filter((each) => !already.includes(each)),
        [],
      );
      return ops;
    },
    context,
  );
}

function taken(
  source: Source,
  files: Record<string, string>,
  fix: Fix,
): { readonly source: Source; readonly files: Record<string, string> } {
  const inFile = (file: string, cell: number | null): Edit[] =>
    fix.edits.filter((edit) => edit.file === file && edit.cell === cell);
  const others = Object.fromEntries(
    Object.entries(files).map(([file, text]) => [file, applyEdits(text, inFile(file, null))]),
  );
  const cells = source.cells.map((cell) => ({ ...cell, text: applyEdits(cell.text, inFile(source.file, cell.index)) }));
  return { source: { ...source, cells }, files: others };
}

function textsOf(source: Source): string[] {
  return source.cells.map((cell) => cell.text);
}

function textAt(source: Source, finding: Finding): string {
  const cell = source.cells.find((each) => each.index === finding.at.cell);
  return cell?.text.slice(finding.at.start, finding.at.end) ?? '';
}

function read(file: string, drawn: Drawn): { readonly source: Source; readonly marks: readonly Mark[] } {
  const marks: Mark[] = [];
  const texts = typeof drawn === 'string' ? [drawn] : drawn;
  const cells = texts.map((text, index): SourceCell => {
    const cell = typeof drawn === 'string' ? null : index;
    return { index: cell, text: withoutMarks(text, cell, marks), code: true };
  });
  return { source: { file, cells }, marks };
}

function withoutMarks(text: string, cell: number | null, marks: Mark[]): string {
  const lines: string[] = [];
  let start = 0;
  let offset = 0;
  for (const line of text.split('\n')) {
    const squiggle = /^\s*(?:#|\/\/)\s*?(?= *\^)( *)(\^+)\s*(.*)$/.exec(line);
    if (squiggle === null) {
      start = offset;
      offset += line.length + 1;
      lines.push(line);
      continue;
    }
    const column = line.indexOf('^');
    const [, , carets = '', subject = ''] = squiggle;
    marks.push({
      cell,
      start: start + column,
      end: start + column + carets.length,
      subject: subject === '' ? null : subject,
    });
  }
  return lines.join('\n');
}
