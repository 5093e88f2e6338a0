import { parseDocument } from 'yaml';

const TEMPLATE = /^Resources:|"Resources"\s*:\s*\{/m;
const DECLARES = /^[ \t]+Type: *["']?AWS::SageMaker::|"Type"\s*:\s*"AWS::SageMaker::/m;

/** Why a template that declares something of ours can't be read, with the line; null for what is no template, or no broken one. */
export function reasonForNothing(text: string): string | null {
  if (!TEMPLATE.test(text) || !DECLARES.test(text)) return null;
  const [error] = parseDocument(text, { schema: 'failsafe', logLevel: 'silent', prettyErrors: false }).errors;
  const language = text.trimStart().startsWith('{') ? 'JSON' : 'YAML';
  if (error === undefined) return null;
  const line = text.slice(0, error.pos[0]).split('\n').length;
  return `no resource of this template can be read: it is not valid ${language} at line ${String(line)}`;
}
