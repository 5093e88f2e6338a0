import type { Language } from '../../model/language';
import { concerns } from './concerns';
import { link } from './link';
import { bindingsFor, isBindingFile, readBindings } from './parameters';
import { read } from './read';
import type { CloudFormationReading } from './reading';
import { writeCloudFormation } from './write';
import { writeSuppression } from './writeSuppression';

export type { CloudFormationReading } from './reading';

/** CloudFormation templates in YAML and JSON. */
export const cloudFormation: Language<CloudFormationReading> = {
  name: 'cloudformation',
  concerns,
  read,
  link,
  write: writeCloudFormation,
  suppress: writeSuppression,
  bindings: { concerns: isBindingFile, read: readBindings, of: bindingsFor },
};
