import type { Practice } from './practice';

export type {
  Documentation,
  Elsewhere,
  Example,
  Practice,
  PracticeContext,
  PracticeOptions,
  Source,
  WorkspaceFacts,
} from './practice';

/** Every practice the advisor knows, in the order of the documentation. */
export const practices: readonly Practice[] = [];
