import assert from 'node:assert/strict';
import { Linked, shown } from './linked';

const SDK = 'from sagemaker.model import Model\nmodel = Model(image_uri="i", role="r")\n';
const BOTO3 = 'import boto3\nsm = boto3.client("sagemaker")\n';
const DEPLOY = 'deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n';
const VARIANT = '{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.xlarge", "InitialInstanceCount": 1}';

/** Each deployment as `mode type × count`. */
function deployed(code: string, file?: string): string[] {
  return new Linked(code, file).deployments.map(({ mode, kind, capacity }) => {
    const at = (name: string): string => {
      const entry = capacity.entries.get(name);
      return entry === undefined ? '-' : shown(entry.value);
    };
    const count = kind === 'transform-job' ? at('InstanceCount') : at('InitialInstanceCount');
    return `${mode} ${at('InstanceType')} × ${count}`;
  });
}

function hosts(what: string, code: string, ...expected: string[]): void {
  it(what, () => assert.deepEqual(deployed(code), expected));
}

const REAL_TIME = 'realtime literal ml.c5.xlarge × literal 1';

describe('What hosts, with the SageMaker Python SDK', () => {
  hosts('a model', `${SDK}model.${DEPLOY}`, REAL_TIME);
  hosts('by position', `${SDK}model.deploy(1, "ml.c5.xlarge")\n`, REAL_TIME);
  hosts('by position and by name', `${SDK}model.deploy(1, instance_type="ml.c5.xlarge")\n`, REAL_TIME);
  hosts('made and deployed at once', `from sagemaker.model import Model\nModel(role="r").${DEPLOY}`, REAL_TIME);
  hosts('through the package', `import sagemaker\nm = sagemaker.model.Model(role="r")\nm.${DEPLOY}`, REAL_TIME);
  hosts(
    'under another name',
    `from sagemaker.pytorch import PyTorchModel as P\nm = P(role="r")\nm.${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'an import of everything',
    `from sagemaker.pytorch import *\nm = PyTorchModel(role="r")\nm.${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'an estimator',
    `from sagemaker.estimator import Estimator\ne = Estimator(role="r", instance_type="ml.p3.2xlarge")\ne.fit()\ne.${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'the best of a tuner',
    `from sagemaker.tuner import HyperparameterTuner\nt = HyperparameterTuner(e)\nt.best_estimator().${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'one or the other',
    `${SDK}from sagemaker.estimator import Estimator\n(model if a else Estimator(role="r")).${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'the model that an estimator makes',
    `from sagemaker.estimator import Estimator\nEstimator(role="r").create_model().${DEPLOY}`,
    REAL_TIME,
  );
  hosts('an argument with a type', `from sagemaker.model import Model\ndef up(m: Model):\n    m.${DEPLOY}`, REAL_TIME);
  hosts('an argument that a caller gives', `${SDK}def up(m):\n    m.${DEPLOY}up(model)\n`, REAL_TIME);
  hosts(
    'an attribute of self',
    `from sagemaker.model import Model\nclass A:\n    def __init__(self):\n        self.m = Model(role="r")\n\n    def up(self):\n        self.m.${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'an attribute of self that several methods set',
    `from sagemaker.model import Model\nclass A:\n    def first(self):\n        self.m = Model(role="r")\n\n    def second(self):\n        self.m = Model(role="s")\n\n    def up(self):\n        self.m.${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'what a function returns',
    `from sagemaker.model import Model\ndef make():\n    return Model(role="r")\nmake().${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'a class of its own',
    `from sagemaker.model import Model\nclass Mine(Model):\n    pass\nMine(role="r").${DEPLOY}`,
    REAL_TIME,
  );
  hosts(
    'a request that is unpacked',
    `${SDK}args = {"initial_instance_count": 1, "instance_type": "ml.c5.xlarge"}\nmodel.deploy(**args)\n`,
    REAL_TIME,
  );
  hosts(
    'a ModelBuilder by its constructor',
    'from sagemaker.serve import ModelBuilder\nb = ModelBuilder(model="m", instance_type="ml.c5.xlarge")\nb.build()\nb.deploy(endpoint_name="e", initial_instance_count=1)\n',
    REAL_TIME,
  );
  hosts(
    'serverless',
    `${SDK}from sagemaker.serverless import ServerlessInferenceConfig\nmodel.deploy(serverless_inference_config=ServerlessInferenceConfig(memory_size_in_mb=2048, max_concurrency=5))\n`,
    'serverless - × -',
  );
  hosts(
    'serverless by a name',
    `${SDK}from sagemaker.serverless import ServerlessInferenceConfig\nc = ServerlessInferenceConfig()\nmodel.deploy(serverless_inference_config=c)\n`,
    'serverless - × -',
  );
  hosts(
    'asynchronous',
    `${SDK}from sagemaker.async_inference import AsyncInferenceConfig\nmodel.deploy(1, "ml.c5.xlarge", async_inference_config=AsyncInferenceConfig(output_path="s3://b/o"))\n`,
    'async literal ml.c5.xlarge × literal 1',
  );
  hosts(
    'a transformer',
    `${SDK}t = model.transformer(instance_count=1, instance_type="ml.c5.xlarge")\nt.transform("s3://b/i")\n`,
    'batch literal ml.c5.xlarge × literal 1',
  );
  hosts(
    'a transformer by its constructor',
    'from sagemaker.transformer import Transformer\nTransformer(model_name="m", instance_count=1, instance_type="ml.c5.xlarge")\n',
    'batch literal ml.c5.xlarge × literal 1',
  );
  hosts(
    'sagemaker-core',
    'from sagemaker_core.resources import EndpointConfig\nfrom sagemaker_core.shapes import ProductionVariant\nEndpointConfig.create(endpoint_config_name="c", production_variants=[ProductionVariant(variant_name="A", model_name="m", instance_type="ml.c5.xlarge", initial_instance_count=1)])\n',
    REAL_TIME,
  );
  hosts(
    'a training job, by the session',
    `import sagemaker\ns = sagemaker.Session()\nname = s.endpoint_from_job(job_name="j", initial_instance_count=1, instance_type="ml.c5.xlarge", deployment_image="i")\n`,
    REAL_TIME,
  );
  hosts(
    'model data, by the session and by position',
    `import sagemaker\ns = sagemaker.Session()\ns.endpoint_from_model_data("s3://b/m", "i", 1, "ml.c5.xlarge")\n`,
    REAL_TIME,
  );
  hosts(
    'an item of a list',
    `from sagemaker.model import Model\nms = [Model(role="r"), Model(role="s")]\nms[1].deploy(1, "ml.c5.xlarge")\n`,
    REAL_TIME,
  );
  hosts(
    'an entry that is set later',
    `from sagemaker.model import Model\nms = {}\nms["a"] = Model(role="r")\nms["a"].deploy()\n`,
    'realtime - × -',
  );
  hosts(
    'each of several',
    `from sagemaker.model import Model\nms = {"a": Model(role="r")}\nfor name, m in ms.items():\n    m.deploy(1, "ml.c5.xlarge")\n`,
    REAL_TIME,
  );
  hosts(
    'what nothing shows, by its type',
    'import sagemaker\nfrom shop import load\nload().deploy(1, "ml.c5.xlarge")\n',
    REAL_TIME,
  );
  hosts(
    'the way that is not local',
    `${SDK}t = "local" if debug else "ml.c5.xlarge"\nmodel.deploy(1, t)\n`,
    'realtime constant ml.c5.xlarge (t) × literal 1',
  );
  hosts(
    'the ways that are not local',
    `${SDK}if a:\n    t = "local"\nelif b:\n    t = "ml.c5.xlarge"\nelse:\n    t = "ml.m5.large"\nmodel.deploy(1, t)\n`,
    'realtime constant ml.c5.xlarge (t) | constant ml.m5.large (t) × literal 1',
  );
  hosts(
    'a transformer that is not always local',
    `${SDK}model.transformer(1, "local" if debug else "ml.c5.xlarge")\n`,
    'batch literal ml.c5.xlarge × literal 1',
  );
  const builder = 'from sagemaker.serve.model_builder import ModelBuilder\nb = ModelBuilder(model="m"';
  hosts(
    'a ModelBuilder that is told so where it deploys',
    `${builder}, mode=Mode.LOCAL_CONTAINER)\nb.build().deploy(1, "ml.c5.xlarge", mode=Mode.SAGEMAKER_ENDPOINT)\n`,
    REAL_TIME,
  );
  hosts(
    'serverless with a ModelBuilder that has a type',
    `from sagemaker.core.inference_config import ServerlessInferenceConfig\n${builder}, instance_type="ml.c5.xlarge")\nb.deploy(endpoint_name="e", inference_config=ServerlessInferenceConfig())\n`,
    'serverless - × -',
  );
  hosts(
    'batch transform with a ModelBuilder',
    `from sagemaker.batch_inference.batch_transform_inference_config import BatchTransformInferenceConfig\n${builder}, instance_type="ml.m5.large")\nb.deploy(endpoint_name="e", inference_config=BatchTransformInferenceConfig(instance_count=2, instance_type="ml.c5.xlarge", output_path="s3://b"))\n`,
    'batch literal ml.c5.xlarge × literal 2',
  );
  const large = 'from sagemaker.djl_inference import DJLModel\nm = DJLModel("id", "role")\n';
  hosts('a DJLModel by its older order', `${large}m.deploy("ml.c5.xlarge", 1)\n`, REAL_TIME);
  hosts('a DJLModel by its newer order', `${large}m.deploy(1, "ml.c5.xlarge")\n`, REAL_TIME);
  hosts(
    'one of two requests',
    `${SDK}from sagemaker.serverless import ServerlessInferenceConfig\nif a:\n    args = {"serverless_inference_config": ServerlessInferenceConfig()}\nelse:\n    args = {"initial_instance_count": 1, "instance_type": "ml.c5.xlarge"}\nmodel.deploy(**args)\n`,
    'serverless absent | literal ml.c5.xlarge × absent | literal 1',
  );
  hosts(
    'what a function hands on',
    `${SDK}def up(name, **kwargs):\n    model.deploy(endpoint_name=name, **kwargs)\nup("e", initial_instance_count=1, instance_type="ml.c5.xlarge")\n`,
    REAL_TIME,
  );
  hosts(
    'what a function hands on, for several callers',
    `${SDK}def up(**kwargs):\n    model.deploy(**kwargs)\nup(instance_type="ml.c5.xlarge")\nup()\n`,
    'realtime - × -',
  );
  hosts(
    "a class of somebody's own that takes what the SDK takes",
    'import sagemaker\nfrom ours import OurModel\nm = OurModel()\nm.deploy(initial_instance_count=1, instance_type="ml.c5.xlarge")\n',
    REAL_TIME,
  );
  hosts(
    'a parameter of a pipeline',
    'from sagemaker.workflow.parameters import ParameterString\nfrom sagemaker.transformer import Transformer\nt = ParameterString(name="Type", default_value="ml.c5.xlarge")\nTransformer(model_name="m", instance_count=1, instance_type=t)\nTransformer(model_name="m", instance_count=1, instance_type=t.default_value)\n',
    'batch default ml.c5.xlarge (Type) × literal 1',
    'batch default ml.c5.xlarge (Type) × literal 1',
  );
  hosts(
    'JumpStart without a type',
    'from sagemaker.jumpstart.model import JumpStartModel\nJumpStartModel(model_id="m").deploy(accept_eula=True)\n',
    'realtime - × -',
  );
  hosts('twice', `${SDK}model.${DEPLOY}model.${DEPLOY}`, REAL_TIME, REAL_TIME);
});

describe('What hosts, with boto3', () => {
  hosts(
    'a configuration',
    `${BOTO3}sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}])\n`,
    REAL_TIME,
  );
  hosts(
    'a client of a session',
    `import boto3\ns = boto3.Session(region_name="us-east-1")\ns.client("sagemaker").create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}])\n`,
    REAL_TIME,
  );
  hosts(
    "a client of the SDK's session",
    `import sagemaker\ns = sagemaker.Session()\ns.sagemaker_client.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}])\n`,
    REAL_TIME,
  );
  hosts(
    'a client that nothing shows',
    `def up(client):\n    client.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}])\n`,
    REAL_TIME,
  );
  hosts(
    'a variant built outside of the call',
    `${BOTO3}v = ${VARIANT}\nsm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[v])\n`,
    REAL_TIME,
  );
  hosts(
    'variants built outside of the call',
    `${BOTO3}vs = [${VARIANT}]\nsm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=vs)\n`,
    REAL_TIME,
  );
  hosts(
    'variants that are appended',
    `${BOTO3}vs = []\nvs.append(${VARIANT})\nsm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=vs)\n`,
    REAL_TIME,
  );
  hosts(
    'a request that is unpacked',
    `${BOTO3}request = {"EndpointConfigName": "c", "ProductionVariants": [${VARIANT}]}\nsm.create_endpoint_config(**request)\n`,
    REAL_TIME,
  );
  hosts(
    'a request with an entry that is set later',
    `${BOTO3}request = {"EndpointConfigName": "c"}\nrequest["ProductionVariants"] = [${VARIANT}]\nsm.create_endpoint_config(**request)\n`,
    REAL_TIME,
  );
  hosts(
    'two variants',
    `${BOTO3}sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}, ${VARIANT.replace('"A"', '"B"')}])\n`,
    REAL_TIME,
    REAL_TIME,
  );
  hosts(
    'asynchronous',
    `${BOTO3}sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}], AsyncInferenceConfig={"OutputConfig": {"S3OutputPath": "s3://b"}})\n`,
    'async literal ml.c5.xlarge × literal 1',
  );
  hosts(
    'serverless',
    `${BOTO3}sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "A", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}])\n`,
    'serverless - × -',
  );
  hosts(
    'a transform job',
    `${BOTO3}request = {"TransformJobName": "j", "TransformResources": {"InstanceType": "ml.c5.xlarge", "InstanceCount": 1}}\nsm.create_transform_job(**request)\n`,
    'batch literal ml.c5.xlarge × literal 1',
  );
  hosts(
    "a client under the name of the SDK's session",
    `import sagemaker\ns = sagemaker.Session()\ns.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}])\n`,
    REAL_TIME,
  );
  hosts(
    'a request that is read from a file',
    `${BOTO3}import json\nrequest = json.load(f)\nsm.create_endpoint_config(**request)\n`,
    'realtime ? known only when load() has run × -',
  );
  hosts(
    'what a function answers, called in several ways',
    `${BOTO3}def v(t="ml.m5.large"):\n    variant = {"VariantName": "A", "InstanceType": t, "InitialInstanceCount": 1}\n    return variant\nsm.create_endpoint_config(EndpointConfigName="a", ProductionVariants=[v()])\nsm.create_endpoint_config(EndpointConfigName="b", ProductionVariants=[v("ml.c5.xlarge")])\n`,
    'realtime default ml.m5.large (argument t of v) × literal 1',
    'realtime constant ml.c5.xlarge (argument t of v) × literal 1',
  );
  it('is tied to its endpoint, model and scaling', () => {
    const linked = new Linked(`${BOTO3}scaling = boto3.client("application-autoscaling")
sm.create_model(ModelName="m", PrimaryContainer={"Image": "i"}, ExecutionRoleArn="r")
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[${VARIANT}])
sm.create_endpoint(EndpointName="e", EndpointConfigName="c")
scaling.register_scalable_target(ServiceNamespace="sagemaker", ResourceId="endpoint/e/variant/A", ScalableDimension="sagemaker:variant:DesiredInstanceCount", MinCapacity=1, MaxCapacity=2)
`);
    const [deployment] = linked.deployments;
    assert.equal(deployment?.endpoint?.logicalName, 'sm.create_endpoint');
    assert.equal(deployment.model?.logicalName, 'sm.create_model');
    assert.equal(
      shown(linked.value('ScalableTarget', 'ResourceId')),
      'literal endpoint/ + → EndpointName + literal /variant/A',
    );
  });
});

describe('What hosts nothing', () => {
  const nothing = (what: string, code: string, file?: string): void => {
    it(what, () => assert.deepEqual(deployed(code, file), []));
  };
  nothing(
    'Bedrock',
    `from sagemaker.serve.bedrock_model_builder import BedrockModelBuilder\nb = BedrockModelBuilder(model="m")\nb.deploy(job_name="j", imported_model_name="n")\n`,
  );
  nothing(
    'Bedrock, imported from the package',
    `from sagemaker.serve import BedrockModelBuilder\nb = BedrockModelBuilder(model="m")\nb.deploy(job_name="j", imported_model_name="n")\n`,
  );
  nothing(
    'a strategy',
    `import sagemaker\nfrom shop import Strategy\nstrategy = Strategy()\nstrategy.deploy(instance_type="ml.c5.xlarge")\n`,
  );
  nothing('a strategy that nothing shows', 'import sagemaker\ndef up(strategy):\n    strategy.deploy("prod")\n');
  nothing(
    'another client',
    `import boto3\nc = boto3.client("ec2")\nc.create_endpoint_config(ProductionVariants=[${VARIANT}])\n`,
  );
  nothing(
    'a mock',
    `from unittest.mock import MagicMock\nclient = MagicMock()\nclient.create_endpoint_config(ProductionVariants=[${VARIANT}])\n`,
  );
  nothing(
    'what a mock answers',
    `client.describe_endpoint_config.return_value = {"ProductionVariants": [${VARIANT}]}\n`,
  );
  nothing('a test', `${SDK}model.${DEPLOY}`, 'tests/test_deploy.py');
  nothing('a comment', `${SDK}# model.${DEPLOY}`);
  nothing('a string', `${SDK}code = """\nmodel.${DEPLOY}"""\n`);
  nothing(
    'a documentation string',
    `def up():\n    """\n    ${SDK.replaceAll('\n', '\n    ')}model.deploy(1, "ml.c5.xlarge")\n    """\n`,
  );
  nothing('a method that is not called', `${SDK}up = model.deploy\n`);
  nothing(
    'the definition of a method',
    'import sagemaker\nclass A:\n    def deploy(self, initial_instance_count=1, instance_type="ml.c5.xlarge"):\n        pass\n',
  );
  nothing('local mode', `${SDK}model.deploy(initial_instance_count=1, instance_type="local")\n`);
  nothing(
    'local mode with a GPU, by a name',
    `${SDK}t = "local_gpu"\nmodel.deploy(initial_instance_count=1, instance_type=t)\n`,
  );
  nothing(
    'a local session',
    'from sagemaker.local import LocalSession\nfrom sagemaker.pytorch import PyTorchModel\ns = LocalSession()\nm = PyTorchModel(role="r", sagemaker_session=s)\nm.deploy(1, "ml.c5.xlarge")\nm.transformer(1, "ml.c5.xlarge")\n',
  );
  nothing(
    'a local session of a pipeline',
    'from sagemaker.workflow.pipeline_context import LocalPipelineSession\nfrom sagemaker.transformer import Transformer\nTransformer(model_name="m", instance_count=1, instance_type="ml.c5.xlarge", sagemaker_session=LocalPipelineSession())\n',
  );
  nothing('local mode of version 3', `${SDK}model.deploy(1, "local_cpu")\n`);
  nothing('local either way', `${SDK}t = "local_gpu" if gpu else "local"\nmodel.deploy(1, t)\n`);
  nothing(
    'a ModelBuilder in local mode',
    'from sagemaker.serve.model_builder import ModelBuilder\nb = ModelBuilder(model="m", instance_type="ml.c5.xlarge", mode=Mode.LOCAL_CONTAINER)\nb.deploy(endpoint_name="e")\n',
  );
  nothing(
    'a ModelBuilder that is built for this process',
    'from sagemaker.serve.model_builder import ModelBuilder\nb = ModelBuilder(model="m")\nm = b.build(mode=Mode.IN_PROCESS)\nm.deploy()\n',
  );
  nothing(
    'Chalice',
    'import sagemaker\nfrom chalice.deploy import deployer\ndeployer.deploy(chalice_stage_name="dev")\n',
  );
  nothing(
    'ColumnTransformer',
    'import sagemaker\nfrom sklearn.compose import ColumnTransformer\nt = ColumnTransformer(instance_type="ml.c5.xlarge", instance_count=1)\n',
  );
});
