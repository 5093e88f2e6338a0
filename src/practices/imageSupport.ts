import type { Catalogue } from '../catalogue';
import { kindOfDialect } from '../model/dialect';
import { containersOf } from '../model/graph';
import type { Op } from '../model/operation';
import { sameOrigin } from '../model/origin';
import type { Resource } from '../model/resource';
import {
  asString,
  known,
  valueAt,
  type ObjectValue,
  type Path,
  type ScalarValue,
  type UnresolvedValue,
  type Value,
} from '../model/value';

/** What an arm64 instance type asks of the images of a model. */
export type ImageSupport =
  | {
      /** AWS publishes the arm64 image. */
      readonly kind: 'published';
      /** The instance families for which the image is found; null: for all, because the code names it itself. */
      readonly families: ReadonlySet<string> | null;
      /** What changes beside the instance type. */
      readonly ops: (instanceType: string) => readonly Op[];
      /** The arm64 image where the code names it. */
      readonly image: string | null;
      readonly notes: readonly string[];
      /** Whether the model changes, which AWS replaces then. */
      readonly changesModel: boolean;
      /** What keeps the change of the image from being right everywhere, a sentence each. */
      readonly obstacles: readonly string[];
      /** Whether the image is written in an environment's own values; null where none is written anew. */
      readonly inEnvironment: boolean | null;
    }
  /** The user's own: it may or may not have an arm64 build. */
  | { readonly kind: 'own'; readonly ops: (instanceType: string) => readonly Op[]; readonly notes: readonly string[] }
  /** There is no arm64 image, or it can't be told: no advice. */
  | { readonly kind: 'none' | 'unknown'; readonly why: string };

type Published = Extract<ImageSupport, { kind: 'published' }>;
type Own = Extract<ImageSupport, { kind: 'own' }>;

/** All containers of a model together: each of them must run on arm64. */
export function imageSupport(model: Resource | null, catalogue: Catalogue): ImageSupport {
  if (model === null) return unknown('the model is not defined here');
  const containers = containersOf(model);
  if (containers.length === 0) return unknown('the model names no container here');
  const supports = containers.map(({ path, container }) => containerSupport(model, path, container, catalogue));
  const refused = supports.find((each) => each.kind === 'none' || each.kind === 'unknown');
  if (refused !== undefined) return refused;
  const usable = supports.filter((each): each is Published | Own => each.kind === 'published' || each.kind === 'own');
  const ops = (type: string): readonly Op[] => usable.flatMap((each) => each.ops(type));
  const notes = [...new Set(usable.flatMap((each) => each.notes))];
  if (usable.some((each) => each.kind === 'own')) return { kind: 'own', ops, notes };
  const published = usable.filter((each): each is Published => each.kind === 'published');
  return {
    kind: 'published',
    families: published.map((each) => each.families).reduce(both, null),
    ops,
    image: published.length === 1 ? (published[0]?.image ?? null) : null,
    notes,
    changesModel: published.some((each) => each.changesModel),
    obstacles: [...new Set(published.flatMap((each) => each.obstacles))],
    inEnvironment: published
      .map((each) => each.inEnvironment)
      .reduce((a, b) => (a === null ? b : a || b === true), null),
  };
}

function both(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): ReadonlySet<string> | null {
  if (a === null || b === null) return a ?? b;
  return new Set([...a].filter((family) => b.has(family)));
}

function unknown(why: string): ImageSupport {
  return { kind: 'unknown', why };
}

function containerSupport(model: Resource, path: Path, container: ObjectValue, catalogue: Catalogue): ImageSupport {
  const sdkClass = known(asString(valueAt(container, ['SdkClass'])));
  const image = valueAt(container, ['Image']);
  const retrieve = valueAt(container, ['ImageRetrieve']);
  if (retrieve.kind !== 'absent') {
    if (trainsWithItsImage(sdkClass)) return unknown('the image is also the one that trains');
    return retrieveSupport(model, [...path, 'ImageRetrieve'], retrieve, catalogue);
  }
  if (image.kind !== 'absent') {
    const support = namedSupport(model, [...path, 'Image'], image, catalogue);
    return support.kind === 'published' && trainsWithItsImage(sdkClass)
      ? unknown('the image is also the one that trains')
      : support;
  }
  if (valueAt(container, ['ModelPackageName']).kind !== 'absent') return unknown('the image is in a model package');
  return frameworkSupport(container, catalogue);
}

/** An estimator serves with the image that it is given to train with; a model class only serves. */
function trainsWithItsImage(sdkClass: string | undefined): boolean {
  return sdkClass !== undefined && !/Model(?:Builder|Package)?$/.test(sdkClass);
}

/** An image that the code names by its URI. */
function namedSupport(model: Resource, path: Path, image: Value, catalogue: Catalogue): ImageSupport {
  if (isSurelyOwn(image, catalogue)) return own();
  if (image.kind !== 'scalar') return unknown('the image is not known');
  const uri = String(image.value);
  const twin = catalogue.images.arm64Twin(uri);
  switch (twin.kind) {
    case 'twin': {
      const short = twin.uri.slice(twin.uri.indexOf('/') + 1);
      const notes = [`The image changes in the same edit, to \`${short}\`.`];
      if (twin.patchedUntil !== null) notes.push(`AWS patched that image until ${twin.patchedUntil}.`);
      return {
        kind: 'published',
        families: null,
        ops: () => [{ op: 'set', resource: model.id, path, value: twin.uri }],
        image: twin.uri,
        notes,
        changesModel: true,
        obstacles: kindOfDialect(model.dialect) === 'declared' ? obstaclesOf(image) : [],
        inEnvironment: image.how === 'binding',
      };
    }
    case 'arm64':
      return {
        kind: 'published',
        families: null,
        ops: () => [],
        image: null,
        notes: ['The image is an arm64 one already.'],
        changesModel: false,
        obstacles: [],
        inEnvironment: null,
      };
    case 'none':
      return { kind: 'none', why: twin.why };
    case 'unknown':
      return catalogue.images.parse(uri)?.origin === 'own' ? own() : unknown(twin.why);
  }
}

