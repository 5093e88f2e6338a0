import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import type { Finding } from '../../src/advisor/advice';
import { applyEdits, sourceOf } from '../law';

const FILE = 'endpoint.yaml';
const ENDPOINT = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: v, ModelName: churn, InstanceType: ml.m4.xlarge, InitialInstanceCount: 1 }
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: churn
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;
const SCALED = `${ENDPOINT}  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ResourceId: endpoint/churn/variant/v
      MinCapacity: 1
      MaxCapacity: 4
`;

function advised(text: string): { readonly advisor: Advisor; readonly finding: Finding } {
  const advisor = new Advisor({});
  advisor.update(sourceOf(FILE, text));
  const { findings } = advisor.advise(FILE);
  const finding = findings.find((each) => each.practice === 'newer-generation');
  assert.ok(finding, findings.map((each) => each.message).join('; '));
  return { advisor, finding };
}

describe('quick fixes', () => {
  it('of another type for a scaled variant are offered, and never the default', () => {
    const { advisor, finding } = advised(SCALED);
    const preferring = (landing: Finding['candidates'][0]['landing']): boolean | undefined => {
      const [{ proposal, ...candidate }] = finding.candidates;
      const given: Finding = {
        ...finding,
        rank: 'leading',
        candidates: [{ ...candidate, landing, proposal: { ...proposal, preferred: true } }],
      };
      return advisor.fixes(FILE, given)[0]?.preferred;
    };
    assert.equal(finding.candidates[0].landing, 'deregisterScalingFirst');
    assert.equal(preferring('deregisterScalingFirst'), false);
    assert.equal(preferring('newConfiguration'), true);
  });

  it('of a type that a loop gives to several variants change it for all of them', () => {
    const program = (type: string): string => `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker

class S(cdk.Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        variants = []
        for name in ["a", "b"]:
            variants.append(sagemaker.CfnEndpointConfig.ProductionVariantProperty(variant_name=name, model_name="m", instance_type="${type}", initial_instance_count=1))
        sagemaker.CfnEndpointConfig(self, "Config", production_variants=variants)
`;
    const advisor = new Advisor({});
    advisor.update(sourceOf('stack.py', program('ml.m4.xlarge')));
    const { deployments, findings } = advisor.advise('stack.py');
    assert.equal(deployments.length, 2);
    for (const finding of findings.filter((each) => each.practice === 'newer-generation')) {
      const [fix] = advisor.fixes('stack.py', finding);
      assert.equal(fix?.refusal, null);
      assert.equal(applyEdits(program('ml.m4.xlarge'), fix.edits), program('ml.m5.xlarge'));
    }
  });

  it('that would change nothing are not offered', () => {
    const { advisor, finding } = advised(ENDPOINT);
    const [candidate] = finding.candidates;
    const [op] = candidate.proposal.ops;
    assert.ok(op?.op === 'set');
    const value = 'ml.m4.xlarge';
    const same = { ...candidate, proposal: { ...candidate.proposal, ops: [{ ...op, value }] } };
    assert.ok(advisor.fixes(FILE, finding).length > 0);
    assert.deepEqual(advisor.fixes(FILE, { ...finding, candidates: [same] }), []);
  });
});
