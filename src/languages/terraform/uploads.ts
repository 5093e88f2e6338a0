import type { Expr } from '../../model/expression';
import { originAt } from '../../model/origin';
import type { Observation } from '../../model/resource';
import { asString, known } from '../../model/value';
import { uploadedModel } from '../weights/local';
import { pathFrom, wayTo } from '../../model/folder';
import type { PlacedChunk } from './chunk';
import { folderOf } from './files';
import { scalar } from './functions';
import { attributeOf, type HclBody } from './hcl';
import type { Module } from './module';
import { siteOf } from './reading';
import type { Declared } from './unfollowedCallers';

/** Arguments that say where a model lies: `model_data_url`, and `s3_uri` of `model_data_source`. */
const PLACES: ReadonlySet<string> = new Set(['model_data_url', 's3_uri']);
const OBJECT = /^aws_s3_(?:bucket_)?object\.[\w-]+$/;

/** What is in sight of the models of a module whose data the module itself uploads. */
export function uploadedModels(module: Module, declared: readonly Declared[]): Observation[] {
  return declared.flatMap(({ resource, placed }) => {
    const body = placed.chunk.block?.body;
    if (resource.type !== 'Model' || body === undefined) return [];
    return placesIn(body).flatMap((place) => {
      const [object, ...others] = new Set(objectsIn(module, place, 0));
      const source = object === undefined || others.length > 0 ? null : sourceOf(module, object);
      return source === null ? [] : uploadedModel(resource.id, source, module.linking.files, resource.header);
    });
  });
}

function placesIn({ attributes, blocks }: HclBody): Expr[] {
  const own = attributes.flatMap(({ name, value }) => (PLACES.has(name) ? [value] : []));
  return [...own, ...blocks.flatMap((block) => placesIn(block.body))];
}

const DEEPEST = 4;
/** What an object says of its own place: its bucket may hold others. */
const LIES_AT: ReadonlySet<string> = new Set(['key', 'id']);

/** The objects in S3 that an expression names, by itself or through local values. */
function objectsIn(module: Module, expr: Expr, depth: number): string[] {
  if (depth > DEEPEST) return [];
  return namesIn(expr, LIES_AT).flatMap((name) => {
    if (OBJECT.test(name)) return [name];
    const local = name.startsWith('local.') ? module.reading.locals.get(name.slice('local.'.length)) : undefined;
    return local === undefined ? [] : objectsIn(module, local.attribute.value, depth + 1);
  });
}

/** Where the file of an object lies, as it is written, and from which folder that counts. */
interface Source {
  readonly path: string;
  readonly folder: string;
}

function sourceOf(module: Module, object: string): Source | null {
  const placed = module.reading.resources.get(object);
  const body = placed?.chunk.block?.body;
  const source = body === undefined ? undefined : attributeOf(body, 'source')?.value;
  if (placed === undefined || source === undefined) return null;
  return packedIn(module, source) ?? pathAt(module, placed, source);
}

/** `data.archive_file.model.output_path`: the folder, or the one file, that is packed there. */
function packedIn(module: Module, expr: Expr): (Source & { readonly isFile: boolean }) | null {
  const [name = ''] = namesIn(expr);
  const placed = module.reading.data.get(name);
  const body = placed?.chunk.block?.body;
  if (placed === undefined || body === undefined || !/^data\.archive_file\.[\w-]+$/.test(name)) return null;
  const folder = attributeOf(body, 'source_dir')?.value;
  const packed = folder ?? attributeOf(body, 'source_file')?.value;
  const source = packed === undefined ? null : pathAt(module, placed, packed);
  return source === null ? null : { ...source, isFile: folder === undefined };
}

/**
 * The folder of the code that a function runs, from the folder of the root module: what `archive_file` packs for its
 * `filename`. Null where that isn't known.
 */
export function codeFolder(module: Module, body: HclBody): string | null {
  const written = attributeOf(body, 'filename')?.value;
  const packed = written === undefined ? null : packedIn(module, written);
  const path = packed === null ? null : pathFrom(packed.folder, packed.path);
  if (packed === null || path === null) return null;
  return wayTo(packed.isFile ? folderOf(path) : path, module.root().folder);
}

/** A relative path counts from where Terraform is run: the folder of the root module. */
export function pathAt(module: Module, placed: PlacedChunk, expr: Expr): Source | null {
  const at = originAt(siteOf(placed), expr.span);
  const root = module.root().folder;
  const env = new Map([
    ['path.module', scalar(module.folder || '.', 'constant', at)],
    ['path.root', scalar(root || '.', 'constant', at)],
  ]);
  const path = known(asString(module.evaluate(expr, siteOf(placed), env)));
  if (path === undefined) return null;
  return { path, folder: namesIn(expr).some((name) => env.has(name)) ? '' : root };
}

/** The names that an expression reads; of those with an attribute, where `attributes` are given, only by these. */
function namesIn(expr: Expr, attributes: ReadonlySet<string> | null = null): string[] {
  const all = (exprs: readonly Expr[]): string[] => exprs.flatMap((each) => namesIn(each, attributes));
  switch (expr.kind) {
    case 'name':
      return [expr.name];
    case 'list':
      return all(expr.items);
    case 'concat':
      return all(expr.parts);
    case 'object':
      return all(expr.members.map((member) => member.value));
    case 'index':
      return all([expr.base, expr.key]);
    case 'attribute':
      return attributes === null || attributes.has(expr.name) ? all([expr.base]) : [];
    case 'call':
      return all(expr.args.map((each) => each.value));
    case 'choice':
      return all([expr.then, expr.otherwise]);
    case 'literal':
    case 'nothing':
    case 'opaque':
      return [];
  }
}
