import type { Dialect } from '../../src/model/dialect';
import type { Practice } from '../../src/practices';
import type { Example, Page } from '../../src/practices/pages';

const DIALECTS: Readonly<Record<Dialect, string>> = {
  cloudformation: 'CloudFormation',
  'cdk-typescript': 'CDK in TypeScript',
  'cdk-python': 'CDK in Python',
  terraform: 'Terraform',
  boto3: 'boto3',
  'sdk-javascript': 'AWS SDK for JavaScript',
  'python-sdk': 'SageMaker Python SDK',
};

/** The pages of all practices and their index: file name → Markdown. */
export function practicePages(
  practices: readonly Practice[],
  pages: Readonly<Record<string, Page>>,
): ReadonlyMap<string, string> {
  const texts = practices.flatMap((practice) => {
    const page = pages[practice.id];
    return page === undefined ? [] : [[`${practice.id}.md`, pageOf(practice, page)] as const];
  });
  return new Map([['README.md', indexOf(practices)], ...texts]);
}

function pageOf(practice: Practice, page: Page): string {
  return [
    `# ${practice.title}`,
    `\`${practice.id}\`${practice.aliases.length === 0 ? '' : `, earlier ${practice.aliases.map(code).join(', ')}`}`,
    section('Why', practice.why),
    section('What it detects', page.whatItDetects),
    section('When it is silent', bullets(page.whenSilent)),
    section('The fix', page.fix),
    section('It would be wrong if', bullets(page.wouldBeWrongIf)),
    ...page.examples.map(example),
    section('To silence it', silencing(practice)),
    section('Sources', bullets(practice.sources.map(({ text, url }) => `[${text}](${url})`))),
  ]
    .join('\n\n')
    .concat('\n');
}

function indexOf(practices: readonly Practice[]): string {
  const rows = practices.map(
    (practice) =>
      `| [\`${practice.id}\`](${practice.id}.md) | ${practice.title} | ${practice.articleName} | ${
        practice.defaultVisibility === 'squiggle' ? 'in the code' : 'in the report'
      } |`,
  );
  return [
    '# Practices',
    'What the advisor knows, one page each. The pages are generated from `src/practices` (`npm run docs`).',
    ['| id | practice | in the article | shown |', '|---|---|---|---|', ...rows].join('\n'),
    "The article is AWS's [Optimize AI/ML workloads for sustainability, part 3: deployment and monitoring](https://aws.amazon.com/blogs/architecture/optimize-ai-ml-workloads-for-sustainability-part-3-deployment-and-monitoring/) of 2022. Where something has changed since, the page says today's truth and what the article said.",
    'How to add one: [adding a practice](../adding-a-practice.md).',
  ]
    .join('\n\n')
    .concat('\n');
}

const CODE: Readonly<Record<string, string>> = {
  ipynb: 'python',
  js: 'javascript',
  json: 'json',
  mjs: 'javascript',
  py: 'python',
  tf: 'hcl',
  ts: 'typescript',
};

function example({ dialect, file, before, after, recipe }: Example): string {
  const language = CODE[file.slice(file.lastIndexOf('.') + 1)] ?? 'yaml';
  const block = (text: string): string => `\`\`\`${language}\n${text}\`\`\``;
  const change = recipe === undefined ? ['After:', block(after)] : ['The rewrite that is shown:', block(recipe)];
  return [`## ${DIALECTS[dialect]}`, `Before (\`${file}\`):`, block(before), ...change].join('\n\n');
}

function silencing({ id }: Practice): string {
  return `A comment on the line, or on the line above it: \`# sagegreen: ignore[${id}] until=2027-03-31 the reason\` (date and reason may be left
out). In CloudFormation also \`Metadata: {sagegreen: {ignore: [${id}], reason: …}}\` on the resource, which is the only way in JSON. For a whole team: \`practices: {${id}: {severity: off}}\` in \`.sagegreen.yaml\`.`;
}

function section(title: string, text: string): string {
  return `## ${title}\n\n${text}`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}
