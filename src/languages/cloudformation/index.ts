import type { Language } from '../../model/language';
import { concerns } from './concerns';
import { link } from './link';
import { bindingsFor, isBindingFile, readBindings } from './parameters';
import { read } from './read';
import type { CloudFormationReading } from './reading';
import { writeCloudFormation } from './write';

export type { CloudFormationReading } from './reading';

/** CloudFormation templates in YAML and JSON. */
export const cloudFormation: Language<CloudFormationReading> = {
  name: 'cloudformation',
  concerns,
  read,
  link,
  write: writeCloudFormation,
  bindings: { concerns: isBindingFile, read: readBindings, of: bindingsFor },
};
