import { pathFrom } from '../../model/folder';
import type { LinkContext } from '../../model/language';
import type { Resource } from '../../model/resource';
import type { ResourceId, Value } from '../../model/value';

/** State machines of SAM whose definition stands in a file beside the template (`DefinitionUri`) have it as a text. */
export function withDefinitionFiles(
  resources: ReadonlyMap<ResourceId, Resource>,
  template: string,
  { files }: LinkContext,
): ReadonlyMap<ResourceId, Resource> {
  if (files === undefined) return resources;
  const folder = template.split('/').slice(0, -1).join('/');
  let whole: Map<ResourceId, Resource> | null = null;
  for (const resource of resources.values()) {
    const named = resource.type === 'StateMachine' ? resource.properties.entries.get('DefinitionUri') : undefined;
    if (named?.value.kind !== 'scalar' || resource.properties.entries.has('DefinitionString')) continue;
    const path = pathFrom(folder, String(named.value.value));
    const text = path === null ? undefined : files.text(path);
    if (text === undefined) continue;
    const value: Value = { ...named.value, how: 'constant', value: text };
    const entries = new Map([
      ...resource.properties.entries,
      ['DefinitionString', { ...named, key: 'DefinitionString', value }],
    ]);
    whole ??= new Map(resources);
    whole.set(resource.id, { ...resource, properties: { ...resource.properties, entries } });
  }
  return whole ?? resources;
}
