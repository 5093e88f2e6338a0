import type { Branching } from './fragment';
import type { Names } from './names';
import { statementsWithText } from './naming';
import type { PythonReading } from './reading';

/** Names for the conditions of a unit: equal names are equal choices. */
export class ConditionNames {
  private readonly known = new Map<Branching, string>();

  constructor(
    private readonly reading: PythonReading,
    private readonly names: Names,
  ) {}

  /** As it is written, numbered where the same text may mean another choice. */
  of(branching: Branching): string {
    if (!this.known.has(branching)) this.name(branching.condition);
    return this.known.get(branching) ?? branching.condition;
  }

  private name(text: string): void {
    let count = 0;
    for (const { read } of statementsWithText(this.reading, text))
      for (const branching of read.fragment.branchings) {
        if (branching.condition !== text) continue;
        count++;
        const fixed = branching.kind === 'if' && this.holdsStill(text);
        this.known.set(branching, count === 1 || fixed ? text : `${text} (${count})`);
      }
  }

  /** Whether a condition gives the same answer wherever it is asked: names that are assigned once, and no calls. */
  private holdsStill(condition: string): boolean {
    if (condition.includes('(')) return false;
    const names = condition.match(/[A-Za-z_]\w*/g) ?? [];
    return names.every((name) => {
      const tables = [...this.names.written(name).values()].filter((table) => table.definitions.length > 0);
      return tables.length <= 1 && (tables[0]?.definitions.length ?? 0) <= 1;
    });
  }
}
