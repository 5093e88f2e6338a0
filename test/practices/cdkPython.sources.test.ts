import { addAutoscaling } from '../../src/practices/addAutoscaling';
import { logRetention } from '../../src/practices/logRetention';
import { newerGeneration } from '../../src/practices/newerGeneration';
import { retrainOnDrift } from '../../src/practices/retrainOnDrift';
import { singleInstanceInDev } from '../../src/practices/singleInstanceInDev';
import { useGraviton } from '../../src/practices/useGraviton';
import { useServerless } from '../../src/practices/useServerless';
import { fires, silent } from './practiceCase';

const HEAD = `from aws_cdk import Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sagemaker as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
`;

/** A configuration with these arguments of its variant, and its endpoint. */
const endpoint = (variant: string, more = ''): string => `${HEAD}        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model_name,
${variant}                )
            ],
        )
        endpoint = sagemaker.CfnEndpoint(self, "Endpoint", endpoint_config_name=config.attr_endpoint_config_name)
${more}`;

const type = (name: string, squiggle = ''): string => `                    instance_type="${name}",
${squiggle}                    initial_instance_count=1,
`;

/** Logs are spoken of where SageMaker is. */
const WITH_SAGEMAKER = { 'model.yaml': 'Resources:\n  Model:\n    Type: AWS::SageMaker::Model\n' };

const SCALED = `        target = applicationautoscaling.CfnScalableTarget(
            self,
            "Target",
            service_namespace="sagemaker",
            resource_id=f"endpoint/{endpoint.attr_endpoint_name}/variant/AllTraffic",
            scalable_dimension="sagemaker:variant:DesiredInstanceCount",
            min_capacity=1,
            max_capacity=4,
        )
        applicationautoscaling.CfnScalingPolicy(
            self,
            "Policy",
            policy_name="p",
            policy_type="TargetTrackingScaling",
            scaling_target_id=target.ref,
        )
`;
const WITH_SCALING = (text: string): string =>
  text.replace(
    'import Stack\n',
    'import Stack\nfrom aws_cdk import aws_applicationautoscaling as applicationautoscaling\n',
  );

