/** The most that the head of a message may hold (`Proposal.subject`). */
export const LONGEST_SUBJECT = 70;

/** The first of several ways to say it that is short enough; else the last. */
export function fitting(first: string, ...shorter: readonly string[]): string {
  return [first, ...shorter].find((each) => each.length <= LONGEST_SUBJECT) ?? shorter.at(-1) ?? first;
}
