import type { Catalogue } from '../catalogue';
import { formatCapacity, formatCarbonRange, formatCarbon, formatShare, formatUsd, UNCERTAINTY } from '../estimate';
import type { Input } from '../estimate';
import type { Landing } from '../model/landing';
import type { EstimatedDeployment, Finding, Hover, UnitAdvice } from './advice';
import type { JudgeContext } from './judge';
import { messageOf } from './message';
import type { Candidate } from './ranking';
import type { ShownRecipe } from './recipeOf';

/** What to show over a place of a unit: the advice there, else the facts of the instance type there. */
export function hoverIn(
  advice: UnitAdvice,
  context: JudgeContext,
  recipe: (finding: Finding) => ShownRecipe | null,
  cell: number | null,
  offset: number,
): Hover | null {
  const here = advice.findings.filter(
    ({ at, visibility }) =>
      at.file === advice.file &&
      at.cell === cell &&
      at.start <= offset &&
      offset <= at.end &&
      visibility === 'squiggle',
  );
  const [first] = [...here].sort((a, b) => Number(a.rank === 'alternative') - Number(b.rank === 'alternative'));
  const deployment = deploymentAt(advice, cell, offset);
  const facts = deployment === null ? null : deploymentFacts(deployment, context.catalogue);
  if (first === undefined) {
    const at = deployment === null ? null : typeOrigin(deployment);
    return facts === null || at === null ? null : { at, markdown: facts };
  }
  const sections = [findingText(first, deploymentOf(advice, first), recipe(first), context)];
  const others = here.filter((finding) => finding !== first);
  if (others.length > 0) sections.push(othersText(others, advice));
  if (facts !== null) sections.push(facts);
  return { at: first.at, markdown: sections.join('\n\n---\n\n') };
}

function deploymentOf(advice: UnitAdvice, finding: Finding): EstimatedDeployment | null {
  return advice.deployments.find((each) => each.deployment.id === finding.deployment) ?? null;
}

function typeOrigin({ deployment }: EstimatedDeployment): Hover['at'] | null {
  return 'usedAt' in deployment.instanceType ? deployment.instanceType.usedAt : null;
}

function deploymentAt(advice: UnitAdvice, cell: number | null, offset: number): EstimatedDeployment | null {
  const found = advice.deployments.find((each) => {
    const at = typeOrigin(each);
    return at !== null && at.file === advice.file && at.cell === cell && at.start <= offset && offset <= at.end;
  });
  return found ?? null;
}

function findingText(
  finding: Finding,
  deployment: EstimatedDeployment | null,
  recipe: ShownRecipe | null,
  context: JudgeContext,
): string {
  const practice = context.practices.find((each) => each.id === finding.practice);
  const [leading, ...alternatives] = finding.candidates;
  const environment = finding.environment === null ? '' : ` · ${finding.environment}`;
  const lines = [
    `**${practice?.title ?? finding.practice}**${environment} · ${GRADES[leading.proposal.grade]}`,
    `${finding.message}.`,
    finding.environment === null ? '' : environmentText(finding.environment, leading),
    finding.whenDefault === null ? '' : `This holds when \`${finding.whenDefault}\` has its default.`,
    practice?.why ?? '',
    ...leading.proposal.notes.map((note) => `- ${note}`),
    figuresText(leading),
    leading.proposal.ops.length === 0 ? '' : `**How it lands.** ${LANDINGS[leading.landing]}`,
    recipe === null ? '' : `**${recipe.title}**\n\n\`\`\`${recipe.language}\n${recipe.text.trimEnd()}\n\`\`\``,
  ];
  if (alternatives.length > 0)
    lines.push(
      ['**Alternatives**', ...alternatives.map((each) => `- ${messageOf(each, deployment?.deployment ?? null)}`)].join(
        '\n',
      ),
    );
  const inputs = leading.comparison?.inputs ?? leading.delta.inputs;
  if (leading.comparison !== null || inputs.length > 0) lines.push(inputsText(inputs), `_${UNCERTAINTY}_`);
  const sources = practice?.sources.map(({ text, url }) => `[${text}](${url})`).join(' · ') ?? '';
  lines.push(sources);
  return joined(lines);
}

/** What the figures are of, and what a fix may change beside it. */
function environmentText(environment: string, { proposal, comparison }: Candidate): string {
  if (comparison === null) return '';
  const figures = `The figures are of \`${environment}\` alone.`;
  if (proposal.ops.length === 0) return figures;
  return `${figures} Where a value is written for all environments, the fix changes all of them, and says so in its title.`;
}

