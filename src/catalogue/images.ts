import { arm64Twin, type Arm64Twin } from './arm64Twin';
import type data from './data/images.json';
import { oncePerText } from '../model/once';
import { parseImage, type ImageReference } from './imageReference';
import { fullVersion, imageGroup, type ImageGroup, type ImageProcessor } from './imageVersions';

// Every practice asks about the same few images.
const MOST_PARSED = 500;

/** Which images exist, or why that isn't known. */
export type ImageAnswer =
  | {
      readonly known: true;
      readonly framework: string;
      /** The full version that an abbreviation stands for: `2.4` is `2.4.0`. */
      readonly version: string;
      readonly processors: readonly ImageProcessor[];
    }
  | { readonly known: false; readonly why: string };

/** Whether the Python SDK picks an arm64 image by itself for an instance type. */
export type SdkAnswer =
  | { readonly known: true; readonly picks: true; readonly version: string }
  | { readonly known: true; readonly picks: false; readonly why: string }
  | { readonly known: false; readonly why: string };

/**
 * The images that AWS publishes for SageMaker inference, from the image lists of sagemaker-python-sdk and the arm64 images
 * of aws/deep-learning-containers.
 */
export interface ImageTable {
  /** Names as the SDK knows them: `pytorch`, `sklearn`, `huggingface`. */
  readonly frameworks: readonly string[];
  /** Families whose arm64 image the Python SDK picks by itself: `c7g`. */
  readonly sdkArm64Families: readonly string[];
  /** Which images the SDK's lists have. `version` may be left out where there is only one. */
  processors(framework: string, version: string | undefined): ImageAnswer;
  /** Whether the SDK, given this instance family, picks an arm64 image of this version. */
  sdkPicksArm64(framework: string, version: string | undefined, instanceFamily: string): SdkAnswer;
  /** Undefined: not an Amazon ECR image. */
  parse(uri: string): ImageReference | undefined;
  /** The arm64 image of the same framework and version. */
  arm64Twin(uri: string): Arm64Twin;
}

export function imageTable(source: typeof data): ImageTable {
  const frameworks: ReadonlyMap<string, readonly ImageGroup[]> = new Map(
    Object.entries(source.frameworks).map(([name, groups]) => [name, groups.map(imageGroup)]),
  );
  const sdkFrameworks = source.sdkFrameworks.split(' ');
  const sdkArm64Families = source.sdkFamilies.split(' ');
  const accounts = new Set(source.accounts.split(' '));
  const repositories: ReadonlyMap<string, string> = new Map(Object.entries(source.repositories));
  const parse = oncePerText(MOST_PARSED, (uri) => parseImage(uri, accounts, repositories));
  return {
    frameworks: [...frameworks.keys()],
    sdkArm64Families,
    processors: (name, version) => processorsOf(frameworks, name, version),
    sdkPicksArm64: (name, version, family) => {
      if (!sdkFrameworks.includes(sdkName(name))) {
        return { known: true, picks: false, why: `the Python SDK has no arm64 images of ${name}` };
      }
      if (!sdkArm64Families.includes(family)) {
        return { known: true, picks: false, why: `for ${family} the Python SDK needs the arm64 image named by hand` };
      }
      return sdkVersion(frameworks, name, version);
    },
    parse,
    arm64Twin: (uri) => {
      const image = parse(uri);
      const groups = frameworks.get(image?.framework ?? '') ?? [];
      return arm64Twin(uri, image, groups, source);
    },
  };
}

function processorsOf(
  frameworks: ReadonlyMap<string, readonly ImageGroup[]>,
  name: string,
  version: string | undefined,
): ImageAnswer {
  const framework = sdkName(name);
  const groups = frameworks.get(framework);
  if (groups === undefined) return { known: false, why: `${name} is not in the list of SageMaker images` };
  const found = groups.flatMap((group) => {
    const full = fullVersion(group, version);
    return full === undefined ? [] : [{ full, processors: group.processors }];
  });
  const [first] = found;
  if (first !== undefined) {
    return { known: true, framework, version: first.full, processors: found.flatMap((each) => each.processors) };
  }
  return version === undefined
    ? { known: false, why: `the version of ${name} is not known` }
    : { known: false, why: `${name} ${version} is not in the list of SageMaker images` };
}

/** For a framework and a family that the SDK has arm64 images for. */
function sdkVersion(
  frameworks: ReadonlyMap<string, readonly ImageGroup[]>,
  name: string,
  version: string | undefined,
): SdkAnswer {
  if (version === undefined) return { known: false, why: `the version of ${name} is not known` };
  const framework = sdkName(name);
  const arm64 = frameworks.get(framework)?.find((group) => group.processors.includes('arm64'));
  const full = arm64 === undefined ? undefined : fullVersion(arm64, version);
  if (full !== undefined) return { known: true, picks: true, version: full };
  const listed = processorsOf(frameworks, name, version);
  if (!listed.known) return listed;
  // With a single arm64 version the SDK doesn't compare: a newer model would silently get an older library.
  const sdkTakes =
    framework === 'sklearn'
      ? `, and the Python SDK would quietly take ${arm64?.versions[0] ?? 'another'} in its place`
      : '';
  return { known: true, picks: false, why: `there is no arm64 image of ${name} ${version}${sdkTakes}` };
}

function sdkName(framework: string): string {
  const name = framework.toLowerCase();
  return name === 'scikit-learn' ? 'sklearn' : name;
}
