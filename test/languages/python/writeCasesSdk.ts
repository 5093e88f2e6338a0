import { all, resource, scaling, serverless, set, setType, unset, VARIANT, type WriteCase } from './writeCases';

const MODEL = `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://b/m.tar.gz", role="r", framework_version="2.2", py_version="py310", entry_point="i.py")
`;
const IMPORTED = MODEL.replace('\n\n', '\nfrom sagemaker.serverless import ServerlessInferenceConfig\n\n');

const SCALING = `autoscaling = boto3.client("application-autoscaling")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=1,
    MaxCapacity=2,
)
autoscaling.put_scaling_policy(
    PolicyName="InvocationsPerInstance",
    ServiceNamespace="sagemaker",
    ResourceId=f"endpoint/{predictor.endpoint_name}/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 70,  # set from your load test
        "PredefinedMetricSpecification": {
            "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance",
        },
    },
)
`;

const BUILDER = `from sagemaker.serve.model_builder import ModelBuilder

builder = ModelBuilder(model=net, schema_builder=schema, role_arn="r", instance_type="ml.c5.xlarge")
model = builder.build()
`;

export const SDK_CASES: readonly WriteCase[] = [
  {
    what: 'a type by its keyword',
    before: `${MODEL}predictor = model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n`,
    ops: setType('ml.c7g.xlarge'),
    after: `${MODEL}predictor = model.deploy(initial_instance_count=1, instance_type="ml.c7g.xlarge")\n`,
    runs: true,
  },
  {
    what: 'a type by its position',
    before: `${MODEL}predictor = model.deploy(1, 'ml.m4.xlarge', endpoint_name='e')\n`,
    ops: setType('ml.m6g.large'),
    after: `${MODEL}predictor = model.deploy(1, 'ml.m6g.large', endpoint_name='e')\n`,
    runs: true,
  },
  {
    what: 'serverless, with its import',
    before: `${MODEL}predictor = model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n`,
    ops: serverless(),
    after: `${IMPORTED}predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))\n`,
    runs: true,
  },
  {
    what: 'serverless, one argument a line',
    before: `${MODEL}predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.c5.xlarge",  # small
    endpoint_name="orders",
)
`,
    ops: serverless(),
    after: `${IMPORTED}predictor = model.deploy(
    serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5),
    endpoint_name="orders",
)
`,
    runs: true,
  },
  {
    what: 'serverless in place of positions',
    before: `${MODEL}predictor = model.deploy(1, "ml.c5.xlarge")\n`,
    ops: serverless(),
    after: `${IMPORTED}predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))\n`,
    runs: true,
  },
  {
    what: 'serverless before a further position',
    before: `${MODEL}from sagemaker.serializers import JSONSerializer
predictor = model.deploy(1, "ml.c5.xlarge", JSONSerializer())
`,
    ops: serverless(),
    after: `${MODEL}from sagemaker.serializers import JSONSerializer
from sagemaker.serverless import ServerlessInferenceConfig
predictor = model.deploy(None, None, JSONSerializer(), serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))
`,
    runs: true,
  },
  {
    what: 'serverless with a name that the class has already',
    before: `from sagemaker.serverless import ServerlessInferenceConfig as Serverless
${MODEL}predictor = model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`,
    ops: serverless(),
    after: `from sagemaker.serverless import ServerlessInferenceConfig as Serverless
${MODEL}predictor = model.deploy(serverless_inference_config=Serverless(memory_size_in_mb=6144, max_concurrency=5))
`,
    runs: true,
  },
  {
    what: 'serverless where the import is in the function',
    before: `def up():
    from sagemaker.pytorch import PyTorchModel

    model = PyTorchModel(model_data="s3://b/m.tar.gz", role="r", framework_version="2.2")
    return model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")


up()
`,
    ops: serverless(),
    after: `def up():
    from sagemaker.pytorch import PyTorchModel
    from sagemaker.serverless import ServerlessInferenceConfig

    model = PyTorchModel(model_data="s3://b/m.tar.gz", role="r", framework_version="2.2")
    return model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))


up()
`,
    runs: true,
  },
  {
    what: 'serverless of a tuner, whose arguments are required',
    before: `from sagemaker.tuner import HyperparameterTuner

tuner = HyperparameterTuner(estimator=None, objective_metric_name="m", hyperparameter_ranges={})
predictor = tuner.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")
`,
    ops: serverless(),
    after: `from sagemaker.tuner import HyperparameterTuner
from sagemaker.serverless import ServerlessInferenceConfig

tuner = HyperparameterTuner(estimator=None, objective_metric_name="m", hyperparameter_ranges={})
predictor = tuner.deploy(initial_instance_count=None, instance_type=None, serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))
`,
    runs: true,
  },
  {
    what: 'a constant that training reads too',
    before: `from sagemaker.pytorch import PyTorch

itype = "ml.c5.xlarge"
est = PyTorch(entry_point="t.py", role="r", instance_type=itype, instance_count=1, framework_version="2.2", py_version="py310")
est.fit("s3://b/in")
predictor = est.deploy(initial_instance_count=1, instance_type=itype)
`,
    ops: setType('ml.c7g.xlarge'),
    after: `from sagemaker.pytorch import PyTorch

itype = "ml.c5.xlarge"
est = PyTorch(entry_point="t.py", role="r", instance_type=itype, instance_count=1, framework_version="2.2", py_version="py310")
est.fit("s3://b/in")
predictor = est.deploy(initial_instance_count=1, instance_type="ml.c7g.xlarge")
`,
    runs: true,
  },
  {
    what: 'a constant that is only printed besides',
    before: `${MODEL}itype = 'ml.c5.xlarge'
print(f"deploying on {itype}")
predictor = model.deploy(initial_instance_count=1, instance_type=itype)
`,
    ops: setType('ml.c7g.xlarge'),
    after: `${MODEL}itype = 'ml.c7g.xlarge'
print(f"deploying on {itype}")
predictor = model.deploy(initial_instance_count=1, instance_type=itype)
`,
    runs: true,
  },
  {
    what: 'a keyword bag that is unpacked once',
    before: `${MODEL}bag = {"initial_instance_count": 1, "instance_type": "ml.c5.xlarge"}
predictor = model.deploy(**bag, endpoint_name="e")
`,
    ops: setType('ml.c7g.xlarge'),
    after: `${MODEL}bag = {"initial_instance_count": 1, "instance_type": "ml.c7g.xlarge"}
predictor = model.deploy(**bag, endpoint_name="e")
`,
    runs: true,
  },
  {
    what: 'a keyword bag that is unpacked twice',
    before: `${MODEL}bag = {"initial_instance_count": 1, "instance_type": "ml.c5.xlarge"}
predictor = model.deploy(**bag, endpoint_name="e")
other = model.deploy(**bag, endpoint_name="f")
`,
    ops: setType('ml.c7g.xlarge'),
    refused: 'sharedValue',
  },
  {
    what: 'the default of an argument',
    before: `${MODEL}

def up(itype="ml.c5.xlarge"):
    return model.deploy(initial_instance_count=1, instance_type=itype)


up()
`,
    ops: setType('ml.c7g.xlarge'),
    after: `${MODEL}

def up(itype="ml.c7g.xlarge"):
    return model.deploy(initial_instance_count=1, instance_type=itype)


up()
`,
    runs: true,
  },
  {
    what: "a builder's own type",
    before: `${BUILDER}endpoint = builder.deploy(endpoint_name="orders")\n`,
    ops: setType('ml.c7g.xlarge'),
    after: `${BUILDER.replace('ml.c5.xlarge', 'ml.c7g.xlarge')}endpoint = builder.deploy(endpoint_name="orders")\n`,
  },
  {
    what: 'more memory for a serverless endpoint',
    before: `${IMPORTED}predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=2048, max_concurrency=5))\n`,
    ops: set('EndpointConfig', [...VARIANT, 'ServerlessConfig', 'MemorySizeInMB'], 4096),
    after: `${IMPORTED}predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=4096, max_concurrency=5))\n`,
    runs: true,
  },
  {
    what: 'provisioned concurrency that is missing, through a name',
    before: `${IMPORTED}config = ServerlessInferenceConfig(
    memory_size_in_mb=2048,
    max_concurrency=5,
)
predictor = model.deploy(serverless_inference_config=config)
`,
    ops: set('EndpointConfig', [...VARIANT, 'ServerlessConfig', 'ProvisionedConcurrency'], 1),
    after: `${IMPORTED}config = ServerlessInferenceConfig(
    memory_size_in_mb=2048,
    max_concurrency=5,
    provisioned_concurrency=1,
)
predictor = model.deploy(serverless_inference_config=config)
`,
    runs: true,
  },
  {
    what: 'asynchronous',
    before: `${MODEL}predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")\n`,
    ops: set('EndpointConfig', ['AsyncInferenceConfig'], {
      properties: {
        OutputConfig: { properties: { S3OutputPath: 's3://b/out' } },
        ClientConfig: { properties: { MaxConcurrentInvocationsPerInstance: 4 } },
      },
    }),
    after: `${MODEL.replace('\n\n', '\nfrom sagemaker.async_inference import AsyncInferenceConfig\n\n')}predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge", async_inference_config=AsyncInferenceConfig(output_path="s3://b/out", max_concurrent_invocations_per_instance=4))
`,
    runs: true,
  },
  {
    what: 'scaling behind the endpoint, with its import',
    before: `${MODEL}predictor = model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge")\nprint("up")\n`,
    ops: scaling(),
    after: `${MODEL.replace('\n\n', '\nimport boto3\n\n')}predictor = model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge")\n${SCALING}print("up")\n`,
    runs: true,
  },
  {
    what: 'scaling of an endpoint that has no name',
    before: `${MODEL}model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge")\n`,
    ops: scaling(),
    refused: 'notExpressible',
  },
  {
    what: 'scaling of an endpoint that is only given a name',
    before: `import boto3
${MODEL}model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge", endpoint_name="orders")
`,
    ops: scaling(),
    after: `import boto3
${MODEL}model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge", endpoint_name="orders")
${SCALING.replaceAll('f"endpoint/{predictor.endpoint_name}/variant/AllTraffic"', '"endpoint/orders/variant/AllTraffic"')}`,
    runs: true,
  },
  {
    what: 'scaling of an endpoint that is handed on',
    before: `${MODEL}

def up():
    return model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge", endpoint_name="orders")


up()
`,
    ops: scaling(),
    refused: 'notExpressible',
  },
  {
    what: 'a count that is missing',
    before: `${MODEL}predictor = model.deploy(instance_type="ml.c5.xlarge", **{})\n`,
    ops: set('EndpointConfig', [...VARIANT, 'VolumeSizeInGB'], 30),
    after: `${MODEL}predictor = model.deploy(instance_type="ml.c5.xlarge", **{}, volume_size=30)\n`,
  },
  {
    what: 'what the SDK has no argument for',
    before: `${MODEL}predictor = model.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n`,
    ops: set('EndpointConfig', [...VARIANT, 'VariantName'], 'Other'),
    refused: 'notExpressible',
  },
  {
    what: 'capture that goes',
    before: `from sagemaker.model_monitor import DataCaptureConfig
${MODEL}predictor = model.deploy(
    1,
    "ml.c5.xlarge",
    data_capture_config=DataCaptureConfig(enable_capture=True, sampling_percentage=100),
)
`,
    ops: unset('EndpointConfig', ['DataCaptureConfig']),
    after: `from sagemaker.model_monitor import DataCaptureConfig
${MODEL}predictor = model.deploy(
    1,
    "ml.c5.xlarge",
)
`,
  },
  {
    what: 'less capture',
    before: `from sagemaker.model_monitor import DataCaptureConfig
${MODEL}capture = DataCaptureConfig(True, 100)
predictor = model.deploy(1, "ml.c5.xlarge", data_capture_config=capture)
`,
    ops: set('EndpointConfig', ['DataCaptureConfig', 'InitialSamplingPercentage'], 10),
    after: `from sagemaker.model_monitor import DataCaptureConfig
${MODEL}capture = DataCaptureConfig(True, 10)
predictor = model.deploy(1, "ml.c5.xlarge", data_capture_config=capture)
`,
  },
  {
    what: 'a type and the type of its image',
    before: `import sagemaker
from sagemaker import image_uris
from sagemaker.model import Model

image = image_uris.retrieve("pytorch", "us-east-1", version="2.2", py_version="py310", instance_type="ml.c5.xlarge", image_scope="inference")
model = Model(image_uri=image, model_data="s3://b/m.tar.gz", role="r")
predictor = model.deploy(1, "ml.c5.xlarge")
`,
    ops: all(setType('ml.c7g.xlarge'), (graph) => [
      {
        op: 'set',
        resource: resource(graph, 'Model').id,
        path: ['PrimaryContainer', 'ImageRetrieve', 'instance_type'],
        value: 'ml.c7g.xlarge',
      },
    ]),
    after: `import sagemaker
from sagemaker import image_uris
from sagemaker.model import Model

image = image_uris.retrieve("pytorch", "us-east-1", version="2.2", py_version="py310", instance_type="ml.c7g.xlarge", image_scope="inference")
model = Model(image_uri=image, model_data="s3://b/m.tar.gz", role="r")
predictor = model.deploy(1, "ml.c7g.xlarge")
`,
  },
  {
    what: 'a type that one way of a condition gives, for both ways',
    before: `${MODEL}itype = "ml.c5.xlarge"
if BIG:
    itype = "ml.c5.4xlarge"
predictor = model.deploy(1, itype)
`,
    ops: setType('ml.c7g.xlarge'),
    after: `${MODEL}itype = "ml.c5.xlarge"
if BIG:
    itype = "ml.c5.4xlarge"
predictor = model.deploy(1, "ml.c7g.xlarge")
`,
  },
  {
    what: 'scaling of an attribute of self, in a method',
    before: `import boto3
${MODEL}

class Stack:
    def up(self):
        self.predictor = model.deploy(2, "ml.c5.large")
        print(1)


Stack().up()
`,
    ops: scaling(),
    after: `import boto3
${MODEL}

class Stack:
    def up(self):
        self.predictor = model.deploy(2, "ml.c5.large")
${SCALING.replace(/^(?=.)/gm, '        ').replaceAll('{predictor', '{self.predictor')}        print(1)


Stack().up()
`,
    runs: true,
  },
  {
    what: 'None becomes serverless',
    before: `${MODEL}predictor = model.deploy(1, "ml.c5.large", serverless_inference_config=None, endpoint_name="x")\n`,
    ops: serverless(),
    after: `${IMPORTED}predictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5), endpoint_name="x")\n`,
    runs: true,
  },
  {
    what: 'a type that nobody gives',
    before: `from sagemaker.jumpstart.model import JumpStartModel

model = JumpStartModel(model_id="x")
predictor = model.deploy()
`,
    ops: setType('ml.g5.xlarge'),
    after: `from sagemaker.jumpstart.model import JumpStartModel

model = JumpStartModel(model_id="x")
predictor = model.deploy(instance_type="ml.g5.xlarge")
`,
  },
  {
    what: 'what an unknown bag may hold',
    before: `${MODEL}predictor = model.deploy(**bag)\n`,
    ops: setType('ml.g5.xlarge'),
    refused: 'unresolved',
  },
  {
    what: 'a type that is put together',
    before: `${MODEL}size = "large"\npredictor = model.deploy(1, f"ml.c5.{size}")\n`,
    ops: setType('ml.c7g.large'),
    after: `${MODEL}size = "large"\npredictor = model.deploy(1, "ml.c7g.large")\n`,
    runs: true,
  },
  {
    what: 'a constant of two endpoints, for one',
    before: `${MODEL}T = "ml.c5.large"\np = model.deploy(1, T)\nq = model.deploy(2, T)\n`,
    ops: setType('ml.c7g.large', 1),
    after: `${MODEL}T = "ml.c5.large"\np = model.deploy(1, T)\nq = model.deploy(2, "ml.c7g.large")\n`,
    runs: true,
  },
  {
    what: 'a constant of two endpoints, for both',
    before: `${MODEL}T = "ml.c5.large"\np = model.deploy(1, T)\nq = model.deploy(2, T)\n`,
    ops: all(setType('ml.c7g.large'), setType('ml.c7g.large', 1)),
    after: `${MODEL}T = "ml.c7g.large"\np = model.deploy(1, T)\nq = model.deploy(2, T)\n`,
    runs: true,
  },
  {
    what: 'the API structures of a session',
    before: `import sagemaker

session = sagemaker.Session()
session.endpoint_from_production_variants("e", production_variants=[{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large", "InitialInstanceCount": 1}])
`,
    ops: serverless(),
    after: `import sagemaker

session = sagemaker.Session()
session.endpoint_from_production_variants("e", production_variants=[{"VariantName": "A", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5}}])
`,
  },
];

