import type { Graph } from '../model/graph';
import { contentKey } from './contentKey';
import { judge, type JudgeContext, type WorldAdvice } from './judge';

const MOST_REMEMBERED = 2000;

/**
 * Remembers what was said of content that comes again: after a keystroke nearly all of a file does. A context that has
 * changed (settings, facts of the workspace) forgets everything.
 */
export class Judged {
  private readonly remembered = new Map<string, readonly WorldAdvice[]>();
  private context: JudgeContext | null = null;

  judge(component: Graph, context: JudgeContext): readonly WorldAdvice[] {
    if (context !== this.context) {
      this.remembered.clear();
      this.context = context;
    }
    const key = contentKey(component);
    const before = this.remembered.get(key);
    if (before !== undefined) return before;
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
    const advice = judge(component, context);
    this.remembered.set(key, advice);
    return advice;
  }
}
