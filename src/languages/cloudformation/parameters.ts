import { parseTree, type Node } from 'jsonc-parser';
import type { Binding } from '../../model/language';
import type { Origin } from '../../model/origin';
import type { Sourced } from '../../model/value';
import { isSamconfig } from './bindingFile';
import { readSamconfig } from './samconfig';

export { bindingsFor } from './bindingsFor';
export { readSamconfig };

type BoundValue = { readonly value: string; readonly origin: Origin };

const NO_REGION: Sourced<string> = { how: 'absent' };

/** The bindings that a file holds; none where it is no such file. Never throws. */
export function readBindings(file: string, text: string): Binding[] {
  if (isSamconfig(file)) return readSamconfig(file, text);
  const binding = readBinding(file, text);
  return binding === null ? [] : [binding];
}

/**
 * The values of a JSON parameters file: `{"Parameters": {"Key": "value"}}`, a list of `ParameterKey` and
 * `ParameterValue`, or a list of `"Key=value"`. Null where it is none of these. Origins are those of the text inside the
 * quotes. Never throws.
 */
export function readBinding(file: string, text: string): Binding | null {
  const values = valuesOf(file, parsed(text));
  return values === null ? null : { name: environmentOf(file), file, values, region: NO_REGION };
}

function parsed(text: string): Node | undefined {
  try {
    // The parser doesn't know the byte order mark.
    return parseTree(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, [], { allowTrailingComma: true });
  } catch (error) {
    // Deeply nested text exhausts the parser's stack; a parameters file is flat.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function valuesOf(file: string, root: Node | undefined): ReadonlyMap<string, BoundValue> | null {
  if (root?.type === 'array') return listedValues(file, root);
  if (root?.type !== 'object' || member(root, 'Resources') !== undefined) return null;
  const parameters = member(root, 'Parameters');
  if (parameters?.type === 'array') return listedValues(file, parameters);
  if (parameters?.type !== 'object') return null;
  const values = new Map<string, BoundValue>();
  for (const property of parameters.children ?? []) {
    const [key, value] = property.children ?? [];
    // Nothing is written behind the key yet.
    if (key === undefined || value === undefined) continue;
    const bound = scalar(file, value);
    // A declaration of parameters: this is a template.
    if (bound === null) return null;
    values.set(String(key.value), bound);
  }
  return values.size === 0 ? null : values;
}

function listedValues(file: string, list: Node): ReadonlyMap<string, BoundValue> | null {
  const values = new Map<string, BoundValue>();
  for (const item of list.children ?? []) {
    if (item.type === 'string') {
      const equals = String(item.value).indexOf('=');
      if (equals < 1) return null;
      const start = item.offset + 1 + equals + 1;
      const origin = { file, cell: null, start, end: Math.max(start, item.offset + item.length - 1) };
      values.set(String(item.value).slice(0, equals), { value: String(item.value).slice(equals + 1), origin });
      continue;
    }
    const key = member(item, 'ParameterKey');
    if (key?.type !== 'string') return null;
    const value = member(item, 'ParameterValue');
    const bound = value === undefined ? null : scalar(file, value);
    // `UsePreviousValue`: only the stack knows it.
    if (bound !== null) values.set(String(key.value), bound);
  }
  return values.size === 0 ? null : values;
}

function member(object: Node, name: string): Node | undefined {
  if (object.type !== 'object') return undefined;
  const property = object.children?.find((each) => each.children?.[0]?.value === name);
  return property?.children?.[1];
}

function scalar(file: string, node: Node): BoundValue | null {
  const { offset, length } = node;
  switch (node.type) {
    case 'string':
      return { value: String(node.value), origin: { file, cell: null, start: offset + 1, end: offset + length - 1 } };
    case 'number':
    case 'boolean':
      return { value: String(node.value), origin: { file, cell: null, start: offset, end: offset + length } };
    case 'array':
      return listText(file, node);
    case 'object':
    case 'property':
    case 'null':
      return null;
  }
}

/** A list of texts is a list parameter. */
function listText(file: string, node: Node): BoundValue | null {
  const items = node.children ?? [];
  if (items.some((item) => item.type !== 'string' && item.type !== 'number')) return null;
  const origin: Origin = { file, cell: null, start: node.offset, end: node.offset + node.length };
  return { value: items.map((item) => String(item.value)).join(','), origin };
}

/** Words of a file's or folder's name that say what the file is, and not which environment it is for. */
const KIND = new Set([
  'config',
  'configuration',
  'configs',
  'params',
  'param',
  'parameters',
  'parameter',
  'template',
  'stack',
  'cfn',
  'cloudformation',
  'vars',
  'env',
  'envs',
  'environments',
  'overrides',
]);

/** `prod-config.json` → `prod`, `params/dev.json` → `dev`, `prod/parameters.json` → `prod`. */
function environmentOf(file: string): string {
  const parts = file.split('/');
  const name = (parts.pop() ?? file).replace(/\.json$/, '');
  const named = withoutKind(name);
  if (named !== '') return named;
  const folder = withoutKind(parts.pop() ?? '');
  return folder === '' ? name : folder;
}

function withoutKind(name: string): string {
  const words = name.split(/([-_.])/);
  const kept: string[] = [];
  for (let index = 0; index < words.length; index += 2) {
    const word = words[index] ?? '';
    if (word === '' || KIND.has(word.toLowerCase())) continue;
    if (kept.length > 0) kept.push(words[index - 1] ?? '-');
    kept.push(word);
  }
  return kept.join('');
}