const V3 = `from sagemaker.serve.model_builder import ModelBuilder

builder = ModelBuilder(model=None, schema_builder=None, role_arn="r")
builder.build()
`;
const V3_IMPORTED = V3.replace('\n\n', '\nfrom sagemaker.core.inference_config import ServerlessInferenceConfig\n\n');

export const SDK_3_CASES: readonly WriteCase[] = [
  {
    what: 'serverless of a builder',
    before: `${V3}endpoint = builder.deploy(endpoint_name="e", initial_instance_count=1, instance_type="ml.c5.xlarge")\n`,
    ops: serverless(),
    after: `${V3_IMPORTED}endpoint = builder.deploy(endpoint_name="e", inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))\n`,
    runs: true,
  },
  {
    what: 'a name that means another class',
    before: `from sagemaker.core.serverless_inference_config import ServerlessInferenceConfig
${V3}endpoint = builder.deploy(endpoint_name="e", initial_instance_count=1, instance_type="ml.c5.xlarge")
`,
    ops: serverless(),
    refused: 'notExpressible',
  },
  {
    what: 'scaling of what a builder deploys',
    before: `${V3}predictor = builder.deploy(endpoint_name=f"e-{1}", initial_instance_count=2, instance_type="ml.c5.xlarge")\n`,
    ops: scaling(),
    after: `${V3.replace('\n\n', '\nimport boto3\n\n')}predictor = builder.deploy(endpoint_name=f"e-{1}", initial_instance_count=2, instance_type="ml.c5.xlarge")\n${SCALING}`,
    runs: true,
  },
  {
    what: 'serverless of a builder that is made with a type',
    before: `from sagemaker.serve.model_builder import ModelBuilder

builder = ModelBuilder(model=None, role_arn="r", instance_type="ml.c5.large")
builder.build()
endpoint = builder.deploy(endpoint_name="e")
`,
    ops: serverless(),
    after: `from sagemaker.serve.model_builder import ModelBuilder
from sagemaker.core.inference_config import ServerlessInferenceConfig

builder = ModelBuilder(model=None, role_arn="r")
builder.build()
endpoint = builder.deploy(endpoint_name="e", inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))
`,
    runs: true,
  },
  {
    what: 'a resource of sagemaker-core, in dictionaries',
    before: `from sagemaker.core.resources import EndpointConfig

EndpointConfig.create(endpoint_config_name="c", production_variants=[{"variant_name": "A", "model_name": "m", "instance_type": "ml.c5.large", "initial_instance_count": 1}])
`,
    ops: serverless(),
    after: `from sagemaker.core.resources import EndpointConfig

EndpointConfig.create(endpoint_config_name="c", production_variants=[{"variant_name": "A", "model_name": "m", "serverless_config": {"memory_size_in_mb": 6144, "max_concurrency": 5}}])
`,
  },
  {
    what: 'a resource of sagemaker-core, in shapes: another type',
    before: `from sagemaker.core.resources import EndpointConfig
from sagemaker.core.shapes import ProductionVariant

EndpointConfig.create(endpoint_config_name="c", production_variants=[ProductionVariant(variant_name="A", model_name="m", instance_type="ml.c5.large", initial_instance_count=1)])
`,
    ops: setType('ml.c7g.large'),
    after: `from sagemaker.core.resources import EndpointConfig
from sagemaker.core.shapes import ProductionVariant

EndpointConfig.create(endpoint_config_name="c", production_variants=[ProductionVariant(variant_name="A", model_name="m", instance_type="ml.c7g.large", initial_instance_count=1)])
`,
  },
  {
    what: 'a resource of sagemaker-core, in shapes: serverless',
    before: `from sagemaker.core.resources import EndpointConfig
from sagemaker.core.shapes import ProductionVariant

EndpointConfig.create(endpoint_config_name="c", production_variants=[ProductionVariant(variant_name="A", model_name="m", instance_type="ml.c5.large", initial_instance_count=1)])
`,
    ops: serverless(),
    refused: 'notExpressible',
  },
];