/** A template holds for more than the case at hand: other Regions, other values of its parameters. */
function obstaclesOf(image: ScalarValue): string[] {
  const isPutTogether = sameOrigin(image.origin, image.usedAt);
  switch (image.how) {
    case 'constant':
      return isPutTogether
        ? ['The image is put together from parts, which the change writes out.']
        : ['The image stands in a mapping: only this entry changes, and the type changes for all of them.'];
    case 'default':
    case 'binding':
      return isPutTogether ? ['The image is put together from parameters, which the change writes out.'] : [];
    case 'literal':
    case 'setting':
    case 'assumed':
      return [];
  }
}

function own(): Own {
  return {
    kind: 'own',
    ops: () => [],
    notes: [
      'The image is your own: build it for arm64 (`docker buildx build --platform linux/arm64`) and name that build before the change is deployed.',
    ],
  };
}

/** A registry of the account that deploys, or a repository of the same template: surely not one of AWS's. */
export function isSurelyOwn(image: Value, catalogue: Catalogue): boolean {
  if (image.kind === 'reference') return image.attribute === 'RepositoryUri';
  if (image.kind !== 'interpolation') return false;
  const [first, second] = image.parts;
  if (first?.kind === 'reference') return first.attribute === 'RepositoryUri';
  if (first?.kind === 'unresolved')
    return isDeployingAccount(first) && second?.kind === 'scalar' && String(second.value).startsWith('.dkr.ecr.');
  // Whose registry it is doesn't depend on the Region, which may be open.
  const text = image.parts.map((part) => (part.kind === 'scalar' ? String(part.value) : 'us-east-1')).join('');
  return catalogue.images.parse(text)?.origin === 'own';
}

/** The account as CloudFormation, STS and the Python SDK's session name it. */
function isDeployingAccount({ why, decidedBy }: UnresolvedValue): boolean {
  return decidedBy === 'AWS::AccountId' || /\b(?:get_caller_identity|account_id)\(\)/.test(`${why} ${decidedBy ?? ''}`);
}

/** An image that `image_uris.retrieve` looks up: it answers by the instance type that it is given. */
function retrieveSupport(model: Resource, path: Path, retrieve: Value, catalogue: Catalogue): ImageSupport {
  if (retrieve.kind !== 'object' || retrieve.open !== null) return unknown('the image that is looked up is not known');
  const has = (name: string): boolean => valueAt(retrieve, [name]).kind !== 'absent';
  if (has('model_id')) return unknown('the image is chosen by the JumpStart model');
  if (has('accelerator_type')) return { kind: 'none', why: 'no arm64 image is for an accelerator' };
  const framework = known(asString(valueAt(retrieve, ['framework'])));
  if (framework === undefined) return unknown('the framework of the image is not known');
  const version = valueAt(retrieve, ['version']);
  if (version.kind === 'unresolved' || version.kind === 'oneOf')
    return unknown('the version of the image is not known');
  const type = valueAt(retrieve, ['instance_type']);
  if (type.kind !== 'absent' && type.kind !== 'scalar')
    return unknown('the instance type that the image is looked up for is not known');
  const picked = pickedFamilies(framework, known(asString(version)), catalogue);
  if ('why' in picked) return { kind: 'none', why: picked.why };
  return {
    kind: 'published',
    families: picked.families,
    // Without a type, `retrieve` answers with the x86 image.
    ops: (instanceType) => [{ op: 'set', resource: model.id, path: [...path, 'instance_type'], value: instanceType }],
    image: null,
    notes: [`\`image_uris.retrieve\` answers with the arm64 image of ${framework} ${picked.version} for this type.`],
    changesModel: true,
    obstacles: [],
    inEnvironment: null,
  };
}

/** A class of the Python SDK that picks the image when it deploys. */
function frameworkSupport(container: ObjectValue, catalogue: Catalogue): ImageSupport {
  const framework = known(asString(valueAt(container, ['Framework'])));
  if (framework === undefined) return unknown('the image is not known');
  const version = known(asString(valueAt(container, ['FrameworkVersion'])));
  const picked = pickedFamilies(framework, version, catalogue);
  if ('why' in picked) return version === undefined ? unknown(picked.why) : { kind: 'none', why: picked.why };
  return {
    kind: 'published',
    families: picked.families,
    ops: () => [],
    image: null,
    notes: [
      `The SageMaker Python SDK picks the arm64 image of ${framework} ${picked.version} by itself for this type.`,
    ],
    changesModel: false,
    obstacles: [],
    inEnvironment: null,
  };
}

function pickedFamilies(
  framework: string,
  version: string | undefined,
  catalogue: Catalogue,
): { readonly families: ReadonlySet<string>; readonly version: string } | { readonly why: string } {
  const families = new Set<string>();
  let full: string | undefined;
  let why = 'the SageMaker Python SDK picks no arm64 image';
  for (const family of catalogue.images.sdkArm64Families) {
    const answer = catalogue.images.sdkPicksArm64(framework, version, family);
    if (answer.known && answer.picks) {
      families.add(family);
      full = answer.version;
    } else {
      why = answer.why;
    }
  }
  return full === undefined ? { why } : { families, version: full };
}
