import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { addAutoscaling } from '../../src/practices/addAutoscaling';
import { applyEdits, sourceOf } from '../law';
import { fires, silent } from './practiceCase';

const NOTE = 'replace by your load test: most requests per second of one instance x 0.5 (safety) x 60';

describe('add-autoscaling in source text', () => {
  describe('CloudFormation', () => {
    const template = (count: string, more = ''): string => `Resources:
  RankingConfig:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: blue
          ModelName: ranking
          InstanceType: ml.c6i.2xlarge
          InitialInstanceCount: ${count}
  RankingEndpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointName: ranking
      EndpointConfigName: !GetAtt RankingConfig.EndpointConfigName
${more}`;

    it('adds a target and a policy in the style of the template', () => {
      fires(addAutoscaling, {
        file: 'ranking.yaml',
        grade: 'likely',
        preferred: false,
        visibility: 'squiggle',
        source: template('2\n#                               ^ 2 instances at all times → 2 to 4 with the traffic'),
        fixed: template(
          '2',
          `  RankingEndpointScalingTarget:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: !Sub endpoint/\${RankingEndpoint.EndpointName}/variant/blue
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 4
  RankingEndpointScalingPolicy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: InvocationsPerInstance
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref RankingEndpointScalingTarget
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 70 # ${NOTE}
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
`,
        ),
      });
    });

    it('is told in the report for one instance', () => {
      fires(addAutoscaling, {
        file: 'ranking.yaml',
        grade: 'consider',
        visibility: 'report',
        source: template('1\n#                               ^ 1 instance at all times → 1 to 2 with the traffic'),
      });
    });

    it('reads JSON', () => {
      fires(addAutoscaling, {
        file: 'ranking.json',
        grade: 'likely',
        source: `{
  "Resources": {
    "Config": {
      "Type": "AWS::SageMaker::EndpointConfig",
      "Properties": {
        "ProductionVariants": [
          { "VariantName": "blue", "ModelName": "ranking", "InstanceType": "ml.m5.large", "InitialInstanceCount": 3 }
//                                                                                                                ^
        ]
      }
    },
    "Endpoint": {
      "Type": "AWS::SageMaker::Endpoint",
      "Properties": { "EndpointConfigName": { "Fn::GetAtt": ["Config", "EndpointConfigName"] } }
    }
  }
}
`,
      });
    });

    it('is silent where a target stands in the template or in another one', () => {
      const target = (resourceId: string): string => `  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      ServiceNamespace: sagemaker
      ResourceId: ${resourceId}
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      MinCapacity: 2
      MaxCapacity: 8
`;
      const own = target('!Sub endpoint/${RankingEndpoint.EndpointName}/variant/blue');
      silent(addAutoscaling, { file: 'ranking.yaml', source: template('2', own) });
      silent(addAutoscaling, { file: 'ranking.yaml', source: template('2', target('endpoint/ranking/variant/blue')) });
      const elsewhere = `Resources:\n${target('endpoint/ranking/variant/blue')}`;
      silent(addAutoscaling, { file: 'ranking.yaml', source: template('2'), files: { 'scaling.yaml': elsewhere } });
      const anybodys = `Parameters:\n  Id: { Type: String }\nResources:\n${target('!Ref Id')}`;
      silent(addAutoscaling, { file: 'ranking.yaml', source: template('2'), files: { 'scaling.yaml': anybodys } });
    });

    it('is silent about burstable types and an unknown count', () => {
      silent(addAutoscaling, { file: 'a.yaml', source: template('2').replace('ml.c6i.2xlarge', 'ml.t2.large') });
      const parameter = `Parameters:\n  Count: { Type: Number }\n${template('!Ref Count')}`;
      silent(addAutoscaling, { file: 'a.yaml', source: parameter });
    });
  });

  describe('boto3', () => {
    const script = (count: string, more = ''): string => `import boto3

sm = boto3.client("sagemaker", region_name="us-east-1")
sm.create_endpoint_config(
    EndpointConfigName="forecast-7",
    ProductionVariants=[
        {"VariantName": "AllTraffic", "ModelName": "forecast", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": ${count}},
    ],
)
sm.create_endpoint(EndpointName="forecast", EndpointConfigName="forecast-7")
${more}`;

    it('registers a target and puts a policy', () => {
      fires(addAutoscaling, {
        file: 'deploy_forecast.py',
        grade: 'likely',
        preferred: false,
        source: script('2').replace(
          '"InitialInstanceCount": 2},\n',
          `"InitialInstanceCount": 2},\n#${' '.repeat(118)}^ 2 instances at all times → 2 to 4 with the traffic\n`,
        ),
      });
    });

    it('registers behind the statement that creates or updates the endpoint, and behind what waits for it', () => {
      const [config = ''] = script('2').split('sm.create_endpoint(');
      const tried = `try:
    sm.update_endpoint(EndpointName="forecast", EndpointConfigName="forecast-7")
except sm.exceptions.ClientError:
    sm.create_endpoint(EndpointName="forecast", EndpointConfigName="forecast-7")
waiter = sm.get_waiter("endpoint_in_service")
waiter.wait(EndpointName="forecast")
`;
      const plan = ['register_scalable_target', 'put_scaling_policy'];
      for (const way of [
        tried,
        tried.replace('try:', 'if exists:').replace('except sm.exceptions.ClientError:', 'else:'),
      ]) {
        const text = `${config}${way}print("up")\n`;
        const advisor = new Advisor({});
        advisor.update(sourceOf('deploy_forecast.py', text));
        const finding = advisor
          .advise('deploy_forecast.py')
          .findings.find((each) => each.practice === addAutoscaling.id);
        assert.ok(finding);
        const [fix] = advisor.fixes('deploy_forecast.py', finding);
        assert.equal(fix?.refusal, null);
        const after = applyEdits(text, fix.edits);
        const end =
          after.indexOf('waiter.wait(EndpointName="forecast")\n') + 'waiter.wait(EndpointName="forecast")\n'.length;
        for (const call of plan) {
          assert.ok(after.indexOf(call) > end, after);
          assert.match(after, new RegExp(`^\\w+\\.${call}\\(`, 'm'));
        }
        assert.ok(after.endsWith('print("up")\n'));
      }
    });

    it('is silent where the script registers a target, or deletes its endpoint', () => {
      const registered = `autoscaling = boto3.client("application-autoscaling")
autoscaling.register_scalable_target(
    ServiceNamespace="sagemaker",
    ResourceId="endpoint/forecast/variant/AllTraffic",
    ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    MinCapacity=1,
    MaxCapacity=4,
)
`;
      silent(addAutoscaling, { file: 'a.py', source: script('2', registered) });
      silent(addAutoscaling, { file: 'a.py', source: script('2', 'sm.delete_endpoint(EndpointName="forecast")\n') });
    });
  });

  describe('the Python SDK', () => {
    const script = (deploy: string): string => `from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data=artifact, role=role, entry_point="inference.py", framework_version="1.7-1")
${deploy}
`;

    it("speaks of a script's fixed number of instances", () => {
      fires(addAutoscaling, {
        file: 'deploy_price.py',
        grade: 'likely',
        source: script(`model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge", endpoint_name="price")
#                                   ^ 2 instances at all times → 2 to 4 with the traffic`),
      });
    });

    it('names the endpoint itself where the deployment answers nothing', () => {
      const text = (name: string): string => `from sagemaker.model import Model

model = Model(image_uri=image, model_data=artifact, role=role)
predictor = model.deploy(initial_instance_count=2, instance_type="ml.c5.xlarge"${name})
`;
      const fixed = (source: string): { why: string | null; after: string } => {
        const advisor = new Advisor({});
        advisor.update(sourceOf('deploy_price.py', source));
        const finding = advisor.advise('deploy_price.py').findings.find((each) => each.practice === addAutoscaling.id);
        assert.ok(finding);
        const [fix] = advisor.fixes('deploy_price.py', finding);
        assert.ok(fix);
        return { why: fix.refusal?.reason ?? null, after: applyEdits(source, fix.edits) };
      };
      assert.equal(fixed(text('')).why, 'notExpressible');
      const named = fixed(text(', endpoint_name="price"'));
      assert.match(named.after, /ResourceId="endpoint\/price\/variant\/AllTraffic"/);
      assert.doesNotMatch(named.after, /predictor\./);
      const answering = text('').replace('role=role', 'role=role, predictor_cls=Predictor');
      assert.match(fixed(answering).after, /predictor\.endpoint_name/);
    });

    it('is silent in local mode and on burstable types', () => {
      silent(addAutoscaling, { file: 'a.py', source: script('model.deploy(1, "local")') });
      silent(addAutoscaling, { file: 'a.py', source: script('model.deploy(2, "ml.t2.medium")') });
    });
  });

  it('is silent in notebooks', () => {
    silent(addAutoscaling, {
      file: 'price.ipynb',
      source: [
        'from sagemaker.xgboost import XGBoostModel',
        'XGBoostModel(model_data=a, role=r, framework_version="1.7-1").deploy(2, "ml.c5.xlarge")',
      ],
    });
  });

  describe('Terraform', () => {
    const module = (more: string, squiggle = ''): string => `resource "aws_sagemaker_endpoint_configuration" "ranking" {
  production_variants {
    variant_name           = "AllTraffic"
    model_name             = var.model
    instance_type          = "ml.c6i.2xlarge"
    initial_instance_count = 2
${squiggle}  }
}

resource "aws_sagemaker_endpoint" "ranking" {
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ranking.name
}
${more}`;

    it('adds a target and a policy that refers to it', () => {
      fires(addAutoscaling, {
        file: 'infra/ranking.tf',
        grade: 'likely',
        preferred: false,
        source: module('', `#${' '.repeat(28)}^ 2 instances at all times → 2 to 4 with the traffic\n`),
        fixed: module(`
resource "aws_appautoscaling_target" "ranking" {
  resource_id        = "endpoint/\${aws_sagemaker_endpoint.ranking.name}/variant/AllTraffic"
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  min_capacity       = 2
  max_capacity       = 4
  service_namespace  = "sagemaker"
}

resource "aws_appautoscaling_policy" "ranking" {
  name               = "InvocationsPerInstance"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.ranking.resource_id
  scalable_dimension = aws_appautoscaling_target.ranking.scalable_dimension
  service_namespace  = aws_appautoscaling_target.ranking.service_namespace

  target_tracking_scaling_policy_configuration {
    target_value = 70 # replace by your load test: most requests per second of one instance x 0.5 (safety) x 60

    predefined_metric_specification {
      predefined_metric_type = "SageMakerVariantInvocationsPerInstance"
    }
  }
}
`),
      });
    });

    it('is silent where any file of the module scales it, or may', () => {
      const target = (id: string): string => `resource "aws_appautoscaling_target" "t" {
  max_capacity       = 4
  min_capacity       = 1
  resource_id        = ${id}
  scalable_dimension = "sagemaker:variant:DesiredInstanceCount"
  service_namespace  = "sagemaker"
}
`;
      const silentWith = (id: string): void =>
        silent(addAutoscaling, {
          file: 'infra/ranking.tf',
          source: module(''),
          files: { 'infra/scaling.tf': target(id) },
        });
      silentWith('"endpoint/${aws_sagemaker_endpoint.ranking.name}/variant/AllTraffic"');
      silentWith('var.scaled');
      silentWith('join("/", ["endpoint", aws_sagemaker_endpoint.ranking.name, "variant", "AllTraffic"])');
    });

    it('is silent where a condition may take the count away', () => {
      const counted = module('').replace('= 2', '= var.count_of_instances');
      silent(addAutoscaling, {
        file: 'infra/ranking.tf',
        source: counted,
        files: { 'infra/v.tf': 'variable "count_of_instances" {}\n' },
      });
    });
  });
});
