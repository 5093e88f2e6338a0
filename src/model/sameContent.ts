import { oncePer } from './once';
import type { Resource } from './resource';

/** What resources were read from: those of one object say the same, wherever they have moved to. */
const contents = new WeakMap<Resource, object>();

/** Marks a resource as saying just what all others with the same `content` say, places aside. A changed copy isn't marked. */
export function withContent(resource: Resource, content: object): Resource {
  contents.set(resource, content);
  return resource;
}

/** Does a piece of work, whose outcome has no places in it, once for all resources that say the same. */
export function oncePerContent<T>(work: (resource: Resource) => T): (resource: Resource) => T {
  const ofOne = oncePer(work);
  const ofAll = new WeakMap<object, { readonly outcome: T }>();
  return (resource) => {
    const content = contents.get(resource);
    if (content === undefined) return ofOne(resource);
    let found = ofAll.get(content);
    if (found === undefined) ofAll.set(content, (found = { outcome: work(resource) }));
    return found.outcome;
  };
}
