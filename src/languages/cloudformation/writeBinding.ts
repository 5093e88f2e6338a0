import type { Scalar } from '../../model/expression';
import type { Change } from './writeLines';
import { scalarInPlaceOf, styleOf } from './writeStyle';

/** What a `samconfig.toml` or a command line can hold without quotes of its own. */
const BARE = /^[\w.:/@%+=-]+$/;

/** A written scalar with its quotes. */
export function withQuotes(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  const quote = text[start - 1];
  const isQuoted = (quote === '"' || quote === "'") && text[end] === quote;
  return isQuoted ? { start: start - 1, end: end + 1 } : { start, end };
}

/**
 * The change of a value in a file of parameters: JSON, YAML, or text within a text (`samconfig.toml`). Null where the new
 * value can't stand there.
 */
export function changeInBinding(file: string, text: string, start: number, end: number, value: Scalar): Change | null {
  if (/\.toml$/i.test(file)) return BARE.test(String(value)) ? { start, end, text: String(value) } : null;
  const place = withQuotes(text, start, end);
  const before = text.slice(place.start, place.end);
  // `ParameterKey=X,ParameterValue=Y` inside of a text.
  if (place.start === start && /[\w=,]/.test(text[start - 1] ?? ''))
    return BARE.test(String(value)) ? { start, end, text: String(value) } : null;
  return { ...place, text: scalarInPlaceOf(before, value, styleOf(text), 'flow') };
}
