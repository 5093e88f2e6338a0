import type { Language } from '../../model/language';
import { concerns } from './concerns';
import type { PythonReading } from './reading';
import { linkPython, readPython } from './whole';
import { writePython } from './writing';

/** Python files and notebooks: the SageMaker Python SDK and boto3. */
export const python: Language<PythonReading> = {
  name: 'python',
  findsReadersLater: true,
  concerns,
  read: (source, previous) => readPython(source, previous),
  link: (reading, context) => linkPython(reading, context),
  write: (reading, graph, ops, textOf) => writePython(reading, graph, ops, textOf),
};

export type { PythonReading };
