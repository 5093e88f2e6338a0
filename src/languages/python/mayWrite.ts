/** Methods by which a list or dictionary is changed. */
const CHANGES = /\.\s*(?:append|extend|update|clear|insert|pop|popitem|remove|reverse|setdefault|sort)\b/y;
/** A name before one of these is read; an operator that ends in `=` gives it another meaning. */
const READ =
  /(?:==|!|\(|\}|[<>]=|(?:\*\*|\/\/|<<|>>)(?!=)|[-+*/%@&|^<>](?![=*/<>])|(?:is|and|or|not|if|else|for|as|async)\b)/y;
/** What stands before a name that is given a meaning all the same, in its line. */
const GIVES = /(?:\b(?:def|class)[ \t]+|^[ \t]*case\b.*|\bimport[ \t]+(?:[\w.,]+[ \t]+)*)$/;

/**
 * Whether a statement may give a name its meaning or change what it stands for, as far as its text shows. Where it can't,
 * the statement only reads the name, and needn't be parsed to tell what the name is worth elsewhere.
 */
export function mayWrite(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const end = at + name.length;
    if (isWordAt(text, at - 1) || isWordAt(text, end) || text.charAt(at - 1) === '.') continue;
    if (!isReadAt(text, at, end)) return true;
  }
  return false;
}

function isReadAt(text: string, start: number, end: number): boolean {
  let next = end;
  while (text.charAt(next) === ' ' || text.charAt(next) === '\t') next++;
  const isAttribute = text.charAt(next) === '.';
  const form = isAttribute ? CHANGES : READ;
  form.lastIndex = next;
  return form.test(text) !== isAttribute && !GIVES.test(lineBefore(text, start));
}

function lineBefore(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}

const WORD = /[\w\u0080-\uffff]/;

function isWordAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && WORD.test(text.charAt(at));
}
