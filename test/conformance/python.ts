import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { pythonWith } from '../../scripts/system-packages.mjs';

const found = pythonWith('botocore');
if (found === null) throw new Error('these tests need a Python with botocore: apt-get install python3-boto3');

/** The Python that judges fixed code: one that can import botocore. */
export const PYTHON: string = found;

const JUDGE = fileURLToPath(new URL('./judge.py', import.meta.url));

export type Request =
  /** Whether Python accepts the code. */
  | { readonly compile: string }
  /** Runs the code against botocore, whose own validator sees every request. */
  | { readonly run: string };

export interface Judgement {
  readonly ok: boolean;
  readonly error?: string;
  /** What was asked of AWS, in order; `deploy` stands for the SDK's. */
  readonly requests?: readonly { readonly operation: string; readonly params: Readonly<Record<string, unknown>> }[];
}

/** Judges pieces of code in one Python process, in order. */
export function judge(requests: readonly Request[]): Judgement[] {
  const input = requests.map((request) => JSON.stringify(request)).join('\n');
  const { stdout, stderr, status } = spawnSync(PYTHON, [JUDGE], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`the judge ended with ${String(status)}: ${stderr}`);
  const answers = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Judgement);
  if (answers.length !== requests.length) throw new Error(`${answers.length} answers to ${requests.length} requests`);
  return answers;
}
