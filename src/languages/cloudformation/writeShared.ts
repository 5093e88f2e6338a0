import type { Scalar } from '../../model/expression';
import type { Graph } from '../../model/graph';
import type { Origin } from '../../model/origin';
import { contains, sameOrigin } from '../../model/origin';
import type { Plain } from '../../model/operation';
import type { ScalarValue, Value } from '../../model/value';
import type { Draft, Drafts } from './writeDraft';

/** What becomes of one use of a written value. */
interface Use {
  readonly usedAt: Origin;
  /** The new value, or null where the use stays as it is. */
  readonly becomes: Scalar | null;
}

/** Who uses each written value, and what becomes of it there: decides whether the value itself may be changed. */
export class Uses {
  readonly #uses = new Map<string, Use[]>();
  /** Stretches of the template that go, with every use in them. */
  readonly #gone: Origin[] = [];
  #gathered = false;

  constructor(
    private readonly graph: Graph,
    private readonly drafts: Drafts,
  ) {}

  /** Looks through the graph, once it is asked: most changes are of values in their place. */
  #gather(): void {
    if (this.#gathered) return;
    this.#gathered = true;
    for (const resource of this.graph.resources.values()) {
      if (this.drafts.removed.has(resource.id)) this.#gone.push(resource.declaration);
      else this.#visit(resource.properties, this.drafts.changed.get(resource.id) ?? { kind: 'kept' });
    }
  }

  #visit(value: Value, draft: Draft): void {
    if (draft.kind === 'removed') {
      this.#remove(value);
      return;
    }
    switch (value.kind) {
      case 'scalar':
        this.#note(value, draft.kind === 'new' ? scalarOf(draft.plain) : null);
        return;
      case 'object':
        if (draft.kind === 'new') this.#remove(value);
        else
          for (const [key, entry] of value.entries)
            this.#visit(
              entry.value,
              (draft.kind === 'entries' ? draft.changes.get(key) : undefined) ?? { kind: 'kept' },
            );
        return;
      case 'list':
        if (draft.kind === 'new') this.#remove(value);
        else value.items.forEach((item, index) => this.#visit(item, itemDraft(draft, index)));
        return;
      case 'oneOf':
        if (draft.kind === 'new') this.#remove(value);
        else value.branches.forEach((branch) => this.#visit(branch, { kind: 'kept' }));
        return;
      case 'interpolation':
        if (draft.kind === 'new') this.#remove(value);
        else value.parts.forEach((part) => this.#visit(part, { kind: 'kept' }));
        return;
      case 'absent':
      case 'unresolved':
      case 'reference':
        return;
    }
  }

  #remove(value: Value): void {
    if (value.kind === 'absent') return;
    this.#gone.push(value.usedAt);
  }

  #note(value: ScalarValue, becomes: Scalar | null): void {
    const key = keyOf(value.origin);
    const uses = this.#uses.get(key) ?? [];
    uses.push({ usedAt: value.usedAt, becomes });
    this.#uses.set(key, uses);
  }

  /** Whether everybody who reads the written value wants the same new one. */
  allBecome(value: ScalarValue, plain: Scalar): boolean {
    this.#gather();
    const uses = this.#uses.get(keyOf(value.origin)) ?? [];
    if (!uses.every((use) => use.becomes !== null && String(use.becomes) === String(plain))) return false;
    return value.readers.every(
      (reader) =>
        reader.role === 'display' ||
        this.#gone.some((gone) => contains(gone, reader.origin)) ||
        uses.some((use) => contains(use.usedAt, reader.origin)),
    );
  }
}

function keyOf(origin: Origin): string {
  return `${origin.file}\n${String(origin.cell)}\n${origin.start}\n${origin.end}`;
}

function itemDraft(draft: Draft, index: number): Draft {
  if (draft.kind !== 'items') return { kind: 'kept' };
  return draft.items.find((item) => item.from === index)?.draft ?? { kind: 'removed' };
}

export function scalarOf(plain: Plain): Scalar | null {
  if (typeof plain !== 'object') return plain;
  return 'placeholder' in plain ? plain.placeholder : null;
}

/** Whether the value stands in its place and nobody else reads it. */
export function isInPlace(value: ScalarValue): boolean {
  return value.readers.length === 0 && sameOrigin(value.origin, value.usedAt);
}
