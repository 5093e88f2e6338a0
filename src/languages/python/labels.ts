import type { Definition, Names, Viewpoint } from './names';

/** What a name is called where it is told apart from the same name elsewhere. */
export function labelOf(names: Names, definition: Definition): string {
  const { written, statement } = definition;
  const at = names.tableOf(definition).definitions.indexOf(definition);
  const label = labelAt(names, written.name, { statement, ...written });
  return at > 0 ? `${label} (${at + 1})` : label;
}

/** The same as it is seen from a place. */
export function labelAt(names: Names, name: string, at: Viewpoint): string {
  const owner = names.owner(name, at.statement, at.scope);
  if (owner === 'module' || owner.name === '') return name;
  return owner.kind === 'class' ? `${name} of ${owner.name}` : `${name} in ${owner.name}()`;
}
