import type { PlacedChunk } from './reading';
import type { Definition, Given } from './fragment';
import { lineEnd } from '../program/layout';
import { quoted } from './writeLiteral';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import type { Located } from './writeSyntax';
import { isBracketed, parentOf } from './writeSyntax';

type Imported = Extract<Given, { kind: 'import' }>;

/** A name that the file imports. */
export interface ImportedName {
  readonly local: string;
  readonly given: Imported;
  readonly chunk: PlacedChunk;
  readonly written: Definition;
}

export function importsOf(program: Program): ImportedName[] {
  return program.reading.chunks.flatMap((chunk) =>
    [...chunk.read.fragment.root.definitions].flatMap(([local, definitions]) =>
      definitions.flatMap((written): ImportedName[] =>
        written.given.kind === 'import' ? [{ local, given: written.given, chunk, written }] : [],
      ),
    ),
  );
}

/** A class that is imported from where another one of its module is; returns its name here. */
export function importBeside(plan: Plan, program: Program, local: string, name: string): string {
  const all = importsOf(program);
  const beside = all.find((each) => each.local === local);
  if (beside === undefined) return name;
  return importName(plan, program, beside.given.module, name) ?? name;
}

/** A name of a module; it is imported where it isn't yet. Null where another thing has that name. */
export function importName(plan: Plan, program: Program, module: string, name: string): string | null {
  const all = importsOf(program);
  const own = all.filter((each) => each.given.module === module);
  const present = own.find((each) => each.given.name === name);
  if (present !== undefined) return present.local;
  const space = own.find((each) => each.given.name === '*');
  if (space !== undefined) return `${space.local}.${name}`;
  if (program.scope.names.isDefined(name)) return null;
  if (plan.asksFirst(`${module}:${name}`)) {
    const group = own.map((each) => groupAround(program, each)).find((each) => each !== null);
    if (group !== undefined) plan.insert(group, name, () => name);
    else addGroup(plan, program, module, name);
  }
  return name;
}

/** The brackets that an imported name stands in, or null. */
export function groupAround(program: Program, { chunk, written }: ImportedName): Located | null {
  const span = { start: chunk.base + written.start, end: chunk.base + written.end };
  let at = program.covering(span);
  while (at !== null && !(isBracketed(at) && /^(?:ImportGroup|ObjectPattern)$/.test(at.node.name))) at = parentOf(at);
  return at;
}

/** Names of a module that nothing is imported from yet are gathered into one line. */
function addGroup(plan: Plan, program: Program, module: string, name: string): void {
  plan.gather(module, name, (gathered) => {
    const { quote, semicolon } = program.layoutAt({ start: 0, end: 0 });
    const names = [...gathered].sort().join(', ');
    const from = quoted(module, quote);
    const line = usesRequire(program) ? `const { ${names} } = require(${from})` : `import { ${names} } from ${from}`;
    addLine(plan, program, line + semicolon);
  });
}

/** The name of a whole module; it is imported where it isn't yet. */
export function importModule(plan: Plan, program: Program, module: string, preferred: string): string {
  const all = importsOf(program);
  const present = all.find((each) => each.given.module === module && each.given.name === '*');
  if (present !== undefined) return present.local;
  const alias = all.find((each) => each.given.module === 'aws-cdk-lib' && module === aliasOf(each.given.name));
  if (alias !== undefined) return alias.local;
  let local = preferred;
  while (all.some((each) => each.local === local)) local += '_';
  if (!plan.asksFirst(module)) return local;
  const { quote, semicolon } = program.layoutAt({ start: 0, end: 0 });
  const from = quoted(module, quote);
  addLine(
    plan,
    program,
    usesRequire(program)
      ? `const ${local} = require(${from})${semicolon}`
      : `import * as ${local} from ${from}${semicolon}`,
  );
  return local;
}

/** `aws_sagemaker` → `aws-cdk-lib/aws-sagemaker` */
function aliasOf(name: string): string {
  return `aws-cdk-lib/${name.replaceAll('_', '-')}`;
}

function usesRequire(program: Program): boolean {
  const imports = importsOf(program);
  return imports.length > 0 && imports.every(({ chunk }) => !chunk.read.text.startsWith('import'));
}

/** A line behind the last import, or before everything. */
function addLine(plan: Plan, program: Program, line: string): void {
  const { lineBreak } = program.layoutAt({ start: 0, end: 0 });
  const last = importsOf(program).at(-1);
  if (last !== undefined) {
    const end = lineEnd(program.text, last.chunk.base + last.chunk.read.text.length);
    plan.change({ start: end, end, newText: lineBreak + line });
    return;
  }
  const start = program.reading.chunks[0]?.base ?? 0;
  plan.change({ start, end: start, newText: line + lineBreak + lineBreak });
}
