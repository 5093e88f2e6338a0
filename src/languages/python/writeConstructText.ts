import type { Refusal } from '../../model/language';
import type { Plain } from '../../model/operation';
import type { Resource, ResourceType } from '../../model/resource';
import type { Path } from '../../model/value';
import { instanceTypeText, retentionConstant } from '../cdk/enums';
import { GENERATIVE_AI } from '../cdk/libraries';
import { cdkName } from '../cdk/properties';
import { isLevelOne } from '../cdk/words';
import { snakeName, typeConstantInPython } from './cdkNames';
import { addImport, importedNames } from './writeImport';
import type { Layout, NameOf } from './writeLiteral';
import { plainLiteral, quoted } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { CONSTRUCT_SAYS_NOT, NAMELESS } from './writeRefusal';
import type { ParsedCell } from './writeSyntax';
import { argumentsOf, bracketed } from './writeSyntax';
import type { SyntaxNode } from '@lezer/common';
import { hasPlaceholder } from '../../model/operation';

/** The classes of what stands under a property, by the construct's resource, without their ending `Property`. */
const CLASSES: Partial<Readonly<Record<ResourceType, Readonly<Record<string, string>>>>> = {
  Alarm: { Dimensions: 'Dimension' },
  EndpointConfig: {
    AsyncInferenceConfig: 'AsyncInferenceConfig',
    CaptureContentTypeHeader: 'CaptureContentTypeHeader',
    CaptureOptions: 'CaptureOption',
    ClientConfig: 'AsyncInferenceClientConfig',
    DataCaptureConfig: 'DataCaptureConfig',
    InstancePools: 'InstancePool',
    ManagedInstanceScaling: 'ManagedInstanceScaling',
    NotificationConfig: 'AsyncInferenceNotificationConfig',
    OutputConfig: 'AsyncInferenceOutputConfig',
    ProductionVariants: 'ProductionVariant',
    RoutingConfig: 'RoutingConfig',
    ServerlessConfig: 'ServerlessConfig',
    ShadowProductionVariants: 'ProductionVariant',
  },
  Model: { Containers: 'ContainerDefinition', PrimaryContainer: 'ContainerDefinition' },
  Repository: { LifecyclePolicy: 'LifecyclePolicy' },
  ScalingPolicy: {
    CustomizedMetricSpecification: 'CustomizedMetricSpecification',
    Dimensions: 'MetricDimension',
    PredefinedMetricSpecification: 'PredefinedMetricSpecification',
    StepAdjustments: 'StepAdjustment',
    StepScalingPolicyConfiguration: 'StepScalingPolicyConfiguration',
    TargetTrackingScalingPolicyConfiguration: 'TargetTrackingScalingPolicyConfiguration',
  },
};

/** How objects are written: as property classes of a construct, or as dictionaries with Python's or TypeScript's names. */
export type ObjectStyle = { readonly classesOf: string } | 'snake' | 'camel';

/** How values of a construct are written in a place. */
export interface ConstructWords {
  readonly type: ResourceType;
  readonly layout: Layout;
  readonly nameOf: NameOf;
  readonly style: ObjectStyle;
}

const LONGEST_LINE = 100;

/** What stands before a value, with the value and the property that it is of. */
export interface ConstructEntry {
  readonly prefix: string;
  readonly property: string;
  readonly value: Plain;
}

/**
 * A value of a property as an expression for a line that is indented so far. Null where a reference has no name in the
 * code, or where there is no class for an object.
 */
export function constructLiteral(
  plain: Plain,
  property: string,
  words: ConstructWords,
  indent: string,
  used = 0,
): string | null {
  const { layout, nameOf, style } = words;
  const isObject = typeof plain === 'object' && 'properties' in plain;
  if (!isObject && !(typeof plain === 'object' && 'items' in plain))
    return plainLiteral(plain, layout, nameOf, indent, used);
  if (!isObject) {
    const items = plain.items.map((value) => ({ prefix: '', property, value }));
    return inConstruct(['[', ']'], items, words, indent, used);
  }
  const isOwn = property === 'Environment';
  if (isOwn || typeof style === 'string') {
    const nameIt = isOwn ? (name: string) => name : style === 'snake' ? snakeName : cdkName;
    const entries = Object.entries(plain.properties).map(([name, value]) => ({
      prefix: `${quoted(nameIt(name), layout.quote)}: `,
      property: name,
      value,
    }));
    return inConstruct(['{', '}'], entries, words, indent, used);
  }
  const className = CLASSES[words.type]?.[property];
  if (className === undefined) return null;
  return inConstruct(
    [`${style.classesOf}.${className}Property(`, ')'],
    keywordEntries(plain.properties),
    words,
    indent,
    used,
  );
}

export function keywordEntries(properties: Readonly<Record<string, Plain>>): ConstructEntry[] {
  return Object.entries(properties).map(([name, value]) => ({ prefix: `${snakeName(name)}=`, property: name, value }));
}

/** Entries between brackets: on one line if they fit, else one per line. */
function inConstruct(
  [open, close]: readonly [string, string],
  entries: readonly ConstructEntry[],
  words: ConstructWords,
  indent: string,
  used: number,
): string | null {
  if (!entries.some((entry) => hasPlaceholder(entry.value))) {
    const inline = entries.map(({ prefix, property, value }) => {
      const text = constructLiteral(value, property, words, indent);
      return text === null ? null : prefix + text;
    });
    if (inline.includes(null)) return null;
    const text = open + inline.join(', ') + close;
    if (!text.includes('\n') && indent.length + used + text.length <= LONGEST_LINE) return text;
  }
  return constructLines([open, close], entries, words, indent);
}

