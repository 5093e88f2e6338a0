import type { Span } from '../../model/origin';

const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)[ \t]*\r?\n/uy;

/** Walks over the text of a file and knows blanks, comments and names. */
export class HclScanner {
  at = 0;
  /** How many brackets are open: in them a line break is a blank. */
  brackets = 0;

  constructor(readonly text: string) {}

  get char(): string {
    return this.text.charAt(this.at);
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  /** Skips blanks and comments; line breaks too inside of brackets, or where asked for. */
  skip(lines = this.brackets > 0): void {
    for (;;) {
      const char = this.char;
      if (char === ' ' || char === '\t' || char === '\r' || char === '\uFEFF' || (lines && char === '\n')) this.at += 1;
      else if (char === '#' || this.text.startsWith('//', this.at)) this.skipLine();
      else if (this.text.startsWith('/*', this.at)) {
        const end = this.text.indexOf('*/', this.at + 2);
        // A comment that isn't closed yet costs its line, not the rest of the file.
        if (end === -1) this.skipLine();
        else this.at = end + 2;
      } else return;
    }
  }

  /** To the end of the line, before its line break. */
  skipLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end === -1 ? this.text.length : end;
  }

  take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }

  identifier(): { readonly name: string; readonly span: Span } | null {
    const found = this.match(IDENTIFIER);
    return found === null ? null : { name: found[0], span: { start: this.at - found[0].length, end: this.at } };
  }

  number(): string | null {
    return this.match(NUMBER)?.[0] ?? null;
  }

  /** The opening of a heredoc with its line break; gives the word that ends it. */
  heredoc(): string | null {
    return this.match(HEREDOC)?.[1] ?? null;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}
