import { all, remove, resource, scaling, serverless, set, setType, unset, VARIANT, type WriteCase } from './writeCases';

const CONFIG = `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
`;

/** A configuration call in a script, with its client. */
function config(call: string): string {
  return CONFIG + call;
}

const ENDPOINT = `sm.create_endpoint_config(
    EndpointConfigName="orders-config",
    ProductionVariants=[
        {"VariantName": "AllTraffic", "ModelName": "orders", "InstanceType": "ml.m5.large", "InitialInstanceCount": 2},
    ],
)
`;

const POLICY = `    PolicyName="InvocationsPerInstance",
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/orders/variant/AllTraffic",
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

const TARGET = `    ServiceNamespace="sagemaker",
    ResourceId="endpoint/orders/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=1,
    MaxCapacity=2,
)
`;

function indented(lines: string, indent: string): string {
  return lines.replace(/^(?=.)/gm, indent);
}

/** A group that is made where it is not there yet. */
const attempt = (handler: string, more = ''): string => `import boto3
from botocore.exceptions import ClientError

logs = boto3.client("logs")
try:
    logs.create_log_group(logGroupName="g")
${more}${handler}`;
const RETENTION = 'logs.put_retention_policy(logGroupName="g", retentionInDays=30)\n';
const ERROR_CODE = `except ClientError as error:
    if error.response["Error"]["Code"] != "ResourceAlreadyExistsException":
        raise
`;

export const BOTO3_CASES: readonly WriteCase[] = [
  {
    what: 'a type in a dictionary',
    before: config(ENDPOINT),
    ops: setType('ml.m6g.large'),
    after: config(ENDPOINT.replace('ml.m5.large', 'ml.m6g.large')),
    runs: true,
  },
  {
    what: 'a type in single quotes keeps them',
    before: config(
      "sm.create_endpoint_config(EndpointConfigName='c', ProductionVariants=[{'VariantName': 'A', 'ModelName': 'm', 'InstanceType': 'ml.c5.xlarge', 'InitialInstanceCount': 1}])\n",
    ),
    ops: setType('ml.c7g.xlarge'),
    after: config(
      "sm.create_endpoint_config(EndpointConfigName='c', ProductionVariants=[{'VariantName': 'A', 'ModelName': 'm', 'InstanceType': 'ml.c7g.xlarge', 'InitialInstanceCount': 1}])\n",
    ),
    runs: true,
  },
  {
    what: 'serverless, in one line',
    before: config(ENDPOINT),
    ops: serverless(),
    after: config(
      ENDPOINT.replace(
        '"InstanceType": "ml.m5.large", "InitialInstanceCount": 2',
        '"ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5}',
      ),
    ),
    runs: true,
  },
  {
    what: 'serverless, one entry a line, comments of what goes go too',
    before: config(`sm.create_endpoint_config(
\tEndpointConfigName='orders-config',
\tProductionVariants=[{
\t\t# one variant is enough
\t\t'VariantName': 'AllTraffic',  # its name
\t\t'InstanceType': 'ml.m5.large',  # the smallest that holds the model
\t\t'InitialInstanceCount': 1,  # no need for two
\t\t'ModelName': 'orders'
\t}]
)
`),
    ops: serverless(),
    after: config(`sm.create_endpoint_config(
\tEndpointConfigName='orders-config',
\tProductionVariants=[{
\t\t# one variant is enough
\t\t'VariantName': 'AllTraffic',  # its name
\t\t'ServerlessConfig': {'MemorySizeInMB': 6144, 'MaxConcurrency': 5},
\t\t'ModelName': 'orders'
\t}]
)
`),
    runs: true,
  },
  {
    what: 'serverless in a dict() call',
    before: config(
      'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[dict(VariantName="A", ModelName="m", InstanceType="ml.c5.large", InitialInstanceCount=1)])\n',
    ),
    ops: serverless(),
    after: config(
      'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[dict(VariantName="A", ModelName="m", ServerlessConfig={"MemorySizeInMB": 6144, "MaxConcurrency": 5})])\n',
    ),
    runs: true,
  },
  {
    what: 'serverless in a variant that has a name',
    before: config(`variant = {
    "VariantName": "AllTraffic",
    "ModelName": "orders",
    "InitialInstanceCount": 1,
    "InstanceType": "ml.c5.large",
}
print(variant)
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
`),
    ops: serverless(),
    after: config(`variant = {
    "VariantName": "AllTraffic",
    "ModelName": "orders",
    "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5},
}
print(variant)
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[variant])
`),
    runs: true,
  },
  {
    what: 'a list of variants that two configurations read',
    before:
      config(`variants = [{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large", "InitialInstanceCount": 1}]
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=variants)
sm.create_endpoint_config(EndpointConfigName="d", ProductionVariants=variants)
`),
    ops: setType('ml.c7g.large'),
    refused: 'sharedValue',
  },
  {
    what: 'a list of variants that two configurations read, for both',
    before:
      config(`variants = [{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large", "InitialInstanceCount": 1}]
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=variants)
sm.create_endpoint_config(EndpointConfigName="d", ProductionVariants=variants)
`),
    ops: all(setType('ml.c7g.large'), setType('ml.c7g.large', 1)),
    after:
      config(`variants = [{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c7g.large", "InitialInstanceCount": 1}]
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=variants)
sm.create_endpoint_config(EndpointConfigName="d", ProductionVariants=variants)
`),
    runs: true,
  },
  {
    what: 'a request that is unpacked',
    before: config(`request = {
    "EndpointConfigName": "c",
    "ProductionVariants": [
        {"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large", "InitialInstanceCount": 1},
    ],
}
sm.create_endpoint_config(**request)
`),
    ops: serverless(),
    after: config(`request = {
    "EndpointConfigName": "c",
    "ProductionVariants": [
        {"VariantName": "A", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5}},
    ],
}
sm.create_endpoint_config(**request)
`),
    runs: true,
  },
  {
    what: 'a request that is sent somewhere else too',
    before: config(`request = {
    "EndpointConfigName": "c",
    "ProductionVariants": [
        {"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large", "InitialInstanceCount": 1},
    ],
}
sm.create_endpoint_config(**request)
upload(request)
`),
    ops: setType('ml.c7g.large'),
    refused: 'sharedValue',
  },
  {
    what: 'a constant that is read once',
    before: config(`TYPE = "ml.c5.large"  # hosting
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": TYPE, "InitialInstanceCount": 1}],
)
`),
    ops: setType('ml.c7g.large'),
    after: config(`TYPE = "ml.c7g.large"  # hosting
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": TYPE, "InitialInstanceCount": 1}],
)
`),
    runs: true,
  },
  {
    what: 'a constant that a training job reads too',
    before: config(`TYPE = "ml.c5.large"
