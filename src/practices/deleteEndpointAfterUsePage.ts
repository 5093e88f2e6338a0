import type { Page } from './page';

export const deleteEndpointAfterUsePage: Page = {
  whatItDetects: `A notebook or script that deploys a model to instances, sends requests to that very endpoint (\`predict\`,
\`invoke_endpoint\` and the like), and deletes it nowhere. What is shown is what each day costs that it would stay up.`,
  whenSilent: [
    'A deletion stands in the file that may be of this endpoint: `delete_endpoint`, `delete_predictor`, `delete`, a function whose name says so (`cleanup`, `tear_down`, `delete_resources`), a line of a shell.',
    'It is made by library code: in a class, a loop, a decorated function, or a function that nobody calls in the file.',
    'A function or class that this file does not itself run from the level of the module uses it, or a generator does. A request is asynchronous, and nothing waits for its answer (`get_result`).',
    'The file hands it on: the predictor or its name is returned, kept in an object, a file or a parameter store, given to code that is not here, or stored by a notebook for another one (`%store`).',
    'It is meant to stay: scaling is registered, data is captured or monitored, another file calls or watches it, or name, tag or path say `prod`.',
    'The script is one that others run for what it makes: a command line, a pipeline, a service, a file or folder called `deploy`, `ci`, `pipelines` and the like. Tests and templates.',
    'The endpoint is serverless, made of inference components, or may run in local mode.',
  ],
  fix: `\`predictor.delete_model()\` and \`predictor.delete_endpoint()\` (version 3 of the SDK: \`endpoint.delete()\`; boto3:
\`delete_endpoint\` through the client that made it) are put behind the last use, as deep as the call that deploys. In a notebook they
are appended to the last cell of Python without a cell magic, so that running all cells leaves nothing behind. Where the result of
\`deploy\` has no name, the endpoint's own name is used; where it has none either, there is no fix.`,
  wouldBeWrongIf: [
    'The endpoint is there to stay, and somebody else uses it by its name: say so in its name or a tag, or suppress the advice with the reason.',
    'Something outside of the workspace deletes it: a clean-up job, a budget action, a stack that is taken down.',
    'You go on trying it by hand after the notebook has run: take the lines out for as long as you do.',
  ],
  examples: [
    {
      dialect: 'python-sdk',
      file: 'review-sentiment.py',
      before: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data="s3://acme-models/reviews.tar.gz", role=role, transformers_version="4.37")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
print(predictor.predict({"inputs": "Arrived late, but works."}))
`,
      after: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data="s3://acme-models/reviews.tar.gz", role=role, transformers_version="4.37")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
print(predictor.predict({"inputs": "Arrived late, but works."}))
predictor.delete_model()
predictor.delete_endpoint()
`,
    },
    {
      dialect: 'boto3',
      file: 'try_claims.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
runtime = boto3.client("sagemaker-runtime", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName="claims-try",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims", "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="claims-try", EndpointConfigName="claims-try")
sm.get_waiter("endpoint_in_service").wait(EndpointName="claims-try")
answer = runtime.invoke_endpoint(EndpointName="claims-try", Body=b"1,2,3", ContentType="text/csv")
print(answer["Body"].read())
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
runtime = boto3.client("sagemaker-runtime", region_name="eu-west-1")
sm.create_endpoint_config(
    EndpointConfigName="claims-try",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims", "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="claims-try", EndpointConfigName="claims-try")
sm.get_waiter("endpoint_in_service").wait(EndpointName="claims-try")
answer = runtime.invoke_endpoint(EndpointName="claims-try", Body=b"1,2,3", ContentType="text/csv")
sm.delete_endpoint(EndpointName="claims-try")
print(answer["Body"].read())
`,
    },
  ],
};
