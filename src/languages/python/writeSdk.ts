import type { SyntaxNode } from '@lezer/common';
import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import { asString, known, valueAt } from '../../model/value';
import { configOf, containersOf, modelOf, property } from '../../model/graph';
import type { ConfigClassName } from './deployArguments';
import {
  argumentAt,
  CONFIG_CLASSES,
  deployArgumentAt,
  INFERENCE_CONFIG_CLASSES,
  isConfigClass,
} from './deployArguments';
import type { Entry } from './writeLiteral';
import { inBrackets } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import type { ImportedName } from './writeImport';
import { addImport, importedNames, isVisible } from './writeImport';
import { calledName } from './writeSharing';
import type { ParsedCell } from './writeSyntax';

/** A class of the SDK that says what stands at a path, and below it. */
export interface ConfigPlace {
  readonly name: ConfigClassName;
  readonly path: Path;
}

/** The class that says what stands at a path of what a `deploy` makes, or null. */
export function configPathIn(program: Program, resource: Resource, path: Path): ConfigPlace | null {
  if (resource.dialect !== 'python-sdk' || !isDeploy(program, resource)) return null;
  for (const [name, config] of Object.entries(CONFIG_CLASSES)) {
    const { meaning } = config;
    if (!isConfigClass(name) || meaning.resource !== resource.type) continue;
    if (meaning.path.length <= path.length && meaning.path.every((step, index) => step === path[index]))
      return { name, path: meaning.path };
  }
  return null;
}

/** The argument that says what stands at a path, and the call that it belongs to. */
export interface ArgumentPlace {
  readonly name: string;
  /** A call of a class, or the call that declares the resource. */
  readonly of: Origin | 'declaration';
}

export function argumentFor(program: Program, resource: Resource, at: Path): ArgumentPlace | null {
  if (resource.dialect !== 'python-sdk') return null;
  if (resource.type === 'TransformJob') return transformerArgument(at);
  if (!isDeploy(program, resource)) return null;
  const config = configPathIn(program, resource, at);
  if (config !== null && config.path.length < at.length) {
    const present = valueAt(resource.properties, config.path);
    const name = argumentAt(CONFIG_CLASSES[config.name].fields, at.slice(config.path.length));
    return present.kind === 'object' && name !== null ? { name, of: present.origin } : null;
  }
  if (config !== null && INFERENCE_CONFIG_CLASSES.includes(config.name) && isBuildersDeploy(program, resource))
    return { name: 'inference_config', of: 'declaration' };
  if (resource.type !== 'EndpointConfig' && resource.type !== 'Endpoint') return null;
  const name = deployArgumentAt(resource.type, at);
  return name === null ? null : { name, of: 'declaration' };
}

function transformerArgument(at: Path): ArgumentPlace | null {
  if (at.length !== 2 || at[0] !== 'TransformResources') return null;
  if (at[1] === 'InstanceType') return { name: 'instance_type', of: 'declaration' };
  return at[1] === 'InstanceCount' ? { name: 'instance_count', of: 'declaration' } : null;
}

/** Whether the resource is made by a `deploy`, and not by a call that takes the API's own structures. */
export function isDeploy(program: Program, resource: Resource): boolean {
  const call = program.callOf(resource);
  return call !== null && calledName(call.cell, call.node) === 'deploy';
}

/** Whether it is a ModelBuilder's own `deploy`, which takes one `inference_config` for all kinds. */
function isBuildersDeploy(program: Program, resource: Resource): boolean {
  const call = program.callOf(resource);
  const base = call?.node.firstChild?.name === 'MemberExpression' ? call.node.firstChild.firstChild : null;
  if (call === null || base === null) return false;
  if (base.name === 'CallExpression') return calledName(call.cell, base) === 'ModelBuilder';
  if (base.name !== 'VariableName') return false;
  const made = program.valueOfName(call.cell, base);
  return made?.node.name === 'CallExpression' && calledName(made.cell, made.node) === 'ModelBuilder';
}