sm.create_training_job(TrainingJobName="t", ResourceConfig={"InstanceType": TYPE, "InstanceCount": 1, "VolumeSizeInGB": 1})
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": TYPE, "InitialInstanceCount": 1}],
)
`),
    ops: setType('ml.c7g.large'),
    after: config(`TYPE = "ml.c5.large"
sm.create_training_job(TrainingJobName="t", ResourceConfig={"InstanceType": TYPE, "InstanceCount": 1, "VolumeSizeInGB": 1})
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c7g.large", "InitialInstanceCount": 1}],
)
`),
  },
  {
    what: 'an entry of a dictionary of settings',
    before: config(`settings = {"type": "ml.c5.large", "count": 1}
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[
        {"VariantName": "A", "ModelName": "m", "InstanceType": settings["type"], "InitialInstanceCount": settings["count"]},
    ],
)
`),
    ops: setType('ml.c7g.large'),
    after: config(`settings = {"type": "ml.c7g.large", "count": 1}
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[
        {"VariantName": "A", "ModelName": "m", "InstanceType": settings["type"], "InitialInstanceCount": settings["count"]},
    ],
)
`),
    runs: true,
  },
  {
    what: 'a value that nothing in the code decides',
    before: config(`import sys

sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": sys.argv[1], "InitialInstanceCount": 1}],
)
`),
    ops: setType('ml.c7g.large'),
    refused: 'unresolved',
  },
  {
    what: 'the default of an environment variable',
    before: config(`import os

