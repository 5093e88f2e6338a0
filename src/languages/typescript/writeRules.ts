import type { ExpiryRule } from '../cdk/lifecycleRules';
import type { HostingCall } from './hosting';
import { importName } from './writeImport';
import type { Layout } from './writeLiteral';
import { quoted } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { classBeside } from './writeTyped';

/** The rules of a repository for a line that is indented so far; null where the class of durations has no name here. */
export function rulesText(
  plan: Plan,
  program: Program,
  call: HostingCall,
  { description, tagStatus, days }: ExpiryRule,
  { quote, lineBreak, unit }: Layout,
): ((indent: string) => string) | null {
  const isOld = program.reading.imports.includes('@aws-cdk/core');
  const duration = importName(plan, program, isOld ? '@aws-cdk/core' : 'aws-cdk-lib', 'Duration');
  if (duration === null) return null;
  const properties = [
    `description: ${quoted(description, quote)}`,
    `tagStatus: ${classBeside(plan, program, call, 'TagStatus')}.${tagStatus.toUpperCase()}`,
    `maxImageAge: ${duration}.days(${String(days)})`,
  ];
  return (indent) => {
    const inner = indent + unit;
    const lines = [`${inner}{`, ...properties.map((each) => `${inner}${unit}${each},`), `${inner}},`];
    return ['[', ...lines, `${indent}]`].join(lineBreak);
  };
}
