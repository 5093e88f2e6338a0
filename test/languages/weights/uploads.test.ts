import assert from 'node:assert/strict';
import { textOf } from '../../../src/languages/weights/weightTypes';
import type { Graph } from '../../../src/model/graph';
import { US_EAST_1 } from '../../law';
import { graphOf as terraformGraph } from '../terraform/modules';
import { graphOf as typescriptGraph } from '../typescript/reading';

type Files = Readonly<Record<string, string>>;

const F32 = textOf({ parameters: new Map([['F32', 1000]]) });
const BF16 = textOf({ parameters: new Map([['BF16', 500]]) });
const MODEL: Files = { 'model/model.safetensors': F32 };

/** What is known of each model: the type and file of its weights, and how code loads them. */
function told({ observations }: Graph): string[] {
  return observations.flatMap((each) => {
    if (each.kind === 'weights') return [`${each.dtype ?? 'mixed'} ${each.file}`];
    return each.kind === 'loading' ? [`${each.dtype} by ${each.file}`] : [];
  });
}

describe('Models that Terraform uploads', () => {
  const object = (source: string, more = ''): string =>
    `resource "aws_s3_object" "model" {\n${more}  bucket = "b"\n  key    = "model.tar.gz"\n  source = ${source}\n}\n`;
  const model = (place: string): string =>
    `resource "aws_sagemaker_model" "m" {\n  primary_container {\n    image = "i"\n    ${place}\n  }\n}\n`;
  const URL = 'model_data_url = "s3://b/${aws_s3_object.model.key}"';
  const of = (text: string, files: Files = MODEL, unit = 'infra/*.tf'): string[] =>
    told(terraformGraph({ [unit.replace('*', 'main')]: text, ...files }, unit));

  for (const [what, source] of [
    ['a file', '"${path.module}/../model/model.safetensors"'],
    ['a folder, as an archive in it', '"${path.module}/../model/model.tar.gz"'],
    ['a folder, as an archive beside it', '"${path.module}/../model.tar.gz"'],
    ['what a root path names', '"${path.root}/../model/model.tgz"'],
  ] as const)
    it(`are told by the header of ${what}`, () => {
      assert.deepEqual(of(object(source) + model(URL)), ['F32 model/model.safetensors']);
    });

  it('are named by their key, through local values, by their source in S3, and by a packed folder', () => {
    const source = object('"${path.module}/../model/model.tar.gz"');
    const local = 'locals {\n  at = "s3://b/${aws_s3_object.model.id}"\n}\n';
    const found = ['F32 model/model.safetensors'];
    assert.deepEqual(of(source + local + model('model_data_url = local.at')), found);
    const s3 =
      'model_data_source {\n      s3_data_source {\n        s3_uri = "s3://b/${aws_s3_object.model.key}"\n      }\n    }';
    assert.deepEqual(of(source + model(s3)), found);
    const old = source.replace('"aws_s3_object"', '"aws_s3_bucket_object"');
    assert.deepEqual(of(old + model(URL.replace('aws_s3_object', 'aws_s3_bucket_object'))), found);
    const packed =
      'data "archive_file" "model" {\n  type        = "tar.gz"\n  source_dir  = "${path.module}/../model"\n  output_path = "out.tar.gz"\n}\n';
    assert.deepEqual(of(packed + object('data.archive_file.model.output_path') + model(URL)), found);
  });

  it('lie where Terraform is run, unless the path says otherwise; those of a module that is called beside it', () => {
    assert.deepEqual(of(object('"../model/model.tar.gz"') + model(URL)), ['F32 model/model.safetensors']);
    assert.deepEqual(of(object('"model/model.tar.gz"') + model(URL)), []);
    const call = 'module "serve" {\n  source = "./serve"\n}\n';
    const files = {
      'infra/serve/main.tf': object('"${path.module}/model/model.tar.gz"') + model(URL),
      'infra/serve/model/model.onnx': BF16,
    };
    assert.deepEqual(of(call, files), ['BF16 infra/serve/model/model.onnx']);
  });

  it('are loaded as the code beside them says', () => {
    const code = { 'model/code/inference.py': 'model = AutoModel.from_pretrained(d).half()\n' };
    assert.deepEqual(of(object('"../model/model.tar.gz"') + model(URL), { ...MODEL, ...code }), [
      'F32 model/model.safetensors',
      'fewerBits by model/code/inference.py',
    ]);
  });

  it('are not told where something else may be served', () => {
    const source = object('"${path.module}/../model/model.tar.gz"');
    const none = (text: string, files: Files = MODEL): void => assert.deepEqual(of(text, files), [], text);
    // The bucket of the object holds others.
    none(source + model('model_data_url = "s3://${aws_s3_object.model.bucket}/other.tar.gz"'));
    none(source + model('model_data_url = "s3://b/model.tar.gz"'));
    none(source + model('image_config {\n      repository_access_mode = aws_s3_object.model.key\n    }'));
    // Whatever it was packed of.
    none(object('"${path.module}/../model/ranking.tar.gz"') + model(URL));
    none(object('"${path.module}/../ranking.tar.gz"') + model(URL));
    none(object('var.file') + model(URL));
    none(object('"${path.module}/../${each.value}/model.tar.gz"', '  for_each = toset(["model"])\n') + model(URL));
    none(object('"https://acme.example/model.tar.gz"') + model(URL));
    none(object('"/model/model.tar.gz"') + model(URL));
    none(object('"${path.module}/../../model/model.tar.gz"') + model(URL));
    const two = source + object('"${path.module}/../model/model.tar.gz"').replace('"model" {', '"other" {');
    none(two + model('model_data_url = "s3://${aws_s3_object.model.key}${aws_s3_object.other.key}"'));
    none(source + model(URL), { ...MODEL, 'model/model.onnx': F32 });
    none(source + model(URL), { ...MODEL, 'model/model/model.safetensors': BF16 });
    none(source + model(URL), {});
  });
});

