import { format, resolveConfig } from 'prettier';
import { CHOICES } from '../../src/server/settings';
import type { Practice } from '../../src/practices';

/** The files that list all practices, each with its list made from `src/practices`: path → how its text is made anew. */
export const LISTS: Readonly<Record<string, (text: string, practices: readonly Practice[]) => string>> = {
  'package.json': inManifest,
  'schemas/sagegreen.schema.json': inSchema,
  'README.md': inReadme,
};

/** A listing file's text, with its list as it has to be. */
export async function withPractices(file: string, text: string, practices: readonly Practice[]): Promise<string> {
  // By name: who adds a practice then seldom meets somebody else's line.
  const sorted = [...practices].sort((a, b) => (a.id < b.id ? -1 : 1));
  const made = LISTS[file]?.(text, sorted) ?? text;
  return file.endsWith('.json') ? format(made, { ...(await resolveConfig(file)), filepath: file }) : made;
}

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: { readonly 'sagegreen.practices': { properties: unknown } } };
  };
}

function inManifest(text: string, practices: readonly Practice[]): string {
  const manifest = JSON.parse(text) as Manifest;
  manifest.contributes.configuration.properties['sagegreen.practices'].properties = Object.fromEntries(
    practices.map(({ id, title }) => [id, { type: 'string', enum: CHOICES.practices, description: title }]),
  );
  return JSON.stringify(manifest, null, 2);
}

function inSchema(text: string, practices: readonly Practice[]): string {
  const schema = JSON.parse(text) as { readonly properties: { readonly practices: { properties?: unknown } } };
  schema.properties.practices.properties = Object.fromEntries(
    practices.map(({ id, title }) => [id, { $ref: '#/definitions/practice', description: title }]),
  );
  // In one line, so that the formatter breaks only what is too long.
  return JSON.stringify(schema);
}

const LIST = /(<!-- practices: npm run docs -->\n)[\s\S]*?(<!-- end of practices -->)/;

function inReadme(text: string, practices: readonly Practice[]): string {
  const rows = practices.map(
    ({ id, title, defaultVisibility }) =>
      `| [\`${id}\`](docs/practices/${id}.md) | ${title} | ${defaultVisibility === 'squiggle' ? 'in the code' : 'in the report'} |`,
  );
  const list = ['', '| practice | | shown |', '|---|---|---|', ...rows, '', ''].join('\n');
  if (!LIST.test(text)) throw new Error('README.md has no place for the list of practices');
  return text.replace(LIST, (_, before: string, after: string) => before + list + after);
}
