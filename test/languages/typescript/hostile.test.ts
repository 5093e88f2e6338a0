import assert from 'node:assert/strict';
import fc from 'fast-check';
import { typescript } from '../../../src/languages/typescript';
import { splitStatements } from '../../../src/languages/typescript/split';
import { canonical } from '../../../src/model/canonical';
import { deploymentsOf } from '../../../src/model/deployment';
import { known } from '../../../src/model/value';
import { sourceOf, US_EAST_1 } from '../../law';
import { deployments, graphOf } from './reading';

const HEAD = `import { SageMakerClient, CreateEndpointConfigCommand } from '@aws-sdk/client-sagemaker';
const client = new SageMakerClient({});
`;
const CONFIG = `await client.send(new CreateEndpointConfigCommand({
  EndpointConfigName: 'c',
  ProductionVariants: [{ VariantName: 'a', ModelName: 'm', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1 }],
}));
`;

/** What text is made of that a splitter may stumble over. */
const PIECES: readonly string[] = [
  ...[
    'a',
    '(',
    ')',
    '{',
    '}',
    '[',
    ']',
    '`',
    "'",
    '"',
    '/',
    '\\',
    '$',
    ';',
    '\n',
    '\r',
    ' ',
    '*',
    '=',
    '.',
    '@',
    'é',
    '🌱',
  ],
  ...['const ', 'export ', '${', '//', '/*'],
];

describe('hostile TypeScript', () => {
  const broken: Readonly<Record<string, string>> = {
    'an open bracket': 'const x = f(1, [2;\n',
    'an open brace': 'function f() {\n  if (x) {\n    y();\n',
    'a brace too many': '}}}\n',
    'an open string': `const x = 'abc\n`,
    'an open comment behind': `const y = 1; /* never closed\n`,
    'half an import': 'import { a from\n',
    'half a class': 'class A extends {\n  m( {\n',
  };
  for (const [name, text] of Object.entries(broken))
    it(`costs itself only: ${name}`, () => {
      const isBehind = name.endsWith('behind');
      const [deployment] = deployments(
        isBehind
          ? `${HEAD}${CONFIG}${text}`
          : `${HEAD}${text}export const between = 1;\n${CONFIG.replace(/^/, 'export const done = ')}`,
      );
      assert.ok(deployment);
      assert.equal(known(deployment.instanceType), 'ml.m5.xlarge');
    });

  it('keeps its place after CRLF, a BOM and emoji', () => {
    const text = `\uFEFF// 🌱 ${'ü'.repeat(3)}\r\n${HEAD.replaceAll('\n', '\r\n')}const title = '🌱';\r\n${CONFIG.replaceAll('\n', '\r\n')}`;
    const [deployment] = deployments(text);
    assert.ok(deployment);
    const type = deployment.instanceType;
    assert.ok('origin' in type);
    assert.equal(text.slice(type.origin.start, type.origin.end), `'ml.m5.xlarge'`);
  });

  it('survives nesting, names of objects and what is defined by itself', () => {
    const deep = `const x = ${'['.repeat(3000)}${']'.repeat(3000)};\n`;
    const ternaries = `const y = ${'a ? b : '.repeat(2000)}c;\n`;
    const names = `const toString = 1; const { constructor, __proto__ } = {}; const hasOwnProperty = (toString as any).valueOf.call;\n`;
    const circles = `const a = { ...b }; const b = { ...a }; const f = () => f(); const g = (x = g()) => x; class K { k = this.k; static s = K.s; }\nfor (const z of z) z.z = z;\n`;
    for (const text of [deep, ternaries, names, circles])
      assert.equal(deploymentsOf(graphOf(HEAD + text + CONFIG)).length, 1, text.slice(0, 40));
  });

  it('splits any text into stretches that follow each other', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES)), (parts) => {
        const text = parts.join('');
        let at = 0;
        for (const { start, end } of splitStatements(text).spans) {
          assert.ok(at <= start && start < end && end <= text.length);
          at = end;
        }
      }),
    );
  });

  it('splits an edited text on top of an earlier split as from scratch', () => {
    const statement = fc.constantFrom(
      'const a = 1;',
      "export const b = { c: 'd', e: [1, 2] };",
      'function f(x) {\n  return `${x}/${x}`;\n}',
      '@dec\nexport class K {\n  field = /[/]/.test("a");\n}',
      'if (a) {\n  b();\n}\nelse {\n  c();\n}',
      '// a note\n/* and\nanother */',
      "import { x }\n  from 'y';",
      'run()\n  .then((z) => z);',
      '/re/.exec(a);',
    );
    const program = fc.array(statement, { minLength: 5, maxLength: 30 }).map((all) => all.join('\n'));
    const edit = fc.record({
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(20),
      added: fc.constantFrom('', 'x', '{', '}', '`', "'", '(', ')', '\n', ';', '/', '${', 'const q = 1;\n', '/*', '*/'),
    });
    fc.assert(
      fc.property(program, fc.array(edit, { minLength: 1, maxLength: 4 }), (start, edits) => {
        let text = start;
        let split = splitStatements(text);
        for (const { place, removed, added } of edits) {
          const prefix = Math.floor(place * text.length);
          const edited = text.slice(0, prefix) + added + text.slice(prefix + removed);
          const suffix = Math.max(0, text.length - prefix - removed);
          const next = splitStatements(edited, { split, length: text.length, prefix, suffix });
          assert.deepEqual(next, splitStatements(edited), JSON.stringify(edited));
          [text, split] = [edited, next];
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads an edited text on top of an earlier reading as from scratch, and never throws', () => {
    const base = `${HEAD}const type = 'ml.m5.xlarge';\nfunction other() {\n  return \`a\${type}b\`;\n}\n${CONFIG.replace(`'ml.m5.xlarge'`, 'type')}export class A {\n  field = 1;\n}\n`;
    const edits = fc.array(
      fc.record({
        at: fc.nat(base.length),
        removed: fc.nat(12),
        added: fc.constantFrom('', 'x', '{', '}', '`', `'`, '(', ')', '\n', ';', '/', '${', 'const q = 1;\n', ', '),
      }),
      { maxLength: 6 },
    );
    const graph = (text: string, previous: ReturnType<typeof typescript.read> | null): string => {
      const reading = typescript.read(sourceOf('a.ts', text), previous);
      return typescript.link(reading, US_EAST_1).map(canonical).join('\n');
    };
    fc.assert(
      fc.property(edits, (all) => {
        let text = base;
        let reading = typescript.read(sourceOf('a.ts', text), null);
        for (const { at, removed, added } of all) {
          text = text.slice(0, at) + added + text.slice(at + removed);
          assert.equal(graph(text, reading), graph(text, null));
          reading = typescript.read(sourceOf('a.ts', text), reading);
        }
      }),
    );
  });
});