itype = os.environ.get("INSTANCE_TYPE", "ml.c5.large")
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": itype, "InitialInstanceCount": 1}],
)
`),
    ops: setType('ml.c7g.large'),
    after: config(`import os

itype = os.environ.get("INSTANCE_TYPE", "ml.c7g.large")
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": itype, "InitialInstanceCount": 1}],
)
`),
    runs: true,
  },
  {
    what: 'a new argument in a hanging style',
    before: config(`sm.create_endpoint_config(EndpointConfigName="c",
                          ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large",
                                               "InitialInstanceCount": 1}])
`),
    ops: set('EndpointConfig', ['AsyncInferenceConfig', 'OutputConfig', 'S3OutputPath'], 's3://bucket/out'),
    after: config(`sm.create_endpoint_config(EndpointConfigName="c",
                          ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large",
                                               "InitialInstanceCount": 1}],
                          AsyncInferenceConfig={
                              "OutputConfig": {"S3OutputPath": "s3://bucket/out"},
                          })
`),
    runs: true,
  },
  {
    what: 'two values of one new object',
    before: config(
      'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "A", "ModelName": "m"}])\n',
    ),
    ops: all(
      set('EndpointConfig', [...VARIANT, 'ServerlessConfig', 'MemorySizeInMB'], 2048),
      set('EndpointConfig', [...VARIANT, 'ServerlessConfig', 'MaxConcurrency'], 3),
    ),
    after: config(
      'sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=[{"VariantName": "A", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 2048, "MaxConcurrency": 3}}])\n',
    ),
    runs: true,
  },
  {
    what: 'None becomes a value',
    before: config(`job = sm.create_transform_job(
    TransformJobName="score",
    ModelName="m",
    MaxConcurrentTransforms=None,
    TransformInput={"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/in"}}},
    TransformOutput={"S3OutputPath": "s3://b/out"},
    TransformResources={"InstanceType": "ml.c5.xlarge", "InstanceCount": 1},
)
`),
    ops: set('TransformJob', ['TransformResources', 'InstanceType'], 'ml.c7i.xlarge'),
    after: config(`job = sm.create_transform_job(
    TransformJobName="score",
    ModelName="m",
    MaxConcurrentTransforms=None,
    TransformInput={"DataSource": {"S3DataSource": {"S3DataType": "S3Prefix", "S3Uri": "s3://b/in"}}},
    TransformOutput={"S3OutputPath": "s3://b/out"},
    TransformResources={"InstanceType": "ml.c7i.xlarge", "InstanceCount": 1},
)
`),
  },
  {
    what: 'the image of a container',
    before: config(`sm.create_model(
    ModelName="orders",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/SageMakerRole",
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.2.0-cpu-py310",
        "ModelDataUrl": "s3://bucket/model.tar.gz",
    },
)
`),
    ops: set(
      'Model',
      ['PrimaryContainer', 'Image'],
      '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-graviton:2.2.1-cpu-py310',
    ),
    after: config(`sm.create_model(
    ModelName="orders",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/SageMakerRole",
    PrimaryContainer={
        "Image": "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference-graviton:2.2.1-cpu-py310",
        "ModelDataUrl": "s3://bucket/model.tar.gz",
    },
)
`),
    runs: true,
  },
  {
    what: 'lines that end in CRLF',
    before: config(ENDPOINT).replaceAll('\n', '\r\n'),
    ops: all(serverless(), set('EndpointConfig', ['KmsKeyId'], 'alias/key')),
    after: config(
      ENDPOINT.replace(
        '"InstanceType": "ml.m5.large", "InitialInstanceCount": 2',
        '"ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5}',
      ).replace('    ],\n)', '    ],\n    KmsKeyId="alias/key",\n)'),
    ).replaceAll('\n', '\r\n'),
    runs: true,
  },
  {
    what: 'scaling behind the endpoint',
    before: config(
      `${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")  # up\nprint("done")\n`,
    ),
    ops: scaling(),
    after: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")  # up
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
autoscaling.register_scalable_target(
${TARGET}autoscaling.put_scaling_policy(
${POLICY}print("done")
`),
    runs: true,
  },
  {
    what: 'scaling in a function, with a client that is there',
    before: `import boto3

sm = boto3.client("sagemaker")
scaler = boto3.client("application-autoscaling")


def up(name):
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {"VariantName": "AllTraffic", "ModelName": "orders", "InstanceType": "ml.m5.large", "InitialInstanceCount": 2}
        ],
    )
    return_value = sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
    return return_value


