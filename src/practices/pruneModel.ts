import type { Deployment } from '../model/deployment';
import type { Proposal, Recipe } from '../model/proposal';
import type { Resource } from '../model/resource';
import { ARTICLE, type Practice, type PracticeContext } from './practice';
import { reportOnly } from './reportOnly';
import { servingContainer } from './servingContainer';
import { typePath } from './typeChange';

/** A network that is trained here and deployed as large as it was trained. */
export const pruneModel: Practice = {
  id: 'prune-model',
  aliases: [],
  title: 'Prune or distil the network before it is deployed',
  articleName: 'Model pruning',
  why: `Many weights of a trained network hardly matter for its answers. Pruning takes the least of them away while it is trained, and
distillation trains a smaller network on the answers of the large one. Zeros alone save nothing on an ordinary server: what pays is a
smaller network (whole channels, fewer layers), or a runtime that skips zeros. How much accuracy it costs is measured, not read, and no figure
is claimed.`,
  sources: [
    ARTICLE,
    {
      text: 'PyTorch: pruning',
      url: 'https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.prune.ln_structured.html',
    },
    {
      text: 'TensorFlow Model Optimization: pruning',
      url: 'https://www.tensorflow.org/model_optimization/api_docs/python/tfmot/sparsity/keras/prune_low_magnitude',
    },
  ],
  defaultVisibility: 'report',
  waitsForWorkspace: true,
  detect: (context) => {
    const { graph, workspace } = context;
    if (workspace.optimisations?.has('pruning') === true) return [];
    if (!graph.observations.some((each) => each.kind === 'trainingJob')) return [];
    const models = new Map<Resource, Deployment>();
    for (const deployment of context.deployments)
      if (deployment.model !== null && !deployment.shadow && !models.has(deployment.model))
        models.set(deployment.model, deployment);
    return [...models.values()].flatMap((deployment) => proposalFor(context, deployment));
  },
};

function proposalFor(context: PracticeContext, deployment: Deployment): Proposal[] {
  const serving = servingContainer(deployment, context.catalogue);
  const framework = serving?.server;
  if (framework !== 'pytorch' && framework !== 'tensorflow') return [];
  return [
    reportOnly({
      practice: pruneModel.id,
      deployment: deployment.id,
      resource: deployment.resource.id,
      path: typePath(deployment),
      grade: 'consider',
      effort: 'model',
      subject: 'trained and deployed at full size → pruned or distilled',
      title: 'Prune the network',
      why: 'how many weights may go, and what that brings, only a training tells',
      recipe: framework === 'pytorch' ? IN_PYTORCH : IN_TENSORFLOW,
      notes: [
        'Nothing in the workspace prunes or distils: what a training script outside it does is not known.',
        'It goes into the training script, with a few more epochs to recover the accuracy.',
        'Masked weights are zeros: the size of file and memory falls with compression or a smaller network only.',
        'What decides is the accuracy on your own data.',
      ],
    }),
  ];
}

const TORCH = `import torch
from torch.nn.utils import prune

# in the training script, behind the training: a fifth of the channels of each convolution, then a few more epochs
for module in model.modules():
    if isinstance(module, torch.nn.Conv2d):
        prune.ln_structured(module, name="weight", amount=0.2, n=2, dim=0)
train(model, epochs=2)
for module in model.modules():
    if isinstance(module, torch.nn.Conv2d):
        prune.remove(module, "weight")
`;

const KERAS = `import tensorflow_model_optimization as tfmot

# in the training script
pruned = tfmot.sparsity.keras.prune_low_magnitude(
    model, pruning_schedule=tfmot.sparsity.keras.ConstantSparsity(0.5, begin_step=0)
)
pruned.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
pruned.fit(data, epochs=2, callbacks=[tfmot.sparsity.keras.UpdatePruningStep()])
exported = tfmot.sparsity.keras.strip_pruning(pruned)
`;

const IN_PYTORCH: Recipe = {
  title: "Prune with PyTorch's own calls (the share is an example)",
  snippets: { 'python-sdk': TORCH, boto3: TORCH },
};
const IN_TENSORFLOW: Recipe = {
  title: 'Prune with the TensorFlow Model Optimization toolkit (the share is an example)',
  snippets: { 'python-sdk': KERAS, boto3: KERAS },
};
