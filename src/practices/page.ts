import type { Dialect } from '../model/dialect';

/** The same code before and after the fix. */
export interface Example {
  readonly dialect: Dialect;
  /** Name of the file, which also tells the language. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Other files of the workspace that the example needs, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The rewrite that the practice shows, where there is no edit to take: `after` equals `before` then. */
  readonly recipe?: string;
}

/** A practice's page beside what the practice itself says, in Markdown. Only the documentation and the tests read it. */
export interface Page {
  readonly whatItDetects: string;
  readonly whenSilent: readonly string[];
  readonly fix: string;
  /** What would make the advice wrong for somebody: what to check before taking it. */
  readonly wouldBeWrongIf: readonly string[];
  readonly examples: readonly Example[];
}
