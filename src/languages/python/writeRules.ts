import type { Plain } from '../../model/operation';
import type { Resource } from '../../model/resource';
import { ruleOfPolicy } from '../cdk/lifecycleRules';
import { isLevelOne } from '../cdk/words';
import { localClass, type Near } from './writeConstructText';
import { addImport, importedNames, isVisible } from './writeImport';
import { quoted } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';

/** The rules of a repository for a line that is indented so far; null for what the construct has no rules for. */
export function rulesText(
  plan: Plan,
  program: Program,
  resource: Resource,
  policy: Plain,
  near: Near,
): ((indent: string) => string) | null {
  if (resource.type !== 'Repository' || isLevelOne(program.constructOf(resource))) return null;
  const rule = ruleOfPolicy(policy);
  if (rule === null) return null;
  const { quote, lineBreak, unit } = program.layoutAt(near.cell, near.node);
  const status = localClass(plan, program, resource, 'TagStatus', near);
  const properties = [
    `description=${quoted(rule.description, quote)}`,
    `tag_status=${status}.${rule.tagStatus.toUpperCase()}`,
    `max_image_age=${durationClass(plan, program, near)}.days(${String(rule.days)})`,
  ];
  const made = localClass(plan, program, resource, 'LifecycleRule', near);
  return (indent) => {
    const inner = indent + unit;
    const lines = [`${inner}${made}(`, ...properties.map((each) => `${inner}${unit}${each},`), `${inner})`];
    return ['[', ...lines, `${indent}]`].join(lineBreak);
  };
}

/** What `Duration` is called here; it is imported where it has to be. */
function durationClass(plan: Plan, program: Program, use: Near): string {
  const visible = importedNames(program.cells).filter((each) => isVisible(each, use, program.cells));
  const own = visible.find(({ module, name }) => /^aws_cdk(?:\.core)?$/.test(module) && name === 'Duration');
  if (own !== undefined) return own.local;
  const whole = visible.find(({ module, name }) => module === 'aws_cdk' && (name === null || name === 'core'));
  if (whole !== undefined) return `${whole.local}.Duration`;
  const line = 'from aws_cdk import Duration';
  if (!plan.imports.has(line)) {
    plan.imports.set(line, 'Duration');
    const added = addImport(line, 'aws_cdk', use, program.cells);
    plan.change(added.cell, added.edit);
  }
  return 'Duration';
}
