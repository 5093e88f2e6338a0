import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import type { Settings } from '../../src/advisor/settings';
import { practices } from '../../src/practices';
import { CHECKED } from '../../src/practices/followed';
import type { ChecklistEntry } from '../../src/report/checklist';
import { reportOf } from '../../src/report/json';
import { sourceOf } from '../law';

type Files = Readonly<Record<string, string>>;

function checklistOf(files: Files, settings: Partial<Settings> = {}): (practice: string) => ChecklistEntry {
  const advisor = new Advisor(settings);
  for (const [file, text] of Object.entries(files)) advisor.update(sourceOf(file, text));
  const { checklist } = reportOf(advisor, 'us-east-1', [], false);
  assert.deepEqual(
    checklist.map(({ practice }) => practice),
    practices.map(({ id }) => id),
  );
  return (practice) => {
    const entry = checklist.find((each) => each.practice === practice);
    assert.ok(entry, practice);
    return entry;
  };
}

const variant = (more: string): string => `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: m, ${more} }
`;
const GRAVITON = variant('InstanceType: ml.c7g.xlarge, InitialInstanceCount: 1');

describe('the checklist', () => {
  it('has nothing to ask for where nothing is deployed', () => {
    const of = checklistOf({});
    for (const { id } of practices) assert.equal(of(id).status, 'notApplicable', id);
    assert.equal(of('use-graviton').why, 'nothing is deployed here');
    assert.equal(of('log-retention').why, 'no log group is declared here');
  });

  it('speaks of practices that there are', () => {
    const ids = new Set(practices.map(({ id }) => id));
    for (const id of CHECKED) assert.ok(ids.has(id), id);
  });

  it('says where a practice is followed', () => {
    const of = checklistOf({
      'a.yaml': `${GRAVITON}  Logs:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: /a, RetentionInDays: 7 }
  Images:
    Type: AWS::ECR::Repository
    Properties: { LifecyclePolicy: { LifecyclePolicyText: '{"rules":[]}' } }
`,
      'b.py': `import boto3
boto3.client("sagemaker").create_endpoint_config(
    EndpointConfigName="b",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "b", "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 5}}
    ],
)
`,
    });
    assert.deepEqual(of('use-graviton'), {
      practice: 'use-graviton',
      status: 'followed',
      where: [{ file: 'a.yaml', line: 6 }],
      why: 'seen in 1 place',
    });
    assert.deepEqual(of('log-retention').where, [{ file: 'a.yaml', line: 7 }]);
    assert.equal(of('log-retention').status, 'followed');
    assert.equal(of('image-lifecycle').status, 'followed');
    assert.equal(of('use-serverless').status, 'followed');
    assert.equal(of('trim-serverless').status, 'followed');
    assert.equal(of('use-async-inference').status, 'notApplicable');
  });

  it('puts advice before what is followed elsewhere, suppressed advice too', () => {
    const logs = (more: string): string => `${GRAVITON}  Kept:
    Type: AWS::Logs::LogGroup
${more}    Properties: { LogGroupName: /a }
  Ending:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: /b, RetentionInDays: 7 }
`;
    const told = checklistOf({ 'a.yaml': logs('') })('log-retention');
    assert.deepEqual([told.status, told.why, told.where], ['advice', '1 finding', [{ file: 'a.yaml', line: 7 }]]);
    const quiet = checklistOf({ 'a.yaml': logs('    Metadata: { sagegreen: ignore }\n') })('log-retention');
    assert.deepEqual([quiet.status, quiet.why], ['advice', '1 finding, suppressed']);
  });

  it('says what is missing where deployments could not be read', () => {
    const parameter = 'Parameters:\n  Type: { Type: String }\n';
    const open = parameter + variant('InstanceType: !Ref Type, InitialInstanceCount: 1');
    const missing = '1 of 1 deployment could not be read, decided by Type';
    const alone = checklistOf({ 'a.yaml': open });
    assert.deepEqual([alone('use-graviton').status, alone('use-graviton').why], ['unknown', missing]);
    // What is about no deployment is known all the same.
    assert.equal(alone('log-retention').status, 'notApplicable');
    const both = checklistOf({ 'a.yaml': open, 'b.yaml': GRAVITON })('use-graviton');
    assert.deepEqual(
      [both.status, both.why, both.where],
      [
        'unknown',
        `followed in part: ${missing.replace('of 1 deployment', 'of 2 deployments')}`,
        [{ file: 'b.yaml', line: 6 }],
      ],
    );
  });

  it('counts a line once, however many environments share it', () => {
    const template = `Parameters:
  Count: { Type: Number }
${GRAVITON.replace('InitialInstanceCount: 1', 'InitialInstanceCount: !Ref Count')}`;
    const stage = (count: number): string => JSON.stringify({ Parameters: { Count: String(count) } });
    const of = checklistOf({ 'a.yaml': template, 'dev.json': stage(1), 'prod.json': stage(2) });
    assert.deepEqual(of('use-graviton').where, [{ file: 'a.yaml', line: 8 }]);
  });

  it('knows nothing of a practice that is turned off', () => {
    const settings = { practices: { 'log-retention': { severity: 'off' as const } } };
    const kept = '  Kept:\n    Type: AWS::Logs::LogGroup\n    Properties: { LogGroupName: /a }\n';
    const entry = checklistOf({ 'a.yaml': GRAVITON + kept }, settings)('log-retention');
    assert.deepEqual([entry.status, entry.why], ['unknown', 'turned off in the settings']);
  });

  it('sees scaling, samples, jobs, deletions and measurements', () => {
    const of = checklistOf({
      'run.py': `import boto3

sm = boto3.client("sagemaker")
sm.create_endpoint_config(
    EndpointConfigName="r",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "r", "InstanceType": "ml.c7g.large", "InitialInstanceCount": 2}
    ],
    DataCaptureConfig={"InitialSamplingPercentage": 10, "DestinationS3Uri": "s3://b/c", "CaptureOptions": []},
)
sm.create_endpoint(EndpointName="r", EndpointConfigName="r")
boto3.client("application-autoscaling").register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/r/variant/a",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=1,
    MaxCapacity=4,
)
sm.create_inference_recommendations_job(JobName="j", JobType="Default", RoleArn="r", InputConfig={})
sm.create_transform_job(
    TransformJobName="t", ModelName="r", TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1}
)
sm.delete_endpoint(EndpointName="r")
`,
    });
    for (const id of ['add-autoscaling', 'data-capture-sampling', 'right-size-instance', 'delete-endpoint-after-use'])
      assert.equal(of(id).status, 'followed', id);
    assert.deepEqual(of('use-batch-transform').where, [{ file: 'run.py', line: 20 }]);
    assert.notEqual(of('scale-to-zero').status, 'followed');
  });

  describe('sees what was chosen well', () => {
    const inRegion = (region: string): Files => ({
      'a.py': `import boto3

sm = boto3.client("sagemaker", region_name="${region}")
sm.create_endpoint_config(
    EndpointConfigName="a",
    ProductionVariants=[{"VariantName": "a", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}],
)
`,
    });
    const onType = (type: string): Files => ({ 'a.yaml': variant(`InstanceType: ${type}, InitialInstanceCount: 1`) });

    it('a Region, where it is written and none of its group is surely cleaner', () => {
      assert.deepEqual(checklistOf(inRegion('eu-north-1'))('cleaner-region').where, [{ file: 'a.py', line: 6 }]);
      assert.equal(checklistOf(inRegion('eu-central-1'))('cleaner-region').status, 'advice');
      // The only one of its group, one that stands apart, and one that the code doesn't name.
      for (const files of [inRegion('sa-east-1'), inRegion('us-gov-west-1'), onType('ml.m5.large')])
        assert.notEqual(checklistOf(files)('cleaner-region').status, 'followed');
    });

    it('the latest generation, where others come before it', () => {
      assert.equal(checklistOf(onType('ml.c7i.xlarge'))('newer-generation').status, 'followed');
      for (const type of ['ml.m5.large', 'ml.t2.large', 'ml.inf1.xlarge', 'ml.m99.large'])
        assert.notEqual(checklistOf(onType(type))('newer-generation').status, 'followed', type);
    });

    it('all GPUs, where a server is told so', () => {
      const of = (gpus: string): string =>
        checklistOf({
          'a.py': `from sagemaker.huggingface import HuggingFaceModel, get_huggingface_llm_image_uri
model = HuggingFaceModel(image_uri=get_huggingface_llm_image_uri("huggingface"), env={"HF_MODEL_ID": "a/b"${gpus}}, role=r)
model.deploy(initial_instance_count=1, instance_type="ml.g6.12xlarge")
`,
        })('right-size-gpu').status;
      assert.equal(of(', "SM_NUM_GPUS": "4"'), 'followed');
      assert.equal(of(', "SM_NUM_GPUS": "1"'), 'advice');
      assert.equal(of(''), 'notApplicable');
    });

    it('a training that an alarm starts', () => {
      const rule = (pattern: string, target: string): Files => ({
        'a.yaml': `Resources:
  Retrain:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [aws.cloudwatch], detail-type: [${pattern}] }
      Targets: [{ Id: a, Arn: !Ref ${target} }]
  Training: { Type: AWS::StepFunctions::StateMachine, Properties: { StateMachineName: training } }
  Paging: { Type: AWS::StepFunctions::StateMachine, Properties: { StateMachineName: paging } }
  Model: { Type: AWS::SageMaker::Model }
`,
      });
      const alarm = 'CloudWatch Alarm State Change';
      assert.deepEqual(checklistOf(rule(alarm, 'Training'))('retrain-on-drift').where, [{ file: 'a.yaml', line: 2 }]);
      for (const files of [rule(alarm, 'Paging'), rule('Object Created', 'Training')])
        assert.equal(checklistOf(files)('retrain-on-drift').status, 'notApplicable');
    });

    it('a model that runs on a device', () => {
      const device = (runtime: string): Files => ({ 'device.py': `import awsiot.greengrasscoreipc\n${runtime}` });
      assert.deepEqual(checklistOf(device('import onnxruntime\n'))('consider-edge').where, [
        { file: 'device.py', line: 1 },
      ]);
      for (const files of [device(''), { 'server.py': 'import onnxruntime\n' }])
        assert.equal(checklistOf(files)('consider-edge').status, 'notApplicable');
    });
  });
});
