import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Stack } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { PYTHON } from './python';

const require = createRequire(import.meta.url);
const RUNNER = fileURLToPath(new URL('./cdk.py', import.meta.url));

/** What a Python program asks of the CDK, in order. */
type Step =
  | { readonly take: string }
  | { readonly get: string; readonly of: number }
  | { readonly call: number; readonly args: readonly Written[]; readonly kwargs: Readonly<Record<string, Written>> };

type Written =
  | { readonly ref: number }
  | { readonly list: readonly Written[] }
  | { readonly map: Readonly<Record<string, Written>> }
  | { readonly value: string | number | boolean | null };

/** The templates of Python programs of one stack each: what they ask of the CDK is asked of the CDK itself. */
export function synthesisedPython(programs: readonly string[]): unknown[] {
  const input = programs.map((program) => JSON.stringify({ program })).join('\n');
  const { stdout, stderr, status } = spawnSync(PYTHON, [RUNNER], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`the programs ended with ${String(status)}: ${stderr}`);
  const answers = stdout.trim().split('\n');
  if (answers.length !== programs.length) throw new Error(`${answers.length} answers to ${programs.length} programs`);
  return answers.map((answer) => {
    const { steps, error } = JSON.parse(answer) as { readonly steps?: readonly Step[]; readonly error?: string };
    if (steps === undefined) throw new Error(error);
    return new Replay(steps).template();
  });
}

/* What the CDK's libraries say of themselves, for other languages than TypeScript */

interface Parameter {
  readonly name: string;
  readonly type: { readonly fqn?: string };
}

interface LibraryType {
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: true;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly { readonly name: string }[];
  readonly methods?: readonly { readonly name: string; readonly parameters?: readonly Parameter[] }[];
  readonly initializer?: { readonly parameters?: readonly Parameter[] };
}

interface Assembly {
  readonly types: Readonly<Record<string, LibraryType>>;
}

const assemblies = new Map<string, Assembly>();

function assemblyOf(library: string): Assembly {
  const known = assemblies.get(library);
  if (known !== undefined) return known;
  const file = require.resolve(`${library}/.jsii`);
  const text =
    library === 'aws-cdk-lib' ? gunzipSync(readFileSync(`${file}.gz`)).toString() : readFileSync(file, 'utf8');
  const assembly = JSON.parse(text) as Assembly;
  assemblies.set(library, assembly);
  return assembly;
}

function typeOf(fqn: string): LibraryType | undefined {
  const library = /^(?:@[^/]+\/)?[^.]+/.exec(fqn)?.[0] ?? '';
  return assemblyOf(library).types[fqn];
}

/** The name of a library's type in its own terms: `aws_cdk.aws_logs.LogGroup` → `aws-cdk-lib.aws_logs.LogGroup`. */
function fqnOf(path: string): string {
  return path
    .replace(/^aws_cdk\.aws_sagemaker_alpha\b/, '@aws-cdk/aws-sagemaker-alpha')
    .replace(/^aws_cdk\b/, 'aws-cdk-lib');
}

function snakeName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

/** The member that Python calls by a name; constants by their letters alone, since Python parts their words otherwise. */
function memberNamed(names: readonly string[], wanted: string): string | undefined {
  const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
  return (
    names.find((name) => snakeName(name) === wanted) ??
    names.find((name) => /^[A-Z]/.test(wanted) && plain(name) === plain(wanted))
  );
}

function propertiesOf(fqn: string): string[] {
  const type = typeOf(fqn);
  if (type === undefined) return [];
  const above = [...(type.base === undefined ? [] : [type.base]), ...(type.interfaces ?? [])];
  return [...(type.properties ?? []).map(({ name }) => name), ...above.flatMap(propertiesOf)];
}

function parametersOf(fqn: string, method: string | null): readonly Parameter[] {
  const type = typeOf(fqn);
  if (type === undefined) return [];
  const found = method === null ? type.initializer : type.methods?.find(({ name }) => name === method);
  if (found !== undefined) return found.parameters ?? [];
  return type.base === undefined ? [] : parametersOf(type.base, method);
}

/** What a step has given: a value, and what the library calls it. */
interface Given {
  readonly value: unknown;
  /** The type that it is, or is of. */
  readonly fqn: string | null;
  readonly method?: { readonly of: unknown; readonly name: string };
}

type Constructor = new (...args: unknown[]) => unknown;

class Replay {
  private readonly given: Given[] = [];

  constructor(private readonly steps: readonly Step[]) {}

  template(): unknown {
    for (const step of this.steps) this.given.push(this.taken(step));
    const stack = this.given.map(({ value }) => value).find((value) => value instanceof Stack);
    if (!(stack instanceof Stack)) throw new Error('the program makes no stack');
    return Template.fromStack(stack).toJSON();
  }

  private taken(step: Step): Given {
    if ('take' in step) return this.imported(step.take);
    if ('get' in step) return this.member(this.at(step.of), step.get);
    return this.called(this.at(step.call), step.args, step.kwargs);
  }