/** Where a class is needed. */
export interface ClassUse {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
  readonly sdkClass: string | null;
}

/** A call of one of the SDK's classes that says what the API says in an object; the import comes with it. */
export function configText(
  plan: Plan,
  program: Program,
  { name }: ConfigPlace,
  plain: Plain,
  use: ClassUse,
): ((indent: string) => string) | Refusal {
  const entries = classArguments(name, plain);
  if (entries === null) return { reason: 'notExpressible', why: `${name} has no argument for all that is to be set` };
  const callee = importedClass(plan, program, name, use);
  if (callee === null) return { reason: 'notExpressible', why: `the name ${name} means something else in this code` };
  const layout = program.layoutAt(use.cell, use.node);
  return (indent) => inBrackets([`${callee}(`, ')'], entries, layout, () => null, indent, 0) ?? '';
}

/** What an object of the API is in arguments of a class; null where something has no argument. */
function classArguments(name: ConfigClassName, plain: Plain): Entry[] | null {
  const { fields } = CONFIG_CLASSES[name];
  const entries: Entry[] = [];
  const visit = (value: Plain, path: Path): boolean => {
    const argument = argumentAt(fields, path);
    if (argument !== null) {
      entries.push({ prefix: `${argument}=`, value });
      return true;
    }
    if (typeof value !== 'object' || !('properties' in value)) return false;
    return Object.entries(value.properties).every(([key, each]) => visit(each, [...path, key]));
  };
  return visit(plain, []) ? entries : null;
}

/** Modules that take their names from another one. */
const HANDED_ON_BY: Readonly<Record<string, readonly string[]>> = {
  'sagemaker.core.inference_config': ['sagemaker.serve.serverless', 'sagemaker.serve.async_inference'],
};

/** What a class is called where it is needed; its import is added if it is missing. Null where its name is taken. */
function importedClass(plan: Plan, program: Program, name: ConfigClassName, use: ClassUse): string | null {
  const module = CONFIG_CLASSES[name].modules[program.sdkVersion(use.sdkClass)];
  const imports = importedNames(program.cells).filter((each) => isVisible(each, use, program.cells));
  const present = imports.findLast((each) => each.name === name && isFrom(each.module, module));
  if (present !== undefined) return present.local;
  const parent = imports.findLast((each) => isModule(each, module));
  if (parent !== undefined) return `${parent.local}.${name}`;
  const others = [...program.names.table(name).values()].flatMap((table) => table.definitions);
  if (others.some(({ written: { given } }) => given.kind !== 'import' || !isFrom(given.path, module))) return null;
  const line = `from ${module} import ${name}`;
  const key = `${String(use.cell.cell)}:${line}`;
  if (!plan.imports.has(key)) {
    const added = addImport(line, 'sagemaker', use, program.cells);
    plan.imports.set(key, name);
    plan.change(added.cell, added.edit);
  }
  return name;
}

/** Whether a path is the module's, that of one below it, or that of one that hands its names on. */
function isFrom(path: string, wanted: string): boolean {
  return [wanted, ...(HANDED_ON_BY[wanted] ?? [])].some((each) => path === each || path.startsWith(`${each}.`));
}

/** `from sagemaker import serverless`, `import sagemaker.serverless as serverless` */
function isModule({ module, name, local }: ImportedName, wanted: string): boolean {
  if (name !== null) return `${module}.${name}` === wanted;
  return module === wanted && local !== module.split('.')[0];
}

/** The SDK's class of the model that a configuration or an endpoint deploys; null where it can't be told. */
export function sdkClassOf(program: Program, resource: Resource): string | null {
  const { graph } = program;
  const config = resource.type === 'Endpoint' ? configOf(graph, resource) : resource;
  const model = config?.type === 'EndpointConfig' ? modelOf(graph, property(config, 'ProductionVariants', 0)) : config;
  const container = model === null ? undefined : containersOf(model)[0]?.container;
  return container === undefined ? null : (known(asString(valueAt(container, ['SdkClass']))) ?? null);
}
