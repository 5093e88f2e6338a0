import { parseArgs } from 'node:util';
import type { Severity } from '../advisor/advice';

export const FORMATS = ['table', 'json', 'sarif', 'markdown', 'html', 'csv'] as const;
export type Format = (typeof FORMATS)[number];
export type FailOn = Severity | 'never';

export interface ScanArguments {
  readonly command: 'scan';
  readonly paths: readonly string[];
  readonly format: Format;
  readonly region: string | null;
  readonly failOn: FailOn;
  readonly fix: boolean;
  readonly config: string | null;
}

export type Arguments = ScanArguments | { readonly command: 'help' } | { readonly command: 'version' };

/** A mistake in how the program was called: one sentence, exit code 2. */
export class UsageError extends Error {}

export const HELP = `sagegreen scan [path...]   advise on SageMaker inference: cost and carbon

  --format FORMAT          table, json, sarif, markdown, html or csv (default: table)
  --region REGION          the Region where the code names none (default: us-east-1)
  --fail-on LEVEL          hint, information, warning or never: exit 1 from this level on (default: warning)
  --fix                    apply the preferred fixes that need no new endpoint
  --config FILE            a settings file instead of the nearest .sagegreen.yaml
  --help, --version

Exit codes: 0 nothing at or above the level, 1 findings, 2 usage or input error.
`;

const LEVELS: readonly FailOn[] = ['hint', 'information', 'warning', 'never'];

/** Reads the command line. @throws UsageError with one sentence. */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parsed(args);
  if (values.help === true) return { command: 'help' };
  if (values.version === true) return { command: 'version' };
  const [command, ...paths] = positionals;
  if (command === undefined) return { command: 'help' };
  if (command !== 'scan') throw new UsageError(`unknown command "${command}": the one command is "scan"`);
  return {
    command: 'scan',
    paths: paths.length === 0 ? ['.'] : paths,
    format: oneOf('--format', values.format ?? 'table', FORMATS),
    region: values.region ?? null,
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'warning', LEVELS),
    fix: values.fix ?? false,
    config: values.config ?? null,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        region: { type: 'string' },
        'fail-on': { type: 'string' },
        fix: { type: 'boolean' },
        config: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    // The parser's own sentence names the option; its hints after the full stop are about JavaScript.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new UsageError(`${option} takes ${allowed.join(', ')}, not "${value}"`);
  return found;
}
