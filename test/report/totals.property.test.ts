import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Advisor } from '../../src/advisor/advisor';
import { catalogue } from '../../src/catalogue';
import { reportOf } from '../../src/report/json';
import { sourceOf } from '../law';

const variant = fc.oneof(
  fc
    .record({
      type: fc.constantFrom(...catalogue.offeredTypes('us-east-1').map(({ name }) => name)),
      count: fc.integer({ min: 1, max: 8 }),
    })
    .map(({ type, count }) => `InstanceType: ${type}, InitialInstanceCount: ${count}`),
  fc
    .constantFrom(1024, 3072, 6144)
    .map((memory) => `ServerlessConfig: { MemorySizeInMB: ${memory}, MaxConcurrency: 5, ProvisionedConcurrency: 2 }`),
);

const template = fc
  .array(
    fc.record({
      variant,
      async: fc.boolean(),
      name: fc.constantFrom('ranking-dev', 'ranking-prod', 'claims'),
      least: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((all) =>
    all.reduce(
      (text, each, index) => `${text}  Config${index}:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
${each.async && each.variant.startsWith('Instance') ? '      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: s3://b/o } }\n' : ''}      ProductionVariants:
        - { VariantName: a, ModelName: m${index}, ${each.variant} }
  Endpoint${index}:
    Type: AWS::SageMaker::Endpoint
    Properties: { EndpointName: ${each.name}-${index}, EndpointConfigName: !GetAtt Config${index}.EndpointConfigName }
${
  each.least === null
    ? ''
    : `  Target${index}:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: endpoint/${each.name}-${index}/variant/a
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: ${each.least}
      MaxCapacity: ${each.least + 3}
`
}`,
      'Resources:\n',
    ),
  );

const profile = fc.option(
  fc.record({
    requestsPerDay: fc.integer({ min: 1, max: 1_000_000 }),
    secondsPerRequest: fc.double({ min: 0.01, max: 5, noNaN: true }),
    latency: fc.constantFrom('seconds' as const, 'minutes' as const),
  }),
);

describe('totals of any workspace', () => {
  it('are never below nothing after the advice, and no advice saves more than there is', () => {
    let advised = 0;
    fc.assert(
      fc.property(template, fc.constantFrom('us-east-1', 'eu-north-1', 'sa-east-1'), profile, (text, region, given) => {
        const advisor = new Advisor({
          region,
          ...(given === null ? {} : { profiles: { given }, endpoints: [{ match: { name: '*' }, profile: 'given' }] }),
        });
        advisor.update(sourceOf('infra/endpoints.yaml', text));
        const { totals, deployments, findings } = reportOf(advisor, region, [], false);
        for (const { usdPerMonth, kgCo2ePerMonth } of [totals.standing, totals.after.standing])
          for (const { value, low, high } of [usdPerMonth, kgCo2ePerMonth])
            for (const each of [value, low, high]) assert.ok(Number.isFinite(each) && each >= 0, String(each));
        for (const { deployment, delta, practice } of findings) {
          const month = deployments.find(({ id }) => id === deployment)?.estimate;
          if (month === undefined) continue;
          advised += 1;
          const money = month.usdPerMonth?.value;
          if (money !== undefined) assert.ok(-(delta.usdPerMonth?.value ?? 0) <= money * (1 + 1e-9), practice);
          const carbon = month.kgCo2ePerMonth?.value;
          if (carbon !== undefined) assert.ok(-(delta.kgCo2ePerMonth?.value ?? 0) <= carbon * (1 + 1e-9), practice);
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(advised > 60, 'hardly anything was advised');
  });
});
