import type { Language } from '../../model/language';
import { concerns } from './concerns';
import type { TypeScriptReading } from './reading';
import { linkTypeScript, readTypeScript } from './whole';
import { writeTypeScript } from './writing';

/** TypeScript and JavaScript: the CDK, and the AWS SDK for JavaScript. */
export const typescript: Language<TypeScriptReading> = {
  name: 'typescript',
  findsReadersLater: true,
  concerns,
  read: (source, previous) => readTypeScript(source, previous),
  link: (reading, context) => linkTypeScript(reading, context),
  write: (reading, graph, ops, textOf) => writeTypeScript(reading, graph, ops, textOf),
};

export type { TypeScriptReading };
