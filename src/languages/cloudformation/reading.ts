import type { MetadataSuppression, Reading } from '../../model/language';
import type { Site } from '../../model/origin';
import type { ResourceId } from '../../model/value';
import type { Chunk, ChunkMember, PlacedChunk } from './chunk';

/** An entry of a section in its document. */
export interface PlacedMember {
  readonly member: ChunkMember;
  readonly chunk: Chunk;
  readonly site: Site;
}

/** A template as it is written, names still open. */
export interface CloudFormationReading extends Reading {
  readonly file: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** Why the file is left alone, or null. */
  readonly skipped: string | null;
  /** A program writes this file. */
  readonly generated: boolean;
  /** In the order of the text. */
  readonly chunks: readonly PlacedChunk[];
  readonly parameters: ReadonlyMap<string, PlacedMember>;
  readonly mappings: ReadonlyMap<string, PlacedMember>;
  readonly conditions: ReadonlyMap<string, PlacedMember>;
  /** All resources by id, those of other types included (their `expr` is null). */
  readonly resources: ReadonlyMap<ResourceId, PlacedMember>;
  /** What SAM's `Globals` say, by the kind of resource: `Function`. */
  readonly globals: ReadonlyMap<string, PlacedMember>;
  readonly metadataSuppressions: readonly MetadataSuppression[];
}

/** The id of the resource with a logical name. */
export function resourceId(file: string, logicalName: string): ResourceId {
  return `${file}#${logicalName}`;
}
