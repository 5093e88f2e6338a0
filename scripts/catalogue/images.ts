import type { ImageScope, Sources } from './sources';

/** Versions that exist for the same processors. Lists are one text, separated by blanks, to keep the file small. */
export interface ImageGroup {
  readonly processors: string;
  readonly versions: string;
  /** `2.4=2.4.0`. */
  readonly aliases: string;
}

export interface Arm64Image {
  readonly version: string;
  readonly repository: string;
  readonly tag: string;
  /** Index into `regionLists`. */
  readonly regions: number;
  /** `sdk`: the Python SDK picks it by itself; `dlc`: only an image named by URI can be it. */
  readonly list: 'sdk' | 'dlc';
  /** Last day of security patches, where the source says it. */
  readonly patchedUntil?: string;
}

export interface ImageTables {
  readonly date: string;
  readonly frameworks: Record<string, ImageGroup[]>;
  readonly arm64: Record<string, Arm64Image[]>;
  readonly regionLists: string[];
  readonly sdkFamilies: string;
  readonly sdkFrameworks: string;
  readonly accounts: string;
  /** Repository → framework, the one whose image list it belongs to. */
  readonly repositories: Record<string, string>;
}

/** Image lists for Inferentia that stand apart in the SDK and belong to a framework of their own name. */
const NEURON_LISTS: Record<string, readonly (readonly [list: string, processor: string])[]> = {
  huggingface: [
    ['huggingface-neuron', 'inf'],
    ['huggingface-neuronx', 'neuronx'],
  ],
  'huggingface-llm': [['huggingface-llm-neuronx', 'neuronx']],
  'huggingface-vllm': [['huggingface-vllm-neuronx', 'neuronx']],
  mxnet: [['inferentia-mxnet', 'inf']],
  pytorch: [['inferentia-pytorch', 'inf']],
  tensorflow: [['inferentia-tensorflow', 'inf']],
};

export function imageTables(sources: Sources): ImageTables {
  const frameworks: Record<string, ImageGroup[]> = {};
  for (const [framework, scopes] of Object.entries(sources.images.images)) {
    // The x86 list first: an abbreviated version means what it means there.
    const lists = Object.entries(scopes).sort(([a]) => (a === 'inference' ? -1 : 0));
    frameworks[framework] = lists.flatMap(([scope, list]) => groupsOf(framework, scope, list));
  }
  for (const [framework, lists] of Object.entries(NEURON_LISTS)) {
    for (const [list, processor] of lists) {
      const versions = (frameworks[framework] ?? []).flatMap((group) => group.versions.split(' '));
      const inference = sources.images.images[list]?.['inference'];
      if (inference === undefined) throw new Error(`no image list ${list}`);
      frameworks[framework]?.push(neuronGroup(inference, processor, versions));
    }
  }
  const regionLists: string[] = [];
  return {
    date: sources.images.date,
    frameworks,
    arm64: arm64Images(sources, regionLists),
    regionLists,
    sdkFamilies: sources.arm64.sdk.instanceFamilies.join(' '),
    sdkFrameworks: sources.arm64.sdk.frameworks.join(' '),
    accounts: Object.keys(sources.registries.accounts).sort().join(' '),
    repositories: repositoriesOf(sources),
  };
}

function groupsOf(framework: string, scope: string, list: ImageScope): ImageGroup[] {
  const groups = new Map<string, string[]>();
  for (const [version, image] of Object.entries(list.versions)) {
    const processors = processorsOf(framework, scope, image.processors ?? list.processors);
    groups.set(processors, [...(groups.get(processors) ?? []), version]);
  }
  return [...groups].map(([processors, versions]) => ({
    processors,
    versions: versions.join(' '),
    aliases: aliasesTo(versions, list.versionAliases ?? {}),
  }));
}

