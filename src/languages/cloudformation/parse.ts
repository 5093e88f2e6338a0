import type { CollectionTag, Node, ScalarTag } from 'yaml';
import { isCollection, isScalar, parseDocument, Schema, visit } from 'yaml';

const SHORT_FORMS = (
  'And Base64 Cidr Condition Equals FindInMap GetAtt GetAZs If ImportValue Join Length Not Or Ref Select Split Sub ' +
  'ToJsonString Transform'
).split(' ');

/** A tag that the parser doesn't know costs a warning with a stack trace: half the time of a parse. */
const TAGS = SHORT_FORMS.flatMap((name): (CollectionTag | ScalarTag)[] => [
  { tag: `!${name}`, resolve: (text) => text },
  { tag: `!${name}`, collection: 'seq' },
  { tag: `!${name}`, collection: 'map' },
]);

const OPTIONS = {
  // Every plain scalar stays the text it is written as: what it means is decided by us (`literal`). Made once for all.
  schema: new Schema({ schema: 'failsafe', merge: false, customTags: TAGS }),
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: false,
  keepSourceTokens: false,
} as const;

/** How many lines of a chunk may be taken out to read the rest of it. */
const MOST_MENDED_LINES = 6;

export interface ParsedText {
  /** Null where nothing can be read. */
  readonly node: Node | null;
  /** What is wrong with the text, or null. The node then lacks the lines that are wrong. */
  readonly broken: string | null;
}

/**
 * Parses YAML or JSON. What isn't valid or nested too deeply is taken out in place, so that the rest keeps its offsets.
 * Never throws.
 */
export function parseText(text: string): ParsedText {
  const shallow = withoutDepths(text);
  if (shallow === null) return { node: null, broken: TOO_DEEP };
  const { node, broken } = mendedParse(shallow);
  return { node, broken: shallow === text ? broken : TOO_DEEP };
}

const TOO_DEEP = 'nested too deeply';
/** No template that AWS accepts comes near these. */
const DEEPEST_BRACKETS = 100;
const DEEPEST_COLUMN = 400;

/**
 * The text without the brackets that could nest deeper than the parser's stack reaches: at its end even a regular
 * expression can take the whole process down, so nothing can be caught there. Null where they don't close, or where the
 * indentation is too deep. Brackets in texts count too, which costs little.
 */
function withoutDepths(text: string): string | null {
  const kept: string[] = [];
  let keptUntil = 0;
  let depth = 0;
  let tooDeepAt = 0;
  let lineStart = 0;
  let leading = true;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) {
      lineStart = at + 1;
      leading = true;
    } else if (code === 91 || code === 123) {
      if (++depth === DEEPEST_BRACKETS + 1) tooDeepAt = at;
    } else if ((code === 93 || code === 125) && depth > 0) {
      if (depth-- === DEEPEST_BRACKETS + 1) {
        kept.push(text.slice(keptUntil, tooDeepAt), blanked(text.slice(tooDeepAt, at + 1)));
        keptUntil = at + 1;
      }
    }
    // Dashes and question marks nest on one line.
    if (leading && code !== 10 && !(code === 32 || code === 9 || code === 45 || code === 63)) {
      if (at - lineStart > DEEPEST_COLUMN) return null;
      leading = false;
    }
  }
  if (depth > DEEPEST_BRACKETS || (leading && text.length - lineStart > DEEPEST_COLUMN)) return null;
  return kept.length === 0 ? text : kept.join('') + text.slice(keptUntil);
}

/** As long as the text and with its lines, but empty. */
function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function mendedParse(text: string): ParsedText {
  let mended = text;
  let broken: string | null = null;
  for (let tries = 0; tries <= MOST_MENDED_LINES; tries++) {
    const document = parseDocument(mended, OPTIONS);
    const [error] = document.errors;
    if (error === undefined) return { node: document.contents, broken };
    broken ??= error.message;
    const stretch = brokenStretch(mended, document.contents, error.pos[0]);
    let without = withoutLines(mended, stretch, 'dashes');
    if (without === mended) without = withoutLines(mended, stretch, null);
    if (without === mended) break;
    mended = without;
  }
  return { node: null, broken };
}

/**
 * The stretch that an error is about: the line of a quote that isn't closed, a bracket that isn't closed with what it
 * holds, or the place of the error alone.
 */
function brokenStretch(text: string, root: Node | null, at: number): { readonly from: number; readonly to: number } {
  const unclosed: Node[] = [];
  visit(root, {
    Node(_key, node) {
      const range = node.range;
      if (range && range[0] <= at && range[2] >= at && isUnclosed(text, node)) unclosed.push(node);
    },
  });
  const innermost = unclosed.at(-1);
  const from = innermost?.range?.[0];
  if (from === undefined) return { from: at, to: at + 1 };
  // A text rarely crosses lines; what stands behind the forgotten quote is most likely sound.
  if (isScalar(innermost)) return { from, to: from + 1 };
  // The error of an unclosed bracket stands where the next line begins.
  const lastLine = text.lastIndexOf('\n', at - 1);
  return { from, to: Math.max(from + 1, /^\s*$/.test(text.slice(lastLine + 1, at)) ? lastLine : at) };
}

function isUnclosed(text: string, node: Node): boolean {
  const range = node.range;
  if (!range) return false;
  const first = text.charAt(range[0]);
  const last = text.charAt(range[1] - 1);
  if (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE'))
    return range[1] - range[0] < 2 || last !== first;
  return isCollection(node) && node.flow === true && last !== (first === '{' ? '}' : ']');
}

/** The text with the lines of a stretch blanked, nothing moved; the dashes that the first of them begins with may stay. */
function withoutLines(
  text: string,
  stretch: { readonly from: number; readonly to: number },
  keep: 'dashes' | null,
): string {
  let start = text.lastIndexOf('\n', Math.min(stretch.from, text.length) - 1) + 1;
  const newline = text.indexOf('\n', Math.max(start, stretch.to - 1));
  const end = newline < 0 ? text.length : newline;
  if (keep === 'dashes') start += /^[ \t]*(?:-[ \t]+)*/.exec(text.slice(start, end))?.[0].length ?? 0;
  return text.slice(0, start) + blanked(text.slice(start, end)) + text.slice(end);
}
