import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { MAY_IMPORT, PURE_ROOMS, ROOMS } from '../../lint/house.mjs';

/** Lints a text with the project's own configuration, as if it were a file of that name. */
async function lint(file: string, text: string): Promise<{ rule: string | null; message: string }[]> {
  const [result] = await eslint.lintText(text, { filePath: file });
  return (result?.messages ?? []).map(({ ruleId, message }) => ({ rule: ruleId, message }));
}

// The rules under test read syntax alone: without types, a text needs no file on disk.
const eslint = new ESLint({ overrideConfig: tseslint.configs.disableTypeChecked });

const complaints = async (file: string, text: string, rule: string) =>
  (await lint(file, text)).filter((message) => message.rule === rule).map((message) => message.message);

const importFrom = (room: string) => `export { x } from '../${room}/x';\n`;

describe('the house', () => {
  it('has arrows that point one way', () => {
    const below = (room: string, seen: string[] = []): string[] => {
      assert.ok(!seen.includes(room), `a circle: ${[...seen, room].join(' → ')}`);
      return (MAY_IMPORT[room] ?? []).flatMap((lower) => [lower, ...below(lower, [...seen, room])]);
    };
    for (const room of ROOMS) {
      const reachable = new Set(below(room));
      assert.deepEqual(new Set(MAY_IMPORT[room]), reachable, `${room} may import what its lower rooms may`);
    }
  });

  it('lets a room import exactly the rooms below it', async () => {
    for (const room of ROOMS) {
      for (const other of ROOMS) {
        const found = await complaints(`src/${room}/inline.ts`, importFrom(other), 'house/imports');
        const allowed = room === other || MAY_IMPORT[room]?.includes(other);
        assert.equal(found.length, allowed ? 0 : 1, `${room} → ${other}: ${found.join()}`);
      }
    }
  });

  const upward: [form: string, text: string][] = [
    ['import', `import { x } from '../report/x';\nexport const y = x;\n`],
    ['a type', `import type { X } from '../report/x';\nexport type Y = X;\n`],
    ['a type in place', `export type Y = import('../report/x').X;\n`],
    ['export *', `export * from '../report/x';\n`],
    ['a dynamic import', `export const later = () => import('../report/x');\n`],
    ['a detour', `export * from '../../src/report/x';\n`],
    ['the index of a room', `export * from '../report';\n`],
  ];
  for (const [form, text] of upward) {
    it(`sees an upward import through ${form}`, async () => {
      const found = await complaints('src/estimate/inline.ts', text, 'house/imports');
      assert.deepEqual(found, [
        'imports only go down the house: src/estimate may import model, catalogue, and not src/report.',
      ]);
    });
  }

  it('takes data, and no code, from outside of src/', async () => {
    const outside = (name: string) => complaints('src/cli/inline.ts', `export * from '${name}';\n`, 'house/imports');
    assert.deepEqual(await outside('../../package.json'), []);
    assert.deepEqual(await outside('../../scripts/build.mjs'), ['src/cli may not import code from outside of src/.']);
  });

  it('wants a place for every room', async () => {
    const found = await complaints('src/inline.ts', 'export {};\n', 'house/imports');
    assert.equal(found.length, 1);
  });
});

describe('the pure rooms', () => {
  const packages: [room: string, name: string, allowed: boolean][] = [
    ['model', 'yaml', false],
    ['languages', 'yaml', true],
    ['languages', 'node:fs', false],
    ['advisor', 'path', false],
    ['report', 'vscode', false],
    ['advisor', 'vscode-languageserver/node', false],
    ['server', 'node:fs', false],
    ['server/node', 'node:fs', true],
    ['server', 'vscode-languageserver/node', false],
    ['server/node', 'vscode-languageserver/node', true],
    ['server/browser', 'vscode-languageserver/browser', true],
    ['server/browser', '../node/files', false],
    ['server/node', '../node/files', true],
    ['server', 'vscode', false],
    ['server', 'vscode-languageclient/node', false],
    ['cli', 'node:fs', true],
    ['cli', 'vscode', false],
    ['extension', 'vscode', true],
    ['extension', 'vscode-languageclient/node', false],
    ['extension/node', 'vscode-languageclient/node', true],
    ['extension/browser', 'vscode-languageclient/browser', true],
  ];
  for (const [room, name, allowed] of packages) {
    it(`${room} ${allowed ? 'may' : 'may not'} import ${name}`, async () => {
      const found = await complaints(`src/${room}/inline.ts`, `export * from '${name}';\n`, 'house/imports');
      assert.equal(found.length, allowed ? 0 : 1, found.join());
    });
  }

  const impure: [text: string, rule: string][] = [
    ['Date.now()', 'no-restricted-properties'],
    ['Math.random()', 'no-restricted-properties'],
    ['new Date()', 'no-restricted-syntax'],
    ['Date()', 'no-restricted-syntax'],
    ['import.meta.url', 'no-restricted-syntax'],
    [`fetch('https://example.com')`, 'no-restricted-globals'],
    ['performance.now()', 'no-restricted-globals'],
    ['process.env', 'no-restricted-globals'],
    ['globalThis', 'no-restricted-globals'],
  ];
  for (const [expression, rule] of impure) {
    it(`have no ${expression}`, async () => {
      const text = `export const x: unknown = ${expression};\n`;
      for (const room of PURE_ROOMS) {
        assert.equal((await complaints(`src/${room}/inline.ts`, text, rule)).length, 1, room);
      }
      assert.deepEqual(await complaints('src/server/inline.ts', text, rule), []);
    });
  }

  it('may read a date that is given', async () => {
    const found = await lint('src/model/inline.ts', `export const day = new Date('2026-11-23').getUTCDay();\n`);
    assert.deepEqual(found, []);
  });
});
