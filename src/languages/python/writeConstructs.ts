import type { Refusal } from '../../model/language';
import type { NewResource } from '../../model/operation';
import type { Resource, ResourceType } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { GENERATIVE_AI, SOLUTIONS } from '../cdk/libraries';
import { isLevelOne } from '../cdk/words';
import { snakeName } from './cdkNames';
import type { ConstructEntry, ConstructWords } from './writeConstructText';
import { constructLines, keywordEntries } from './writeConstructText';
import { addImport, importedNames, isVisible, type Use } from './writeImport';
import type { Naming } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { statementThatMakes } from './writeReference';
import { NAMELESS } from './writeRefusal';
import { boundName, insertAfter } from './writeStatement';
import { argumentsOf, bracketed, statementOf } from './writeSyntax';

/** The constructs of the first level that new resources are. */
const CONSTRUCTS: Partial<Readonly<Record<ResourceType, readonly [service: string, className: string]>>> = {
  Alarm: ['cloudwatch', 'CfnAlarm'],
  LogGroup: ['logs', 'CfnLogGroup'],
  ScalableTarget: ['applicationautoscaling', 'CfnScalableTarget'],
  ScalingPolicy: ['applicationautoscaling', 'CfnScalingPolicy'],
};

const NO_PLACE: Refusal = {
  reason: 'notExpressible',
  why: 'there is no place behind the construct where new ones could stand',
};

/** Adds constructs behind the statements that make the ones they stand beside. */
export function addConstructs(plan: Plan, program: Program, added: readonly NewResource[]): Refusal | null {
  const byId = new Map(added.map((each) => [each.id, each]));
  const groups = new Map<ResourceId, NewResource[]>();
  for (const each of added) {
    let { beside } = each;
    for (let outer = byId.get(beside); outer !== undefined; outer = byId.get(beside)) ({ beside } = outer);
    groups.set(beside, [...(groups.get(beside) ?? []), each]);
  }
  for (const [beside, group] of groups) {
    const resource = program.graph.resources.get(beside);
    const refusal = resource === undefined ? NO_PLACE : addBeside(plan, program, resource, group);
    if (refusal !== null) return refusal;
  }
  return null;
}

function addBeside(plan: Plan, program: Program, resource: Resource, group: readonly NewResource[]): Refusal | null {
  const made = statementThatMakes(program, resource);
  if ('reason' in made) return made;
  const { cell, call, statement } = made;
  const list = argumentsOf(call);
  const scope = list === null ? undefined : bracketed(cell, list)?.elements[0];
  if (scope === undefined || scope.star !== '' || (scope.key !== null && scope.key !== 'scope')) return NO_PLACE;
  const scopeText = scope.value === null ? '' : cell.text.slice(scope.value.from, scope.value.to);
  if (!/^[\w.]+$/.test(scopeText)) return NO_PLACE;
  const isNeeded = ({ id }: NewResource): boolean =>
    group.some((other) => JSON.stringify(other.properties).includes(JSON.stringify(id)));
  const names = new Map(group.filter(isNeeded).map((each) => [each.id, freeName(program, each.nameHint)]));
  const layout = program.layoutAt(cell, statement);
  const lines: string[] = [];
  for (const each of group) {
    const found = CONSTRUCTS[each.type];
    if (found === undefined) return { reason: 'notExpressible', why: `a new ${each.type} can't be written here` };
    const [service, className] = found;
    const local = localName(plan, program, `aws_${service}`, className, { cell, node: statement });
    const words: ConstructWords = {
      type: each.type,
      layout,
      style: { classesOf: local },
      nameOf: (id, attribute) => {
        const own = names.get(id);
        if (own === undefined) return constructNaming(plan, program, id, attribute);
        return { code: attribute === 'Ref' ? `${own}.ref` : `${own}.attr_${snakeName(attribute)}` };
      },
    };
    const name = names.get(each.id);
    const head = `${name === undefined ? '' : `${name} = `}${local}(`;
    const entries = [
      { prefix: `${scopeText},${layout.lineBreak}${layout.unit}`, property: '', value: each.nameHint },
      ...entriesOf(each),
    ];
    const text = constructLines([head, ')'], entries, words, '');
    if (text === null) return NAMELESS;
    lines.push(...text.split(layout.lineBreak));
  }
  const edit = insertAfter(cell, statement, lines);
  if (edit === null) return NO_PLACE;
  plan.change(cell, edit);
  return null;
}