export const NOTEBOOK_CASES: readonly WriteCase[] = [
  {
    what: 'a constant in an earlier cell',
    before: [MODEL, '%matplotlib inline\nitype = "ml.c5.xlarge"\n!ls', '%%time\npredictor = model.deploy(1, itype)'],
    ops: setType('ml.c7g.xlarge'),
    after: [MODEL, '%matplotlib inline\nitype = "ml.c7g.xlarge"\n!ls', '%%time\npredictor = model.deploy(1, itype)'],
  },
  {
    what: 'serverless: the import goes to the cell that imports the SDK',
    before: [MODEL, '# text', '%%time\npredictor = model.deploy(1, "ml.c5.xlarge")'],
    ops: serverless(),
    after: [
      IMPORTED,
      '# text',
      '%%time\npredictor = model.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=6144, max_concurrency=5))',
    ],
  },
  {
    what: 'scaling at the end of the last cell',
    before: [
      `import boto3\n${MODEL}`,
      'predictor = model.deploy(2, "ml.c5.xlarge")',
      'predictor.predict([1])',
      '%%bash\nls',
    ],
    ops: scaling(),
    after: [
      `import boto3\n${MODEL}`,
      'predictor = model.deploy(2, "ml.c5.xlarge")',
      `predictor.predict([1])\n${SCALING.trimEnd()}`,
      '%%bash\nls',
    ],
  },
  {
    what: 'scaling behind the call where the name means another endpoint later',
    before: [
      `import boto3\n${MODEL}`,
      'predictor = model.deploy(2, "ml.c5.xlarge")\nprint(1)',
      'predictor = model.deploy(1, "ml.c5.xlarge")',
    ],
    ops: scaling(),
    after: [
      `import boto3\n${MODEL}`,
      `predictor = model.deploy(2, "ml.c5.xlarge")\n${SCALING}print(1)`,
      'predictor = model.deploy(1, "ml.c5.xlarge")',
    ],
  },
  {
    what: 'scaling where only a cell magic is left',
    before: [`import boto3\n${MODEL}`, '%%time\npredictor = model.deploy(2, "ml.c5.xlarge")'],
    ops: scaling(),
    refused: 'notExpressible',
  },
  {
    what: 'a broken cell costs only itself',
    before: [MODEL, 'x = foo(', 'predictor = model.deploy(1, "ml.c5.xlarge")'],
    ops: setType('ml.c7g.xlarge'),
    after: [MODEL, 'x = foo(', 'predictor = model.deploy(1, "ml.c7g.xlarge")'],
  },
];
