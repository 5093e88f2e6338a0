import type { Proposal } from '../model/proposal';

type Said = Pick<
  Proposal,
  'practice' | 'deployment' | 'resource' | 'path' | 'grade' | 'effort' | 'subject' | 'title' | 'notes'
> &
  Partial<Pick<Proposal, 'changes' | 'recipe' | 'pricing'>> & {
    /** Why there is no difference in money or carbon to tell. */
    readonly why: string;
  };

/** Advice that changes no text and claims no saving: it stands in the report and in the lightbulb menu. */
export function reportOnly({ why, ...said }: Said): Proposal {
  return {
    changes: {},
    recipe: null,
    pricing: { kind: 'none', why },
    ...said,
    ops: [],
    preferred: false,
    generation: 0,
    retired: false,
    visibility: 'report',
    keep: () => true,
  };
}
