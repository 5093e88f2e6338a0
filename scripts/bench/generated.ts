/**
 * A template of about so many lines: an endpoint with what belongs to it among other people's resources. In every ninth
 * place there is one by default: so 5,000 lines hold no more than the 500 resources that CloudFormation takes, and more
 * endpoints (35) than files of that length were ever seen with.
 */
export function template(lines: number, every = 9): string {
  const parts = [
    "AWSTemplateFormatVersion: '2010-09-09'",
    'Parameters:',
    '  InstanceType:',
    '    Type: String',
    '    Default: ml.c5.xlarge',
    'Resources:',
  ];
  for (let index = 0; parts.length < lines; index += 1)
    parts.push(...(index % every === 0 ? endpoint(index / every) : otherResource(index)));
  return `${parts.join('\n')}\n`;
}

function otherResource(index: number): string[] {
  switch (index % 3) {
    case 0:
      return queue(index);
    case 1:
      return role(index);
    default:
      return lambda(index);
  }
}

function endpoint(index: number): string[] {
  const type = index % 2 === 0 ? '!Ref InstanceType' : ['ml.m5.xlarge', 'ml.c5.2xlarge', 'ml.g4dn.xlarge'][index % 3];
  return [
    `  Model${index}:`,
    '    Type: AWS::SageMaker::Model',
    '    Properties:',
    '      ExecutionRoleArn: arn:aws:iam::123456789012:role/Hosting',
    '      PrimaryContainer:',
    '        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.1.0-cpu-py310',
    `  Config${index}:`,
    '    Type: AWS::SageMaker::EndpointConfig',
    '    Properties:',
    '      ProductionVariants:',
    '        - VariantName: AllTraffic',
    `          ModelName: !GetAtt Model${index}.ModelName`,
    `          InstanceType: ${String(type)}`,
    `          InitialInstanceCount: ${1 + (index % 3)}`,
    '          InitialVariantWeight: 1',
    `  Endpoint${index}:`,
    '    Type: AWS::SageMaker::Endpoint',
    '    Properties:',
    `      EndpointName: endpoint-${index}`,
    `      EndpointConfigName: !GetAtt Config${index}.EndpointConfigName`,
  ];
}

function queue(index: number): string[] {
  return [
    `  Queue${index}:`,
    '    Type: AWS::SQS::Queue',
    '    Properties:',
    `      QueueName: !Sub "\${AWS::StackName}-queue-${index}"`,
    '      VisibilityTimeout: 60',
    '      RedrivePolicy:',
    `        deadLetterTargetArn: !GetAtt Dead${index}.Arn`,
    '        maxReceiveCount: 3',
    `  Dead${index}:`,
    '    Type: AWS::SQS::Queue',
    '    Properties:',
    '      MessageRetentionPeriod: 1209600',
  ];
}

function role(index: number): string[] {
  return [
    `  Role${index}:`,
    '    Type: AWS::IAM::Role',
    '    Properties:',
    '      AssumeRolePolicyDocument:',
    "        Version: '2012-10-17'",
    '        Statement:',
    '          - Effect: Allow',
    '            Principal: { Service: lambda.amazonaws.com }',
    '            Action: sts:AssumeRole',
    '      Policies:',
    '        - PolicyName: queues',
    '          PolicyDocument:',
    "            Version: '2012-10-17'",
    '            Statement:',
    '              - Effect: Allow',
    '                Action: [sqs:ReceiveMessage, sqs:DeleteMessage]',
    `                Resource: !Sub "arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:queue-${index}"`,
  ];
}

function lambda(index: number): string[] {
  return [
    `  Function${index}:`,
    '    Type: AWS::Lambda::Function',
    '    Properties:',
    '      Runtime: python3.12',
    '      Handler: index.handler',
    '      Timeout: 60',
    '      MemorySize: 512',
    '      Architectures: [arm64]',
    `      Role: !GetAtt Role${index - 1}.Arn`,
    '      Environment:',
    '        Variables:',
    `          QUEUE: queue-${index}`,
    '          LEVEL: INFO',
    '      TracingConfig: { Mode: Active }',
    '      Code:',
    '        S3Bucket: deployments',
    `        S3Key: function-${index}.zip`,
  ];
}

