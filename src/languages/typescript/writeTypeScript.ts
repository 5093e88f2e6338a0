import type { Graph } from '../../model/graph';
import { refuse, type TextOf, type Written } from '../../model/language';
import type { Op } from '../../model/operation';
import type { TypeScriptReading } from './reading';

export function writeTypeScript(_r: TypeScriptReading, _g: Graph, _ops: readonly Op[], _t: TextOf): Written {
  return refuse('notExpressible', 'not yet');
}
