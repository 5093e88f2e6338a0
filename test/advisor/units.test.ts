import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { LANGUAGES } from '../../src/advisor/languages';
import type { Language, LinkContext, Reading } from '../../src/model/language';
import { fileOf, refuse } from '../../src/model/language';
import type { Graph } from '../../src/model/graph';
import type { Origin } from '../../src/model/origin';
import type { Resource } from '../../src/model/resource';
import type { Entry, Value } from '../../src/model/value';
import { sourceOf } from '../law';

/**
 * A language of lines, whose units are folders:
 *
 *     group NAME DAYS      a log group; `DAYS` may be `$VARIABLE`
 *     VARIABLE = DAYS      a value
 *     values FILE          takes further values from a file that is no part of any unit
 *     use FOLDER           declares all groups of another folder, with the values of this one
 */
interface LinesReading extends Reading {
  readonly lines: readonly Line[];
  readonly read: readonly string[];
}

interface Line {
  readonly words: readonly string[];
  readonly at: Origin;
}

const FILE = /\.lines$/;
const parsed: string[] = [];

function linesOf(file: string, text: string): Line[] {
  let start = 0;
  return text.split('\n').map((line) => {
    const at = { file, cell: null, start, end: start + line.length };
    start += line.length + 1;
    return { words: line.split(' ').filter((word) => word !== '' && !line.startsWith('#')), at };
  });
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/'));

const lines: Language<LinesReading> = {
  name: 'lines',
  concerns: (file, text) => FILE.test(file) && /^(?:group|use) /m.test(text),
  unitOf: (file) => (FILE.test(file) ? `${folderOf(file)}/*` : null),
  read(source, previous) {
    const read: string[] = [];
    const all = source.cells.flatMap((cell) => {
      const file = fileOf(source, cell);
      const before = previous?.source.cells.find((each) => each.file === cell.file);
      if (before?.text === cell.text) return previous?.lines.filter(({ at }) => at.file === file) ?? [];
      read.push(file);
      return linesOf(file, cell.text);
    });
    parsed.push(...read);
    return { source, lines: all, read };
  },
  link(reading, context) {
    return [graphOf(reading, context)];
  },
  write(_, graph, ops) {
    const [op] = ops;
    if (op?.op !== 'set') return refuse('notExpressible', 'only days can be changed');
    const days = graph.resources.get(op.resource)?.properties.entries.get('RetentionInDays')?.value;
    const line = days?.kind === 'scalar' ? days.origin : graph.resources.get(op.resource)?.declaration;
    if (line === undefined) return refuse('unresolved', 'no such group');
    const { file, cell, end } = line;
    return {
      kind: 'edits',
      edits: [{ file, cell, start: end, end, newText: typeof op.value === 'number' ? ` ${String(op.value)}` : '' }],
    };
  },
};

function graphOf(reading: LinesReading, context: LinkContext): Graph {
  const values = new Map<string, { readonly value: string; readonly at: Origin }>();
  const includes: string[] = [];
  const resources = new Map<string, Resource>();
  const take = (all: readonly Line[]): void => {
    for (const { words, at } of all)
      if (words[1] === '=' && words[0]) values.set(words[0], { value: words[2] ?? '', at });
  };
  take(reading.lines);
  for (const { words } of reading.lines)
    if (words[0] === 'values' && words[1]) take(linesOf(words[1], context.files?.text(words[1]) ?? ''));
  const declare = (all: readonly Line[], prefix: string): void => {
    for (const line of all)
      if (line.words[0] === 'group') resources.set(prefix + (line.words[1] ?? ''), group(prefix, line));
  };
  const group = (prefix: string, { words: [, name = '', days = ''], at }: Line): Resource => {
    const known = values.get(days.slice(1));
    const value = days.startsWith('$') ? known?.value : days;
    const entries = new Map<string, Entry>();
    const set = (key: string, set: string, origin: Origin): void => {
      const scalar: Value = {
        kind: 'scalar',
        how: 'literal',
        value: set,
        origin,
        usedAt: at,
        readers: [],
        decidedBy: null,
        allowed: null,
      };
      entries.set(key, { key, keyOrigin: at, origin: at, value: scalar });
    };
    set('LogGroupName', `/aws/sagemaker/Endpoints/${name}`, at);
    if (value !== undefined && value !== '') set('RetentionInDays', value, known?.at ?? at);
    return {
      id: prefix + name,
      type: 'LogGroup',
      dialect: 'terraform',
      logicalName: name,
      properties: { kind: 'object', entries, open: null, origin: at, usedAt: at },
      declaration: at,
      header: at,
      region: { how: 'absent' },
      implied: false,
      declaredAs: `${at.file}#${name}`,
    };
  };
  declare(reading.lines, `${reading.source.file}#`);
  for (const { words } of reading.lines) {
    if (words[0] !== 'use' || !words[1]) continue;
    const other = context.files?.reading(`${words[1]}/*`) as LinesReading | null;
    if (other === null) continue;
    includes.push(`${words[1]}/*`);
    declare(other.lines, `${reading.source.file}#${words[1]}.`);
  }
  return {
    unit: reading.source.file,
    unitKind: 'template',
    environment: null,
    resources,
    observations: [],
    region: context.region,
    generated: false,
    includes,
  };
}

/** Some advice is for workspaces with SageMaker in them only. */
const SAGEMAKER = sourceOf('model.yaml', 'Resources:\n  Model:\n    Type: AWS::SageMaker::Model\n');

function advisorWith(files: Readonly<Record<string, string>>): Advisor {
  const advisor = new Advisor({ loudness: 'all' }, [lines as unknown as Language, ...LANGUAGES]);
  advisor.update(SAGEMAKER);
  for (const [file, text] of Object.entries(files)) advisor.update(sourceOf(file, text));
  return advisor;
}

const told = (advisor: Advisor, file: string): string[] =>
  advisor.advise(file).findings.map((finding) => `${finding.resource} ${finding.at.file}:${String(finding.at.start)}`);

describe('units of several files', () => {
  it('are read as one; each file says what stands in it', () => {
    const advisor = advisorWith({
      'logs/a.lines': 'group one',
      'logs/b.lines': 'days = 7\n\ngroup two\ngroup three $days',
      'other/a.lines': 'group four $days',
    });
    assert.deepEqual(told(advisor, 'logs/a.lines'), ['logs/*#one logs/a.lines:0']);
    assert.deepEqual(told(advisor, 'logs/b.lines'), ['logs/*#two logs/b.lines:10']);
    assert.deepEqual(told(advisor, 'other/a.lines'), ['other/*#four other/a.lines:0']);
    assert.deepEqual(advisor.files(), ['logs/a.lines', 'logs/b.lines', 'model.yaml', 'other/a.lines']);
    assert.equal(advisor.textOf('logs/a.lines', null), 'group one');
  });

  it('a value that comes, changes or goes in one file is seen in the others; only that file is read again', () => {
    const advisor = advisorWith({ 'logs/a.lines': 'group one $days' });
    assert.equal(told(advisor, 'logs/a.lines').length, 1);
    parsed.length = 0;
    const came = advisor.update(sourceOf('logs/values.lines', 'days = 7'));
    assert.ok(came.has('logs/a.lines') && came.has('logs/values.lines'));
    assert.deepEqual(parsed, ['logs/values.lines']);
    assert.deepEqual(told(advisor, 'logs/a.lines'), []);
    advisor.update(sourceOf('logs/values.lines', 'weeks = 7'));
    assert.equal(told(advisor, 'logs/a.lines').length, 1);
    advisor.update(sourceOf('logs/values.lines', 'days = 7'));
    assert.deepEqual(told(advisor, 'logs/a.lines'), []);
    const gone = advisor.remove('logs/values.lines');
    assert.ok(gone.has('logs/a.lines'));
    assert.ok(!advisor.has('logs/values.lines') && advisor.has('logs/a.lines'));
    assert.equal(told(advisor, 'logs/a.lines').length, 1);
    advisor.remove('logs/a.lines');
    assert.deepEqual(advisor.files(), ['model.yaml']);
  });

  it('the order in which files come does not matter', () => {
    const files = { 'logs/a.lines': 'group one $days', 'logs/b.lines': 'days = 7', 'x/c.lines': 'use logs' };
    const names = Object.keys(files) as (keyof typeof files)[];
    const orders = [names, [...names].reverse(), ['logs/b.lines', 'x/c.lines', 'logs/a.lines'] as const];
    const all = orders.map((order) => {
      const advisor = advisorWith(Object.fromEntries(order.map((file) => [file, files[file]])));
      return advisor.files().map((file) => told(advisor, file));
    });
    assert.deepEqual(all[1], all[0]);
    assert.deepEqual(all[2], all[0]);
  });

  it('a suppression speaks for its own file', () => {
    const ignore = '# sagegreen: ignore-file';
    const advisor = advisorWith({ 'logs/a.lines': `${ignore}\ngroup one`, 'logs/b.lines': 'group two' });
    assert.deepEqual(told(advisor, 'logs/a.lines'), []);
    assert.equal(advisor.advise('logs/a.lines').suppressed.length, 1);
    assert.equal(told(advisor, 'logs/b.lines').length, 1);
    const [finding] = advisor.advise('logs/b.lines').findings;
    assert.ok(finding);
    const fix = advisor.suppress('logs/b.lines', finding);
    assert.deepEqual(
      fix?.edits.map(({ file, start }) => [file, start]),
      [['logs/b.lines', 0]],
    );
  });

  it('a fix is checked in the file that it edits', () => {
    const advisor = advisorWith({ 'logs/a.lines': 'days = 7', 'logs/b.lines': 'group one' });
    const [finding] = advisor.advise('logs/b.lines').findings;
    assert.ok(finding);
    const [fix] = advisor.fixes('logs/b.lines', finding);
    assert.equal(fix?.refusal, null);
    assert.deepEqual(
      fix.edits.map(({ file, start, newText }) => [file, start, newText]),
      [['logs/b.lines', 9, ' 30']],
    );
  });
});

describe('units that take from the rest of the workspace', () => {
  it('a file that is asked for is handed over, and followed as it changes, goes and comes', () => {
    const advisor = advisorWith({ 'logs/a.lines': 'values days.txt\ngroup one $days' });
    assert.ok(advisor.wants('days.txt'));
    assert.deepEqual(advisor.takeMissing(), ['days.txt']);
    assert.deepEqual(advisor.takeMissing(), []);
    assert.equal(told(advisor, 'logs/a.lines').length, 1);
    assert.ok(advisor.update(sourceOf('days.txt', 'days = 7')).has('logs/a.lines'));
    assert.deepEqual(told(advisor, 'logs/a.lines'), []);
    assert.equal(advisor.textOf('days.txt', null), 'days = 7');
    advisor.update(sourceOf('days.txt', ''));
    assert.equal(told(advisor, 'logs/a.lines').length, 1);
    advisor.update(sourceOf('days.txt', 'days = 7'));
    assert.ok(advisor.remove('days.txt').has('logs/a.lines'));
    assert.equal(told(advisor, 'logs/a.lines').length, 1);
    advisor.update(sourceOf('days.txt', 'days = 7'));
    assert.deepEqual(told(advisor, 'logs/a.lines'), []);
    // Nobody asks for it any more.
    advisor.update(sourceOf('logs/a.lines', 'group one'));
    assert.ok(!advisor.wants('days.txt'));
    advisor.update(sourceOf('unasked.txt', 'days = 7'));
    assert.ok(!advisor.has('unasked.txt'));
  });

  it('what a unit declares is told by those that instantiate it, in the file where it stands', () => {
    const advisor = advisorWith({ 'module/m.lines': 'group one $days', 'root/r.lines': 'days = 7\nuse module' });
    assert.deepEqual(told(advisor, 'module/m.lines'), []);
    const changed = advisor.update(sourceOf('root/r.lines', 'use module'));
    assert.ok(changed.has('module/m.lines'));
    assert.deepEqual(told(advisor, 'module/m.lines'), ['root/*#module.one module/m.lines:0']);
    assert.deepEqual(told(advisor, 'root/r.lines'), []);
    advisor.update(sourceOf('second/r.lines', 'use module'));
    assert.deepEqual(told(advisor, 'module/m.lines'), [
      'root/*#module.one module/m.lines:0',
      'second/*#module.one module/m.lines:0',
    ]);
    advisor.update(sourceOf('module/m.lines', 'group one'));
    const [leading, alternative] = advisor.advise('module/m.lines').findings;
    assert.deepEqual([leading?.rank, alternative?.rank], ['leading', 'alternative']);
    // What one of them would change, the other would get too.
    for (const finding of [leading, alternative]) {
      assert.ok(finding);
      assert.equal(advisor.fixes('module/m.lines', finding)[0]?.refusal?.reason, 'sharedValue');
    }
    advisor.remove('second/r.lines');
    const [only] = advisor.advise('module/m.lines').findings;
    assert.ok(only);
    assert.equal(advisor.fixes('module/m.lines', only)[0]?.refusal, null);
    assert.ok(advisor.remove('root/r.lines').has('module/m.lines'));
    assert.deepEqual(told(advisor, 'module/m.lines'), ['module/*#one module/m.lines:0']);
  });

  it('a unit that changes is seen by those that instantiate it', () => {
    const advisor = advisorWith({ 'module/m.lines': 'group one 7', 'root/r.lines': 'use module' });
    assert.deepEqual(told(advisor, 'module/m.lines'), []);
    assert.ok(advisor.update(sourceOf('module/m.lines', 'group one')).has('module/m.lines'));
    assert.deepEqual(told(advisor, 'module/m.lines'), ['root/*#module.one module/m.lines:0']);
    advisor.update(sourceOf('module/n.lines', 'group two'));
    assert.deepEqual(told(advisor, 'module/n.lines'), ['root/*#module.two module/n.lines:0']);
    const [finding] = advisor.advise('module/n.lines').findings;
    assert.ok(finding);
    assert.equal(advisor.fixes('module/n.lines', finding)[0]?.refusal, null);
    advisor.remove('module/n.lines');
    advisor.remove('module/m.lines');
    assert.deepEqual(advisor.deployments(), []);
  });

  it('units that instantiate each other are told by themselves', () => {
    const advisor = advisorWith({ 'a/a.lines': 'use b\ngroup one', 'b/b.lines': 'use a\ngroup two' });
    assert.ok(told(advisor, 'a/a.lines').includes('a/*#one a/a.lines:6'));
    assert.ok(told(advisor, 'b/b.lines').includes('b/*#two b/b.lines:6'));
  });

  it('a suppression that one of several needs is not called unused', () => {
    const advisor = advisorWith({
      'module/m.lines': '# sagegreen: ignore[log-retention]\ngroup one $days',
      'one/r.lines': 'days = 7\nuse module',
      'two/r.lines': 'use module',
    });
    assert.deepEqual(advisor.advise('module/m.lines').notices, []);
    advisor.remove('two/r.lines');
    assert.deepEqual(
      advisor.advise('module/m.lines').notices.map(({ kind }) => kind),
      ['unusedSuppression'],
    );
  });
});
