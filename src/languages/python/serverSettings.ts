import { pathFrom } from '../../model/folder';
import type { OtherFiles } from '../../model/language';
import type { Observation } from '../../model/resource';
import { propertiesIn, SERVING_PROPERTIES } from '../weights/servingProperties';
import { namedFiles } from './packed';
import type { PythonScope } from './scope';
import { foldersOf } from './weights';

const WRITES = /^\s*%%writefile\s+\S*serving\.properties[ \t]*\r?\n/;

/** The `serving.properties` that cells of a notebook write, or that lies in what code packs: how LMI is to serve the model. */
export function serverSettingsIn(scope: PythonScope, files: OtherFiles): Observation[] {
  const { source, cells } = scope.reading;
  const written = cells.flatMap(({ cell, code }): Observation[] => {
    const head = code === null ? WRITES.exec(cell.text) : null;
    if (head === null) return [];
    const at = { file: source.file, cell: cell.index, start: 0, end: cell.text.length };
    return [{ kind: 'serverSettings', values: propertiesIn(cell.text.slice(head[0].length)), at }];
  });
  // What a cell writes is what lies there once it has run.
  return written.length > 0 ? written : packedSettings(scope, files);
}

/** The `serving.properties` in folders that code packs or uploads. */
function packedSettings(scope: PythonScope, files: OtherFiles): Observation[] {
  const folders = foldersOf(scope.reading.source.file);
  const found = new Map<string, Observation>();
  for (const { path, packs } of namedFiles(scope))
    if (packs && !/\.\w+$/.test(path))
      for (const folder of folders) {
        const file = pathFrom(folder, `${path}/${SERVING_PROPERTIES}`);
        const text = file === null ? undefined : files.text(file);
        if (file === null || text === undefined) continue;
        const at = { file, cell: null, start: 0, end: text.length };
        found.set(file, { kind: 'serverSettings', values: propertiesIn(text), at });
        break;
      }
  return [...found.values()];
}