function entriesOf({ type, properties }: NewResource): ConstructEntry[] {
  const entries = keywordEntries(properties).map((entry) =>
    type === 'ScalingPolicy' && entry.property === 'ScalingTarget' ? { ...entry, prefix: 'scaling_target_id=' } : entry,
  );
  if (type !== 'ScalableTarget') return entries;
  return [{ prefix: 'service_namespace=', property: 'ServiceNamespace', value: 'sagemaker' }, ...entries];
}

/** What a class of a module of the CDK is called here; its import is added in the style of the others. */
function localName(plan: Plan, program: Program, module: string, className: string, use: Use): string {
  const visible = importedNames(program.cells).filter((each) => isVisible(each, use, program.cells));
  const path = ({ module: from, name }: (typeof visible)[number]): string => (name === null ? from : `${from}.${name}`);
  const pack = 'aws_cdk';
  const own = visible.find((each) => path(each) === `${pack}.${module}.${className}`);
  if (own !== undefined) return own.local;
  const whole = visible.find((each) => path(each) === `${pack}.${module}` && isBound(each.local, path(each)));
  if (whole !== undefined) return `${whole.local}.${className}`;
  const alias = module.replace(/^aws_/, '');
  const others = visible.filter((each) => /^aws_cdk\.aws_\w+$/.test(path(each)));
  const root = visible.find((each) => path(each) === pack && each.name === null);
  if (root !== undefined && others.length === 0) return `${root.local}.${module}.${className}`;
  const isPlain = others.at(-1)?.name === null;
  const local = visible.some((each) => each.local === alias) ? module : alias;
  const key = `${pack}.${module}`;
  const line = isPlain
    ? `import ${key} as ${local}`
    : `from ${pack} import ${module}${local === module ? '' : ` as ${local}`}`;
  if (!plan.imports.has(key)) {
    plan.imports.set(key, local);
    const added = addImport(line, pack, use, program.cells);
    plan.change(added.cell, added.edit);
  }
  return `${local}.${className}`;
}

/** `import a.b` binds `a` alone; `import a.b as c` and `from a import b` bind the module itself. */
function isBound(local: string, path: string): boolean {
  return local !== path.split('.')[0];
}

/** The construct's own attribute for an attribute of what it makes; a construct that has no name yet gets one. */
export function constructNaming(plan: Plan, program: Program, id: ResourceId, attribute: string): Naming | null {
  const resource = program.graph.resources.get(id);
  if (resource === undefined) return null;
  const name = nameOfConstruct(plan, program, resource);
  if (name === null) return null;
  const { library } = program.constructOf(resource);
  const own = snakeName(attribute);
  if (library === GENERATIVE_AI) return { code: `${name}.cfn_${snakeName(resource.type)}.attr_${own}` };
  if (library === SOLUTIONS) return { code: `${name}.sagemaker_${snakeName(resource.type)}.attr_${own}` };
  if (!isLevelOne(program.constructOf(resource))) return attribute === 'Ref' ? null : { code: `${name}.${own}` };
  return { code: attribute === 'Ref' ? `${name}.ref` : `${name}.attr_${own}` };
}

/** The name that the construct has in the code, or that it is given where it is a statement by itself. */
function nameOfConstruct(plan: Plan, program: Program, resource: Resource): string | null {
  const call = program.callOf(resource);
  const statement = call === null ? null : statementOf(call.node);
  if (call === null || statement === null) return null;
  const bound = boundName(call.cell, statement, call.node);
  if (bound !== null) return bound;
  const { node, cell } = call;
  if (statement.name !== 'ExpressionStatement' || statement.from !== node.from || statement.to !== node.to) return null;
  const key = `name:${String(cell.cell)}:${node.from}`;
  const present = plan.imports.get(key);
  if (present !== undefined) return present;
  const name = freeName(program, resource.logicalName);
  plan.imports.set(key, name);
  plan.change(cell, { start: statement.from, end: statement.from, newText: `${name} = ` });
  return name;
}

/** `ScoringEndpoint` → `scoring_endpoint`, with a number where the code has that name already. */
function freeName(program: Program, hint: string): string {
  const snake = snakeName(hint.replace(/\W+/g, '_')).replace(/^_+|_+$/g, '');
  const wanted = /^[a-z_]\w*$/.test(snake) ? snake : 'construct';
  let name = wanted;
  for (let count = 2; program.names.table(name).size > 0; count++) name = `${wanted}_${count}`;
  return name;
}
