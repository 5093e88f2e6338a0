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

/** Why a text is left alone, or null. */
export function reasonToSkip(text: string): string | null {
  if (text.includes('\u0000')) return 'binary file';
  // A plain search first: it is many times faster, and nearly always enough.
  if (!text.includes('<<<<<<<') || !text.includes('>>>>>>>')) return null;
  if (/^<{7}(?: |\r?$)/m.test(text) && /^>{7}(?: |\r?$)/m.test(text)) return 'merge conflict markers';
  return null;
}
