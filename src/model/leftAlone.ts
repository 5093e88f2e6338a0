/** Why a text is left alone, whatever its language: null where it isn't. */
export function reasonToSkip(text: string): string | null {
  if (text.includes('\u0000')) return 'binary file';
  // A plain search first: it is many times faster, and nearly always enough.
  if (!text.includes('<<<<<<<') || !text.includes('>>>>>>>')) return null;
  if (/^<{7}(?: |\r?$)/m.test(text) && /^>{7}(?: |\r?$)/m.test(text)) return 'merge conflict markers';
  return null;
}
