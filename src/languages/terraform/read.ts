import type { Source } from '../../model/language';
import { fileOf } from '../../model/language';
import { detached } from '../program/detached';
import { TextChunk, type Chunk, type PlacedChunk } from './chunk';
import { reasonToSkip } from '../../model/leftAlone';
import { isCode, isGenerated, isJson, isReadAlways, nameOf } from './files';
import type { HclAttribute } from './hcl';
import { jsonChunks, jsonValues } from './json';
import { parseHcl } from './parseHcl';
import { siteOf, type Part, type PlacedAttribute, type TerraformReading } from './reading';
import { retain } from './retain';
import { split } from './split';

/** Reads a module. Only files that are new are split, and only blocks whose own text is new are parsed. Never throws. */
export function read(source: Source, previous: TerraformReading | null): TerraformReading {
  const before = new Map(previous?.parts.map((part) => [part.file, part]));
  const parts = source.cells.map((cell) => {
    const file = fileOf(source, cell);
    const known = before.get(file);
    return known?.text === cell.text ? known : readPart(file, cell.text, known ?? null);
  });
  const left = parts.find((part) => part.skipped !== null);
  const skipped = left?.skipped ?? null;
  return {
    source,
    skipped,
    ...(left === undefined ? {} : { skippedFile: left.file }),
    parts,
    ...indexOf(parts),
    values: valuesOf(parts),
  };
}

function readPart(file: string, text: string, before: Part | null): Part {
  const skipped = reasonToSkip(text);
  const json = isJson(file);
  const nothing = { file, text, json, chunks: [], values: [], generated: false, skipped };
  if (skipped !== null) return nothing;
  if (!isCode(file)) {
    const values = json ? jsonValues(text) : parseHcl(text).body.attributes;
    return { ...nothing, values: values ?? before?.values ?? [] };
  }
  const generated = isGenerated(file, text);
  if (!json) return { ...nothing, generated, chunks: chunksOf(file, text, before) };
  const chunks = jsonChunks(text)?.map((chunk): PlacedChunk => ({ chunk, file, base: 0 }));
  return { ...nothing, generated, chunks: chunks ?? [] };
}

function chunksOf(file: string, text: string, before: Part | null): PlacedChunk[] {
  const known = new Map(before?.chunks.map(({ chunk }) => [chunk.text, chunk]));
  const pieces = split(text);
  return pieces.map(({ start, end }, index) => {
    const stretch = text.slice(start, end);
    const chunk =
      known.get(stretch) ?? newChunk(before === null ? stretch : detached(stretch), before, index, pieces.length);
    return { chunk, file, base: start };
  });
}

/** A block that has just been broken keeps what it was. */
function newChunk(text: string, before: Part | null, index: number, count: number): Chunk {
  const chunk = new TextChunk(text);
  if (before === null || chunk.broken === null) return chunk;
  const same = (other: PlacedChunk | undefined): boolean =>
    other?.chunk.keyword === chunk.keyword && other.chunk.labels.join('.') === chunk.labels.join('.');
  const inPlace = before.chunks.length === count ? before.chunks[index] : undefined;
  const earlier = same(inPlace) ? inPlace : before.chunks.find(same);
  const retained = earlier === undefined ? null : retain(earlier.chunk, text);
  return retained === null ? chunk : new TextChunk(text, retained);
}

type Index = Omit<TerraformReading, 'source' | 'skipped' | 'parts' | 'values' | 'metadataSuppressions'>;

function indexOf(parts: readonly Part[]): Index {
  const variables = new Map<string, PlacedChunk>();
  const locals = new Map<string, PlacedAttribute>();
  const outputs = new Map<string, PlacedChunk>();
  const resources = new Map<string, PlacedChunk>();
  const data = new Map<string, PlacedChunk>();
  const calls = new Map<string, PlacedChunk>();
  const providers: PlacedChunk[] = [];
  for (const placed of parts.flatMap((part) => part.chunks)) {
    const { keyword, labels } = placed.chunk;
    const [first = '', second = ''] = labels;
    if (keyword === 'resource') resources.set(free(resources, `${first}.${second}`), placed);
    else if (keyword === 'variable') variables.set(first, placed);
    else if (keyword === 'output') outputs.set(first, placed);
    else if (keyword === 'data') data.set(`data.${first}.${second}`, placed);
    else if (keyword === 'module') calls.set(first, placed);
    else if (keyword === 'provider') providers.push(placed);
    else if (keyword === 'locals')
      for (const attribute of placed.chunk.block?.body.attributes ?? [])
        locals.set(attribute.name, { attribute, site: siteOf(placed) });
  }
  return { variables, locals, outputs, resources, data, calls, providers };
}

/** A name that is taken (a block just copied) gets a number; references go to the first. */
function free(taken: ReadonlyMap<string, unknown>, name: string): string {
  if (!taken.has(name)) return name;
  for (let count = 2; ; count += 1) if (!taken.has(`${name}(${String(count)})`)) return `${name}(${String(count)})`;
}

/** `terraform.tfvars` first, then the others by their names. */
function valuesOf(parts: readonly Part[]): ReadonlyMap<string, PlacedAttribute> {
  const files = parts
    .filter(({ file }) => !isCode(file) && isReadAlways(file))
    .sort((a, b) => rank(a.file) - rank(b.file));
  const values = new Map<string, PlacedAttribute>();
  const take = (attribute: HclAttribute, file: string): void => {
    values.set(attribute.name, { attribute, site: { file, cell: null, base: 0 } });
  };
  for (const part of files) for (const attribute of part.values) take(attribute, part.file);
  return values;
}

function rank(file: string): number {
  return nameOf(file).startsWith('terraform.tfvars') ? 0 : 1;
}