describe('practices in the CDK in Python', () => {
  it('use-graviton changes the type and the image of the alpha module', () => {
    const stack = (image: string, size: string, squiggle = ''): string => `from aws_cdk import Stack
import aws_cdk.aws_sagemaker_alpha as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        model = sagemaker.Model(
            self,
            "Model",
            containers=[
                sagemaker.ContainerDefinition(
                    image=sagemaker.ContainerImage.from_dlc("${image}", "2.6.0-cpu-py312-ubuntu22.04-sagemaker"),
                )
            ],
        )
        config = sagemaker.EndpointConfig(
            self,
            "Config",
            instance_production_variants=[
                sagemaker.InstanceProductionVariantProps(
                    model=model,
                    variant_name="main",
                    instance_type=${size},
${squiggle}                )
            ],
        )
        sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)
`;
    fires(useGraviton, {
      file: 'stack.py',
      grade: 'likely',
      source: stack(
        'pytorch-inference',
        'sagemaker.InstanceType.M5_XLARGE',
        '                    #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ml.m5.xlarge → ml.m6g.xlarge\n',
      ),
      fixed: stack('pytorch-inference-arm64', 'sagemaker.InstanceType.of("ml.m6g.xlarge")'),
    });
  });

  it('use-graviton is silent about an image that nobody knows', () => {
    silent(useGraviton, { file: 'stack.py', source: endpoint(type('ml.m5.xlarge')) });
  });

  it('use-serverless takes the scaling away with the instance', () => {
    fires(useServerless, {
      file: 'stack.py',
      source: WITH_SCALING(
        endpoint(
          type(
            'ml.m5.large',
            '                    #             ^^^^^^^^^^^^^ ml.m5.large → serverless with 6 GB, if the model needs no VPC\n',
          ),
          SCALED,
        ),
      ),
      fixed: WITH_SCALING(
        endpoint(`                    serverless_config=sagemaker.CfnEndpointConfig.ServerlessConfigProperty(
                        memory_size_in_mb=6144,
                        max_concurrency=5,
                    ),
`),
      ),
    });
  });

  it('use-serverless is refused where a construct has no property for it', () => {
    fires(useServerless, {
      file: 'stack.py',
      refused: 'notExpressible',
      source: `from aws_cdk import Stack
import aws_cdk.aws_sagemaker_alpha as sagemaker


class RankingStack(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        config = sagemaker.EndpointConfig(
            self,
            "Config",
            instance_production_variants=[
                {"model": model, "variant_name": "main", "instance_type": sagemaker.InstanceType.M5_LARGE}
                #                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            ],
        )
        sagemaker.Endpoint(self, "Endpoint", endpoint_config=config)
`,
    });
  });

  it('add-autoscaling is silent where the stack scales', () => {
    silent(addAutoscaling, {
      file: 'stack.py',
      source: WITH_SCALING(endpoint(type('ml.m5.large').replace('=1', '=3'), SCALED)),
    });
  });

  it('log-retention knows what the constructs keep by themselves', () => {
    const group = (days: string): string => `${HEAD}        logs.CfnLogGroup(self, "Logs", log_group_name="g"${days})
`;
    const squiggle = '        #    ^^^^^^^^^^^\n';
    fires(logRetention, {
      file: 'stack.py',
      files: WITH_SAGEMAKER,
      grade: 'certain',
      source: group('') + squiggle,
      fixed: group(', retention_in_days=30'),
    });
    silent(logRetention, { file: 'stack.py', files: WITH_SAGEMAKER, source: group(', retention_in_days=7') });
    silent(logRetention, {
      file: 'stack.py',
      files: WITH_SAGEMAKER,
      source: `${HEAD}        logs.LogGroup(self, "Logs", retention=logs.RetentionDays.ONE_WEEK)\n`,
    });
  });

  it('newer-generation changes the default of a parameter', () => {
    const stack = (name: string, squiggle = ''): string =>
      endpoint(`                    instance_type=size.value_as_string,
${squiggle}                    initial_instance_count=1,
`)
        .replace('import Stack', 'import CfnParameter, Stack')
        .replace(
          '        config =',
          `        size = CfnParameter(self, "Size", type="String", default="${name}")\n        config =`,
        );
    fires(newerGeneration, {
      file: 'stack.py',
      source: stack(
        'ml.c4.2xlarge',
        '                    #             ^^^^^^^^^^^^^^^^^^^^ ml.c4.2xlarge → ml.c7i.2xlarge\n',
      ),
      fixed: stack('ml.c7i.2xlarge'),
    });
  });

  it('newer-generation names what a construct of another library is given', () => {
    const stack = (value: string, squiggle = ''): string => `from aws_cdk import Stack
from cdklabs.generative_ai_cdk_constructs import HuggingFaceSageMakerEndpoint, SageMakerInstanceType


class LlmStack(Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
        HuggingFaceSageMakerEndpoint(
            self,
            "Llm",
            model_id="google/flan-t5-xl",
            instance_type=SageMakerInstanceType.${value},
${squiggle}        )
`;
    fires(newerGeneration, {
      file: 'stack.py',
      source: stack(
        'ML_P3_2_XLARGE',
        '            #             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ml.p3.2xlarge is not sold any more → ml.g6.2xlarge\n',
      ),
      fixed: stack('of("ml.g6.2xlarge")'),
    });
  });

  it('single-instance-in-dev believes the name of the endpoint', () => {
    const stack = (count: string): string =>
      endpoint(type('ml.m5.xlarge').replace('=1,\n', count)).replace(
        '"Endpoint", ',
        '"Endpoint", endpoint_name="ranking-dev", ',
      );
    fires(singleInstanceInDev, {
      file: 'stack.py',
      source: stack('=2,\n                    #                      ^\n'),
      fixed: stack('=1,\n'),
    });
  });

  it('says nothing of assertions', () => {
    silent(newerGeneration, {
      file: 'tests/unit/test_stack.py',
      source: `import aws_cdk as cdk
from aws_cdk.assertions import Template
from aws_cdk import aws_sagemaker as sagemaker

stack = cdk.Stack()
sagemaker.CfnEndpointConfig(stack, "C", production_variants=[{"variant_name": "a", "instance_type": "ml.m4.xlarge"}])
template = Template.from_stack(stack)
template.has_resource_properties("AWS::SageMaker::EndpointConfig", {"ProductionVariants": [{"InstanceType": "ml.m4.xlarge"}]})
`,
    });
  });

  describe('retrain-on-drift', () => {
    const stack = (body: string): string => `import json
from aws_cdk import Duration, Stack
from aws_cdk import aws_events as events, aws_events_targets as targets, aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as scheduler_targets
from aws_cdk import aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks
from aws_cdk.aws_sagemaker import CfnPipeline


class Training(Stack):
    def __init__(self, scope, construct_id, *, retrains=None, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${body}
`;
    const pipeline = (type: string): string => `        pipeline = CfnPipeline(
            self,
            "Churn",
            pipeline_name="churn",
            role_arn="arn:aws:iam::123456789012:role/r",
            pipeline_definition={"PipelineDefinitionBody": json.dumps({"Version": "2020-12-01", "Steps": [{"Name": "A", "Type": "${type}"}]})},
        )
`;
    const RETRAIN = `        retrain = lambda_.Function(self, "Retrain", runtime=runtime, handler="index.handler", code=code)
`;
    const WEEKLY = `            schedule=events.Schedule.rate(Duration.days(7)),
            #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so
`;
    const rule = (rest: string): string => `        clock = events.Rule(
            self,
            "Clock",
${WEEKLY}${rest}        )
`;
    const SCHEDULE = `        scheduler.Schedule(
            self,
            "Clock",
            schedule=scheduler.ScheduleExpression.rate(Duration.days(7)),
            #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trains rate(7 days) → when drift or a figure says so
`;
    const firing: Readonly<Record<string, string>> = {
      'a target that calls the API': rule(
        '            targets=[targets.AwsApi(service="SageMaker", action="createTrainingJob", parameters=parameters)],\n',
      ),
      'a target that starts a pipeline by the API':
        pipeline('Training') +
        rule(
          '            targets=[targets.AwsApi(service="SageMaker", action="startPipelineExecution", parameters={"PipelineName": pipeline.ref})],\n',
        ),
      'a pipeline as a target':
        pipeline('Training') +
        rule('            targets=[targets.SageMakerPipeline(pipeline, pipeline_parameter_list=[])],\n'),
      'a function that is called so, added later': `${RETRAIN}${rule('')}        clock.add_target(targets.LambdaFunction(retrain, retry_attempts=1))
`,
      'a function by its name': RETRAIN + rule('            targets=[targets.LambdaFunction(handler=retrain)],\n'),
      'a schedule of a pipeline': `${pipeline('Training')}${SCHEDULE}            target=scheduler_targets.SageMakerStartPipelineExecution(pipeline),
        )
`,
      'a schedule that calls the API': `${SCHEDULE}            target=scheduler_targets.Universal(service="sagemaker", action="createTrainingJob"),
        )
`,
      'a state machine with a training step': `        train = tasks.SageMakerCreateTrainingJob(self, "Fit", training_job_name=name)
        evaluate = tasks.LambdaInvoke(self, "Evaluate", lambda_function=function)
        machine = sfn.StateMachine(self, "Weekly", definition_body=sfn.DefinitionBody.from_chainable(train.next(evaluate)))
${SCHEDULE}            target=scheduler_targets.StepFunctionsStartExecution(machine),
        )
`,
      'a state machine that calls the API': `        train = tasks.CallAwsService(self, "Fit", service="sagemaker", action="createTrainingJob", iam_resources=["*"])
        machine = sfn.StateMachine(self, "Weekly", definition=sfn.Chain.start(train))
${rule('            targets=[targets.SfnStateMachine(machine)],\n')}`,
    };
    for (const [name, body] of Object.entries(firing))
      it(`tells of ${name}`, () => {
        fires(retrainOnDrift, {
          file: 'training_stack.py',
          grade: 'likely',
          visibility: 'report',
          source: stack(body),
        });
      });

    const clock = (target: string, more = ''): string =>
      `        clock = events.Rule(self, "Clock", schedule=events.Schedule.rate(Duration.days(7)), targets=[${target}]${more})\n`;
    const quiet: Readonly<Record<string, string>> = {
      'a pipeline that transforms': pipeline('Transform') + clock('targets.SageMakerPipeline(pipeline)'),
      'a function of another name': `        score = lambda_.Function(self, "Score", handler="index.handler")
${clock('targets.LambdaFunction(score)')}`,
      'another operation of the API': clock('targets.AwsApi(service="SageMaker", action="createTransformJob")'),
      'the same operation of another service': clock(
        'targets.AwsApi(service="Personalize", action="createTrainingJob")',
      ),
      'a function that the caller gives': clock('targets.LambdaFunction(retrains)'),
      'what is switched off': RETRAIN + clock('targets.LambdaFunction(retrain)', ', enabled=False'),
      'what may be switched off': RETRAIN + clock('targets.LambdaFunction(retrain)', ', enabled=scope.retrains'),
      'what is added under a condition': `${RETRAIN}        clock = events.Rule(self, "Clock", schedule=events.Schedule.rate(Duration.days(7)))
        if retrains:
            clock.add_target(targets.LambdaFunction(retrain))
`,
      'an event': `${RETRAIN}        events.Rule(self, "Clock", event_pattern={"source": ["aws.s3"]}, targets=[targets.LambdaFunction(retrain)])
`,
      'what runs once': `${RETRAIN}        scheduler.Schedule(self, "Clock", schedule=scheduler.ScheduleExpression.at(date), target=scheduler_targets.LambdaInvoke(retrain))
`,
      'a state machine without a training step': `        transform = tasks.SageMakerCreateTransformJob(self, "Score")
        machine = sfn.StateMachine(self, "Weekly", definition_body=sfn.DefinitionBody.from_chainable(transform))
${clock('targets.SfnStateMachine(machine)')}`,
    };
    for (const [name, body] of Object.entries(quiet))
      it(`is silent about ${name}`, () => {
        silent(retrainOnDrift, { file: 'training_stack.py', source: stack(body) });
      });
  });
});