  private at(number: number): Given {
    const given = this.given[number];
    if (given === undefined) throw new Error(`step ${number} is not there yet`);
    return given;
  }

  private imported(path: string): Given {
    const fqn = fqnOf(path);
    const [library = '', ...rest] = path.startsWith('aws_cdk.aws_sagemaker_alpha')
      ? ['@aws-cdk/aws-sagemaker-alpha', ...path.split('.').slice(2)]
      : path.startsWith('aws_cdk')
        ? ['aws-cdk-lib', ...path.split('.').slice(1)]
        : path.split('.');
    let value: unknown = require(library);
    for (const name of rest) value = (value as Record<string, unknown>)[name];
    return { value, fqn };
  }

  private member({ value, fqn }: Given, name: string): Given {
    const inner = fqn === null ? null : `${fqn}.${name}`;
    // A module, or a class that has structures of its own: `CfnEndpointConfig.ProductionVariantProperty`.
    if (inner !== null && typeOf(inner) !== undefined)
      return { value: (value as Record<string, unknown>)[name], fqn: inner };
    const object = value as Record<string, unknown>;
    const key = memberNamed(namesIn(object), name);
    if (key === undefined) throw new Error(`AttributeError: ${fqn ?? 'it'} has no ${name}`);
    const found = object[key];
    return typeof found === 'function'
      ? { value: found, fqn, method: { of: value, name: key } }
      : { value: found, fqn: null };
  }

  private called(
    { value, fqn, method }: Given,
    args: readonly Written[],
    kwargs: Readonly<Record<string, Written>>,
  ): Given {
    if (method?.name === 'synth') return { value: null, fqn: null };
    const type = fqn === null ? undefined : typeOf(fqn);
    if (fqn !== null && type?.datatype === true) return { value: this.structure(fqn, kwargs), fqn: null };
    const given = this.argumentsFor(fqn === null ? [] : parametersOf(fqn, method?.name ?? null), args, kwargs);
    if (method === undefined) return { value: new (value as Constructor)(...given), fqn };
    const answer: unknown = (value as (...given: unknown[]) => unknown).apply(method.of, given);
    return { value: answer, fqn: nameOfClass(answer) };
  }

  private structure(fqn: string, kwargs: Readonly<Record<string, Written>>): Record<string, unknown> {
    const names = propertiesOf(fqn);
    return Object.fromEntries(
      Object.entries(kwargs).map(([name, value]) => {
        const key = memberNamed(names, name);
        if (key === undefined) throw new Error(`TypeError: ${fqn} got an unexpected keyword argument ${name}`);
        return [key, this.valueOf(value)];
      }),
    );
  }

  /** Keyword arguments are parameters by name, or properties of the structure that comes last. */
  private argumentsFor(
    parameters: readonly Parameter[],
    args: readonly Written[],
    kwargs: Readonly<Record<string, Written>>,
  ): unknown[] {
    const given = args.map((each) => this.valueOf(each));
    const rest: Record<string, Written> = {};
    for (const [name, value] of Object.entries(kwargs)) {
      const index = parameters.findIndex((each) => snakeName(each.name) === name);
      if (index >= 0) given[index] = this.valueOf(value);
      else rest[name] = value;
    }
    const last = parameters.at(-1)?.type.fqn;
    if (last !== undefined && typeOf(last)?.datatype === true)
      given[parameters.length - 1] = this.structure(last, rest);
    else if (Object.keys(rest).length > 0) throw new Error(`TypeError: unexpected ${Object.keys(rest).join(', ')}`);
    return given;
  }

  private valueOf(written: Written): unknown {
    if ('ref' in written) return this.at(written.ref).value;
    if ('list' in written) return written.list.map((each) => this.valueOf(each));
    if ('map' in written)
      return Object.fromEntries(Object.entries(written.map).map(([key, each]) => [key, this.valueOf(each)]));
    const { value } = written;
    return typeof value === 'string'
      ? value.replace(/\$\{ref:(\d+)\}/g, (_, number: string) => String(this.at(Number(number)).value))
      : value;
  }
}

function namesIn(object: unknown): string[] {
  const names: string[] = [];
  for (let each: unknown = object; each !== null && each !== undefined; each = Object.getPrototypeOf(each) as unknown)
    names.push(...Object.getOwnPropertyNames(each));
  return names;
}

/** The library's name of what an object is of, as the library itself marks it. */
function nameOfClass(value: unknown): string | null {
  const made = typeof value === 'object' && value !== null ? (value.constructor as unknown) : null;
  if (typeof made !== 'function') return null;
  const mark = Object.getOwnPropertySymbols(made).find((each) => String(each) === 'Symbol(jsii.rtti)');
  return mark === undefined ? null : ((made as unknown as Record<symbol, { readonly fqn: string }>)[mark]?.fqn ?? null);
}
