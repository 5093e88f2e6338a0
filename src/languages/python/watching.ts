import type { Observation } from '../../model/resource';
import { METRIC_WORDS, NAMESPACE_WORDS, namesNamespace, namesUtilisation } from '../cdk/watching';
import type { PlacedStatement, PythonReading } from './reading';

/** That a CDK program looks at how busy endpoints are. */
export function watchingIn({ index, statements }: PythonReading): Observation[] {
  if (index.placesOf('aws_cloudwatch').length === 0) return [];
  const first = (words: ReadonlySet<string>, names: (text: string) => boolean): PlacedStatement | undefined =>
    index
      .placesOfAny(words)
      .flatMap((at) => statements[at] ?? [])
      .find(({ read }) => names(read.text));
  const metric = first(METRIC_WORDS, namesUtilisation);
  if (metric === undefined || first(NAMESPACE_WORDS, namesNamespace) === undefined) return [];
  const { file, cell, base } = metric;
  return [{ kind: 'monitoring', of: 'utilisation', at: { file, cell, start: base, end: base } }];
}
