import type { Change } from './writeLines';

// The text of a `!Sub` or `Fn::Sub` up to the end of its line or quote; the first item of its list form too.
const SUB =
  /(?:!Sub|\bFn::Sub["']?[ \t]*:)[ \t]*(?:\[[ \t]*|(?:\r?\n[ \t]*)?-?[ \t]*)?["']?((?:\$\{[^}]*\}|[^\s"'\],{}#$])+)/d;

// The last item of a `!Join` in flow style, where it is plain text.
const JOIN = /(?:!Join|\bFn::Join).*[,[]\s*(["']?)([\w.-]+)\1\s*\]\s*\]\s*\}?$/ds;

/**
 * The change that gives a name its new ending inside the text that it is put together from: `!Sub ${Env}-config` becomes
 * `!Sub ${Env}-config-v2`. Null where the new name differs in more than what is written there.
 *
 * `expression` is the text of the whole value, which begins at `at`.
 */
export function changeNameInside(expression: string, at: number, before: string, after: string): Change | null {
  const sub = SUB.exec(expression);
  const place = sub?.indices?.[1];
  if (sub !== null && place !== undefined) {
    const content = sub[1] ?? '';
    const tail = content.slice(content.lastIndexOf('}') + 1);
    return changeTail(tail, at + place[1], before, after);
  }
  const join = JOIN.exec(expression);
  const end = join?.indices?.[2];
  return join === null || end === undefined ? null : changeTail(join[2] ?? '', at + end[1], before, after);
}

function changeTail(tail: string, end: number, before: string, after: string): Change | null {
  const kept = before.slice(0, before.length - tail.length);
  if (!before.endsWith(tail) || !after.startsWith(kept)) return null;
  const text = after.slice(kept.length);
  return /^[\w.-]*$/.test(text) ? { start: end - tail.length, end, text } : null;
}
