import { useGraviton } from '../../src/practices/useGraviton';
import { fires, silent } from './practiceCase';

const IMAGE = '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';
const MODEL = `  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer: { Image: ${IMAGE}, ModelDataUrl: s3://b/m }
`;
const config = (name: string, ...types: string[]): string => `  ${name}:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
${types
  .map(
    (type, index) =>
      `        - { VariantName: v${index}, ModelName: !GetAtt Model.ModelName, InstanceType: ${type}, InitialInstanceCount: 1 }\n`,
  )
  .join('')}  ${name}Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointConfigName: !GetAtt ${name}.EndpointConfigName }
`;
const file = 'a.yaml';

describe('use-graviton, where an image serves several', () => {
  it('is silent where another configuration or variant runs the same model', () => {
    silent(useGraviton, {
      file,
      source: `Resources:\n${MODEL}${config('A', 'ml.c5.2xlarge')}${config('B', 'ml.c7i.xlarge')}`,
    });
    silent(useGraviton, { file, source: `Resources:\n${MODEL}${config('A', 'ml.c5.2xlarge', 'ml.m7i.4xlarge')}` });
  });

  it('is silent where the type is one of several in a mapping, and the image is not', () => {
    silent(useGraviton, {
      file,
      source: `Parameters:
  Stage: { Type: String, Default: test }
Mappings:
  Sizes: { test: { Type: ml.m4.xlarge }, prod: { Type: ml.c5.9xlarge } }
Resources:
${MODEL}${config('A', '!FindInMap [Sizes, !Ref Stage, Type]')}`,
    });
  });

  it('takes the Region of the registry, where the code names none', () => {
    const source = (region: string, squiggle = ''): string =>
      `Resources:\n${MODEL.replace('us-east-1', region)}${config('A', 'ml.c5.2xlarge').replace(/\n {2}AEndpoint/, `\n${squiggle}  AEndpoint`)}`;
    // Neither c7g nor c8g has a price in sa-east-1.
    silent(useGraviton, { file, source: source('sa-east-1').replace('c5.2xlarge', 'c7i.2xlarge') });
    fires(useGraviton, {
      file,
      source: source('eu-west-1').replace(
        'InitialInstanceCount: 1 }\n',
        `InitialInstanceCount: 1 }\n#${' '.repeat(78)}${'^'.repeat(13)} ml.c5.2xlarge → ml.c6g.2xlarge\n`,
      ),
    });
  });

  it('has no edit where a condition decides the type and not the image', () => {
    fires(useGraviton, {
      file: 'stack.ts',
      refused: 'notExpressible',
      source: `import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
export function endpoint(scope, p) {
  const model = new sagemaker.CfnModel(scope, 'M', {
    executionRoleArn: 'arn:aws:iam::123456789012:role/r',
    primaryContainer: { image: '${IMAGE}' },
  });
  const config = new sagemaker.CfnEndpointConfig(scope, 'C', {
    productionVariants: [
      {
        variantName: 'a',
        modelName: model.attrModelName,
        instanceType: p.prod ? 'ml.g4dn.xlarge' : 'ml.c5.xlarge',
//                                                ^^^^^^^^^^^^^^ ml.c5.xlarge → ml.c7g.xlarge
        initialInstanceCount: 1,
      },
    ],
  });
  new sagemaker.CfnEndpoint(scope, 'E', { endpointConfigName: config.attrEndpointConfigName });
}
`,
    });
  });
});
