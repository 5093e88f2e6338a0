import type { Example, Practice } from '../../src/practices';

const DIALECTS: Readonly<Record<Example['dialect'], string>> = {
  cloudformation: 'CloudFormation',
  boto3: 'boto3',
  'python-sdk': 'SageMaker Python SDK',
};

/** The pages of all practices and their index: file name → Markdown. */
export function practicePages(practices: readonly Practice[]): ReadonlyMap<string, string> {
  const pages = practices.map((practice) => [`${practice.id}.md`, pageOf(practice)] as const);
  return new Map([['README.md', indexOf(practices)], ...pages]);
}

function pageOf(practice: Practice): string {
  const { documentation } = practice;
  return [
    `# ${practice.title}`,
    `\`${practice.id}\`${practice.aliases.length === 0 ? '' : `, earlier ${practice.aliases.map(code).join(', ')}`}`,
    section('Why', documentation.why),
    section('What it detects', documentation.whatItDetects),
    section('When it is silent', bullets(documentation.whenSilent)),
    section('The fix', documentation.fix),
    section('It would be wrong if', bullets(documentation.wouldBeWrongIf)),
    ...documentation.examples.map(example),
    section('To silence it', silencing(practice)),
    section('Sources', bullets(documentation.sources.map(({ text, url }) => `[${text}](${url})`))),
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

function example({ dialect, file, before, after }: Example): string {
  const language = file.endsWith('.py') ? 'python' : file.endsWith('.json') ? 'json' : 'yaml';
  const block = (text: string): string => `\`\`\`${language}\n${text}\`\`\``;
  return [`## ${DIALECTS[dialect]}`, `Before (\`${file}\`):`, block(before), 'After:', block(after)].join('\n\n');
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
