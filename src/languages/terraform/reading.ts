import type { Reading } from '../../model/language';
import type { Site } from '../../model/origin';
import type { PlacedChunk } from './chunk';
import type { HclAttribute } from './hcl';

/** A file of a module. */
export interface Part {
  readonly file: string;
  readonly text: string;
  readonly json: boolean;
  readonly chunks: readonly PlacedChunk[];
  /** What a file of values gives; empty for code. */
  readonly values: readonly HclAttribute[];
  /** A program writes this file. */
  readonly generated: boolean;
  /** Why the file is left alone, or null. */
  readonly skipped: string | null;
}

/** A value of the module by name: where it is written. */
export interface PlacedAttribute {
  readonly attribute: HclAttribute;
  readonly site: Site;
}

/** A module as it is written, names still open. */
export interface TerraformReading extends Reading {
  /** In the order of the files' names. */
  readonly parts: readonly Part[];
  readonly variables: ReadonlyMap<string, PlacedChunk>;
  readonly locals: ReadonlyMap<string, PlacedAttribute>;
  readonly outputs: ReadonlyMap<string, PlacedChunk>;
  /** By `type.name`; one of a name that is taken has a number behind it. */
  readonly resources: ReadonlyMap<string, PlacedChunk>;
  /** By `data.type.name`. */
  readonly data: ReadonlyMap<string, PlacedChunk>;
  readonly calls: ReadonlyMap<string, PlacedChunk>;
  readonly providers: readonly PlacedChunk[];
  /** What `terraform.tfvars` and `*.auto.tfvars` give; the last one counts. */
  readonly values: ReadonlyMap<string, PlacedAttribute>;
}

export function siteOf({ file, base }: PlacedChunk): Site {
  return { file, cell: null, base };
}
