import type { Catalogue } from '../catalogue';
import type { Deployment } from '../model/deployment';
import { kindOfDialect } from '../model/dialect';
import { containersOf, property, resourcesOf } from '../model/graph';
import type { Op } from '../model/operation';
import type { Proposal } from '../model/proposal';
import type { Resource } from '../model/resource';
import { asString, known, valueAt, type ObjectValue, type Path, type Value } from '../model/value';
import type { PracticeContext } from './practice';
import { replacementOf } from './replacement';
import { fitting } from './subject';

const SERVERLESS_MB = 4096;
/** The GPU that asks the least of an image: the frameworks with Elastic Inference are of its time. */
const SMALL_GPU = 'ml.g4dn.xlarge';
const INFERENTIA = 'ml.inf2.xlarge';

/** What takes the place of Elastic Inference, for all that asks for it. */
export function removals(context: PracticeContext): Proposal[] {
  const said = context.deployments.map((deployment) => ({
    model: deployment.model,
    proposals: variantProposals(context, deployment),
  }));
  const variants = said.flatMap((each) => each.proposals);
  // A variant's advice speaks of its model's image too.
  const covered = new Set(said.flatMap(({ model, proposals }) => (proposals.length > 0 ? [model?.id] : [])));
  const models = resourcesOf(context.graph, 'Model').filter((model) => !covered.has(model.id));
  return [...variants, ...models.flatMap((model) => modelProposal(context, model)), ...computeProposals(context)];
}

type Said = Pick<Proposal, 'resource' | 'path' | 'subject' | 'title' | 'changes' | 'ops' | 'notes' | 'preferred'>;

function proposal(said: Said, rest: Partial<Proposal> = {}): Proposal {
  return {
    practice: 'retired-elastic-inference',
    deployment: null,
    grade: 'certain',
    effort: 'redeploy',
    recipe: null,
    pricing: { kind: 'none', why: 'the accelerator is not sold any more, so it has no price' },
    generation: 0,
    retired: true,
    keep: () => true,
    ...said,
    ...rest,
  };
}

function variantProposals(context: PracticeContext, deployment: Deployment): Proposal[] {
  const accelerator = known(asString(valueAt(deployment.capacity, ['AcceleratorType'])));
  if (accelerator === undefined || !accelerator.startsWith('ml.eia')) return [];
  const { resource, model } = deployment;
  const path = [...deployment.path, 'AcceleratorType'];
  const images = model === null ? [] : imagesFor(context.catalogue, model);
  const replaced = [replacementOf(context.graph, resource)];
  if (model !== null && images.some((each) => each.op !== null)) replaced.push(replacementOf(context.graph, model));
  const obstacles = [...images, ...replaced].flatMap((each) => (each.note === null ? [] : [each.note]));
  const ops: Op[] = [
    { op: 'unset', resource: resource.id, path },
    ...images.flatMap((each) => (each.op === null ? [] : [each.op])),
    ...replaced.flatMap((each) => each.ops),
  ];
  const removal = proposal(
    {
      resource: resource.id,
      path,
      subject: `Elastic Inference (${accelerator}) is retired → removed`,
      title: ops.length > 1 ? 'Remove Elastic Inference and what goes with it' : 'Remove Elastic Inference',
      changes: { acceleratorType: null },
      ops,
      notes: [
        'Without the accelerator the instance alone serves: measure whether it still answers fast enough.',
        ...alternatives(context, known(deployment.region)),
        ...obstacles,
      ],
      preferred: obstacles.length === 0,
    },
    { deployment: deployment.id },
  );
  return [removal, ...onSmallGpu(context, deployment, removal)];
}

/** The same on a small GPU, where the image for it is found by the type. */
function onSmallGpu({ catalogue }: PracticeContext, deployment: Deployment, removal: Proposal): Proposal[] {
  const region = known(deployment.region);
  const present = known(deployment.instanceType);
  const { model } = deployment;
  if (region === undefined || present === undefined || model === null || !catalogue.offered(SMALL_GPU, region))
    return [];
  const all = containersOf(model);
  const ops = all.map(({ path, container }) => gpuImage(catalogue, model, path, container));
  if (all.length === 0 || ops.some((each) => each === null)) return [];
  const type: Op = {
    op: 'set',
    resource: deployment.resource.id,
    path: [...deployment.path, 'InstanceType'],
    value: SMALL_GPU,
  };
  return [
    {
      ...removal,
      grade: 'consider',
      subject: `${present} with Elastic Inference → ${SMALL_GPU}`,
      title: `Remove Elastic Inference and change to ${SMALL_GPU}`,
      changes: { acceleratorType: null, instanceType: SMALL_GPU },
      ops: [...removal.ops, type, ...ops.flatMap((each) => each ?? [])],
      notes: [
        'Compared with the instance alone: the accelerator has no price any more.',
        `Needs the quota \`${SMALL_GPU} for endpoint usage\`.`,
      ],
      preferred: false,
      pricing: { kind: 'capacity' },
    },
  ];
}