up("orders")
`,
    ops: scaling(),
    after: `import boto3

sm = boto3.client("sagemaker")
scaler = boto3.client("application-autoscaling")


def up(name):
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {"VariantName": "AllTraffic", "ModelName": "orders", "InstanceType": "ml.m5.large", "InitialInstanceCount": 2}
        ],
    )
    return_value = sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
    scaler.register_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId=f"endpoint/{name}/variant/AllTraffic",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        MinCapacity=1,
        MaxCapacity=2,
    )
    scaler.put_scaling_policy(
        PolicyName="InvocationsPerInstance",
        ServiceNamespace="sagemaker",
        ResourceId=f"endpoint/{name}/variant/AllTraffic",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 70,  # set from your load test
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "SageMakerVariantInvocationsPerInstance",
            },
        },
    )
    return return_value


up("orders")
`,
    runs: true,
  },
  {
    what: 'scaling that goes',
    before: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
# follow the traffic
autoscaling.register_scalable_target(
${TARGET}answer = autoscaling.put_scaling_policy(
${POLICY}print("done")
`),
    ops: remove('ScalingPolicy', 'ScalableTarget'),
    after: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
# follow the traffic
print("done")
`),
    runs: true,
  },
  {
    what: 'a call whose result is used',
    before: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
answer = autoscaling.register_scalable_target(
${TARGET}print(answer)
`),
    ops: remove('ScalableTarget'),
    refused: 'notExpressible',
  },
  {
    what: 'a call that is alone in its block',
    before: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
if True:
    boto3.client("application-autoscaling", region_name="us-east-1").register_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId="endpoint/orders/variant/AllTraffic",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
        MinCapacity=1,
        MaxCapacity=2,
    )
