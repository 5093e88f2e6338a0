import assert from 'node:assert/strict';
import { Advisor } from '../../src/advisor/advisor';
import { deleteEndpointAfterUse } from '../../src/practices/deleteEndpointAfterUse';
import { applyEdits, sourceOf } from '../law';
import { fires, silent } from './practiceCase';

const SUBJECT = 'endpoint tried, never deleted → deleted at the end';

const MODEL = `from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1", entry_point="serve.py")
`;
const DEPLOY = 'predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")\n';
const MARK = `#                 ^^^^^^ ${SUBJECT}\n`;
const CREATE = `import boto3

sm = boto3.client("sagemaker")
runtime = boto3.client("sagemaker-runtime")
sm.create_endpoint_config(
    EndpointConfigName="churn-config",
    ProductionVariants=[
        {"VariantName": "v1", "ModelName": "churn", "InstanceType": "ml.m5.xlarge", "InitialInstanceCount": 1}
    ],
)
`;

const quiet = (file: string, source: string | readonly string[], files: Record<string, string> = {}): void => {
  silent(deleteEndpointAfterUse, { file, source, files });
};

describe('delete-endpoint-after-use in source text', () => {
  describe('the Python SDK', () => {
    it('deletes model and endpoint behind the last use', () => {
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        grade: 'likely',
        preferred: true,
        visibility: 'squiggle',
        source: `${MODEL}${DEPLOY}${MARK}for row in rows:
    print(predictor.predict(row))

print("done")
`,
        fixed: `${MODEL}${DEPLOY}for row in rows:
    print(predictor.predict(row))
predictor.delete_model()
predictor.delete_endpoint()

print("done")
`,
      });
    });

    it('stays in the function that deploys, ahead of what it returns', () => {
      const main = (more: string, mark = ''): string => `from sagemaker.xgboost import XGBoostModel


def main():
    model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1")
    predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
${mark}    result = predictor.predict([1, 2])
${more}    return result


if __name__ == "__main__":
    print(main())
`;
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: main('', `#                     ^^^^^^ ${SUBJECT}\n`),
        fixed: main('    predictor.delete_model()\n    predictor.delete_endpoint()\n'),
      });
    });

    it('counts a call of a function that uses the endpoint as a use', () => {
      const body = `def ask(data):
    return predictor.predict(data)


first = ask([1, 2])
second = ask([3, 4])
`;
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `${MODEL}${DEPLOY}${MARK}${body}print(first, second)\n`,
        fixed: `${MODEL}${DEPLOY}${body}predictor.delete_model()
predictor.delete_endpoint()
print(first, second)
`,
      });
    });

    it('deletes what version 3 answers by its own method', () => {
      const body = (more: string, mark = ''): string => `from sagemaker.core.resources import Endpoint
from sagemaker.serve.model_builder import ModelBuilder

builder = ModelBuilder(model=net, role_arn=role, instance_type="ml.g5.xlarge")
endpoint = builder.deploy(initial_instance_count=1)
${mark}answer = endpoint.invoke(body=b"1", content_type="text/csv")
${more}print(answer)
`;
      fires(deleteEndpointAfterUse, {
        file: 'try_qa.py',
        source: body('', `#                  ^^^^^^ ${SUBJECT}\n`),
        fixed: body('endpoint.delete()\n'),
      });
      quiet('try_qa.py', body('endpoint.delete()\n'));
    });

    it("uses the endpoint's name where the result has none, and refuses where it has neither", () => {
      const body = (more: string, mark = ''): string => `import boto3
from sagemaker.predictor import Predictor
from sagemaker.xgboost import XGBoostModel

sm = boto3.client("sagemaker")
model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1")
model.deploy(1, "ml.m5.xlarge", endpoint_name="churn-try")
${mark}print(Predictor(endpoint_name="churn-try").predict([1, 2]))
${more}`;
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: body('', `#                                             ^^^^^^^^^^^ ${SUBJECT}\n`),
        refused: 'notExpressible',
      });
      quiet('try_churn.py', body('Predictor(endpoint_name="churn-try").delete_endpoint()\n'));
    });

    it('names the endpoint where the deployment answers nothing, and refuses where it has no name', () => {
      const source = (name: string, more: string, mark = ''): string => `import boto3
from sagemaker.model import Model

sm = boto3.client("sagemaker")
model = Model(image_uri="123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1", role=role)
predictor = model.deploy(1, "ml.m5.xlarge"${name})
${mark}boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="churn-try", Body=b"1")
${more}`;
      const named = ', endpoint_name="churn-try"';
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: source(named, '', `#                                                         ^^^^^^^^^^^ ${SUBJECT}\n`),
        fixed: source(named, 'sm.delete_endpoint(EndpointName="churn-try")\n'),
      });
      const unnamed = `from sagemaker.model import Model

model = Model(image_uri="123456789012.dkr.ecr.us-east-1.amazonaws.com/churn:1", role=role)
predictor = model.deploy(1, "ml.m5.xlarge")
#                 ^^^^^^ ${SUBJECT}
predictor.predict([1, 2])
`;
      fires(deleteEndpointAfterUse, { file: 'try_churn.py', source: unnamed, refused: 'notExpressible' });
    });

    it('deletes the endpoint alone where there is no object to delete its model through', () => {
      const source = (more: string): string => `import boto3
from sagemaker.predictor import Predictor
from sagemaker.xgboost import XGBoostModel

model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1")
model.deploy(1, "ml.m5.xlarge", endpoint_name="churn-try")
print(Predictor(endpoint_name="churn-try").predict([1, 2]))
${more}`;
      const advisor = new Advisor({});
      advisor.update(sourceOf('try_churn.py', source('')));
      const findings = advisor.advise('try_churn.py').findings;
      const finding = findings.find((each) => each.practice === deleteEndpointAfterUse.id);
      assert.ok(finding);
      const [whole, alone] = advisor.fixes('try_churn.py', finding);
      assert.equal(whole?.refusal?.reason, 'notExpressible');
      assert.equal(alone?.preferred, false);
      assert.equal(
        applyEdits(source(''), alone.edits),
        source('boto3.client("sagemaker").delete_endpoint(EndpointName="churn-try")\n'),
      );
    });

    it('offers one way where the object can delete both', () => {
      const advisor = new Advisor({});
      advisor.update(
        sourceOf(
          'try_churn.py',
          `${MODEL}predictor = model.deploy(1, "ml.m5.xlarge", endpoint_name="churn-try")\nprint(predictor.predict([1, 2]))\n`,
        ),
      );
      const finding = advisor
        .advise('try_churn.py')
        .findings.find((each) => each.practice === deleteEndpointAfterUse.id);
      assert.ok(finding);
      assert.deepEqual(
        advisor.fixes('try_churn.py', finding).map((each) => each.title),
        ['Delete the endpoint at the end'],
      );
    });

    it('refuses where the last use leaves no place', () => {
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `${MODEL}if ready:
    predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge")
#                     ^^^^^^ ${SUBJECT}
print(predictor.predict([1, 2]))
`,
        refused: 'notExpressible',
      });
    });

    it('is silent where a deletion may be of this endpoint', () => {
      const tried = `${MODEL}${DEPLOY}predictor.predict([1])\n`;
      quiet('try.py', `${tried}predictor.delete_endpoint()\n`);
      quiet('try.py', `import atexit\n${tried}atexit.register(predictor.delete_endpoint)\n`);
      quiet('try.py', `from tools import cleanup\n${tried}cleanup(predictor)\n`);
      quiet('try.py', `from tools import delete_endpoint\n${tried}delete_endpoint(predictor.endpoint_name)\n`);
      quiet('try.py', `import os\n${tried}os.system("aws sagemaker delete-endpoint --endpoint-name x")\n`);
      quiet('try.py', `${tried}for name in names:\n    sess.delete_endpoint(name)\n`);
    });

    it('is silent about library code', () => {
      quiet('try.py', `${MODEL}def run():\n    p = model.deploy(1, "ml.m5.xlarge")\n    return p.predict([1])\n`);
      quiet(
        'try.py',
        `${MODEL}class Server:\n    def up(self):\n        p = model.deploy(1, "ml.m5.xlarge")\n        p.predict([1])\n\n\nServer().up()\n`,
      );
      quiet('try.py', `${MODEL}for t in types:\n    p = model.deploy(1, "ml.m5.xlarge")\n    p.predict([1])\n`);
    });

    it('is silent where the endpoint is handed on', () => {
      const tried = `${MODEL}${DEPLOY}predictor.predict([1])\n`;
      quiet('try.py', `import json\n${tried}json.dump({"endpoint": predictor.endpoint_name}, open("e.json", "w"))\n`);
      quiet('try.py', `import os\n${tried}os.environ["ENDPOINT"] = predictor.endpoint_name\n`);
      quiet('try.py', `from app import serve\n${tried}name = predictor.endpoint_name\nserve(name)\n`);
      const returned = `    p = model.deploy(1, "ml.m5.xlarge")\n    p.predict([1])\n    return p\n`;
      quiet('try.py', `${MODEL}def up():\n${returned}\n\nup()\n`);
    });

    it('is silent where a function or class uses it that this file does not run', () => {
      const own = `${MODEL}${DEPLOY}`;
      const named = own.replace('type="ml.m5.xlarge"', 'type="ml.m5.xlarge", endpoint_name="scorer"');
      const call = 'boto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="scorer", Body=b"1")';
      quiet('try.py', `import boto3\n${named}def handler(event, ctx):\n    return ${call}\n`);
      quiet(
        'try.py',
        `import boto3\n${named}predictor.predict([1])\n\n\ndef handler(event, ctx):\n    return ${call}\n`,
      );
      quiet('try.py', `${own}class Client:\n    def ask(self, t):\n        return predictor.predict(t)\n`);
      quiet(
        'try.py',
        `${own}predictor.predict([1])\n\n\nclass Client:\n    def ask(self, t):\n        return predictor.predict(t)\n`,
      );
      quiet('try.py', `${own}def stream(q):\n    for part in predictor.predict_stream(q):\n        yield part\n`);
      quiet(
        'try.py',
        `${own}def stream(q):\n    for part in predictor.predict_stream(q):\n        yield part\n\n\nx = stream("a")\nprint(list(x))\n`,
      );
      const inner =
        'def ask(row):\n    return predictor.predict(row)\n\n\ndef all_of(rows):\n    return [ask(row) for row in rows]\n';
      quiet('try.py', `${own}${inner}`);
      quiet('try.py', `${own}${inner}\n\nserve(all_of)\n`);
      quiet(
        'try.py',
        `${own}from web import route\n\n\n@route("/")\ndef ask(row):\n    return predictor.predict(row)\n`,
      );
    });

    it('follows calls from the level of the module to the last use', () => {
      const body = `def ask(row):
    return predictor.predict(row)


def all_of(rows):
    return [ask(row) for row in rows]


if __name__ == "__main__":
    print(ask([1]))
print(all_of([[1], [2]]))
`;
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `${MODEL}${DEPLOY}${MARK}${body}print("done")\n`,
        fixed: `${MODEL}${DEPLOY}${body}predictor.delete_model()\npredictor.delete_endpoint()\nprint("done")\n`,
      });
    });

    it('refuses where the module uses what a function makes', () => {
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `import boto3
from sagemaker.xgboost import XGBoostModel

runtime = boto3.client("sagemaker-runtime")


def main():
    model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1")
    predictor = model.deploy(initial_instance_count=1, instance_type="ml.m5.xlarge", endpoint_name="scorer")
#                                                                                                  ^^^^^^^^ ${SUBJECT}
    predictor.predict([1])


def ask():
    return runtime.invoke_endpoint(EndpointName="scorer", Body=b"1")


main()
print(ask())
`,
        refused: 'notExpressible',
      });
    });

    it('waits for the answers of asynchronous requests, and reads a stream to its end', () => {
      const asynchronous = DEPLOY.replace(
        'type="ml.m5.xlarge"',
        'type="ml.m5.xlarge", async_inference_config=AsyncInferenceConfig(output_path="s3://acme/out")',
      );
      const head = `from sagemaker.async_inference import AsyncInferenceConfig\n${MODEL}`;
      const ask = 'answer = predictor.predict_async(input_path="s3://acme/in.json")\n';
      quiet('try.py', `${head}${asynchronous}${ask}`);
      quiet('try.py', `${head}${asynchronous}predictor.predict([1])\n${ask}print(answer.output_path)\n`);
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `${head}${asynchronous}${MARK}${ask}print("sent")\nprint(answer.get_result())\nprint("done")\n`,
        fixed: `${head}${asynchronous}${ask}print("sent")\nprint(answer.get_result())\npredictor.delete_model()\npredictor.delete_endpoint()\nprint("done")\n`,
      });
      const stream = 'parts = predictor.predict_stream([1])\nprint("asked")\nfor part in parts:\n    print(part)\n';
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `${MODEL}${DEPLOY}${MARK}${stream}print("done")\n`,
        fixed: `${MODEL}${DEPLOY}${stream}predictor.delete_model()\npredictor.delete_endpoint()\nprint("done")\n`,
      });
    });

    it('is silent where it is meant to stay, or costs nothing idle', () => {
      const tried = `${MODEL}${DEPLOY}predictor.predict([1])\n`;
      quiet('ops/deploy_churn.py', tried);
      quiet('prod/try.py', tried);
      quiet('try.py', `import argparse\n${tried}`);
      quiet('test_try.py', tried);
      quiet(
        'try.py',
        tried.replace('instance_type="ml.m5.xlarge"', 'instance_type="ml.m5.xlarge", endpoint_name="churn-prod"'),
      );
      quiet('try.py', tried.replace('"ml.m5.xlarge"', '"local"'));
      quiet('try.py', tried.replace('predictor.predict([1])', ''));
      quiet('try.py', tried.replace(', instance_type="ml.m5.xlarge"', ', instance_type=chosen'));
      quiet(
        'try.py',
        `from sagemaker.serverless import ServerlessInferenceConfig\n${MODEL}p = model.deploy(serverless_inference_config=ServerlessInferenceConfig())\np.predict([1])\n`,
      );
      quiet(
        'try.py',
        `from sagemaker.model_monitor import DataCaptureConfig\n${tried.replace(')\npredictor.predict', ', data_capture_config=DataCaptureConfig(enable_capture=True))\npredictor.predict')}`,
      );
    });
  });

  describe('boto3', () => {
    const tries = `sm.create_endpoint(EndpointName=name, EndpointConfigName="churn-config")
sm.get_waiter("endpoint_in_service").wait(EndpointName=name)
print(runtime.invoke_endpoint(EndpointName=name, Body=b"1")["Body"].read())
`;

    it('deletes through the client that made it, by the name that it was given', () => {
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: `${CREATE}name = "churn-try"
${tries.replace('\n', `\n#                               ^^^^ ${SUBJECT}\n`)}`,
        fixed: `${CREATE}name = "churn-try"
${tries}sm.delete_endpoint(EndpointName=name)
`,
      });
    });

    it('repeats a name that is put together in place', () => {
      const source = (more: string): string => `${CREATE}${tries.replaceAll('=name', '=f"churn-{stamp}"')}${more}`;
      fires(deleteEndpointAfterUse, {
        file: 'try_churn.py',
        source: source('').replace(
          'EndpointConfigName="churn-config")\n',
          `EndpointConfigName="churn-config")\n#                               ^^^^^^^^^^^^^^^^ ${SUBJECT}\n`,
        ),
        fixed: source('sm.delete_endpoint(EndpointName=f"churn-{stamp}")\n'),
      });
    });

    it('is silent where the name goes elsewhere, the endpoint is scaled, or another file calls it', () => {
      const source = `${CREATE}name = "churn-try"\n${tries}`;
      quiet('try.py', `${source}boto3.client("ssm").put_parameter(Name="/churn", Value=name)\n`);
      quiet(
        'try.py',
        `${source}boto3.client("application-autoscaling").register_scalable_target(ServiceNamespace="sagemaker", ResourceId=f"endpoint/{name}/variant/v1", ScalableDimension="sagemaker:variant:DesiredInstanceCount", MinCapacity=1, MaxCapacity=2)\n`,
      );
      quiet('try.py', source, {
        'app.py':
          'import boto3\nboto3.client("sagemaker-runtime").invoke_endpoint(EndpointName="churn-try", Body=b"1")\n',
      });
      quiet('try.py', source.replace('name = "churn-try"', 'import sys\nname = sys.argv[1]'));
      quiet('try.py', `${source}sm.delete_endpoint(EndpointName=other)\n`);
    });
  });

  describe('notebooks', () => {
    const head = 'import sagemaker\nfrom sagemaker.xgboost import XGBoostModel';
    const model = 'model = XGBoostModel(model_data="s3://acme/m.tar.gz", role=role, framework_version="1.7-1")';
    const deploy = '%%time\npredictor = model.deploy(1, "ml.m5.xlarge")';
    const marked = `${deploy}\n#                 ^^^^^^ ${SUBJECT}`;

    it('appends to the last cell of Python', () => {
      fires(deleteEndpointAfterUse, {
        file: 'churn.ipynb',
        source: [head, model, marked, 'predictor.predict([1])', '# predictor.delete_endpoint()\nprint("done")\n'],
        fixed: [
          head,
          model,
          deploy,
          'predictor.predict([1])',
          '# predictor.delete_endpoint()\nprint("done")\npredictor.delete_model()\npredictor.delete_endpoint()\n',
        ],
      });
    });

    it('passes cells with a magic, and refuses where the last use stands in one', () => {
      fires(deleteEndpointAfterUse, {
        file: 'churn.ipynb',
        source: [head, model, marked, 'predictor.predict([1])', '%%html\n<b>done</b>'],
        fixed: [
          head,
          model,
          deploy,
          'predictor.predict([1])\npredictor.delete_model()\npredictor.delete_endpoint()',
          '%%html\n<b>done</b>',
        ],
      });
      fires(deleteEndpointAfterUse, {
        file: 'churn.ipynb',
        source: [head, model, marked, 'x = 1', '%%time\npredictor.predict([1])'],
        refused: 'notExpressible',
      });
    });

    it('refuses where the name means something else at the end', () => {
      fires(deleteEndpointAfterUse, {
        file: 'churn.ipynb',
        source: [head, model, marked, 'predictor.predict([1])', 'predictor = None'],
        refused: 'notExpressible',
      });
    });

    it('is silent where a cell deletes it, in a shell too, or stores its name for another notebook', () => {
      const tried = [head, model, deploy, 'predictor.predict([1])'];
      quiet('churn.ipynb', [...tried, 'predictor.delete_endpoint()']);
      quiet('churn.ipynb', [...tried, '!aws sagemaker delete-endpoint --endpoint-name churn']);
      quiet('churn.ipynb', [...tried, '%run 9_cleanup.ipynb']);
      quiet('churn.ipynb', [...tried, 'endpoint_name = predictor.endpoint_name\n%store endpoint_name']);
      quiet('churn.ipynb', [...tried, 'monitor.create_monitoring_schedule(endpoint_input=predictor.endpoint_name)']);
    });
  });

  it('is silent about templates', () => {
    quiet(
      'churn.yaml',
      `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - { VariantName: a, ModelName: m, InstanceType: ml.m5.large, InitialInstanceCount: 1 }
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`,
    );
  });
});