/** What names the GPU image of a container; null where it can't be told that there is one. */
function gpuImage(catalogue: Catalogue, model: Resource, path: Path, container: ObjectValue): readonly Op[] | null {
  const retrieve = valueAt(container, ['ImageRetrieve']);
  const isRetrieved = retrieve.kind === 'object';
  const [framework, version] = isRetrieved
    ? [valueAt(retrieve, ['framework']), valueAt(retrieve, ['version'])]
    : [valueAt(container, ['Framework']), valueAt(container, ['FrameworkVersion'])];
  const name = known(asString(framework));
  if (name === undefined || valueAt(container, ['Image']).kind !== 'absent') return null;
  const answer = catalogue.images.processors(name, known(asString(version)));
  if (!answer.known || !answer.processors.includes('gpu')) return null;
  return isRetrieved
    ? [{ op: 'set', resource: model.id, path: [...path, 'ImageRetrieve', 'instance_type'], value: SMALL_GPU }]
    : [];
}

interface ImageChange {
  readonly path: Path;
  readonly op: Op | null;
  /** The image that takes its place, where it is named. */
  readonly twin: string | null;
  readonly note: string | null;
}

/** What asks for Elastic Inference among the images of a model. */
function imagesFor(catalogue: Catalogue, model: Resource): ImageChange[] {
  return containersOf(model).flatMap(({ path, container }): ImageChange[] => {
    const type = [...path, 'ImageRetrieve', 'accelerator_type'];
    const asked = known(asString(valueAt(container, ['ImageRetrieve', 'accelerator_type'])));
    if (asked?.includes('eia') === true)
      return [{ path: type, op: { op: 'unset', resource: model.id, path: type }, twin: null, note: null }];
    const image = valueAt(container, ['Image']);
    const uri = textOf(image);
    if (uri === null || catalogue.images.parse(uri)?.processor !== 'eia') return [];
    const twin = image.kind === 'scalar' ? twinOf(catalogue, uri) : null;
    const at = [...path, 'Image'];
    if (twin !== null)
      return [{ path: at, op: { op: 'set', resource: model.id, path: at, value: twin }, twin, note: null }];
    return [
      {
        path: at,
        op: null,
        twin: null,
        note: 'The image is built for Elastic Inference, and AWS lists none of the same version without it: name another version.',
      },
    ];
  });
}

/** The text of an image; a Region that is open stands as any. */
function textOf(image: Value): string | null {
  if (image.kind === 'scalar') return String(image.value);
  if (image.kind !== 'interpolation') return null;
  return image.parts.map((part) => (part.kind === 'scalar' ? String(part.value) : 'us-east-1')).join('');
}

/** `tensorflow-inference-eia:2.3.0-cpu` → `tensorflow-inference:2.3.0-cpu`, if AWS lists that version for CPUs. */
function twinOf(catalogue: Catalogue, uri: string): string | null {
  const image = catalogue.images.parse(uri);
  if (image?.framework === undefined || image.version === undefined) return null;
  // The older repositories have other accounts than their twins.
  if (!image.repository.endsWith('-inference-eia') || image.tag === null || uri.includes('@')) return null;
  const answer = catalogue.images.processors(image.framework, image.version);
  const isListed = answer.known && answer.version === image.version && answer.processors.includes('cpu');
  return isListed ? `${image.host}/${image.repository.slice(0, -'-eia'.length)}:${image.tag}` : null;
}

/** A model whose image asks for it, where no variant here does. */
function modelProposal(context: PracticeContext, model: Resource): Proposal[] {
  const images = imagesFor(context.catalogue, model);
  const [first] = images;
  if (first === undefined) return [];
  const replaced = images.some((each) => each.op !== null) ? [replacementOf(context.graph, model)] : [];
  const obstacles = [...images, ...replaced].flatMap((each) => (each.note === null ? [] : [each.note]));
  const twin = first.twin?.slice(first.twin.lastIndexOf('/') + 1) ?? null;
  const ops = [
    ...images.flatMap((each) => (each.op === null ? [] : [each.op])),
    ...replaced.flatMap((each) => each.ops),
  ];
  return [
    proposal({
      resource: model.id,
      path: first.path,
      subject: fitting(
        `The Elastic Inference image is retired → ${twin ?? 'one without it'}`,
        'The Elastic Inference image is retired → one without it',
      ),
      title: 'Name the image without Elastic Inference',
      changes: { image: first.twin },
      ops,
      notes: [...alternatives(context, known(context.graph.region)), ...obstacles],
      preferred: ops.length > 0 && obstacles.length === 0,
    }),
  ];
}

