import type { Expr } from '../../model/expression';
import type { PlacedMember } from './reading';

/** An earlier condition that decides the same, or the opposite. */
export interface Canonical {
  readonly name: string;
  readonly negated: boolean;
}

/** Finds the conditions that say the same as an earlier one, or its opposite. */
export function sameConditions(conditions: ReadonlyMap<string, PlacedMember>): ReadonlyMap<string, Canonical> {
  const meanings = new Meanings(conditions);
  const firstOf = new Map<number, Canonical>();
  const found = new Map<string, Canonical>();
  for (const name of conditions.keys()) {
    const meaning = meanings.of(name);
    const first = firstOf.get(meaning.key);
    if (first === undefined) firstOf.set(meaning.key, { name, negated: meaning.negated });
    else found.set(name, { name: first.name, negated: meaning.negated !== first.negated });
  }
  return found;
}

interface Meaning {
  /** Equal for conditions that say the same, up to negation. */
  readonly key: number;
  readonly negated: boolean;
}

/** How many conditions may rest on each other. */
const DEEPEST = 200;

class Meanings {
  readonly #keys = new Map<string, number>();
  readonly #known = new Map<string, Meaning>();
  #depth = 0;

  constructor(private readonly conditions: ReadonlyMap<string, PlacedMember>) {}

  of(name: string): Meaning {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const itself = this.#plain(`?${name}`);
    const expr = this.conditions.get(name)?.member.expr;
    if (!expr || this.#depth > DEEPEST) return itself;
    // A condition that is defined by itself means itself.
    this.#known.set(name, itself);
    this.#depth++;
    const meaning = this.#test(expr);
    this.#depth--;
    this.#known.set(name, meaning);
    return meaning;
  }

  #plain(text: string): Meaning {
    const key = this.#keys.get(text) ?? this.#keys.size;
    this.#keys.set(text, key);
    return { key, negated: false };
  }

  #test(expr: Expr): Meaning {
    if (expr.kind !== 'call' || expr.callee.kind !== 'name') return this.#plain(shape(expr));
    const operands = expr.args.map((arg) => arg.value);
    const [first] = operands;
    switch (expr.callee.name) {
      case 'Condition':
        if (first?.kind === 'literal') return this.of(String(first.value));
        break;
      case 'Fn::Not':
        if (first !== undefined) {
          const { key, negated } = this.#test(first);
          return { key, negated: !negated };
        }
        break;
      case 'Fn::And':
      case 'Fn::Or': {
        const parts = operands.map((operand) => this.#test(operand));
        const texts = parts.map(({ key, negated }) => `${negated ? '!' : ''}${key}`).sort();
        return this.#plain(`${expr.callee.name}(${texts.join(',')})`);
      }
      case 'Fn::Equals':
        return this.#plain(`=(${operands.map(shape).sort().join(',')})`);
    }
    return this.#plain(shape(expr));
  }
}

/** An expression without its places. */
function shape(expr: Expr): string {
  return JSON.stringify(expr, (key, value: unknown) => (/[sS]pan$/.test(key) ? undefined : value));
}
