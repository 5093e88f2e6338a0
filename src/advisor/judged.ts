import type { Graph } from '../model/graph';
import { contentKey } from './contentKey';
import { judge, type JudgeContext, type WorldAdvice } from './judge';

const MOST_REMEMBERED = 2000;

/** A group of resources, and what is said of it in each outcome of its conditions. */
export interface JudgedComponent {
  readonly component: Graph;
  readonly worlds: readonly WorldAdvice[];
}

/**
 * Remembers what was said of content that comes again: after a keystroke nearly all of a file does. A context that has
 * changed (settings, facts of the workspace) forgets everything.
 */
export class Judged {
  private readonly remembered = new Map<string, readonly WorldAdvice[]>();
  /** What was judged while nothing was remembered: most files are looked at once, and need no keys. */
  private fresh: readonly JudgedComponent[] = [];
  private context: JudgeContext | null = null;

  /** Judges the components of a unit as it is now. */
  judge(components: readonly Graph[], context: JudgeContext): readonly JudgedComponent[] {
    if (context !== this.context) {
      this.remembered.clear();
      this.fresh = [];
      this.context = context;
    }
    for (const { component, worlds } of this.fresh) this.remembered.set(contentKey(component), worlds);
    this.fresh = [];
    if (this.remembered.size > 0)
      return components.map((component) => ({ component, worlds: this.known(component, context) }));
    this.fresh = components.map((component) => ({ component, worlds: judge(component, context) }));
    return this.fresh;
  }

  private known(component: Graph, context: JudgeContext): readonly WorldAdvice[] {
    const key = contentKey(component);
    const before = this.remembered.get(key);
    if (before !== undefined) return before;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const worlds = judge(component, context);
    this.remembered.set(key, worlds);
    return worlds;
  }
}