/** Entries between brackets, one per line, each placeholder with its note behind it. */
export function constructLines(
  [open, close]: readonly [string, string],
  entries: readonly ConstructEntry[],
  words: ConstructWords,
  indent: string,
): string | null {
  const { lineBreak, unit } = words.layout;
  const inner = indent + unit;
  let text = open + lineBreak;
  for (const { prefix, property, value } of entries) {
    const literal = constructLiteral(value, property, words, inner, prefix.length + 1);
    if (literal === null) return null;
    const note = typeof value === 'object' && 'placeholder' in value ? `  # ${value.note}` : '';
    text += `${inner}${prefix}${literal},${note}${lineBreak}`;
  }
  return text + indent + close;
}

/** A place in the code. */
export interface Near {
  readonly cell: ParsedCell;
  readonly node: SyntaxNode;
}

/** What is called to make a resource, as it is written: `sagemaker.CfnEndpointConfig`. */
export function calleeText(program: Program, resource: Resource): string | null {
  const call = program.callOf(resource);
  const callee = call?.node.firstChild;
  return call === null || callee === null || callee === undefined ? null : call.cell.text.slice(callee.from, callee.to);
}

/** How a value is written in a construct that says it in CloudFormation's structure, for a place. */
export function constructText(
  program: Program,
  nameOf: NameOf,
  resource: Resource,
  path: Path,
  plain: Plain,
  near: Near & { readonly style: 'snake' | 'camel' | 'class' },
): ((indent: string) => string) | Refusal {
  const callee = calleeText(program, resource);
  if (callee === null || !isLevelOne(program.constructOf(resource)) || /[\n(]/.test(callee)) return CONSTRUCT_SAYS_NOT;
  const property = path.findLast((step) => typeof step === 'string') ?? '';
  const words: ConstructWords = {
    type: resource.type,
    layout: program.layoutAt(near.cell, near.node),
    nameOf,
    style: near.style === 'class' ? { classesOf: callee } : near.style,
  };
  const used = property.length + 4;
  if (constructLiteral(plain, property, words, '', used) === null) return NAMELESS;
  return (indent) => constructLiteral(plain, property, words, indent, used) ?? '';
}

/**
 * The text of a value that a library has a class for: instance types and retentions. Null where a plain value is written:
 * where one stands now, or where there is no such class.
 */
export function typedText(
  plan: Plan,
  program: Program,
  resource: Resource,
  path: Path,
  plain: Plain,
  near: Near,
): string | null {
  const of = program.constructOf(resource);
  if (resource.dialect !== 'cdk-python' || isLevelOne(of) || /String$|^Number$/.test(near.node.name)) return null;
  const last = path.at(-1);
  if (last === 'Image' && typeof plain === 'string') return imageText(near, plain);
  if (last === 'InstanceType' && typeof plain === 'string') {
    const className = of.library === GENERATIVE_AI ? 'SageMakerInstanceType' : 'InstanceType';
    const { quote } = program.layoutAt(near.cell, near.node);
    const local = localClass(plan, program, resource, className, near);
    return typeConstantInPython(instanceTypeText(className, local, plain, quote));
  }
  if (resource.type !== 'LogGroup' || last !== 'RetentionInDays' || typeof plain !== 'number') return null;
  const constant = retentionConstant(plain);
  return constant === null ? null : `${localClass(plan, program, resource, 'RetentionDays', near)}.${constant}`;
}

/** `ContainerImage.from_dlc("name", "tag")` with another name and tag; null where the image is made in another way. */
function imageText({ cell, node }: Near, image: string): string | null {
  const list = argumentsOf(node);
  const elements = list === null ? [] : (bracketed(cell, list)?.elements ?? []);
  const [, repository, tag] = /^\d+\.dkr\.ecr\.[^/]+\/([^:]+):(.+)$/.exec(image) ?? [];
  const written = ['repository_name', 'tag'].map((name, index) => {
    const element = elements.find((each) => each.key === name) ?? elements[index];
    return element?.key === null || element?.key === name ? element.value : null;
  });
  const callee = node.firstChild;
  if (callee === null || !/\.from_dlc$/.test(cell.text.slice(callee.from, callee.to))) return null;
  let text = cell.text.slice(node.from, node.to);
  for (const [argument, value] of [[written[1], tag] as const, [written[0], repository] as const]) {
    if (argument?.name !== 'String' || value === undefined) return null;
    const quote = text[argument.from - node.from] === "'" ? "'" : '"';
    text = text.slice(0, argument.from - node.from) + quoted(value, quote) + text.slice(argument.to - node.from);
  }
  return text;
}

/** How a class of the construct's own module is named: as the value there now has it, else beside the construct. */
export function localClass(
  plan: Plan,
  program: Program,
  resource: Resource,
  className: string,
  { cell, node }: Near,
): string {
  const present = new RegExp(`^((?:\\w+\\.)*${className})\\.`).exec(cell.text.slice(node.from, node.to))?.[1];
  if (present !== undefined) return present;
  const callee = calleeText(program, resource) ?? '';
  const dot = callee.lastIndexOf('.');
  if (dot >= 0) return `${callee.slice(0, dot)}.${className}`;
  const names = importedNames(program.cells);
  const beside = names.find((each) => each.local === callee);
  if (beside === undefined) return className;
  const own = names.find((each) => each.module === beside.module && each.name === className);
  if (own !== undefined) return own.local;
  const line = `from ${beside.module} import ${className}`;
  if (!plan.imports.has(line)) {
    plan.imports.set(line, className);
    const added = addImport(line, 'aws_cdk', { cell, node }, program.cells);
    plan.change(added.cell, added.edit);
  }
  return className;
}
