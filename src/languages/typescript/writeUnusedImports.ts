import type { Edit } from '../../model/language';
import { groupAround, importsOf, type ImportedName } from './writeImport';
import type { Plan } from './writePlan';
import type { Program } from './writeProgram';
import { removeStatement } from './writeStatement';
import type { Located } from './writeSyntax';
import { bracketsOf, parentOf, statementOf } from './writeSyntax';

/** Takes out the imports of names that were used before the edits, and are not any more. */
export function dropUnusedImports(plan: Plan, program: Program, edits: readonly Edit[]): void {
  const after = applied(program.text, edits, program.file);
  const unused = importsOf(program).filter(({ local, chunk }) => {
    const imported = timesIn(chunk.read.text, local);
    return timesIn(program.text, local) > imported && timesIn(after, local) === imported;
  });
  const groups = new Map<number, { readonly group: Located; readonly names: ImportedName[] }>();
  for (const name of unused) {
    const group = groupAround(program, name);
    if (group === null) dropStatement(plan, program, name);
    else {
      const present = groups.get(group.base + group.node.from);
      if (present === undefined) groups.set(group.base + group.node.from, { group, names: [name] });
      else present.names.push(name);
    }
  }
  for (const { group, names } of groups.values()) dropNames(plan, program, group, names);
}

function dropNames(plan: Plan, program: Program, group: Located, names: readonly ImportedName[]): void {
  const elements = bracketsOf(program.text, group)?.elements ?? [];
  const isWhole = elements.length === names.length && !plan.insertsInto(group);
  const [first] = names;
  if (isWhole && first !== undefined) {
    dropStatement(plan, program, first);
    return;
  }
  for (const { chunk, written } of names) {
    const index = elements.findIndex(
      (each) => each.start <= chunk.base + written.start && chunk.base + written.end <= each.end,
    );
    if (index >= 0) plan.remove(group, index);
  }
}

/** The whole statement, where it brings nothing else: `import * as x from …`, `import { x } from …`, `const x = require(…)`. */
function dropStatement(plan: Plan, program: Program, { chunk, written }: ImportedName): void {
  const name = program.covering({ start: chunk.base + written.start, end: chunk.base + written.end });
  const statement = name === null ? null : statementOf(name);
  const isWhole = statement !== null && parentOf(statement)?.node.name === 'Script' && bringsOne(program, statement);
  const edit = isWhole ? removeStatement(program, statement) : null;
  if (edit !== null) plan.takeOut(edit);
}

/** Whether a default and a group, or several declarations, don't stand in one statement. */
function bringsOne(program: Program, statement: Located): boolean {
  const { node } = statement;
  const groups = node.getChildren('ImportGroup').length + node.getChildren('ObjectPattern').length;
  return groups + node.getChildren('VariableDefinition').length === 1 && !/^export\b/.test(program.textOf(statement));
}

function timesIn(text: string, word: string): number {
  const escaped = word.replaceAll('$', '\\$');
  return text.match(new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'g'))?.length ?? 0;
}

function applied(text: string, edits: readonly Edit[], file: string): string {
  let result = '';
  let at = 0;
  for (const edit of edits) {
    if (edit.file !== file) continue;
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}