describe('Models that the CDK uploads', () => {
  const stack = (made: string, imports = ''): string => `import * as path from 'path';
import { Stack } from 'aws-cdk-lib';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as alpha from '@aws-cdk/aws-sagemaker-alpha';
${imports}
export class Serve extends Stack {
  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
${made}
  }
}
`;
  const asset = (at: string, url = 'data.s3ObjectUrl', place = `modelDataUrl: ${url}`): string =>
    stack(`    const data = new assets.Asset(this, 'Data', { path: ${at} });
    new sagemaker.CfnModel(this, 'Model', { primaryContainer: { image: 'i', ${place} } });`);
  const ofAlpha = (data: string, image = 'alpha.ContainerImage.fromDlc("pytorch-inference", "2.4.0")'): string =>
    stack(`    new alpha.Model(this, 'Model', { containers: [{ image: ${image}, modelData: ${data} }] });`);
  const of = (text: string, files: Files = MODEL, file = 'lib/serve.ts'): string[] =>
    told(
      typescriptGraph(text, file, {
        ...US_EAST_1,
        files: { text: (name) => files[name], reading: () => null },
      }),
    );
  const found = ['F32 model/model.safetensors'];

  for (const at of [
    "path.join(__dirname, '../model')",
    "path.join(__dirname, '..', 'model', 'model.tar.gz')",
    "path.resolve(__dirname, '../model.tar.gz')",
    '`${__dirname}/../model/model.safetensors`',
    "__dirname + '/../model'",
    "'model'",
    "'./model/model.tar.gz'",
    "path.join('model', 'model.tar.gz')",
  ])
    it(`are told by the header of the asset ${at}`, () => assert.deepEqual(of(asset(at)), found));

  it('are named by any of the ways to say where an asset lies', () => {
    assert.deepEqual(of(asset("'model'", '`s3://${data.s3BucketName}/${data.s3ObjectKey}`')), found);
    assert.deepEqual(of(asset("'model'", '', 'modelDataSource: { s3DataSource: { s3Uri: data.s3ObjectUrl } }')), found);
    assert.deepEqual(of(ofAlpha("alpha.ModelData.fromAsset(path.join(__dirname, '../model/model.tar.gz'))")), found);
    const named = stack(`    const folder = path.join(__dirname, '..', 'model');
    const data = alpha.ModelData.fromAsset(path.join(folder, 'model.tar.gz'));
    new alpha.Model(this, 'Model', { containers: [{ image: i, modelData: data }] });`);
    assert.deepEqual(of(named), found);
    const join = asset("join(__dirname, '../model')").replace('* as path', '{ join }');
    assert.deepEqual(of(join), found);
  });

  it('count from the folder of cdk.json where the path is relative', () => {
    const files = { 'infra/cdk.json': '{"app": "node bin/app.js"}', 'infra/model/model.safetensors': F32 };
    assert.deepEqual(of(asset("'model'"), files, 'infra/lib/serve.ts'), ['F32 infra/model/model.safetensors']);
    assert.deepEqual(of(asset("'model'"), { ...MODEL, ...files }, 'infra/lib/serve.ts'), [
      'F32 infra/model/model.safetensors',
    ]);
  });

  it('are not told where something else may be served', () => {
    const none = (text: string, files: Files = MODEL): void => assert.deepEqual(of(text, files), [], text);
    none(asset('props.path'));
    none(asset("path.join(props.folder, 'model')"));
    none(asset("path.join(__dirname, '..', props.name)"));
    none(asset("path.join(__dirname, '../../model')"));
    none(asset("'/model'"));
    none(asset("path.resolve(__dirname, '/model')"));
    none(asset("'model/ranking.tar.gz'"));
    none(asset("'model'", 'data.s3BucketName'));
    none(asset("'model'", "'s3://b/model.tar.gz'"));
    none(asset("'model'").replace("path: 'model' }", "path: 'model', ...props }"));
    none(asset("'model'").replace("'aws-cdk-lib/aws-s3-assets'", "'./assets'"));
    none(asset("'model'", "props.own ? data.s3ObjectUrl : 's3://b/x.tar.gz'"));
    none(ofAlpha("alpha.ModelData.fromBucket(bucket, 'model/model.tar.gz')"));
    none(ofAlpha("other.ModelData.fromAsset('model/model.tar.gz')"));
    none(asset("'model'"), {});
  });
});
