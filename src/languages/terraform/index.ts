import type { Language } from '../../model/language';
import { bindingsFor, isBindingFile, readBindings } from './bindings';
import { concerns, unitOf } from './files';
import { link } from './link';
import { read } from './read';
import type { TerraformReading } from './reading';
import { writeTerraform } from './write';

export type { TerraformReading } from './reading';

/** Terraform modules, in both syntaxes. */
export const terraform: Language<TerraformReading> = {
  name: 'terraform',
  concerns,
  unitOf,
  read,
  link,
  write: writeTerraform,
  bindings: { concerns: isBindingFile, read: readBindings, of: bindingsFor },
};
