import type { Page } from './page';

export const deleteUnusedModelPage: Page = {
  whatItDetects: `A model of a template that nothing uses: no endpoint configuration, no inference component, no output and no other part
of the template names it, and it has no name of its own by which others could. And a program or notebook that deletes an endpoint, and
keeps the model that it made for it.`,
  whenSilent: [
    'A template’s model has a name (`ModelName`): whoever knows it may use it, from another stack or by hand.',
    'Anything else in the template names it: a configuration, an output, a function, a state machine, even a comment.',
    'A program deletes a model, or an endpoint, that can’t be told from this one.',
    'A program’s model serves another endpoint or a transform job too, or may do so, here or in another file.',
    'Version 3 of the SDK: what its objects delete along with themselves is not told apart.',
  ],
  fix: `The template’s model is removed; the program deletes the model beside its endpoint (\`predictor.delete_model()\` before
\`delete_endpoint()\`, which it needs to find the model; \`delete_model(ModelName=…)\` behind it with boto3). It is never the default fix.
The model itself costs nothing: the artefacts in S3 do, and end by a lifecycle rule or by hand.`,
  wouldBeWrongIf: [
    'The model is kept on purpose: for a roll-back, as a record, or to be deployed anew in minutes.',
    'Another program, or a person, deploys it by a name that it looks up.',
  ],
  examples: [
    {
      dialect: 'cloudformation',
      file: 'models.yaml',
      before: `Resources:
  OldModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
      PrimaryContainer:
        Image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:1
        ModelDataUrl: s3://acme-models/claims/1.tar.gz
  CurrentModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
      PrimaryContainer:
        Image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2
        ModelDataUrl: s3://acme-models/claims/2.tar.gz
Outputs:
  ModelName:
    Value: !GetAtt CurrentModel.ModelName
`,
      after: `Resources:
  CurrentModel:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: arn:aws:iam::123456789012:role/models
      PrimaryContainer:
        Image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2
        ModelDataUrl: s3://acme-models/claims/2.tar.gz
Outputs:
  ModelName:
    Value: !GetAtt CurrentModel.ModelName
`,
    },
    {
      dialect: 'boto3',
      file: 'try_claims.py',
      before: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_model(
    ModelName="claims-try",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/models",
    PrimaryContainer={"Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2"},
)
sm.create_endpoint_config(
    EndpointConfigName="claims-try",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims-try", "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="claims-try", EndpointConfigName="claims-try")
sm.delete_endpoint(EndpointName="claims-try")
`,
      after: `import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")
sm.create_model(
    ModelName="claims-try",
    ExecutionRoleArn="arn:aws:iam::123456789012:role/models",
    PrimaryContainer={"Image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/claims:2"},
)
sm.create_endpoint_config(
    EndpointConfigName="claims-try",
    ProductionVariants=[
        {"VariantName": "a", "ModelName": "claims-try", "InstanceType": "ml.c6i.xlarge", "InitialInstanceCount": 1}
    ],
)
sm.create_endpoint(EndpointName="claims-try", EndpointConfigName="claims-try")
sm.delete_endpoint(EndpointName="claims-try")
sm.delete_model(ModelName="claims-try")
`,
    },
    {
      dialect: 'python-sdk',
      file: 'review-sentiment.py',
      before: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data="s3://acme-models/reviews.tar.gz", role=role, transformers_version="4.37")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
print(predictor.predict({"inputs": "Arrived late, but works."}))
predictor.delete_endpoint()
`,
      after: `from sagemaker.huggingface import HuggingFaceModel

model = HuggingFaceModel(model_data="s3://acme-models/reviews.tar.gz", role=role, transformers_version="4.37")
predictor = model.deploy(initial_instance_count=1, instance_type="ml.g5.xlarge")
print(predictor.predict({"inputs": "Arrived late, but works."}))
predictor.delete_model()
predictor.delete_endpoint()
`,
    },
  ],
};
