const PATH = /\.(?:ya?ml|json|template)$/i;

/** `InferenceAccelerators` and `ElasticInferenceAccelerators` are retired wherever they stand. */
const OURS = [
  'AWS::SageMaker::',
  'AWS::Logs::LogGroup',
  'AWS::ApplicationAutoScaling::',
  'AWS::ECR::Repository',
  'InferenceAccelerators',
  // A function that may call an endpoint: what starts it decides whether anybody waits.
  'sagemaker:InvokeEndpoint',
  // What may train by the clock.
  'sagemaker:CreateTrainingJob',
  'sagemaker:createTrainingJob',
  'sagemaker:StartPipelineExecution',
  'sagemaker:*',
  ':pipeline/',
];

/** A cheap test on path and text: whether the file can be a template with resources that we read. */
export function concerns(file: string, text: string): boolean {
  return PATH.test(file) && OURS.some((name) => text.includes(name)) && text.includes('Resources');
}

const GENERATED_FOLDER = /(?:^|\/)(?:cdk\.out|\.aws-sam|\.serverless)\//;
const GENERATED_MARK = /do not edit|@generated/i;

/** How much of a file's head may say that a program wrote it. */
const HEAD = 2000;

/** Whether a program wrote the template, so that an edit would be lost with the next run. */
export function isGenerated(file: string, text: string): boolean {
  return GENERATED_FOLDER.test(file) || text.includes('aws:cdk:path') || GENERATED_MARK.test(text.slice(0, HEAD));
}