/** List items stay together; everything else is a paragraph. */
function joined(lines: readonly string[]): string {
  return lines
    .filter((line) => line !== '')
    .reduce((text, line) => {
      if (text === '') return line;
      const inList = line.startsWith('- ') && text.slice(text.lastIndexOf('\n') + 1).startsWith('- ');
      return `${text}${inList ? '\n' : '\n\n'}${line}`;
    }, '');
}

function figuresText({ comparison }: Candidate): string {
  if (comparison === null) return '';
  const lines: string[] = [];
  const { kgCo2ePerMonth, breakEvenThroughput, verdict } = comparison;
  if (kgCo2ePerMonth !== null && verdict !== 'tie')
    lines.push(
      `- Carbon, if up a month: ${formatCarbonRange(kgCo2ePerMonth)} (location-based, operational and embodied)`,
    );
  lines.push(`- ${comparison.verdictWhy}`);
  const least = breakEvenThroughput?.usd ?? null;
  if (least !== null)
    lines.push(
      `- Cheaper per request if it serves at least ${formatShare(least).replace('+', '')} of today's requests`,
    );
  for (const why of comparison.unknown) lines.push(`- Not known: ${why}`);
  return lines.join('\n');
}

function inputsText(inputs: readonly Input[]): string {
  const shown = inputs.map(
    ({ name, value, unit, source }) => `${name} ${String(value)}${unit === '' ? '' : ` ${unit}`} (${source})`,
  );
  return shown.length === 0 ? '' : `**Based on** ${shown.join(', ')}.`;
}

function othersText(others: readonly Finding[], advice: UnitAdvice): string {
  const lines = others.map((finding) => {
    const environment = finding.environment === null ? '' : `${finding.environment}: `;
    const deployment = deploymentOf(advice, finding)?.deployment ?? null;
    return `- ${environment}${messageOf(finding.candidates[0], deployment)} (\`${finding.practice}\`)`;
  });
  return ['**Also here**', ...new Set(lines)].join('\n');
}

const GRADES = { certain: 'certain', likely: 'likely', consider: 'to consider' } as const;

const LANDINGS: Readonly<Record<Landing, string>> = {
  nextDeploy: 'Nothing runs yet: it holds from the next time this code runs.',
  inPlace: 'Changed where it stands, without touching the endpoint.',
  newConfiguration: 'The endpoint moves to a new configuration, blue/green, with no downtime.',
  deregisterScalingFirst:
    'AWS refuses to change the type of a variant that is registered with autoscaling: deregister its target, deploy, register it again.',
  newEndpoint: 'It needs a new endpoint: this change can not be made to one that runs.',
};

/** The facts of a deployment's instance type and what it costs. */
function deploymentFacts(estimated: EstimatedDeployment, catalogue: Catalogue): string | null {
  const { deployment } = estimated;
  const name = 'value' in deployment.instanceType ? deployment.instanceType.value : null;
  const type = name === null ? undefined : catalogue.instanceType(name);
  if (name === null || type === undefined) return null;
  const region = 'value' in deployment.region ? deployment.region.value : null;
  const accelerator = type.accelerator === null ? '' : `, ${String(type.accelerator.count)} × ${type.accelerator.name}`;
  const head = `**${name}** · ${String(type.vcpu)} vCPU, ${String(type.memoryGib)} GiB${accelerator}, ${type.processor} (${type.architecture})`;
  const count = 'value' in deployment.instanceCount ? deployment.instanceCount.value : 1;
  const lines = [head, `${String(count)} × in ${region ?? 'an unknown Region'}: ${costText(estimated)}`];
  if (region !== null && 'how' in deployment.region && deployment.region.how === 'assumed')
    lines.push(`The code names no Region: ${region} is assumed.`);
  lines.push(`Price list of ${catalogue.priceDate}: ${catalogue.priceBasis}.`);
  return lines.join('\n\n');
}

function costText({ deployment, usdPerHour, usdPerMonth, kgCo2ePerMonth, unresolved }: EstimatedDeployment): string {
  if (usdPerHour === null || usdPerMonth === null)
    return `cost unknown${unresolved === null ? '' : `: ${unresolved.why}`}`;
  const carbon = kgCo2ePerMonth === null ? 'CO2e unknown' : null;
  switch (deployment.lifetime) {
    case 'standing':
      return `${formatUsd(usdPerMonth.value)}/month, ${carbon ?? `${formatCarbon(kgCo2ePerMonth?.value ?? 0)}/month`}`;
    case 'session':
      return `${formatUsd(usdPerHour)} an hour while it stays up (${formatUsd(usdPerHour * 24)} a day)`;
    case 'unknown':
      return `${formatUsd(usdPerHour)} an hour, ${formatUsd(usdPerMonth.value)} if left up a month`;
    case 'job':
      return `${formatUsd(usdPerHour)} for each hour the job runs`;
  }
}

export { formatCapacity };
