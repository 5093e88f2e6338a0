import { wordsOf } from '../program/words';
import type { Fragment } from './fragment';
import { importPaths } from './importPaths';
import type { EarlierTree, ParsedStatement } from './parse';
import { isBeyondReading, parseStatement } from './parse';
import { NOTHING_SAID, plainFragment } from './plainFragment';
import type { StatementSpan } from './statements';
import { walkStatement } from './walk';

/**
 * A statement as it was read: kept for as long as its text stays the same, wherever it moves to. It is parsed when somebody
 * asks what it says, and most statements of most programs are never asked: none of their words matters here.
 */
export class ReadStatement {
  private parsed: { readonly tree: ParsedStatement | null; readonly fragment: Fragment } | null = null;
  private plain: Fragment | null = null;
  private listed: readonly string[] | null = null;

  /** `earlier`: what stood in its place before, where that can lend its tree. */
  constructor(
    readonly text: string,
    private readonly shape: Pick<StatementSpan, 'kind' | 'indented'>,
    private earlier: EarlierTree | null,
  ) {}

  /** Every word in it that may be a name; one may be listed twice. */
  get words(): readonly string[] {
    this.listed ??= wordsOf(this.text);
    return this.listed;
  }

  /** Null where the parser gives up. */
  get tree(): ParsedStatement | null {
    return this.read().tree;
  }

  get fragment(): Fragment {
    const mayBePlain = this.parsed === null && !this.shape.indented && this.shape.kind === 'statement';
    if (mayBePlain) this.plain ??= plainFragment(this.text);
    return this.plain ?? this.read().fragment;
  }

  /** What is imported, by its full path. */
  get imports(): readonly string[] {
    return importPaths(this.text) ?? this.fragment.imports;
  }

  /** Whether a call of one of some names may be in it. */
  mayCall(names: ReadonlySet<string>): boolean {
    return this.words.some((word) => names.has(word) && isCalledIn(this.text, word));
  }

  /** The tree where there is one already. */
  get treeAtHand(): ParsedStatement | null {
    return this.parsed?.tree ?? null;
  }

  private read(): { readonly tree: ParsedStatement | null; readonly fragment: Fragment } {
    if (this.parsed !== null) return this.parsed;
    const tree = parseStatement(this.text, this.shape, this.earlier);
    this.earlier = null;
    this.parsed = { tree, fragment: tree === null || isBeyondReading(tree) ? NOTHING_SAID : walkStatement(tree) };
    return this.parsed;
  }
}

const BRACKET = /[\s\\]*\(/y;

/** Whether a word stands in a text in front of a bracket. */
function isCalledIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    BRACKET.lastIndex = at + word.length;
    if (BRACKET.test(text)) return true;
  }
  return false;
}
