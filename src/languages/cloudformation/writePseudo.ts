import type { Plain } from '../../model/operation';

/**
 * A text that takes the place of one with pseudo parameters, with them in it again: `${AWS::Region}` stays, so that the
 * template goes on working in every Region. `region` is what it is worth here.
 */
export function withPseudoParameters(before: string, plain: Plain, region: string | null): Plain {
  if (typeof plain !== 'string' || region === null) return plain;
  const kept = pseudoParameters(region).filter(({ name }) => before.includes(name));
  const parts = kept.reduce<readonly Plain[]>((texts, each) => texts.flatMap((text) => split(text, each)), [plain]);
  return parts.length > 1 ? { parts } : plain;
}

interface Pseudo {
  readonly name: string;
  readonly value: string;
}

function pseudoParameters(region: string): readonly Pseudo[] {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return [
    { name: 'AWS::Region', value: region },
    { name: 'AWS::URLSuffix', value: suffix },
  ];
}

function split(text: Plain, { name, value }: Pseudo): readonly Plain[] {
  if (typeof text !== 'string') return [text];
  return text
    .split(value)
    .flatMap((piece, index): Plain[] => (index === 0 ? [piece] : [{ reference: name, attribute: 'Ref' }, piece]))
    .filter((piece) => piece !== '');
}
