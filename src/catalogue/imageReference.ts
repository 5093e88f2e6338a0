/** An image in Amazon ECR, as far as its name tells. */
export interface ImageReference {
  /** Twelve digits; for `public.ecr.aws` the alias of the registry. */
  readonly account: string;
  /** Null for `public.ecr.aws`, which has none. */
  readonly region: string | null;
  /** What stands before the repository: `763104351884.dkr.ecr.us-east-1.amazonaws.com`. */
  readonly host: string;
  readonly repository: string;
  /** Null where the image is named by digest or not at all. */
  readonly tag: string | null;
  /** As the SDK calls it. Only for images that AWS publishes: others can mean anything by a name. */
  readonly framework?: string;
  /** As the tag writes it: `2.4`, `2.4.0`, `1.5-1`. */
  readonly version?: string;
  /** As repository and tag write it. */
  readonly processor?: 'cpu' | 'gpu' | 'arm64' | 'inf' | 'neuronx' | 'eia';
  /** The CUDA that the tag names: 11.8 for `cu118`. */
  readonly cuda?: number;
  /** Whether AWS publishes it, by the account, or anybody else does. */
  readonly origin: 'aws' | 'own';
}

const PRIVATE =
  /^((\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d)\.[a-z0-9.-]+)\/([a-z0-9._/-]+?)(?::([\w.-]+))?(?:@sha256:[0-9a-f]+)?$/;
const PUBLIC = /^(public\.ecr\.aws\/([a-z0-9-]+))\/([a-z0-9._/-]+?)(?::([\w.-]+))?(?:@sha256:[0-9a-f]+)?$/;
const PUBLIC_AWS = new Set(['deep-learning-containers', 'sagemaker']);

/** Undefined where the text isn't the name of an image in Amazon ECR. */
export function parseImage(
  uri: string,
  awsAccounts: ReadonlySet<string>,
  frameworks: ReadonlyMap<string, string>,
): ImageReference | undefined {
  const inPrivate = PRIVATE.exec(uri);
  if (inPrivate !== null) {
    const [, host = '', account = '', region = '', repository = '', tag = null] = inPrivate;
    const origin = awsAccounts.has(account) ? 'aws' : 'own';
    const contents = origin === 'aws' ? contentsOf(repository, tag, frameworks) : {};
    return { account, region, host, repository, tag, ...contents, origin };
  }
  const inPublic = PUBLIC.exec(uri);
  if (inPublic === null) return undefined;
  const [, host = '', account = '', repository = '', tag = null] = inPublic;
  const origin = PUBLIC_AWS.has(account) ? 'aws' : 'own';
  const contents = origin === 'aws' ? contentsOf(repository, tag, frameworks) : {};
  return { account, region: null, host, repository, tag, ...contents, origin };
}

type Contents = Pick<ImageReference, 'framework' | 'version' | 'processor'>;

function contentsOf(repository: string, tag: string | null, frameworks: ReadonlyMap<string, string>): Contents {
  const framework = frameworks.get(repository);
  const version = tag === null ? undefined : versionIn(tag);
  const processor = processorOf(repository, tag ?? '');
  const cuda = cudaIn(tag ?? '');
  return {
    ...(framework === undefined ? {} : { framework }),
    ...(version === undefined ? {} : { version }),
    ...(processor === undefined ? {} : { processor }),
    ...(cuda === undefined ? {} : { cuda }),
  };
}

function cudaIn(tag: string): number | undefined {
  const found = /(?:^|-)cu(\d+)(\d)(?=-|$)/.exec(tag);
  return found === null ? undefined : Number(`${found[1]}.${found[2]}`);
}

/**
 * Hugging Face tags start with the base framework's version (`2.1.0-transformers4.37.0-…`), so do those of its
 * text generation server; the version of the thing itself stands behind its name. `1.5-1` and `1.4-2-py312` are whole versions.
 */
function versionIn(tag: string): string | undefined {
  const named = /-(?:transformers|tgi|optimum)(\d+(?:\.\d+)*)/.exec(tag);
  if (named !== null) return named[1];
  return /^(\d+\.\d+-\d+(?:-py3\d+)?|\d+(?:\.\d+)*)(?=-|$)/.exec(tag)?.[1];
}

const WORDS: ReadonlyMap<string, NonNullable<ImageReference['processor']>> = new Map([
  ['arm64', 'arm64'],
  ['neuronx', 'neuronx'],
  ['neuron', 'inf'],
  ['inf', 'inf'],
  ['gpu', 'gpu'],
  ['cpu', 'cpu'],
]);

function processorOf(repository: string, tag: string): ImageReference['processor'] {
  if (/-(?:graviton|arm64)$/.test(repository)) return 'arm64';
  if (repository.endsWith('-neuronx')) return 'neuronx';
  if (repository.endsWith('-neuron')) return 'inf';
  if (repository.endsWith('-eia')) return 'eia';
  const word = /(?:^|-)(arm64|neuronx|neuron|inf|gpu|cpu)(?=-|$)/.exec(tag)?.[1];
  return word === undefined ? undefined : WORDS.get(word);
}
