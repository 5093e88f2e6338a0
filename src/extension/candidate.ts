import type { TextDocument } from 'vscode';

/** The editor's names of the languages that are read; the manifest's activation events are the same. */
export const LANGUAGES: readonly string[] = [
  'python',
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'yaml',
  'json',
  'jsonc',
  'terraform',
];
const NAMES = /(?:\.template|\.tf|\.tfvars|\/samconfig\.toml|\/\.sagegreen\.yaml)$/;
/** Templates of log groups and scaling alone may belong to an endpoint elsewhere in the workspace. */
const OURS = /sagemaker|AWS::(?:Logs::LogGroup|ApplicationAutoScaling::)|aws_(?:cloudwatch_log_group|appautoscaling_)/i;
/** Characters that are looked at: what is longer is not read anyway. */
const LONGEST = 2_000_000;

/** Whether a document may hold something that the server has a word on: what is not is no reason to start it. */
export function isCandidate(document: Pick<TextDocument, 'languageId' | 'uri' | 'getText'>): boolean {
  const { path } = document.uri;
  if (path.endsWith('/.sagegreen.yaml')) return true;
  if (!LANGUAGES.includes(document.languageId) && !NAMES.test(path)) return false;
  const text = document.getText();
  return text.length <= LONGEST && OURS.test(text);
}
