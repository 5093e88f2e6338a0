import type { Language, LinkContext } from '../../model/language';
import { linkPython } from './link';
import type { PythonReading } from './reading';
import { readPython } from './reading';
import { writePython } from './writePython';

/** Words without which a file holds nothing of ours. */
const CONCERNS =
  /sagemaker|create_endpoint_config|create_transform_job|create_inference_component|register_scalable_target|put_scaling_policy|create_log_group|put_retention_policy/;

/** Python files and notebooks: the SageMaker Python SDK and boto3. */
export const python: Language<PythonReading> = {
  name: 'python',
  concerns: (file, text) => /\.(?:py|ipynb)$/.test(file) && CONCERNS.test(text),
  read: readPython,
  link: (reading, context: LinkContext) => [linkPython(reading, context)],
  write: writePython,
};

export type { PythonReading };
