/** The ways to write a deployment. SAM is CloudFormation's; a notebook is written in one of Python's. */
export type Dialect =
  'cloudformation' | 'cdk-typescript' | 'cdk-python' | 'terraform' | 'boto3' | 'sdk-javascript' | 'python-sdk';

/** What a dialect's resources become: declared and kept up by a tool, called at the API, or made by the Python SDK. */
export type DialectKind = 'declared' | 'called' | 'sdk';

const KINDS: Readonly<Record<Dialect, DialectKind>> = {
  cloudformation: 'declared',
  'cdk-typescript': 'declared',
  'cdk-python': 'declared',
  terraform: 'declared',
  boto3: 'called',
  'sdk-javascript': 'called',
  'python-sdk': 'sdk',
};

export function kindOfDialect(dialect: Dialect): DialectKind {
  return KINDS[dialect];
}

/** Whether CloudFormation deploys it in the end, with CloudFormation's rules for replacing what has a name. */
export function isDeployedByCloudFormation(dialect: Dialect): boolean {
  return dialect === 'cloudformation' || dialect === 'cdk-typescript' || dialect === 'cdk-python';
}