/** What may stand in its place, with prices as far as they are known. */
function alternatives({ catalogue }: PracticeContext, region: string | undefined): string[] {
  const priceOf = (type: string): string => {
    const usd = region === undefined ? undefined : catalogue.usdPerHour(type, region);
    return usd === undefined ? '' : `, $${usd} an hour`;
  };
  const isOffered = (type: string): boolean => region === undefined || catalogue.offered(type, region);
  const second = region === undefined ? undefined : catalogue.serverlessUsdPerSecond(SERVERLESS_MB, region);
  const notes: string[] = [];
  if (isOffered(SMALL_GPU))
    notes.push(`If it is too slow: a small GPU (\`${SMALL_GPU}\`${priceOf(SMALL_GPU)}), with a GPU image.`);
  if (isOffered(INFERENTIA))
    notes.push(
      `Or Inferentia 2 (\`${INFERENTIA}\`${priceOf(INFERENTIA)}), with a PyTorch model that is compiled for it.`,
    );
  if (second !== undefined)
    notes.push(
      `If requests are rare: serverless inference ($${(second * 3600).toFixed(2)} for an hour of work with ${SERVERLESS_MB / 1024} GB).`,
    );
  notes.push('If there are several small models: one endpoint that they share, for the price of its instance.');
  return notes;
}

/** ECS task definitions, EC2 instances and launch templates. */
function computeProposals({ graph }: PracticeContext): Proposal[] {
  const removal = (resource: Resource, path: Path, others: readonly Op[], notes: readonly string[]): Proposal[] =>
    property(resource, ...path).kind !== 'list'
      ? []
      : [
          proposal({
            resource: resource.id,
            path,
            subject: 'Elastic Inference is retired → removed',
            title: 'Remove Elastic Inference',
            changes: { [lowerFirst(String(path.at(-1)))]: null },
            ops: [{ op: 'unset', resource: resource.id, path }, ...others],
            notes,
            preferred: notes.length === 0,
          }),
        ];
  return [
    ...resourcesOf(graph, 'TaskDefinition').flatMap((task) => {
      const { ops, note } = requirementsOf(task);
      return removal(task, ['InferenceAccelerators'], ops, note === null ? [] : [note]);
    }),
    ...resourcesOf(graph, 'Instance').flatMap((instance) =>
      removal(
        instance,
        ['ElasticInferenceAccelerators'],
        [],
        // A call starts another instance, and leaves those that run alone.
        kindOfDialect(instance.dialect) === 'declared'
          ? ['An instance that runs is replaced by this change: what it keeps on its own disks is lost.']
          : [],
      ),
    ),
    ...resourcesOf(graph, 'LaunchTemplate').flatMap((template) =>
      // Terraform's has no object of its own for what is launched.
      [['LaunchTemplateData', 'ElasticInferenceAccelerators'], ['ElasticInferenceAccelerators']].flatMap((path) =>
        removal(template, path, [], []),
      ),
    ),
  ];
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Containers ask for an accelerator of their task by its name: that goes with it. */
function requirementsOf(task: Resource): { readonly ops: readonly Op[]; readonly note: string | null } {
  const containers = property(task, 'ContainerDefinitions');
  if (containers.kind !== 'list' || containers.open)
    return {
      ops: [],
      note: 'Take it out of the `ResourceRequirements` of the containers too, which are not seen here.',
    };
  const ops = containers.items.flatMap((container, index): Op[] => {
    const requirements = valueAt(container, ['ResourceRequirements']);
    if (requirements.kind !== 'list') return [];
    const path = ['ContainerDefinitions', index, 'ResourceRequirements'];
    const asking = requirements.items.flatMap((item, at) =>
      known(asString(valueAt(item, ['Type']))) === 'InferenceAccelerator' ? [at] : [],
    );
    if (asking.length === 0) return [];
    if (asking.length === requirements.items.length) return [{ op: 'unset', resource: task.id, path }];
    return asking.reverse().map((at) => ({ op: 'unset', resource: task.id, path: [...path, at] }));
  });
  return { ops, note: null };
}
