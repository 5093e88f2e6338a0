import { append } from '../../model/append';
import { pathFrom } from '../../model/folder';
import { resourcesOf, type Graph } from '../../model/graph';
import type { OtherFiles } from '../../model/language';
import type { Origin } from '../../model/origin';
import { originAt } from '../../model/origin';
import type { Observation } from '../../model/resource';
import { asString, known } from '../../model/value';
import type { HostingCall } from './hosting';

import type { PythonReading } from './reading';
import type { PythonScope } from './scope';
import { placeOf } from './made';
import { loadedAs } from '../weights/loadedAs';
import { foldersOf } from './weights';
import { keywordOf } from './calls';

type Loading = Extract<Observation, { kind: 'loading' }>;

/** Text that may load weights, and where it stands. */
interface Code {
  readonly text: string;
  readonly file: string;
  readonly at: Origin;
}

/** In which data type the code of a model loads its weights, where one says so and none says otherwise. */
export function loadingIn(
  scope: PythonScope,
  graph: Graph,
  calls: readonly HostingCall[],
  files: OtherFiles,
  trains: boolean,
): Loading[] {
  const models = resourcesOf(graph, 'Model');
  const makers = makersOf(scope, calls);
  return models.flatMap((model): Loading[] => {
    const handler = handlerOf(scope, makers.get(model.id) ?? [], files);
    // What a unit with one model loads is that model; where it trains, what is loaded may be what the training begins with.
    const own = models.length === 1 && !trains ? [...loadedHere(scope), ...writtenHandlers(scope.reading)] : [];
    const code = handler === null ? own : [...own, handler];
    const told = code.map((each) => ({ ...each, dtype: loadedAs(each.text) }));
    const [found] = [
      ...told.filter(({ dtype }) => dtype === 'fewerBits'),
      ...told.filter(({ dtype }) => dtype !== null),
    ];
    return found === undefined || found.dtype === null ? [] : [observed(model.id, found.dtype, found)];
  });
}

function observed(resource: Loading['resource'], dtype: Loading['dtype'], { file, at }: Code): Loading {
  return { kind: 'loading', resource, file, dtype, at };
}

/** The statements of a unit that load a model, or say how long its numbers are. */
function loadedHere({ reading: { index, statements, source } }: PythonScope): Code[] {
  const places = new Set(LOADING.flatMap((word) => index.placesOf(word)));
  return [...places].flatMap((place): Code[] => {
    const statement = statements[place];
    if (statement === undefined) return [];
    return [{ text: statement.read.text, file: source.file, at: originAt(statement, { start: 0, end: 0 }) }];
  });
}

/** Words of what says it: a statement with one of them is looked at, and not parsed for it. */
const LOADING = ['from_pretrained', 'pipeline', 'half', 'float16', 'bfloat16', 'autocast'];

const WRITES_CODE = /^\s*%%writefile\s+\S*\.py[ \t]*\r?\n/;

/** Handlers that cells of a notebook write. */
function writtenHandlers({ cells, source }: PythonReading): Code[] {
  return cells.flatMap(({ cell, code }): Code[] =>
    code === null && WRITES_CODE.test(cell.text)
      ? [{ text: cell.text, file: source.file, at: { file: source.file, cell: cell.index, start: 0, end: 0 } }]
      : [],
  );
}

/** The calls of the SDK that make each model. */
function makersOf(scope: PythonScope, calls: readonly HostingCall[]): ReadonlyMap<string, readonly HostingCall[]> {
  const makers = new Map<string, HostingCall[]>();
  for (const call of calls) {
    if (call.of.kind !== 'sdk') continue;
    const model = scope.within(call.round, () => scope.made.get(placeOf(call.placed))?.Model);
    if (model !== undefined) append(makers, model, call);
  }
  return makers;
}

/** The file that a model's `entry_point` names, where it lies in the workspace. */
function handlerOf(scope: PythonScope, makers: readonly HostingCall[], files: OtherFiles): Code | null {
  for (const { of, header } of makers) {
    const [object] = of.kind === 'sdk' ? of.objects : [];
    const made = object?.made ?? null;
    if (made === null || object?.role !== 'model') continue;
    const text = (keyword: string): string | undefined => {
      const given = keywordOf(made.expr, keyword);
      return given === null ? undefined : known(asString(scope.value({ expr: given, statement: made.statement })));
    };
    const entry = text('entry_point');
    if (entry === undefined) continue;
    const sourceFolder = text('source_dir') ?? '';
    if (/^[a-z][\w+.-]*:|^\//i.test(sourceFolder)) continue;
    for (const folder of foldersOf(scope.reading.source.file)) {
      const file = pathFrom(folder, `${sourceFolder}/${entry}`);
      const found = file === null ? undefined : files.text(file);
      if (file !== null && found !== undefined) return { text: found, file, at: header };
    }
  }
  return null;
}
