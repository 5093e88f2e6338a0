import type { Scalar } from './expression';
import type { ResourceType } from './resource';
import type { Path, ResourceId } from './value';

/** A value that a change puts in, without places. */
export type Plain =
  | Scalar
  | { readonly reference: ResourceId; readonly attribute: string }
  /** Text with references in it. */
  | { readonly parts: readonly Plain[] }
  /** A value that only the user can know: written with a marked comment (`note`) beside it. */
  | { readonly placeholder: Scalar; readonly note: string }
  | { readonly items: readonly Plain[] }
  | { readonly properties: { readonly [name: string]: Plain } };

/** A resource that a change adds. `id` only has to be new; a language gives it a name of its own style. */
export interface NewResource {
  readonly id: ResourceId;
  readonly type: ResourceType;
  /** A name in the words of the field, which a language may make unique: `EndpointScalingTarget`. */
  readonly nameHint: string;
  readonly properties: { readonly [name: string]: Plain };
  /** The resource that it stands next to. */
  readonly beside: ResourceId;
}

/** The changes that everything is composed of: five of what is declared, and one of what is done with it in the end. */
export type Op =
  | { readonly op: 'set'; readonly resource: ResourceId; readonly path: Path; readonly value: Plain }
  | { readonly op: 'unset'; readonly resource: ResourceId; readonly path: Path }
  | { readonly op: 'add'; readonly resource: NewResource }
  | { readonly op: 'remove'; readonly resource: ResourceId }
  /** Gives a resource another API name; what names it by text follows. */
  | { readonly op: 'rename'; readonly resource: ResourceId; readonly name: string }
  /** A call that deletes what a program has made, once it is done with it; the declaration stays. */
  | { readonly op: 'delete'; readonly resource: ResourceId };

/** Whether a part of it is left for the user to fill in. */
export function hasPlaceholder(plain: Plain): boolean {
  if (typeof plain !== 'object') return false;
  if ('placeholder' in plain) return true;
  if ('items' in plain) return plain.items.some(hasPlaceholder);
  return 'properties' in plain && Object.values(plain.properties).some(hasPlaceholder);
}
