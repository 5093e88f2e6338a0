const CODE = /\.tf(?:\.json)?$/i;
const VALUES = /\.tfvars(?:\.json)?$/i;
const ALWAYS = /^(?:terraform\.tfvars(?:\.json)?|.*\.auto\.tfvars(?:\.json)?)$/i;
/** Tests of modules, and what overrides a module on one machine. */
const NOT_READ = /\.tftest\.(?:hcl|json)$|(?:^|[/_])override\.tf(?:\.json)?$/i;

export function isCode(file: string): boolean {
  return CODE.test(file) && !NOT_READ.test(file);
}

export function isValues(file: string): boolean {
  return VALUES.test(file);
}

/** Whether Terraform reads a file of values by itself, without being told. */
export function isReadAlways(file: string): boolean {
  return ALWAYS.test(nameOf(file));
}

export function isJson(file: string): boolean {
  return /\.json$/i.test(file);
}

export function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

/** All files of a folder are one module: `infra/*.tf` is its name. */
export function unitOfFolder(folder: string): string {
  return folder === '' ? '*.tf' : `${folder}/*.tf`;
}

/** The module that a file is a part of, or null. */
export function unitOf(file: string): string | null {
  return isCode(file) || (isValues(file) && isReadAlways(file)) ? unitOfFolder(folderOf(file)) : null;
}

/** An extension's or a tool's own names, and resources that are ours; `source = "./…"` may call a module that has some. */
const OURS =
  /aws_(?:sagemaker_(?:endpoint|model|monitoring_schedule|device)|appautoscaling_|cloudwatch_(?:log_group|dashboard)|ecs_task_definition|ecr_|elastic_inference)|elastic_inference_accelerator|sagemaker|source"?\s*[=:]\s*"\.\.?\//;

/** A cheap test: whether a module with this text can hold something that we read. */
export function concerns(file: string, text: string): boolean {
  return isCode(file) && OURS.test(text);
}

const GENERATED_FILE = /(?:^|\/)(?:cdktf\.out\/|cdk\.tf\.json$)/i;
const GENERATED_MARK = /do not edit|@generated/i;
const HEAD = 2000;

/** Whether a program wrote the file, so that an edit would be lost with the next run. */
export function isGenerated(file: string, text: string): boolean {
  return GENERATED_FILE.test(file) || GENERATED_MARK.test(text.slice(0, HEAD));
}
