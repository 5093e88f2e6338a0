const EXTENSION = /\.(?:py|ipynb|ya?ml|json|template|[cm]?[jt]s|[jt]sx|tf|tfvars)$/i;
const NAMES: ReadonlySet<string> = new Set(['samconfig.toml']);

/** Folders that hold what others wrote or what is built. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  '.aws-sam',
  '.git',
  '.hg',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.nox',
  '.svn',
  '.terraform',
  '.terragrunt-cache',
  '.tox',
  '__pycache__',
  'build',
  'cdk.out',
  'cdktf.out',
  'dist',
  'node_modules',
  'out',
  'site-packages',
]);

/** The glob of the files that an editor is asked to watch. */
export const WATCHED =
  '**/{*.py,*.ipynb,*.ts,*.tsx,*.mts,*.cts,*.js,*.jsx,*.mjs,*.cjs,*.yaml,*.yml,*.json,*.template,*.tf,*.tfvars,*.safetensors,*.onnx,samconfig.toml,.sagegreen.yaml}';

/** Whether a file may be worth reading, by its name alone. */
export function isCandidatePath(path: string): boolean {
  return EXTENSION.test(path) || NAMES.has(path.slice(path.lastIndexOf('/') + 1));
}

/** Whether a walk leaves a folder of this name out. */
export function isLeftOut(folderName: string): boolean {
  return LEFT_OUT.has(folderName);
}

/** Whether any folder on the way to a file is left out. */
export function isInLeftOut(path: string): boolean {
  return path.split('/').slice(0, -1).some(isLeftOut);
}
