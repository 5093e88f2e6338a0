import type { Language } from '../../model/language';
import { isBindingFile } from './bindingFile';
import { concerns } from './concerns';
import { isNearTemplate } from './nearTemplate';
import type { CloudFormationReading } from './reading';
import { bindingsFor, link, read, readBindings } from './whole';
import { writeCloudFormation, writeSuppression } from './writing';

export type { CloudFormationReading } from './reading';

/** CloudFormation templates in YAML and JSON. */
export const cloudFormation: Language<CloudFormationReading> = {
  name: 'cloudformation',
  concerns,
  read: (source, previous) => read(source, previous),
  link: (reading, context) => link(reading, context),
  write: (reading, graph, ops, textOf) => writeCloudFormation(reading, graph, ops, textOf),
  suppress: (reading, resource, practice) => writeSuppression(reading, resource, practice),
  bindings: {
    concerns: isBindingFile,
    read: (file, text) => readBindings(file, text),
    isNear: isNearTemplate,
    of: (reading, all) => bindingsFor(reading, all),
  },
};
