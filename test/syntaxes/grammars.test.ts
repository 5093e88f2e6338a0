import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar } from 'vscode-textmate';
import { contributes } from '../../package.json';
import instances from '../../src/catalogue/data/instances.json';
import { suppressionsIn } from '../../src/advisor/suppressions';

const ROOT = path.join(import.meta.dirname, '../..');
const WASM = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');

/** Just enough of the languages' own grammars: comments, strings, and YAML's plain scalars. */
const HOSTS: Readonly<Record<string, readonly object[]>> = {
  'source.python': [
    { begin: '#', end: '$', name: 'comment.line.number-sign.python' },
    { begin: '"', end: '"', name: 'string.quoted.single.python' },
  ],
  'source.ts': [
    { begin: '//', end: '$', name: 'comment.line.double-slash.ts' },
    { begin: "'", end: "'", name: 'string.quoted.single.ts' },
  ],
  'source.yaml': [
    { begin: '(?:^|(?<=\\s))#', end: '$', name: 'comment.line.number-sign.yaml' },
    { match: '[^\\s#:\\[\\],{}"][^#:,\\]}]*', name: 'string.unquoted.plain.out.yaml' },
  ],
};

async function grammarOf(scopeName: string): Promise<IGrammar> {
  const ours = contributes.grammars.filter(({ injectTo }) => injectTo.includes(scopeName));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: (scope) => {
      const file = contributes.grammars.find((each) => each.scopeName === scope)?.path;
      const text =
        file === undefined
          ? JSON.stringify({ scopeName: scope, patterns: HOSTS[scope] })
          : readFileSync(path.join(ROOT, file), 'utf8');
      return Promise.resolve(parseRawGrammar(text, 'grammar.json'));
    },
    getInjections: (scope) => (scope === scopeName ? ours.map((each) => each.scopeName) : undefined),
  });
  const grammar = await registry.loadGrammar(scopeName);
  assert.ok(grammar);
  return grammar;
}

/** What of a line is marked by us: text → scope. */
async function marked(scopeName: string, line: string): Promise<[string, string][]> {
  const { tokens } = (await grammarOf(scopeName)).tokenizeLine(line, INITIAL);
  return tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const scope = scopes.at(-1) ?? '';
    return scope.endsWith('.sagegreen') ? [[line.slice(startIndex, endIndex), scope] as [string, string]] : [];
  });
}

const TYPE = 'support.constant.instance-type.sagegreen';

describe('the injected grammars', () => {
  before(async () => loadWASM(readFileSync(WASM)));

  it('are there', () => {
    assert.equal(contributes.grammars.length, 2);
    for (const { path: file } of contributes.grammars) assert.ok(existsSync(path.join(ROOT, file)), file);
  });

  it('mark every instance type of the catalogue, whole', async () => {
    for (const name of instances.names)
      assert.deepEqual(await marked('source.python', `x = "${name}"`), [[name, TYPE]], name);
  });

  it('mark types in strings and in plain YAML, and nothing that is no type', async () => {
    assert.deepEqual(await marked('source.ts', "f('ml.g5.2xlarge', 'b')"), [['ml.g5.2xlarge', TYPE]]);
    assert.deepEqual(await marked('source.yaml', 'InstanceType: ml.m5.xlarge'), [['ml.m5.xlarge', TYPE]]);
    assert.deepEqual(await marked('source.yaml', 'A: [ml.c5.large, ml.c6g.large]'), [
      ['ml.c5.large', TYPE],
      ['ml.c6g.large', TYPE],
    ]);
    for (const line of [
      'x = ml.m5.xlarge',
      'x = "html.m5.xlarge"',
      'x = "ml.m5.xlarger"',
      'x = "ml.model.v1"',
      '# ml.m5.large',
    ])
      assert.deepEqual(await marked('source.python', line), [], line);
  });

  const comments: [scope: string, line: string, marks: string[]][] = [
    ['source.python', 'f()  # sagegreen: ignore', ['sagegreen:', 'ignore']],
    ['source.yaml', '# sagegreen: ignore-file', ['sagegreen:', 'ignore-file']],
    ['source.ts', '// sagegreen:ignore[a, b] why', ['sagegreen:', 'ignore', '[', 'a, b', ']']],
    [
      'source.python',
      '# sagegreen: ignore[use-graviton] until=2027-03-31 x86 only',
      ['sagegreen:', 'ignore', '[', 'use-graviton', ']', 'until', '=', '2027-03-31'],
    ],
    ['source.python', '# sagegreen is fine', []],
    ['source.python', 'x = "# sagegreen: ignore"', []],
  ];
  for (const [scope, line, marks] of comments)
    it(`mark a suppression as it is read: ${line}`, async () => {
      const found = (await marked(scope, line)).filter(([, name]) => name.includes('suppression'));
      assert.deepEqual(
        found.map(([text]) => text),
        marks,
      );
      if (line.includes('"')) return;
      const read = suppressionsIn({ file: 'a.py', cells: [{ index: null, text: line, code: true }] });
      assert.equal(read.length, marks.length === 0 ? 0 : 1);
    });
});