`),
    ops: remove('ScalableTarget'),
    after: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
if True:
    pass
`),
    runs: true,
  },
  {
    what: 'a retention that is missing',
    before:
      'import boto3\n\nlogs = boto3.client("logs")\nlogs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/orders")  # ours\nprint(1)\n',
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after:
      'import boto3\n\nlogs = boto3.client("logs")\nlogs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/orders")  # ours\nlogs.put_retention_policy(logGroupName="/aws/sagemaker/Endpoints/orders", retentionInDays=30)\nprint(1)\n',
    runs: true,
  },
  {
    what: 'a retention that is missing, of a group whose name is a variable, in a block',
    before:
      'import boto3\nlogs = boto3.client("logs")\ngroup = "/aws/sagemaker/Endpoints/orders"\nif True:\n\tlogs.create_log_group(logGroupName=group)',
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after:
      'import boto3\nlogs = boto3.client("logs")\ngroup = "/aws/sagemaker/Endpoints/orders"\nif True:\n\tlogs.create_log_group(logGroupName=group)\n\tlogs.put_retention_policy(logGroupName=group, retentionInDays=30)',
    runs: true,
  },
  {
    what: 'a retention that is missing, also where the group is there already',
    before: attempt('except logs.exceptions.ResourceAlreadyExistsException:\n    pass\n'),
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after: attempt(`except logs.exceptions.ResourceAlreadyExistsException:\n    pass\n${RETENTION}`),
    runs: true,
  },
  {
    what: 'a retention that is missing, where the code of the error says that the group is there',
    before: attempt(ERROR_CODE),
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after: attempt(`${ERROR_CODE}${RETENTION}`),
    runs: true,
  },
  {
    what: 'a retention that is missing, of a group that may not be there behind the attempt',
    before: attempt('except Exception:\n    print("no group")\n'),
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after: attempt('except Exception:\n    print("no group")\n', `    ${RETENTION}`),
    runs: true,
  },
  {
    what: 'a retention that is there',
    before:
      'import boto3\nlogs = boto3.client("logs")\nlogs.create_log_group(logGroupName="g")\nlogs.put_retention_policy(logGroupName="g", retentionInDays=3650)\n',
    ops: set('LogGroup', ['RetentionInDays'], 30),
    after:
      'import boto3\nlogs = boto3.client("logs")\nlogs.create_log_group(logGroupName="g")\nlogs.put_retention_policy(logGroupName="g", retentionInDays=30)\n',
    runs: true,
  },
  {
    what: 'a retention of a group whose name is worked out in the call',
    before: 'import boto3, time\nlogs = boto3.client("logs")\nlogs.create_log_group(logGroupName=str(time.time()))\n',
    ops: set('LogGroup', ['RetentionInDays'], 30),
    refused: 'notExpressible',
  },
  {
    what: 'another name',
    before: config(ENDPOINT),
    ops: (graph) => [{ op: 'rename', resource: resource(graph, 'EndpointConfig').id, name: 'orders-config-v2' }],
    refused: 'notExpressible',
  },
  {
    what: 'what is not there goes without a change',
    before: config(ENDPOINT),
    ops: unset('EndpointConfig', ['AsyncInferenceConfig']),
    after: config(ENDPOINT),
  },
  {
    what: 'a type that a condition decides, for both outcomes',
    before: config(`import os

itype = "ml.c5.xlarge" if os.environ.get("BIG") else "ml.c5.large"
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": itype, "InitialInstanceCount": 1}],
)
`),
    ops: setType('ml.c7g.large'),
    after: config(`import os

itype = "ml.c5.xlarge" if os.environ.get("BIG") else "ml.c5.large"
sm.create_endpoint_config(
    EndpointConfigName="c",
    ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c7g.large", "InitialInstanceCount": 1}],
)
`),
    runs: true,
  },
  {
    what: 'scaling in a method, in the Region of a client that another method makes',
    before: `import boto3


class Stack:
    def __init__(self):
        self.sm = boto3.client("sagemaker", region_name="eu-west-1")

    def up(self, name):
        self.sm.create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[
                {"VariantName": "AllTraffic", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 2}
            ],
        )
        self.sm.create_endpoint(EndpointName=name, EndpointConfigName=name)


Stack().up("orders")
`,
    ops: scaling(),
    after: `import boto3


class Stack:
    def __init__(self):
        self.sm = boto3.client("sagemaker", region_name="eu-west-1")

    def up(self, name):
        self.sm.create_endpoint_config(
            EndpointConfigName=name,
            ProductionVariants=[
                {"VariantName": "AllTraffic", "ModelName": "m", "InstanceType": "ml.m5.large", "InitialInstanceCount": 2}
            ],
        )
        self.sm.create_endpoint(EndpointName=name, EndpointConfigName=name)
        autoscaling = boto3.client("application-autoscaling", region_name="eu-west-1")
        autoscaling.register_scalable_target(
${indented(TARGET, '        ').replaceAll('"endpoint/orders/', 'f"endpoint/{name}/')}        autoscaling.put_scaling_policy(
${indented(POLICY, '        ').replaceAll('"endpoint/orders/', 'f"endpoint/{name}/')}

Stack().up("orders")
`,
    runs: true,
  },
  {
    what: "scaling in the Region of a client that is handed in, beside an f-string's name",
    before: `import boto3


def up(client, stage):
    client.create_endpoint_config(
        EndpointConfigName='c',
        ProductionVariants=[
            {'VariantName': 'AllTraffic', 'ModelName': 'm', 'InstanceType': 'ml.m5.large', 'InitialInstanceCount': 2}
        ],
    )
    client.create_endpoint(EndpointName=f'orders-{stage}', EndpointConfigName='c')


up(boto3.client('sagemaker', region_name='eu-west-1'), 'dev')
`,
    ops: scaling(),
    after: `import boto3


def up(client, stage):
    client.create_endpoint_config(
        EndpointConfigName='c',
        ProductionVariants=[
            {'VariantName': 'AllTraffic', 'ModelName': 'm', 'InstanceType': 'ml.m5.large', 'InitialInstanceCount': 2}
        ],
    )
    client.create_endpoint(EndpointName=f'orders-{stage}', EndpointConfigName='c')
    autoscaling = boto3.client('application-autoscaling', region_name=client.meta.region_name)
    autoscaling.register_scalable_target(
${indented(TARGET, '    ').replaceAll('"', "'").replaceAll("'endpoint/orders/", "f'endpoint/orders-{stage}/")}    autoscaling.put_scaling_policy(
${indented(POLICY, '    ').replaceAll('"', "'").replaceAll("'endpoint/orders/", "f'endpoint/orders-{stage}/")}

up(boto3.client('sagemaker', region_name='eu-west-1'), 'dev')
`,
    runs: true,
  },
  {
    what: 'scaling of an endpoint whose name is worked out in the call',
    before: config(
      `import time\n${ENDPOINT}sm.create_endpoint(EndpointName="e" + str(time.time()), EndpointConfigName="orders-config")\n`,
    ),
    ops: scaling(),
    refused: 'notExpressible',
  },
  {
    what: 'scaling behind several statements on a line',
    before: config(
      `${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config"); print("up")\n`,
    ),
    ops: scaling(),
    after: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config"); print("up")
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
autoscaling.register_scalable_target(
${TARGET}autoscaling.put_scaling_policy(
${POLICY}`),
    runs: true,
  },
  {
    what: 'variants that are appended',
    before: config(`variants = []
variants.append({"VariantName": "A", "ModelName": "m", "InstanceType": "ml.c5.large", "InitialInstanceCount": 1})
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=variants)
`),
    ops: serverless(),
    after: config(`variants = []
variants.append({"VariantName": "A", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5}})
sm.create_endpoint_config(EndpointConfigName="c", ProductionVariants=variants)
`),
    runs: true,
  },
  {
    what: 'entries that are set one by one',
    before: config(`variant = {"VariantName": "A", "ModelName": "m"}
variant["InstanceType"] = "ml.c5.large"  # small
variant["InitialInstanceCount"] = 1
request = {"EndpointConfigName": "c"}
request["ProductionVariants"] = [variant]
sm.create_endpoint_config(**request)
`),
    ops: serverless(),
    after:
      config(`variant = {"VariantName": "A", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 6144, "MaxConcurrency": 5}}
