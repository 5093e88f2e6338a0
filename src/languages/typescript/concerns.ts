/** Words without which a file holds nothing of ours. */
const CONCERNS =
  /sagemaker|aws-logs|aws_logs|(?:aws|client)-ecr\b|aws_ecr\b|applicationautoscaling|client-cloudwatch-logs|client-application-auto-scaling|ElasticInferenceAccelerator|inferenceAccelerators|LogGroup/i;

/** Files that are nobody's own code: type declarations, packages, and what a tool has packed together. */
const FOREIGN = /\.d\.[cm]?ts$|\.min\.[cm]?js$|(?:^|\/)(?:node_modules|cdk\.out)\//;

/** A cheap test on path and text: whether the file can be a program that deploys something of ours. */
export function concerns(file: string, text: string): boolean {
  return /\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) && !FOREIGN.test(file) && CONCERNS.test(text);
}
