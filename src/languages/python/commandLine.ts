import { readAlsoBy, unresolved } from '../../model/evaluate';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { asDefault } from './defaults';
import type { PythonScope } from './scope';
import type { PlacedExpr } from './placed';
import { keywordOf, positionalOf } from './calls';

/** `args.instance_type` of `parser.parse_args()`: the default that `add_argument` gives it. Null for anything else. */
export function commandLineDefault(scope: PythonScope, base: PlacedExpr, name: string, here: Origin): Value | null {
  if (
    base.expr.kind !== 'name' ||
    scope.names.table('.parse_args').size + scope.names.table('.parse_known_args').size === 0
  )
    return null;
  if (scope.meanings.of(base).length > 0) return null;
  for (const { written, statement } of scope.names.table('.add_argument').get('module')?.references ?? []) {
    const call = written.called?.expr;
    if (call?.kind !== 'call') continue;
    const flag = call.args
      .filter((argument) => argument.keyword === null && argument.value.kind === 'literal')
      .map((argument) => (argument.value.kind === 'literal' ? String(argument.value.value) : ''))
      .findLast((text) => text.startsWith('--') || !text.startsWith('-'));
    const destination = keywordOf(call, 'dest') ?? positionalOf(call, -1);
    const attribute =
      destination?.kind === 'literal' ? String(destination.value) : flag?.replace(/^--/, '').replaceAll('-', '_');
    if (flag === undefined || attribute !== name) continue;
    const fallback = keywordOf(call, 'default');
    if (fallback === null) return unresolved(`command-line argument ${flag} has no default`, flag, here);
    return readAlsoBy(
      asDefault(scope.value({ expr: fallback, statement }), flag, here),
      scope.readers.ofAttribute(name),
    );
  }
  return null;
}