function processorsOf(framework: string, scope: string, listed: readonly string[] | undefined): string {
  if (scope === 'inference_graviton') return 'arm64';
  if (scope === 'eia') return 'eia';
  if (framework.endsWith('-neuronx')) return 'neuronx';
  if (framework.endsWith('-neuron') || framework.startsWith('inferentia-')) return 'inf';
  return listed === undefined ? 'unspecified' : ['cpu', 'gpu'].filter((each) => listed.includes(each)).join(' ');
}

function aliasesTo(versions: readonly string[], aliases: Record<string, string>): string {
  return Object.entries(aliases)
    .filter(([, version]) => versions.includes(version))
    .map(([alias, version]) => `${alias}=${version}`)
    .join(' ');
}

/** The Inferentia 1 lists name a minor version only (`1.9`), so the framework's patch versions become its aliases. */
function neuronGroup(list: ImageScope, processor: string, versions: readonly string[]): ImageGroup {
  const listed = Object.keys(list.versions);
  const patches = versions.flatMap((version) => {
    const minor = version.split('.').slice(0, 2).join('.');
    return version !== minor && listed.includes(minor) ? [`${version}=${minor}`] : [];
  });
  return {
    processors: processor,
    versions: listed.join(' '),
    aliases: [aliasesTo(listed, list.versionAliases ?? {}), ...patches].filter((each) => each !== '').join(' '),
  };
}

function arm64Images(sources: Sources, regionLists: string[]): Record<string, Arm64Image[]> {
  const images: Record<string, Arm64Image[]> = {};
  for (const framework of sources.arm64.sdk.frameworks) {
    const list = sources.images.images[framework]?.['inference_graviton'];
    if (list === undefined) throw new Error(`no arm64 image list of ${framework}`);
    images[framework] = Object.entries(list.versions).map(([version, image]) => ({
      version,
      repository: required(image.repository, `repository of ${framework} ${version}`),
      tag: arm64Tag(sources, framework, version, image),
      regions: indexOf(
        regionLists,
        required(sources.registries.arm64Regions[framework]?.[version], `Regions of ${framework} ${version}`),
      ),
      list: 'sdk',
    }));
  }
  const containers = sources.arm64.deepLearningContainers;
  for (const image of containers.images) {
    images[image.framework]?.push({
      version: image.version,
      repository: image.repository,
      tag: image.tag,
      regions: indexOf(regionLists, containers.regions),
      list: 'dlc',
      patchedUntil: image.patchedUntil,
    });
  }
  return images;
}

function arm64Tag(sources: Sources, framework: string, version: string, image: ImageScope['versions'][string]): string {
  const listed = sources.arm64.sdk.tags[framework]?.[version];
  if (listed !== undefined) return listed;
  const [py, ...others] = image.pyVersions ?? [];
  if (py === undefined || others.length > 0)
    throw new Error(`one Python version was expected for ${framework} ${version}`);
  return `${version}-cpu-${py}-${required(image.containerVersion, `container of ${framework} ${version}`)}-sagemaker`;
}

function indexOf(lists: string[], list: string): number {
  if (!lists.includes(list)) lists.push(list);
  return lists.indexOf(list);
}

/** A repository that several lists share (DJL, TGI) goes by the first of them: none of those has an arm64 image. */
function repositoriesOf(sources: Sources): Record<string, string> {
  const repositories: Record<string, string> = {};
  for (const [repository, frameworks] of Object.entries(sources.registries.repositories)) {
    const framework = frameworks.split(' ').find((each) => sources.images.images[each] !== undefined);
    if (framework !== undefined) repositories[repository] = baseFramework(framework);
  }
  for (const image of sources.arm64.deepLearningContainers.images) repositories[image.repository] = image.framework;
  return repositories;
}

function baseFramework(framework: string): string {
  const owner = Object.entries(NEURON_LISTS).find(([, lists]) => lists.some(([list]) => list === framework));
  return owner?.[0] ?? framework;
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
}
