import type { Names, Resolution, Viewpoint } from './names';
import { definitionsIn, functionAround } from './names';
import type { PythonReading } from './reading';

/** A place where names of the module may be set by code that isn't here. */
interface Overwriting {
  /** In the order of the unit. */
  readonly position: number;
  /** The names that are set; null where it may be any. */
  readonly names: ReadonlySet<string> | null;
  readonly by: string;
}

/** `%store -r name`, `%run ./setup.ipynb` */
const MAGIC = /^[ \t]*(%store[ \t]+-r\b|%run\b)[ \t]*([^\r\n#]*)/gm;

/** Scripts and modules that are there for what they set. */
const SETS = /conf|setting|setup|param|const|var|env|init|common|global|instance/i;

/** Packages that define nothing which a unit has named before, as far as instance types and the like go. */
const LIBRARIES =
  /^(?:IPython|PIL|boto3|cv2|datasets|fastai|fastcore|gluonts|ipywidgets|keras|math|matplotlib|mxnet|nltk|numpy|os|pandas|plotly|pylab|pyspark|sagemaker|scipy|seaborn|sklearn|sys|tensorflow|time|tkinter|torch|torchvision|transformers|typing)\b/;

/** What may have given names of a module another value than the code shows. Found when somebody asks. */
export class Overwritings {
  private found: readonly Overwriting[] | null = null;

  constructor(
    private readonly reading: PythonReading,
    private readonly names: Names,
  ) {}

  /** What may have set a name again after its definition; null where nothing has. */
  of(name: string, at: Viewpoint, resolution: Resolution): string | null {
    this.found ??= overwritingsIn(this.reading, this.names);
    if (this.found.length === 0) return null;
    const values = definitionsIn(resolution).filter(({ written }) => written.given.kind === 'value');
    const table = values[0] === undefined ? null : this.names.tableOf(values[0]);
    if (table?.owner !== 'module') return null;
    const until = functionAround(at.scope) === null ? at.statement.order + at.start : Infinity;
    const found = this.found.find(
      (each) =>
        (each.names?.has(name) ?? true) &&
        each.position < until &&
        values.some((definition) => definition.position <= each.position),
    );
    return found?.by ?? null;
  }
}

/** Where names may be overwritten, in order: magics that run or restore, imports of everything from somebody's module. */
function overwritingsIn(reading: PythonReading, names: Names): readonly Overwriting[] {
  const found: Overwriting[] = [];
  let before = 0;
  for (const { cell, code } of reading.cells) {
    if (code !== null && code !== cell.text) found.push(...magicsIn(cell.text, before));
    before += (code?.length ?? 0) + 1;
  }
  for (const { position, written } of names.written('*').get('module')?.definitions ?? [])
    if (written.given.kind === 'import' && mayName(written.given.path))
      found.push({ position, names: null, by: `an import of everything from ${written.given.path}` });
  return found;
}

/** Whether an import of everything may bring a name that the unit has set before: a module of somebody's own. */
function mayName(path: string): boolean {
  return !LIBRARIES.test(path) && (/^\.*\w*$/.test(path) || SETS.test(path));
}

function magicsIn(text: string, before: number): Overwriting[] {
  return [...text.matchAll(MAGIC)].flatMap(({ index, 1: magic = '', 2: rest = '' }) => {
    // A script that plots or trains sets nothing that a notebook has named; another notebook may.
    if (magic === '%run' && /\.py\b/.test(rest) && !SETS.test(rest)) return [];
    const named = magic === '%run' ? [] : rest.split(/\s+/).filter((each) => /^[A-Za-z_]\w*$/.test(each));
    return {
      position: before + index,
      names: named.length === 0 ? null : new Set(named),
      by: magic === '%run' ? '%run' : '%store -r',
    };
  });
}
