import type { Recipe } from '../model/proposal';

/** How a model gets onto Inferentia 2: by tracing it, or by the exporter of Hugging Face. */
export type Compiled = 'pytorch' | 'huggingface';

const IMAGES: Readonly<Record<Compiled, string>> = {
  pytorch: 'pytorch-inference-neuronx:2.9.0-neuronx-py312-sdk2.31.1-ubuntu24.04',
  huggingface: 'huggingface-pytorch-inference-neuronx:2.8.0-transformers4.55.4-neuronx-py310-sdk2.26.0-ubuntu22.04',
};

const DATA = 's3://YOUR-BUCKET/neuron/model.tar.gz';

/** The compilation step, and what it is deployed with, in each language. */
export function compilation(compiled: Compiled, instanceType: string, task: string): Recipe {
  const parts: Parts = {
    image: `763104351884.dkr.ecr.{region}.amazonaws.com/${IMAGES[compiled]}`,
    steps: compiled === 'pytorch' ? traced : exported(task),
    variable: compiled === 'pytorch' ? ['SAGEMAKER_PROGRAM', 'inference.py'] : ['HF_TASK', task],
    instanceType,
  };
  return {
    title: 'Compile for Inferentia 2, then deploy (the account of the image differs in some Regions)',
    snippets: { ...declared(parts), ...called(parts) },
  };
}

interface Parts {
  readonly image: string;
  readonly steps: string;
  readonly variable: readonly [name: string, value: string];
  readonly instanceType: string;
}

function imageIn({ image }: Parts, region: string): string {
  return image.replace('{region}', region);
}

function declared(parts: Parts): Recipe['snippets'] {
  const { steps, instanceType } = parts;
  const [name, value] = parts.variable;
  return {
    cloudformation: `${commented(steps)}      PrimaryContainer:
        Image: !Sub ${imageIn(parts, '${AWS::Region}')}
        ModelDataUrl: ${DATA}
        Environment:
          ${name}: ${value}
# and in the endpoint configuration
          InstanceType: ${instanceType}
`,
    terraform: `${commented(steps)}  primary_container {
    image          = "${imageIn(parts, '${data.aws_region.current.name}')}"
    model_data_url = "${DATA}"
    environment    = { ${name} = "${value}" }
  }
# and in the endpoint configuration
    instance_type = "${instanceType}"
`,
    'cdk-typescript': `${commented(steps).replace(/^#/gm, '//')}const primaryContainer: CfnModel.ContainerDefinitionProperty = {
  image: \`${imageIn(parts, '${this.region}')}\`,
  modelDataUrl: '${DATA}',
  environment: { ${name}: '${value}' },
};
const instanceType = '${instanceType}';
`,
    'cdk-python': `${inPython(steps)}primary_container = CfnModel.ContainerDefinitionProperty(
    image=f"${imageIn(parts, '{self.region}')}",
    model_data_url="${DATA}",
    environment={"${name}": "${value}"},
)
instance_type = "${instanceType}"
`,
  };
}

function called(parts: Parts): Recipe['snippets'] {
  const { steps, instanceType } = parts;
  const [name, value] = parts.variable;
  return {
    boto3: `${inPython(steps)}sm.create_model(
    ModelName=model_name,
    ExecutionRoleArn=role,
    PrimaryContainer={
        "Image": f"${parts.image}",
        "ModelDataUrl": "${DATA}",
        "Environment": {"${name}": "${value}"},
    },
)
# and in the endpoint configuration: "InstanceType": "${instanceType}"
`,
    'python-sdk': `${inPython(steps)}from sagemaker.model import Model

model = Model(
    image_uri=f"${parts.image}",
    model_data="${DATA}",
    env={"${name}": "${value}"},
    role=role,
)
model.deploy(initial_instance_count=1, instance_type="${instanceType}")
`,
  };
}

const PACKED = `tar czf model.tar.gz -C neuron . && aws s3 cp model.tar.gz ${DATA}`;

const traced = `import os
import torch
import torch_neuronx

model.eval()
compiled = torch_neuronx.trace(model, example_inputs)  # of the shapes that requests will have
os.makedirs("neuron", exist_ok=True)
torch.jit.save(compiled, "neuron/model.pt")
# neuron/code/inference.py: model_fn returns torch.jit.load(os.path.join(model_dir, "model.pt")), no tensor goes to "cuda"
# ${PACKED}
`;

function exported(task: string): string {
  return `# pip install "optimum-neuron[neuronx]"
# optimum-cli export neuron --model MODEL --task ${task} --batch_size 1 --sequence_length 128 --instance_type inf2 neuron/
# ${PACKED}
`;
}

const ONCE = '# Once, on an EC2 instance with the Neuron SDK:\n';

function inPython(steps: string): string {
  return `${ONCE}${steps}\n`;
}

function commented(steps: string): string {
  return `${ONCE}${steps}`
    .split('\n')
    .map((line) => (line === '' || line.startsWith('#') ? line : `# ${line}`))
    .join('\n');
}
