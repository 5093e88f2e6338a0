import { deleteUnusedModel } from '../../src/practices/deleteUnusedModel';
import { fires, silent } from './practiceCase';

const UNUSED = 'model that nothing uses → removed';
const KEPT = 'endpoint deleted, its model kept → both deleted';

const quiet = (file: string, source: string, files: Record<string, string> = {}): void => {
  silent(deleteUnusedModel, { file, source, files });
};

const model = (more = ''): string => `Resources:
  Ranking:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
${more}`;
const other = `  Other:
    Type: AWS::SageMaker::Model
`;

describe('delete-unused-model in source text', () => {
  describe('CloudFormation', () => {
    it('removes a model that nothing names, in the report only', () => {
      fires(deleteUnusedModel, {
        file: 'models.yaml',
        grade: 'consider',
        preferred: false,
        visibility: 'report',
        source: `Resources:
  Ranking:
# ^^^^^^^ ${UNUSED}
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /ranking
`,
        fixed: `Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties:
      LogGroupName: /ranking
`,
      });
    });

    it('is not misled by the name of a type', () => {
      fires(deleteUnusedModel, {
        file: 'models.yaml',
        source: `Resources:
  Model:
# ^^^^^ ${UNUSED}
    Type: AWS::SageMaker::Model
    Properties: { ExecutionRoleArn: a }
${other}Outputs:
  Name: { Value: !GetAtt Other.ModelName }
`,
      });
    });

    it('is silent about a model that a configuration uses, in one outcome of a condition too', () => {
      const config = (more = ''): string => `  Config:
    Type: AWS::SageMaker::EndpointConfig
${more}    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: !GetAtt Ranking.ModelName, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
`;
      quiet('a.yaml', model(config()));
      quiet(
        'a.yaml',
        `Parameters:\n  Stage: { Type: String }\nConditions:\n  Live: !Equals [!Ref Stage, live]\n${model(config('    Condition: Live\n'))}`,
      );
    });

    it('is silent about a model that something else names, or may be told of', () => {
      quiet('a.yaml', model('Outputs:\n  Name: { Value: !GetAtt Ranking.ModelName, Export: { Name: ranking } }\n'));
      quiet('a.yaml', model('Outputs:\n  Name: { Value: !Sub "${Ranking.ModelName}" }\n'));
      quiet(
        'a.yaml',
        model(`  Nested:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: https://example.com/endpoint.yaml
      Parameters: { Model: !GetAtt Ranking.ModelName }
`),
      );
      quiet(
        'a.json',
        JSON.stringify(
          {
            Resources: { Ranking: { Type: 'AWS::SageMaker::Model', Properties: {} } },
            Outputs: { Name: { Value: { Ref: 'Ranking' } } },
          },
          null,
          2,
        ),
      );
    });

    describe('a model that others only wait for', () => {
      const waiting = (order: string, type = 'AWS::Logs::LogGroup'): string =>
        `  Logs:\n    Type: ${type}\n${order}    Properties:\n      LogGroupName: /ranking\n`;
      const drawn = model().replace('  Ranking:\n', `  Ranking:\n# ^^^^^^^ ${UNUSED}\n`);

      it('is removed, and the order of creation with it', () => {
        fires(deleteUnusedModel, {
          file: 'models.yaml',
          source: drawn + waiting('    DependsOn: Ranking\n'),
          fixed: `Resources:\n${waiting('')}`,
        });
        fires(deleteUnusedModel, {
          file: 'models.yaml',
          source: `${drawn}${waiting('    DependsOn:\n      - Ranking\n      - Role\n')}  Role:\n    Type: AWS::IAM::Role\n`,
          fixed: `Resources:\n${waiting('    DependsOn:\n      - Role\n')}  Role:\n    Type: AWS::IAM::Role\n`,
        });
        fires(deleteUnusedModel, {
          file: 'models.yaml',
          source: `${drawn}  Role: { Type: AWS::IAM::Role, DependsOn: [Ranking], Properties: {} }\n`,
          fixed: 'Resources:\n  Role: { Type: AWS::IAM::Role, Properties: {} }\n',
        });
        fires(deleteUnusedModel, {
          file: 'models.json',
          source: `{
  "Resources": {
    "Ranking": {
//   ^^^^^^^ ${UNUSED}
      "Type": "AWS::SageMaker::Model",
      "Properties": {}
    },
    "Logs": {
      "Type": "AWS::Logs::LogGroup",
      "DependsOn": "Ranking"
    }
  }
}
`,
          fixed: `{
  "Resources": {
    "Logs": {
      "Type": "AWS::Logs::LogGroup"
    }
  }
}
`,
        });
      });

      it('stays where what waits for it may look it up, or names it once more', () => {
        quiet('a.yaml', model(waiting('    DependsOn: Ranking\n', 'Custom::Deploy')));
        quiet('a.yaml', model(waiting('    DependsOn: Ranking\n', 'AWS::CloudFormation::Stack')));
        quiet('a.yaml', model(waiting('    DependsOn: [Ranking]\n', 'AWS::CloudFormation::CustomResource')));
        quiet('a.yaml', model(waiting('    DependsOn: Ranking\n').replace('/ranking', '!Sub "/${Ranking.ModelName}"')));
        quiet('a.yaml', model(waiting('    Metadata:\n      Uses: Ranking\n')));
        // Of another kind: the containers of a task wait for each other by their names.
        quiet('a.yaml', model(waiting('    DependsOn:\n      - ContainerName: Ranking\n        Condition: START\n')));
      });
    });

    it('is silent about a model with a name, by which others may use it', () => {
      quiet('a.yaml', model('      ModelName: ranking\n'));
      quiet('a.yaml', `Parameters:\n  Name: { Type: String }\n${model('      ModelName: !Ref Name\n')}`);
    });

    it('is silent where variants may use any model', () => {
      quiet(
        'a.yaml',
        `Parameters:\n  Used: { Type: String }\n${model(`  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: !Ref Used, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
        - { VariantName: b, ModelName: !Ref Ranking, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
`)}`,
      );
    });
  });

  describe('Terraform', () => {
    const resource = (label: string, more = ''): string => `resource "aws_sagemaker_model" "${label}" {
  execution_role_arn = var.role_arn
${more}
  primary_container {
    image = var.image
  }
}
`;
    const drawn = (text: string): string =>
      text.replace('"old" {\n', `"old" {\n#        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ${UNUSED}\n`);
    const config = (name: string): string => `
resource "aws_sagemaker_endpoint_configuration" "c" {
  production_variants {
    model_name             = ${name}
    instance_type          = "ml.m5.large"
    initial_instance_count = 1
  }
}
`;

    it('removes a model that no block names, in the report only', () => {
      const used = `${resource('live')}${config('aws_sagemaker_model.live.name')}`;
      fires(deleteUnusedModel, {
        file: 'models.tf',
        grade: 'consider',
        preferred: false,
        visibility: 'report',
        source: `${drawn(resource('old'))}\n${used}`,
        fixed: used,
      });
    });

    it('is silent about a model that a block names, an output and a call of a module among them', () => {
      quiet('models.tf', resource('old') + config('aws_sagemaker_model.old.name'));
      quiet('models.tf', `${resource('old')}\noutput "model" {\n  value = aws_sagemaker_model.old.name\n}\n`);
      quiet('models.tf', `${resource('old')}\nlocals {\n  models = [aws_sagemaker_model.old.arn]\n}\n`);
      quiet(
        'models.tf',
        `${resource('old')}\nmodule "serving" {\n  source = "./serving"\n  model  = aws_sagemaker_model.old.name\n}\n`,
      );
      quiet('models.tf', resource('old'), {
        'outputs.tf': 'output "model" {\n  value = "${aws_sagemaker_model.old.name}-v1"\n}\n',
      });
      quiet(
        'models.tf',
        resource('old', '\n  count = var.create ? 1 : 0\n') +
          '\noutput "model" {\n  value = one(aws_sagemaker_model.old[*].name)\n}\n',
      );
    });

    it('is silent about a model of a module that tells its caller of it', () => {
      quiet('main.tf', 'module "model" {\n  source = "./model"\n}\n', {
        'model/main.tf': `${resource('old')}\noutput "name" {\n  value = aws_sagemaker_model.old.name\n}\n`,
      });
    });

    it('is silent about a model with a name, and where a variant may use it', () => {
      quiet('models.tf', resource('old', '  name = "ranking"\n'));
      quiet('models.tf', resource('old', '  name = var.name\n'));
      quiet('models.tf', resource('old') + config('coalesce(var.model, aws_sagemaker_model.old.name)'));
    });

    it('is silent where a block can not be read', () => {
      quiet('models.tf', `${resource('old')}\noutput "model" {\n  value = aws_sagemaker_model.\n`);
    });
  });

  describe('the CDK in TypeScript', () => {
    const stack = (body: string): string => `import * as cdk from 'aws-cdk-lib';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';

export class Models extends cdk.Stack {
  constructor(scope: Construct, id: string, props: cdk.StackProps) {
    super(scope, id, props);
    // models
${body}  }
}
`;
    const made = (more = ''): string => `new sagemaker.CfnModel(this, 'Old', { executionRoleArn: 'r'${more} })`;
    // Nothing else uses the module.
    const bare = (body: string): string => stack(body).replace(/import \* as sagemaker.*\n/, '');

    it('removes a construct that nobody can name, in the report only', () => {
      fires(deleteUnusedModel, {
        file: 'models.ts',
        grade: 'consider',
        preferred: false,
        visibility: 'report',
        source: stack(`    ${made()};\n//                ^^^^^^^^ ${UNUSED}\n`),
        fixed: bare(''),
      });
    });

    it('removes one whose name is never read', () => {
      fires(deleteUnusedModel, {
        file: 'models.ts',
        source: stack(
          `    const old = ${made()};\n//                            ^^^^^^^^ ${UNUSED}\n    new cdk.CfnOutput(this, 'A', { value: 'a' });\n`,
        ),
        fixed: bare(`    new cdk.CfnOutput(this, 'A', { value: 'a' });\n`),
      });
    });

    it('is silent about one that is read, kept, returned or handed on', () => {
      quiet(
        'a.ts',
        stack(`    const old = ${made()};\n    new cdk.CfnOutput(this, 'A', { value: old.attrModelName });\n`),
      );
      quiet('a.ts', stack(`    this.model = ${made()};\n`));
      quiet('a.ts', stack(`    this.models.push(${made()});\n`));
      quiet('a.ts', stack(`    ${made()}.addDependency(role);\n`));
      quiet('a.ts', stack(`    const make = () => ${made()};\n    make();\n`));
      quiet('a.ts', `export ${stack('').replace('export ', '')}\nexport const old = ${made()};\n`);
      quiet('a.ts', stack(`    ${made()};\n    this.node.findChild('Old');\n`));
      quiet('a.ts', stack(`    ${made().replace("'Old'", "'Resource'")};\n`));
    });

    describe('one that others only wait for', () => {
      const SQUIGGLE = `//                            ^^^^^^^^ ${UNUSED}\n`;
      const role = `    const role = new iam.Role(this, 'Role', {});\n`;
      const waits = (order: string, more = role): string => stack(`    const old = ${made()};\n${more}${order}`);
      const drawn = (order: string): string => stack(`    const old = ${made()};\n${SQUIGGLE}${role}${order}`);

      it('is removed, and what waits for it waits no longer', () => {
        for (const order of [
          '    role.node.addDependency(old);\n',
          '    role.addDependency(old);\n',
          '    role.addDependsOn(old); // first\n',
        ])
          fires(deleteUnusedModel, { file: 'models.ts', source: drawn(order), fixed: bare(role) });
      });

      it('is left to people where the order is more than a statement', () => {
        for (const order of [
          '    if (props)\n      role.node.addDependency(old);\n',
          '    props && role.addDependency(old);\n',
        ])
          fires(deleteUnusedModel, { file: 'models.ts', source: drawn(order), refused: 'notExpressible' });
      });

      it('stays where what waits for it may look it up, isn’t known, or reads it', () => {
        quiet('a.ts', waits('    role.node.addDependency(old, other);\n'));
        quiet('a.ts', waits('    made.node.addDependency(old);\n', '    const made = make(this);\n'));
        quiet('a.ts', waits('    props.role.node.addDependency(old);\n'));
        quiet('a.ts', waits('    role.node.addDependency(old);\n    this.names.push(old.attrModelName);\n'));
        for (const made of [
          "cdk.CustomResource(this, 'C', {})",
          "cr.AwsCustomResource(this, 'C', {})",
          "cdk.NestedStack(this, 'C')",
        ])
          quiet('a.ts', waits('    made.node.addDependency(old);\n', `    const made = new ${made};\n`));
      });
    });

    it('is silent about one that has a name, may have one, or that a configuration uses', () => {
      quiet('a.ts', stack(`    ${made(", modelName: 'ranking'")};\n`));
      quiet('a.ts', stack(`    ${made(', ...props')};\n`));
      quiet(
        'a.ts',
        stack(`    const old = ${made()};
    new sagemaker.CfnEndpointConfig(this, 'C', {
      productionVariants: [{ modelName: old.attrModelName, variantName: 'a', instanceType: 'ml.m5.large', initialInstanceCount: 1 }],
    });
`),
      );
    });
  });

  describe('the CDK in Python', () => {
    const stack = (body: string): string => `import aws_cdk as cdk
from aws_cdk import aws_sagemaker as sagemaker


class Models(cdk.Stack):
    def __init__(self, scope, construct_id, **kwargs):
        super().__init__(scope, construct_id, **kwargs)
${body}`;
    const made = (more = ''): string => `sagemaker.CfnModel(self, "Old", execution_role_arn="r"${more})`;

    it('removes a construct that nobody can name, in the report only', () => {
      fires(deleteUnusedModel, {
        file: 'models.py',
        grade: 'consider',
        preferred: false,
        visibility: 'report',
        source: stack(`        ${made()}\n#                 ^^^^^^^^ ${UNUSED}\n`),
        fixed: stack(''),
      });
    });

    it('removes one whose name is never read', () => {
      fires(deleteUnusedModel, {
        file: 'models.py',
        source: stack(`        old = ${made()}\n#                       ^^^^^^^^ ${UNUSED}\n`),
        fixed: stack(''),
      });
    });

    it('is silent about one that is read, kept, returned or handed on', () => {
      quiet('a.py', stack(`        old = ${made()}\n        cdk.CfnOutput(self, "A", value=old.attr_model_name)\n`));
      quiet('a.py', stack(`        self.model = ${made()}\n`));
      quiet('a.py', stack(`        self.models.append(${made()})\n`));
      quiet('a.py', stack(`        ${made()}.add_dependency(role)\n`));
      quiet('a.py', stack(`\n    def model(self):\n        return ${made()}\n`));
      quiet('a.py', stack(`        ${made()}\n        self.node.find_child("Old")\n`));
      quiet('a.py', stack(`        ${made().replace('"Old"', '"Resource"')}\n`));
    });

    it('is silent about one that has a name, may have one, or that a configuration uses', () => {
      quiet('a.py', stack(`        ${made(', model_name="ranking"')}\n`));
      quiet('a.py', stack(`        ${made(', **kwargs')}\n`));
      quiet(
        'a.py',
        stack(`        old = ${made()}
        sagemaker.CfnEndpointConfig(
            self,
            "C",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    model_name=old.attr_model_name,
                    variant_name="a",
                    instance_type="ml.m5.large",
                    initial_instance_count=1,
                )
            ],
        )
`),
      );
    });
  });

  describe('boto3', () => {
    const program = (ending: string, name = '"ranking"'): string => `import boto3

sm = boto3.client("sagemaker")
NAME = "ranking"
sm.create_model(ModelName=${name}, ExecutionRoleArn="r", PrimaryContainer={"Image": "i"})
MARK
sm.create_endpoint_config(
    EndpointConfigName="ranking",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": ${name}, "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="ranking", EndpointConfigName="ranking")
${ending}`;
    const without = (text: string): string => text.replace('MARK\n', '');

    it('deletes the model where the endpoint is deleted', () => {
      fires(deleteUnusedModel, {
        file: 'a.py',
        preferred: false,
        visibility: 'report',
        source: program('try:\n    pass\nfinally:\n    sm.delete_endpoint(EndpointName="ranking")\n', 'NAME').replace(
          'MARK',
          `#                         ^^^^ ${KEPT}`,
        ),
        fixed: without(
          program(
            'try:\n    pass\nfinally:\n    sm.delete_endpoint(EndpointName="ranking")\n    sm.delete_model(ModelName=NAME)\n',
            'NAME',
          ),
        ),
      });
    });

    it('is silent where it stays up, is deleted already, or may be', () => {
      quiet('a.py', without(program('')));
      quiet(
        'a.py',
        without(program('sm.delete_endpoint(EndpointName="ranking")\nsm.delete_model(ModelName="ranking")\n')),
      );
      quiet(
        'a.py',
        without(
          program(
            'sm.delete_endpoint(EndpointName="ranking")\nfor each in sm.list_models()["Models"]:\n    sm.delete_model(ModelName=each["ModelName"])\n',
          ),
        ),
      );
    });

    it('leaves a function alone that deletes what it is given', () => {
      fires(deleteUnusedModel, {
        file: 'a.py',
        refused: 'notExpressible',
        source: program('def clean(name):\n    sm.delete_endpoint(EndpointName=name)\n\nclean("ranking")\n').replace(
          'MARK',
          `#                         ^^^^^^^^^ ${KEPT}`,
        ),
      });
    });

    it('is silent where something else uses the model, or may do so', () => {
      const ending = 'sm.delete_endpoint(EndpointName="ranking")\n';
      quiet(
        'a.py',
        without(
          program(
            `${ending}sm.create_transform_job(TransformJobName="t", ModelName="ranking", TransformResources={"InstanceType": "ml.m5.large", "InstanceCount": 1})\n`,
          ),
        ),
      );
      quiet('a.py', without(program(ending)), {
        'b.py':
          'import boto3\n\nboto3.client("sagemaker").create_endpoint_config(EndpointConfigName="b", ProductionVariants=[{"VariantName": "a", "ModelName": "ranking", "InstanceType": "ml.m5.large", "InitialInstanceCount": 1}])\n',
      });
    });
  });

  describe('the Python SDK', () => {
    const notebook = (ending: string): string => `from sagemaker.pytorch import PyTorchModel

model = PyTorchModel(model_data="s3://b/m.tar.gz", role=role, framework_version="2.1", py_version="py310")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")
${ending}`;

    it('deletes the model before the endpoint by which it is found', () => {
      fires(deleteUnusedModel, {
        file: 'a.py',
        source: notebook('predictor.delete_endpoint()\n').replace(
          'predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")\n',
          `predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.large")\n#                 ^^^^^^ ${KEPT}\n`,
        ),
        fixed: notebook('predictor.delete_model()\npredictor.delete_endpoint()\n'),
      });
    });

    it('is silent where the model is deleted, and about version 3', () => {
      quiet('a.py', notebook('model.delete_model()\npredictor.delete_endpoint()\n'));
      quiet('a.py', notebook('predictor.delete_predictor()\n').replace('predictor = ', 'other = '));
      quiet(
        'a.py',
        `from sagemaker.serve import ModelBuilder

builder = ModelBuilder(model="m", role_arn="r")
model = builder.build()
endpoint = builder.deploy(initial_instance_count=1, instance_type="ml.m5.large")
endpoint.delete()
model.delete()
`,
      );
    });
  });
});
