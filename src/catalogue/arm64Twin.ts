import type data from './data/images.json';
import type { ImageReference } from './imageReference';
import { fullVersion, type ImageGroup } from './imageVersions';
import { entry } from './lazily';

/**
 * The arm64 image that stands for an x86 one. `none`: AWS lists the x86 image and no arm64 one. `unknown`: it can't be told
 * from the name, which is no statement that there is none.
 */
export type Arm64Twin =
  | {
      readonly kind: 'twin';
      readonly uri: string;
      /** Full version of the arm64 image. */
      readonly version: string;
      /** `sdk`: the Python SDK's list; `dlc`: only the deep learning containers' list, and so only by URI. */
      readonly list: 'sdk' | 'dlc';
      /** Last day of security patches, an ISO date, where AWS says it. */
      readonly patchedUntil: string | null;
    }
  | { readonly kind: 'arm64' }
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string };

interface Image {
  readonly version: string;
  readonly repository: string;
  readonly tag: string;
  readonly regions: number;
  readonly list: string;
  readonly patchedUntil?: string | undefined;
}

/** The x86 inference repository of each framework that has arm64 images. */
const X86_REPOSITORIES: ReadonlyMap<string, string> = new Map([
  ['pytorch', 'pytorch-inference'],
  ['tensorflow', 'tensorflow-inference'],
  ['sklearn', 'sagemaker-scikit-learn'],
  ['xgboost', 'sagemaker-xgboost'],
]);

/** `groups` are the framework's lists of versions. */
export function arm64Twin(
  uri: string,
  image: ImageReference | undefined,
  groups: readonly ImageGroup[],
  source: typeof data,
): Arm64Twin {
  if (image === undefined) return unknown(`${uri} is not an image in Amazon ECR`);
  if (image.origin === 'own')
    return unknown('the image is not one that AWS publishes: it needs an arm64 build of its own');
  if (image.processor === 'arm64') return { kind: 'arm64' };
  const { framework } = image;
  if (framework === undefined) return unknown(`${image.repository} is not in the list of SageMaker images`);
  const listed: Readonly<Record<string, readonly Image[]>> = source.arm64;
  const images = listed[framework];
  if (images === undefined) return none(`AWS lists no arm64 image for SageMaker of ${image.repository}`);
  if (image.repository !== X86_REPOSITORIES.get(framework)) {
    return unknown(`${image.repository} is not the inference image of ${framework}`);
  }
  return twinOf(image, framework, images, groups, source.regionLists);
}

function twinOf(
  image: ImageReference,
  framework: string,
  images: readonly Image[],
  groups: readonly ImageGroup[],
  regionLists: readonly string[],
): Arm64Twin {
  if (image.processor === 'gpu') return none('the image is built for GPUs, which no Graviton type has');
  if (image.region === null) return unknown('SageMaker takes no image from public.ecr.aws');
  const { tag, version } = image;
  if (tag === null || version === undefined) return unknown('the image is not named by a tag with its version');
  if (/(?:^|-)ec2(?=-|$)/.test(tag)) return unknown('the image is the one for EC2, not for SageMaker');
  // An abbreviation means what the arm64 list means by it; the other lists have the versions that are only there.
  const arm64 = groups.filter((group) => group.processors.includes('arm64'));
  const full = [...arm64, ...groups].map((group) => fullVersion(group, version)).find((each) => each !== undefined);
  if (full === undefined) return unknown(`${framework} ${version} is not in the list of SageMaker images`);
  const found = images.find((each) => each.version === full);
  if (found === undefined) {
    const others = images.map((each) => each.version).join(', ');
    return none(`AWS lists no arm64 image of ${framework} ${version} (there are ${others})`);
  }
  const [python, twinPython] = [pythonOf(tag), pythonOf(found.tag)];
  if (python !== null && twinPython !== null && python !== twinPython) {
    return none(`the arm64 image of ${framework} ${full} has ${twinPython}, not ${python}`);
  }
  if (!entry(regionLists, found.regions).split(' ').includes(image.region)) {
    return none(`AWS lists no arm64 image of ${framework} ${full} in ${image.region}`);
  }
  return {
    kind: 'twin',
    // One account a Region holds both builds: the registries of the x86 and the arm64 list are the same.
    uri: `${image.host}/${found.repository}:${found.tag}`,
    version: full,
    list: found.list === 'dlc' ? 'dlc' : 'sdk',
    patchedUntil: found.patchedUntil ?? null,
  };
}

/** `py311`; the `py3` of older tags is any. */
function pythonOf(tag: string): string | null {
  return /(?:^|-)(py3\d+)(?=-|$)/.exec(tag)?.[1] ?? null;
}

function none(why: string): Arm64Twin {
  return { kind: 'none', why };
}

function unknown(why: string): Arm64Twin {
  return { kind: 'unknown', why };
}
