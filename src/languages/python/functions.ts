import { originAt, type Origin } from '../../model/origin';
import type { Observation, Resource } from '../../model/resource';
import type { ResourceId } from '../../model/value';
import { CALLABLE, unfollowedCallers, withEventSources, type Callable, type Use } from '../cdk/functions';
import type { HostingCall } from './hosting';
import { placeOf } from './made';
import type { PythonScope } from './scope';
import { nodeIn, textOf } from './statementTree';

/** Endpoints and functions of a CDK app that code may call or hand on which is not followed; functions get the sources that they are given later. */
export function unfollowedIn(
  scope: PythonScope,
  resources: Map<ResourceId, Resource>,
  calls: readonly HostingCall[],
): Observation[] {
  const callable = calls.flatMap((call): Callable<HostingCall>[] => {
    const { of, placed, round } = call;
    const id =
      of.kind === 'construct' ? scope.within(round, () => scope.constructs.get(placeOf(placed))?.main) : undefined;
    const resource = id === undefined ? undefined : resources.get(id);
    return resource !== undefined && CALLABLE.has(resource.type) ? [{ call, resource, uses: usesOf(scope, call) }] : [];
  });
  for (const each of callable) resources.set(each.resource.id, withEventSources(each));
  const texts = scope.reading.statements.map((statement) => ({ text: statement.read.text, site: statement }));
  const madeBy = (name: string, { start, end }: Origin): ResourceId | undefined => {
    const statement = scope.reading.statements.findLast(
      ({ base, read }) => base <= start && end <= base + read.text.length,
    );
    if (statement === undefined) return undefined;
    const span = { start: start - statement.base, end: end - statement.base };
    const value = scope.value({ expr: { kind: 'name', name, span }, statement });
    return value.kind === 'reference' ? value.resource : undefined;
  };
  return unfollowedCallers(callable, { calls, texts, madeBy });
}

/** The uses of what a construct is called; null where other code may come by it. */
function usesOf({ names }: PythonScope, { placed: { statement, expr }, scope }: HostingCall): readonly Use[] | null {
  const parent = nodeIn(statement, expr.span)?.parent ?? null;
  if (parent?.name === 'ExpressionStatement') return [];
  const target = parent?.firstChild ?? null;
  if (parent?.name !== 'AssignStatement' || target?.name !== 'VariableName' || scope.kind !== 'function') return null;
  if (target.nextSibling?.name !== 'AssignOp' || parent.getChildren('AssignOp').length > 1) return null;
  const table = names.table(textOf(statement, target)).get(scope);
  if (table === undefined || table.definitions.length > 1 || table.mutations.length > 0) return null;
  return table.references.map((use) => {
    const { text } = use.statement.read;
    const { start } = use.written;
    return { place: originAt(use.statement, use.written), before: text.slice(0, start), after: text.slice(start) };
  });
}
