import { Advisor } from '../../src/advisor/advisor';
import type { EstimatedDeployment, Finding } from '../../src/advisor/advice';

import { sourceOf } from '../law';

export interface Endpoint {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly type: string;
  readonly count?: number;
  readonly name?: string;
}

export const DLC = '763104351884.dkr.ecr.us-east-1.amazonaws.com';
export const TGI = `${DLC}/huggingface-pytorch-tgi-inference:2.4.0-tgi2.3.1-gpu-py311-cu124-ubuntu22.04`;
export const LMI = `${DLC}/djl-inference:0.36.0-lmi25.0.0-cu128`;
export const VLLM = `${DLC}/vllm:0.14.0-gpu-py312-cu129-ubuntu22.04-sagemaker`;

/** A template with one endpoint; without an image its model isn't in sight. */
export function templateOf({ image, environment = {}, type, count = 1, name = 'reviews' }: Endpoint): string {
  const model =
    image === undefined
      ? ''
      : `  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/serve
      PrimaryContainer:
        Image: ${image}
        Environment: ${JSON.stringify(environment)}
`;
  return `Resources:
${model}  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: AllTraffic
          ModelName: ${image === undefined ? 'model' : '!GetAtt Model.ModelName'}
          InstanceType: ${type}
          InitialInstanceCount: ${count}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ${name}
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
}

/** What the advisor says of the endpoint with all its practices, and what it estimates. */
export function advised(endpoint: Endpoint): {
  readonly findings: readonly Finding[];
  readonly deployment: EstimatedDeployment;
} {
  const advisor = new Advisor({});
  advisor.update(sourceOf('template.yaml', templateOf(endpoint)));
  const { findings, deployments } = advisor.advise('template.yaml');
  const [deployment] = deployments;
  if (deployment === undefined) throw new Error('the template has no endpoint');
  return { findings, deployment };
}

export function leadersOf({ findings }: { readonly findings: readonly Finding[] }): string[] {
  return findings.filter(({ rank }) => rank === 'leading').map(({ message }) => message);
}
