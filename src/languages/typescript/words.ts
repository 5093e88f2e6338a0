import type { Resource } from '../../model/resource';
import type { Path } from '../../model/value';
import { cdkName } from '../cdk/properties';
import { constructKey, isLevelOne } from '../cdk/words';
import type { HostingCall } from './hosting';

/** How a resource is said: by an operation of the API, by a construct of the first level, or by one above it. */
export type Level = 'operation' | 'levelOne' | 'above';

export function levelOf(call: HostingCall): Level {
  if (call.of.kind === 'operation') return 'operation';
  return call.of.kind === 'construct' && isLevelOne(call.of) ? 'levelOne' : 'above';
}

/** The name under which a call says a property, or null where it can't. */
export function keyFor(resource: Resource, call: HostingCall, path: Path): string | number | null {
  if (call.of.kind === 'construct') return constructKey(resource, call.of, path);
  const last = path.at(-1);
  if (typeof last !== 'string' || path.at(-2) === 'Environment') return last ?? null;
  return call.of.kind === 'operation' && resource.type !== 'LogGroup' && resource.type !== 'Repository' ? last : null;
}

/** The name of a nested property of a new object. */
export function nestedKey(call: HostingCall, path: Path): (name: string) => string {
  if (path.at(-1) === 'Environment' || levelOf(call) === 'operation') return (name) => name;
  return cdkName;
}
