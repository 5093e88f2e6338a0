import type { Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import { instanceTypeText, retentionConstant } from '../cdk/enums';
import type { HostingCall } from './hosting';
import { GENERATIVE_AI } from '../cdk/libraries';
import { levelOf } from './words';
import { importBeside } from './writeImport';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import type { Located } from './writeSyntax';
import { spanAt } from './writeSyntax';

export interface TypedText {
  readonly text: string;
}

/**
 * The text of a value that a library has a class for: instance types and retentions. Null where a plain value is written:
 * where one stands now, or where there is no such class.
 */
export function typedText(
  plan: Plan,
  program: Program,
  resource: Resource,
  call: HostingCall,
  path: Path,
  plain: Plain,
  near: Located,
): TypedText | null {
  if (levelOf(call) !== 'above' || call.of.kind !== 'construct') return null;
  const { quote } = program.layoutAt(spanAt(near));
  const last = path.at(-1);
  if (last === 'InstanceType' && typeof plain === 'string') {
    if (near.node.name === 'String' || near.node.name === 'TemplateString') return null;
    const className = call.of.library === GENERATIVE_AI ? 'SageMakerInstanceType' : 'InstanceType';
    const local = classAt(program, near, className) ?? classBeside(plan, program, call, className);
    return { text: instanceTypeText(className, local, plain, quote) };
  }
  if (resource.type === 'LogGroup' && last === 'RetentionInDays' && typeof plain === 'number') {
    if (near.node.name === 'Number') return null;
    const constant = retentionConstant(plain);
    if (constant === null) return null;
    const local = classAt(program, near, 'RetentionDays') ?? classBeside(plan, program, call, 'RetentionDays');
    return { text: `${local}.${constant}` };
  }
  return null;
}

/** How the value that stands in the place now names the class: `sagemaker.InstanceType` of `sagemaker.InstanceType.M5_XLARGE`. */
function classAt(program: Program, near: Located, className: string): string | null {
  if (!/^(?:Member|Call)Expression$/.test(near.node.name)) return null;
  const found = new RegExp(`^((?:[\\w$]+\\.)*${className})\\.`).exec(program.textOf(near));
  return found?.[1] ?? null;
}

/** The class as it is named beside the construct's own; it is imported where it has to be. */
export function classBeside(plan: Plan, program: Program, { placed }: HostingCall, className: string): string {
  const { callee } = placed.expr;
  const start = placed.chunk.base + callee.span.start;
  const text = program.text.slice(start, placed.chunk.base + callee.span.end);
  const dot = text.lastIndexOf('.');
  if (dot >= 0) return `${text.slice(0, dot)}.${className}`;
  return importBeside(plan, program, text, className);
}
