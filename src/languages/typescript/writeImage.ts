import type { TextEdit } from '../program/elements';
import { unescaped } from './strings';
import { childrenOf } from './syntax';
import { quoted } from './writeLiteral';
import type { Program } from './writeProgram';
import type { Located } from './writeSyntax';
import { bracketsOf, childAt, spanAt } from './writeSyntax';

/**
 * The edits that make a text another one where it is put together of parts: a template keeps what it replaces, and
 * `ContainerImage.fromDlc('name', 'tag')` its form. Null where the text is written in another way.
 */
export function imageText(program: Program, located: Located, before: string, after: string): TextEdit[] | null {
  if (located.node.name === 'TemplateString') return inTemplate(program, located, before, after);
  const list = childAt(located, 'ArgList');
  if (
    list === null ||
    !/\.fromDlc$/.test(program.textOf({ ...located, node: located.node.firstChild ?? located.node }))
  )
    return null;
  const [name, tag] = bracketsOf(program.text, list)?.elements ?? [];
  const parts = /^\d+\.dkr\.ecr\.[^/]+\/([^:]+):(.+)$/.exec(after);
  if (name?.value?.node.name !== 'String' || tag?.value?.node.name !== 'String' || parts === null) return null;
  const quote = program.text[name.start] === '"' ? '"' : "'";
  return [
    { start: name.start, end: name.end, newText: quoted(parts[1] ?? '', quote) },
    { start: tag.start, end: tag.end, newText: quoted(parts[2] ?? '', quote) },
  ];
}

interface Part {
  readonly text: string;
  /** Where a written part stands; null for what is replaced. */
  readonly start: number | null;
}

/** The one stretch between two replacements that has to become another. */
function inTemplate(program: Program, located: Located, before: string, after: string): TextEdit[] | null {
  const parts = partsOf(program, located, before);
  if (parts === null) return null;
  let prefix = 0;
  while (prefix < Math.min(before.length, after.length) && before[prefix] === after[prefix]) prefix++;
  let suffix = 0;
  const most = Math.min(before.length, after.length) - prefix;
  while (suffix < most && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++;
  let at = 0;
  for (const { text, start } of parts) {
    const end = at + text.length;
    if (start !== null && at <= prefix && before.length - suffix <= end) {
      const from = start + prefix - at;
      const newText = after.slice(prefix, after.length - suffix);
      return /[`\\$]/.test(newText) ? null : [{ start: from, end: from + before.length - suffix - prefix, newText }];
    }
    at = end;
  }
  return null;
}

/** The parts of a template with what they are worth, where that can be told from the whole. */
function partsOf(program: Program, located: Located, whole: string): Part[] | null {
  const { start, end } = spanAt(located);
  const written: { readonly start: number; readonly text: string }[] = [];
  let at = start + 1;
  for (const child of childrenOf(located.node)) {
    if (child.name !== 'Interpolation') continue;
    written.push({ start: at, text: program.text.slice(at, located.base + child.from) });
    at = located.base + child.to;
  }
  written.push({ start: at, text: program.text.slice(at, end - 1) });
  if (written.some((each) => unescaped(each.text) !== each.text)) return null;
  const pattern = written.map((each) => each.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('([^/]*?)');
  const match = new RegExp(`^${pattern}$`).exec(whole);
  if (match === null) return null;
  return written.flatMap((each, index): Part[] => {
    const replaced = match[index + 1];
    const own: Part = { text: each.text, start: each.start };
    return replaced === undefined ? [own] : [own, { text: replaced, start: null }];
  });
}
