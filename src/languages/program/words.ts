/**
 * Every word of a text that may be a name, in its order: those in strings and comments as well, and no numbers. Far cheaper than parsing:
 * what holds no word of interest needs no tree.
 */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const inside = isWordSign(text.charCodeAt(at));
    if (inside && start < 0) start = at;
    else if (!inside && start >= 0) {
      if (!isDigit(text.charCodeAt(start))) words.push(text.slice(start, at));
      start = -1;
    }
  }
  if (start >= 0 && !isDigit(text.charCodeAt(start))) words.push(text.slice(start));
  return words;
}

/** Letters, digits, `_`, and everything beyond ASCII. */
export function isWordSign(code: number): boolean {
  return (code >= 97 && code <= 122) || code === 95 || (code >= 65 && code <= 90) || isDigit(code) || code > 127;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
