import zeptomatch from 'zeptomatch';

/** Whether a text matches one of some glob patterns: `**` goes across folders. */
export function matchesGlob(patterns: readonly string[], text: string): boolean {
  return zeptomatch([...patterns], text);
}
