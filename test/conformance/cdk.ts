import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { App, type Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { transformSync } from 'esbuild';
import ts from 'typescript';
import { Advisor } from '../../src/advisor/advisor';
import type { Finding } from '../../src/advisor/advice';
import type { Settings } from '../../src/advisor/settings';
import { applyEdits, sourceOf } from '../law';

const require = createRequire(import.meta.url);

/** The template of the one stack that a program exports, synthesised by the CDK itself. */
export function synthesised(program: string): unknown {
  const { code } = transformSync(program, { loader: 'ts', format: 'cjs' });
  const module: { exports: Record<string, unknown> } = { exports: {} };
  new Script(`(function (module, exports, require) {${code}\n})`).runInThisContext()(module, module.exports, require);
  const exported = Object.values(module.exports).find((each) => typeof each === 'function');
  if (exported === undefined) throw new Error('the program exports no stack');
  const StackClass = exported as new (scope: App, id: string, props: object) => Stack;
  return Template.fromStack(new StackClass(new App(), 'Under', {})).toJSON();
}

/** What is different between two templates: each path with the value before and after. */
export function differences(before: unknown, after: unknown, at = ''): Record<string, readonly [unknown, unknown]> {
  if (JSON.stringify(before) === JSON.stringify(after)) return {};
  if (!isRecord(before) || !isRecord(after)) return { [at]: [before, after] };
  const found: Record<string, readonly [unknown, unknown]> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
    Object.assign(found, differences(before[key], after[key], at === '' ? key : `${at}.${key}`));
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The leading advice of a practice on a program, and the program after its fix. */
export function fixed(
  program: string,
  practice: string,
  settings: Partial<Settings> = {},
  file = 'stack.ts',
): { readonly finding: Finding; readonly text: string } {
  const advisor = new Advisor(settings);
  advisor.update(sourceOf(file, program));
  const found = advisor.advise(file).findings.filter((each) => each.practice === practice);
  const [finding] = found;
  if (finding === undefined)
    throw new Error(
      `${practice} is silent: ${advisor
        .advise(file)
        .findings.map((each) => each.practice)
        .join(', ')}`,
    );
  const [fix] = advisor.fixes(file, finding);
  if (fix === undefined || fix.refusal !== null) throw new Error(`no fix: ${fix?.refusal?.why ?? 'none'}`);
  return { finding, text: applyEdits(program, fix.edits) };
}

/** What TypeScript has to say against programs that import the CDK. */
export function complaints(programs: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    noEmit: true,
    skipLibCheck: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
  };
  const folder = path.join(process.cwd(), 'test', 'conformance');
  const texts = new Map([...programs].map(([name, text]) => [path.join(folder, name), text]));
  const plain = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...plain,
    fileExists: (name) => texts.has(path.normalize(name)) || plain.fileExists(name),
    readFile: (name) => texts.get(path.normalize(name)) ?? plain.readFile(name),
    getSourceFile: (name, version) => {
      const text = texts.get(path.normalize(name));
      return text === undefined ? plain.getSourceFile(name, version) : ts.createSourceFile(name, text, version);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map((each) => `${each.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(each.messageText, '\n')}`);
}
