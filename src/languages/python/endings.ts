import type { Observation } from '../../model/resource';
import type { HostingCall } from './hosting';
import { namedLike, statementsNaming } from './naming';
import type { PythonReading } from './reading';

/** Names of what may well delete an endpoint, wherever it is defined. */
const ENDS =
  /^\.?_*(?:self\.)?(?:clean_?up\w*|tear_?down\w*|undeploy\w*|\w+_(?:cleanup|clean_up|teardown)|(?:delete|destroy|remove|terminate|kill|stop|dispose|clean)(?!_?endpoint_config$)\w*(?:endpoint|predictor|resource|deployment|stack|infra|everything|all)s?\w*)$/i;
/** Lines of a shell, or of another notebook, that do. */
const SHELL = /delete-endpoint(?!-config)|%run\s+\S*(?:clean|delete|tear)|cloudformation\s+delete-stack/i;
const METHODS = ['delete_endpoint', 'delete_predictor'] as const;
const ATTRIBUTED = /^\.?(?:self\.)?delete_(?:endpoint|predictor)$/;

/** A deletion that may be of any endpoint: by a name that isn't followed, by a shell, or handed to somebody to be called. */
export function doubtfulDeletion(reading: PythonReading, calls: readonly HostingCall[]): Observation | null {
  const [first] = reading.statements;
  if (first === undefined) return null;
  const ends = hasOther(reading) || hasUnfollowed(reading, calls) || reading.source.cells.some(isShell);
  if (!ends) return null;
  const at = { file: first.file, cell: first.cell, start: first.base, end: first.base };
  return { kind: 'deletion', of: 'Endpoint', resource: null, at };
}

const OTHERS = namedLike(new RegExp(`^(?!${ATTRIBUTED.source.slice(1)})${ENDS.source.slice(1)}`, 'i'));

function hasOther({ index }: PythonReading): boolean {
  return index.has(OTHERS);
}

/** `atexit.register(predictor.delete_endpoint)`, a `delete_endpoint` of somebody else's module. */
function hasUnfollowed(reading: PythonReading, calls: readonly HostingCall[]): boolean {
  return METHODS.some((method) => {
    const uses = [`.${method}`, method].flatMap((name) =>
      statementsNaming(reading, name).flatMap(({ read }) => read.fragment.names.get(name)?.references ?? []),
    );
    return uses.length > new Set(calls.flatMap((call) => (call.method === method ? [call.placed.expr] : []))).size;
  });
}

function isShell({ text, code }: PythonReading['source']['cells'][number]): boolean {
  return code && SHELL.test(text);
}
