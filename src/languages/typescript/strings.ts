/** The text that a string literal stands for, quotes included in what is given; null where it isn't whole. */
export function stringValue(literal: string): string | null {
  const quote = literal[0];
  if (literal.length < 2 || (quote !== '"' && quote !== "'") || literal.at(-1) !== quote) return null;
  return unescaped(literal.slice(1, -1));
}

const SIMPLE: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

/** A stretch of a string or template with its escapes resolved. */
export function unescaped(text: string): string {
  if (!text.includes('\\') && !text.includes('\r')) return text;
  return text.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r\n|([^]))|\r\n?/g,
    (match, point: string | undefined, unit: string | undefined, byte: string | undefined, one: string | undefined) => {
      const code = point ?? unit ?? byte;
      if (code !== undefined) {
        const value = parseInt(code, 16);
        return value <= 0x10ffff ? String.fromCodePoint(value) : match;
      }
      if (!match.startsWith('\\')) return '\n';
      if (one === undefined || one === '\n' || one === '\r' || one === '\u2028' || one === '\u2029') return '';
      return SIMPLE[one] ?? one;
    },
  );
}
