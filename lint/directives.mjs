// @ts-check
/** An exception to a lint rule is allowed where it says why: `eslint-disable-next-line rule -- reason`. */

const DISABLE = /^\s*eslint-disable(-next-line|-line)?\b/;
const NAMED_WITH_REASON = /^\s*eslint-disable(-next-line|-line)?\s+[^\s-].*?\s-{2,}\s+\S/s;

/** @type {import('eslint').Rule.RuleModule} */
const reasoned = {
  meta: {
    type: 'problem',
    docs: { description: 'a disabled rule is named, with the reason' },
    messages: { bare: 'Name the rule and the reason: eslint-disable-next-line <rule> -- <reason>.' },
    schema: [],
  },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (!comment.loc || !DISABLE.test(comment.value) || NAMED_WITH_REASON.test(comment.value)) continue;
        // Reported just before the line starts: from the comment on, the comment itself would silence the report.
        context.report({ loc: { line: comment.loc.start.line, column: -1 }, messageId: 'bare' });
      }
    },
  }),
};

/** @type {import('eslint').ESLint.Plugin} */
export const directives = { meta: { name: 'directives' }, rules: { reasoned } };
