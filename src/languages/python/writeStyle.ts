export {
  indentAt,
  isFirstOnLine,
  isLastOnLine,
  lineBreakOf,
  lineEnd,
  lineStart,
  nextLine,
  quoteOf,
} from '../program/layout';

/** One step of indentation as the text takes it: a tab, or as many spaces as its shallowest block. */
export function indentUnit(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  const widths = [...text.matchAll(/:[ \t]*(?:#.*)?\r?\n( +)\S/g)].map((match) => match[1]?.length ?? 0);
  const shallowest = Math.min(...widths);
  return ' '.repeat(widths.length > 0 && shallowest >= 2 && shallowest <= 8 ? shallowest : 4);
}
