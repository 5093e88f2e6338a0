import type { Observation } from '../../model/resource';
import { namesNamespace, namesUtilisation } from '../cdk/watching';
import type { ReadChunk, TypeScriptReading } from './reading';

const AWS_CDK = /^(?:aws-cdk-lib|@aws-cdk)\b/;

interface Named {
  readonly namespace: boolean;
  readonly utilisation: boolean;
}

/** What an unchanged stretch names doesn't change. */
const known = new WeakMap<ReadChunk, Named>();

function namedIn(chunk: ReadChunk): Named {
  let named = known.get(chunk);
  if (named === undefined) {
    named = { namespace: namesNamespace(chunk.text), utilisation: namesUtilisation(chunk.text) };
    known.set(chunk, named);
  }
  return named;
}

/** That a CDK program looks at how busy endpoints are. */
export function watchingIn({ imports, chunks }: TypeScriptReading): Observation[] {
  if (!imports.some((module) => AWS_CDK.test(module)) || !chunks.some(({ read }) => namedIn(read).namespace)) return [];
  const metric = chunks.find(({ read }) => namedIn(read).utilisation);
  if (metric === undefined) return [];
  const { file, cell, base } = metric;
  return [{ kind: 'monitoring', of: 'utilisation', at: { file, cell, start: base, end: base } }];
}
