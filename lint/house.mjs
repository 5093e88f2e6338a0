// @ts-check
/**
 * The house: which room under src/ may import which. Imports only go down, so that everything a person reads in a room
 * is explained by the rooms below it. The pure rooms also know no editor, no Node API, no clock and no network: the
 * same code runs in a language server, a command line and a browser worker.
 */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../src/', import.meta.url));

const ENGINE = ['model', 'languages', 'catalogue', 'practices', 'estimate', 'advisor', 'report'];

/** Room → the rooms below it that it may import. @type {Readonly<Record<string, readonly string[]>>} */
export const MAY_IMPORT = {
  model: [],
  languages: ['model'],
  catalogue: ['model'],
  practices: ['model', 'catalogue'],
  estimate: ['model', 'catalogue'],
  advisor: ['model', 'languages', 'catalogue', 'practices', 'estimate'],
  report: ['model', 'languages', 'catalogue', 'practices', 'estimate', 'advisor'],
  server: ENGINE,
  cli: ENGINE,
  extension: [...ENGINE, 'server'],
};

export const ROOMS = Object.keys(MAY_IMPORT);
export const PURE_ROOMS = ENGINE;

/** Rooms that run in Node and in a browser: what needs Node lies in their folder `node`, and nothing else asks for it. */
const BOTH_PLATFORMS = ['server', 'extension'];

const EDITOR_PACKAGE = /^vscode(-languageclient)?(\/|$)/;
const SERVER_PACKAGE = /^vscode-languageserver(\/|$)/;

/**
 * The room of a file, null where it lies outside of src/.
 * @param {string} file absolute path
 */
function roomOf(file) {
  const relative = path.relative(SOURCE, file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return null;
  const [room = ''] = relative.split(path.sep);
  return room;
}

/**
 * Why a file that runs in a browser too may not import a module, null where it may.
 * @param {string} file absolute path
 * @param {string} name a package, or the absolute path of a file
 */
function whyNotInBrowser(file, name) {
  const room = roomOf(file) ?? '';
  const isNodes = (/** @type {string} */ path_) => path_.startsWith(path.join(SOURCE, room, 'node') + path.sep);
  if (!BOTH_PLATFORMS.includes(room) || isNodes(file)) return null;
  if (!isBuiltin(name) && !name.endsWith('/node') && !isNodes(name)) return null;
  return `src/${room} runs in a browser too: only src/${room}/node may ask for ${path.basename(name)}`;
}

/**
 * Why a room may not import a relative path, null where it may.
 * @param {string} room
 * @param {string} target absolute path
 */
function whyNotPath(room, target) {
  const other = roomOf(target);
  // Data files (a schema, the manifest's version) are facts, not code: they may lie outside.
  if (other === null) return target.endsWith('.json') ? null : `src/${room} may not import code from outside of src/`;
  if (other === room || MAY_IMPORT[room]?.includes(other)) return null;
  const allowed = MAY_IMPORT[room]?.join(', ') || 'no other room';
  return `imports only go down the house: src/${room} may import ${allowed}, and not src/${other}`;
}

/**
 * Why a room may not import a package or a built-in module, null where it may.
 * @param {string} room
 * @param {string} name
 */
function whyNotPackage(room, name) {
  if (room === 'model') return `src/model imports nothing, and so not ${name}`;
  if (PURE_ROOMS.includes(room) && isBuiltin(name)) return `src/${room} is pure: no Node API (${name})`;
  if (PURE_ROOMS.includes(room) && SERVER_PACKAGE.test(name))
    return `src/${room} is pure: no language server (${name})`;
  if (room !== 'extension' && EDITOR_PACKAGE.test(name)) return `only src/extension knows the editor (${name})`;
  return null;
}

/** @type {import('eslint').Rule.RuleModule} */
const imports = {
  meta: {
    type: 'problem',
    docs: { description: 'imports only go down the house' },
    messages: { up: '{{why}}.', homeless: 'src/{{room}} is no room of the house: give it a place in lint/house.mjs.' },
    schema: [],
  },
  create(context) {
    const room = roomOf(context.filename);
    if (room === null) return {};
    if (!ROOMS.includes(room)) {
      return { Program: (node) => context.report({ node, messageId: 'homeless', data: { room } }) };
    }
    /** @param {any} source the node that holds the module's name */
    const check = (source) => {
      const name = source?.value;
      if (typeof name !== 'string') return;
      const target = name.startsWith('.') ? path.resolve(path.dirname(context.filename), name) : name;
      const why =
        (target === name ? whyNotPackage(room, name) : whyNotPath(room, target)) ??
        whyNotInBrowser(context.filename, target);
      if (why !== null) context.report({ node: source, messageId: 'up', data: { why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      TSImportType: (/** @type {any} */ node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (/** @type {any} */ node) => check(node.expression),
    };
  },
};

/** @type {import('eslint').ESLint.Plugin} */
export const house = { meta: { name: 'house' }, rules: { imports } };

const CLOCK = 'the pure rooms have no clock: take the date as an argument.';
const NETWORK = 'the pure rooms have no network.';
const PLATFORM = 'the pure rooms know no platform: take what you need as an argument.';

/**
 * What the pure rooms may not touch besides imports: globals that are a clock, a network or a platform.
 * @type {import('eslint').Linter.RulesRecord}
 */
export const PURITY = {
  'no-restricted-globals': [
    'error',
    ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator'].map((name) => ({ name, message: NETWORK })),
    ...['performance', 'setTimeout', 'setInterval', 'setImmediate'].map((name) => ({ name, message: CLOCK })),
    ...['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global', 'globalThis', 'console'].map(
      (name) => ({ name, message: PLATFORM }),
    ),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: CLOCK },
    { object: 'Math', property: 'random', message: 'the pure rooms answer the same question the same way.' },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
    { selector: 'CallExpression[callee.name="Date"]', message: CLOCK },
    { selector: 'MetaProperty', message: PLATFORM },
  ],
};
