import type { Language, LinkContext } from '../../model/language';
import { linkTypeScript } from './link';
import { isForeign } from './purpose';
import type { TypeScriptReading } from './reading';
import { readTypeScript } from './reading';
import { writeTypeScript } from './writeTypeScript';

/** Words without which a file holds nothing of ours. */
const CONCERNS =
  /sagemaker|aws-logs|aws_logs|aws-ecr\b|aws_ecr\b|applicationautoscaling|client-cloudwatch-logs|client-application-auto-scaling|LogGroup|aws-sdk\/clients/i;

/** TypeScript and JavaScript: the CDK, and the AWS SDK for JavaScript. */
export const typescript: Language<TypeScriptReading> = {
  name: 'typescript',
  concerns: (file, text) => /\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) && !isForeign(file) && CONCERNS.test(text),
  read: readTypeScript,
  link: (reading, context: LinkContext) => linkTypeScript(reading, context),
  write: writeTypeScript,
};

export type { TypeScriptReading };