/** A CDK program of about so many lines: stacks of all sorts, and in every sixth an endpoint with what belongs to it. */
export function stacks(lines: number, every = 6): string {
  const parts = [
    "import * as cdk from 'aws-cdk-lib';",
    "import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';",
    "import { Construct } from 'constructs';",
  ];
  for (let index = 0; parts.length < lines; index += 1)
    parts.push(
      '',
      `export interface Stack${index}Props extends cdk.StackProps {`,
      '  readonly instanceType?: string;',
      '}',
      '',
      `export class Stack${index} extends cdk.Stack {`,
      `  constructor(scope: Construct, id: string, props: Stack${index}Props) {`,
      '    super(scope, id, props);',
      ...(index % every === 0 ? hostingStack(index) : ordinaryStack(index)),
      '  }',
      '}',
    );
  return `${parts.join('\n')}\n`;
}

function hostingStack(index: number): string[] {
  return [
    "    const model = new sagemaker.CfnModel(this, 'Model', {",
    "      executionRoleArn: 'arn:aws:iam::123456789012:role/Hosting',",
    "      primaryContainer: { image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1' },",
    '    });',
    "    const config = new sagemaker.CfnEndpointConfig(this, 'Config', {",
    '      productionVariants: [',
    '        {',
    "          variantName: 'AllTraffic',",
    '          modelName: model.attrModelName,',
    "          instanceType: props.instanceType ?? 'ml.m5.xlarge',",
    `          initialInstanceCount: ${1 + (index % 3)},`,
    '        },',
    '      ],',
    '    });',
    "    new sagemaker.CfnEndpoint(this, 'Endpoint', { endpointConfigName: config.attrEndpointConfigName });",
  ];
}

function ordinaryStack(index: number): string[] {
  return [
    `    const queue = { name: 'queue-${index}', visibility: 60, tags: ['a', 'b'].map((tag) => ({ key: tag, value: \`\${tag}-${index}\` })) };`,
    '    if (queue.visibility > 30) {',
    '      console.log(`queue ${queue.name} of ${id}`);',
    '    }',
    '    for (const tag of queue.tags) {',
    '      cdk.Tags.of(this).add(tag.key, tag.value);',
    '    }',
    "    const rows = queue.tags.filter((tag) => tag.key !== 'a').map((tag) => tag.value.toUpperCase());",
    "    const kept = rows.length > 0 ? rows[0] : 'none';",
    "    new cdk.CfnOutput(this, 'Kept', { value: kept });",
    `    const position = { x: 1, y: ${index}, label: \`at \${kept}\` };`,
    '    console.log(position);',
  ];
}

/** A Python file of about so many lines: ordinary functions and classes, and deployments of both SDKs among them. */
export function program(lines: number, every = 20): string {
  const parts = [
    'import json',
    'import boto3',
    'from sagemaker.pytorch import PyTorchModel',
    '',
    'sm = boto3.client("sagemaker")',
    '',
  ];
  for (let index = 0; parts.length < lines; index += 1) {
    parts.push(...ordinary(index));
    if (index % every === 0) parts.push(...deployment(index));
  }
  return `${parts.join('\n')}\n`;
}

function ordinary(index: number): string[] {
  return [
    `def prepare_${index}(rows, limit=${index}):`,
    '    """Keeps the rows that are worth scoring."""',
    '    kept = []',
    '    for position, row in enumerate(rows):',
    '        if row.get("amount", 0) > limit and not row["cancelled"]:',
    `            kept.append({"id": row["id"], "position": position, "batch": ${index}})`,
    '    if not kept:',
    `        raise ValueError(f"nothing left of {len(rows)} rows in batch ${index}")`,
    '    return json.dumps(kept)',
    '',
    '',
  ];
}

