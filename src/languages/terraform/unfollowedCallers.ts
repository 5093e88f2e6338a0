import type { Observation, Resource, ResourceType } from '../../model/resource';
import type { PlacedChunk } from './chunk';
import { originAt } from '../../model/origin';
import type { Module } from './module';
import { siteOf } from './reading';

/** A resource with the block that declares it. */
export interface Declared {
  readonly resource: Resource;
  readonly placed: PlacedChunk;
}

const CALLABLE: ReadonlySet<ResourceType> = new Set(['Endpoint', 'Function']);
// What may name an endpoint or a function without calling it.
const NO_CALLER = /^aws_(?:iam|cloudwatch|sqs|sns|kms|appautoscaling|sagemaker)_/;
const CLOCKS_AND_QUEUES = /\bprincipal\s*=\s*"(?:s3|sqs|sns|events|scheduler)\.amazonaws\.com"/;

/**
 * Blocks that name an endpoint or a function, and of which nothing else is read, may call it, or let others do so: an API, an
 * output, another module. `isRead` says whether what a type declares is followed by itself.
 */
export function unfollowedCallers(
  { reading }: Module,
  declared: readonly Declared[],
  isRead: (type: string) => boolean,
): Observation[] {
  const callable = declared.filter(({ resource }) => CALLABLE.has(resource.type));
  if (!callable.some(({ resource }) => resource.type === 'Function')) return [];
  const found: Observation[] = [];
  for (const placed of reading.parts.flatMap((part) => part.chunks)) {
    const { chunk } = placed;
    const [type = ''] = chunk.labels;
    if (chunk.keyword === 'resource' && isRead(type)) continue;
    if (NO_CALLER.test(type) || (type === 'aws_lambda_permission' && CLOCKS_AND_QUEUES.test(chunk.text))) continue;
    for (const { resource, placed: own } of callable) {
      const address = own.chunk.labels.join('.');
      if (chunk === own.chunk || !chunk.mentions.some(({ name }) => name === address)) continue;
      const why = `${chunk.labels.join('.') || chunk.keyword} names ${address}`;
      const at = originAt(siteOf(placed), { start: 0, end: chunk.keyword.length });
      found.push({ kind: 'unfollowed', type: resource.type, why, at });
    }
  }
  return found;
}
