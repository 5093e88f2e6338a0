/**
 * What an image is built for. `inf` is Inferentia 1, `neuronx` Inferentia 2 and Trainium, `eia` the retired Elastic
 * Inference; `unspecified`: there is one image, and the list doesn't say for what.
 */
export type ImageProcessor = 'cpu' | 'gpu' | 'arm64' | 'inf' | 'neuronx' | 'eia' | 'unspecified';

/** Versions of a framework that exist for the same processors. */
export interface ImageGroup {
  readonly processors: readonly ImageProcessor[];
  readonly versions: readonly string[];
  /** Abbreviation → full version. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Reads a group from its texts, whose parts are separated by blanks. */
export function imageGroup(texts: {
  readonly processors: string;
  readonly versions: string;
  readonly aliases: string;
}): ImageGroup {
  return {
    processors: texts.processors.split(' ').filter(isProcessor),
    versions: texts.versions.split(' '),
    aliases: new Map(
      texts.aliases.split(' ').flatMap((pair) => {
        const [alias, version] = pair.split('=');
        return alias === undefined || version === undefined ? [] : [[alias, version] as const];
      }),
    ),
  };
}

/** The full version, or undefined where the group has none. The SDK takes the only version where none is asked for. */
export function fullVersion(group: ImageGroup, version: string | undefined): string | undefined {
  if (version === undefined) return group.versions.length === 1 ? group.versions[0] : undefined;
  return group.versions.includes(version) ? version : group.aliases.get(version);
}

const PROCESSORS: ReadonlySet<string> = new Set<ImageProcessor>([
  'cpu',
  'gpu',
  'arm64',
  'inf',
  'neuronx',
  'eia',
  'unspecified',
]);

function isProcessor(text: string): text is ImageProcessor {
  return PROCESSORS.has(text);
}
