import type { Observation } from '../../model/resource';
import type { PythonReading } from './reading';

const WRITES = /^\s*%%writefile\s+\S*serving\.properties[ \t]*\r?\n/;

/** The `serving.properties` that cells of a notebook write: how LMI is to serve the model. */
export function serverSettingsIn({ source, cells }: PythonReading): Observation[] {
  return cells.flatMap(({ cell, code }): Observation[] => {
    const head = code === null ? WRITES.exec(cell.text) : null;
    if (head === null) return [];
    const at = { file: source.file, cell: cell.index, start: 0, end: cell.text.length };
    return [{ kind: 'serverSettings', values: valuesIn(cell.text.slice(head[0].length)), at }];
  });
}

function valuesIn(text: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const written = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (written !== null) values[written[1] ?? ''] = written[2] ?? '';
  }
  return values;
}