request = {"EndpointConfigName": "c"}
request["ProductionVariants"] = [variant]
sm.create_endpoint_config(**request)
`),
    runs: true,
  },
  {
    what: 'an attribute of self',
    before: config(`class Stack:
    def __init__(self):
        self.itype = "ml.c5.large"

    def up(self):
        sm.create_endpoint_config(
            EndpointConfigName="c",
            ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": self.itype, "InitialInstanceCount": 1}],
        )


Stack().up()
`),
    ops: setType('ml.c7g.large'),
    after: config(`class Stack:
    def __init__(self):
        self.itype = "ml.c7g.large"

    def up(self):
        sm.create_endpoint_config(
            EndpointConfigName="c",
            ProductionVariants=[{"VariantName": "A", "ModelName": "m", "InstanceType": self.itype, "InitialInstanceCount": 1}],
        )


Stack().up()
`),
    runs: true,
  },
  {
    what: 'a placeholder, with its note',
    before: config(ENDPOINT),
    ops: set('EndpointConfig', ['KmsKeyId'], { placeholder: 'alias/key', note: 'name your key' }),
    after: config(ENDPOINT.replace('    ],\n)', '    ],\n    # name your key\n    KmsKeyId="alias/key",\n)')),
    runs: true,
  },
  {
    what: 'a generated file',
    before: `# Code generated by a tool. DO NOT EDIT.\n${config(ENDPOINT)}`,
    ops: setType('ml.c7g.large'),
    refused: 'generated',
  },
  {
    what: 'a call that is one of several on a line',
    before: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
print(1); autoscaling.register_scalable_target(ServiceNamespace="sagemaker", ResourceId="endpoint/orders/variant/AllTraffic", ScalableDimension="sagemaker:variant:DesiredInstanceCount", MinCapacity=1, MaxCapacity=2); print(2)
`),
    ops: remove('ScalableTarget'),
    after: config(`${ENDPOINT}sm.create_endpoint(EndpointName="orders", EndpointConfigName="orders-config")
autoscaling = boto3.client("application-autoscaling", region_name="us-east-1")
print(1); print(2)
`),
    runs: true,
  },
];
