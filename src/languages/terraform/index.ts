import type { Language } from '../../model/language';
import { concerns, isValues, unitOf } from './files';
import { isNearModule } from './nearModule';
import type { TerraformReading } from './reading';
import { bindingsFor, link, read, readBindings } from './whole';
import { writeTerraform } from './writing';

export type { TerraformReading } from './reading';

/** Terraform modules, in both syntaxes. */
export const terraform: Language<TerraformReading> = {
  name: 'terraform',
  concerns,
  unitOf,
  read: (source, previous) => read(source, previous),
  link: (reading, context) => link(reading, context),
  write: (reading, graph, ops, textOf) => writeTerraform(reading, graph, ops, textOf),
  bindings: {
    concerns: isValues,
    read: (file, text) => readBindings(file, text),
    isNear: isNearModule,
    of: (reading, all) => bindingsFor(reading, all),
  },
};