function deployment(index: number): string[] {
  return [
    `TYPE_${index} = "ml.c5.xlarge"`,
    `model_${index} = PyTorchModel(model_data="s3://models/${index}.tar.gz", role="role", entry_point="inference.py", framework_version="2.1", py_version="py310")`,
    `predictor_${index} = model_${index}.deploy(initial_instance_count=1, instance_type=TYPE_${index}, endpoint_name="endpoint-${index}")`,
    `sm.create_endpoint_config(`,
    `    EndpointConfigName="config-${index}",`,
    `    ProductionVariants=[{"VariantName": "v1", "ModelName": "model-${index}", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 2}],`,
    ')',
    '',
  ];
}

/** Python of about so many lines that has nothing to do with us. */
export function otherProgram(lines: number): string {
  const parts = ['import json', ''];
  for (let index = 0; parts.length < lines; index += 1) parts.push(...ordinary(index));
  return `${parts.join('\n')}\n`;
}

/** One letter typed at evenly spread places, each on top of the text before; `breaking` types brackets that stay open. */
export function* keystrokes(text: string, count: number, breaking: boolean): Generator<string> {
  let current = text;
  for (let index = 0; index < count; index += 1) {
    const at = Math.floor(((index + 0.5) / count) * current.length);
    current = current.slice(0, at) + (breaking && index % 4 === 0 ? '(' : 'x') + current.slice(at);
    yield current;
  }
}

/** One letter typed inside a word and taken back again, so that the file stays valid. */
export function* validKeystrokes(text: string, words: RegExp, count: number): Generator<string> {
  const places = [...text.matchAll(words)].map((match) => match.index + match[0].length);
  for (let index = 0; index < count; index += 1) {
    const at = places[Math.floor(((index + 0.5) / count) * places.length)] ?? 0;
    yield `${text.slice(0, at)}x${text.slice(at)}`;
    yield text;
  }
}

/** A Terraform file of about so many lines: in every ninth place an endpoint with what belongs to it, else other people's resources. */
export function terraformFile(lines: number, every = 9): string {
  const parts = ['variable "instance_type" {', '  default = "ml.c5.xlarge"', '}', ''];
  for (let index = 0; parts.length < lines; index += 1)
    parts.push(...(index % every === 0 ? terraformEndpoint(index / every) : terraformQueue(index)));
  return `${parts.join('\n')}\n`;
}

function terraformEndpoint(index: number): string[] {
  const type =
    index % 2 === 0
      ? 'var.instance_type'
      : `"${String(['ml.m5.xlarge', 'ml.c5.2xlarge', 'ml.g4dn.xlarge'][index % 3])}"`;
  return [
    `resource "aws_sagemaker_model" "model_${index}" {`,
    '  execution_role_arn = "arn:aws:iam::123456789012:role/Hosting"',
    '',
    '  primary_container {',
    '    image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.1.0-cpu-py310"',
    '  }',
    '}',
    '',
    `resource "aws_sagemaker_endpoint_configuration" "config_${index}" {`,
    '  production_variants {',
    '    variant_name           = "AllTraffic"',
    `    model_name             = aws_sagemaker_model.model_${index}.name`,
    `    instance_type          = ${type}`,
    `    initial_instance_count = ${1 + (index % 3)}`,
    '  }',
    '}',
    '',
    `resource "aws_sagemaker_endpoint" "endpoint_${index}" {`,
    `  name                 = "endpoint-${index}"`,
    `  endpoint_config_name = aws_sagemaker_endpoint_configuration.config_${index}.name`,
    '}',
    '',
  ];
}

function terraformQueue(index: number): string[] {
  return [
    `resource "aws_sqs_queue" "queue_${index}" {`,
    `  name                       = "queue-${index}"`,
    '  visibility_timeout_seconds = 60',
    '',
    '  redrive_policy = jsonencode({',
    `    deadLetterTargetArn = aws_sqs_queue.dead_${index}.arn`,
    '    maxReceiveCount     = 3',
    '  })',
    '}',
    '',
    `resource "aws_sqs_queue" "dead_${index}" {`,
    '  message_retention_seconds = 1209600',
    '}',
    '',
  ];
}
