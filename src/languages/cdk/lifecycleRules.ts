import type { Plain } from '../../model/operation';
import type { Origin } from '../../model/origin';
import type { Value } from '../../model/value';
import { entryAt, literalAt, objectOf } from './properties';

/** A rule that ends images some days after they were pushed, as `lifecycleRules` of `ecr.Repository` says it. */
export interface ExpiryRule {
  readonly description: string;
  readonly tagStatus: string;
  readonly days: number;
}

const STATUSES = ['any', 'tagged', 'untagged'];

/** The policy that the construct makes of one rule, as ECR has it. */
function policyText({ description, tagStatus, days }: ExpiryRule): string {
  return JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description,
        selection: { tagStatus, countType: 'sinceImagePushed', countUnit: 'days', countNumber: days },
        action: { type: 'expire' },
      },
    ],
  });
}

/** The policy of rules; rules of other kinds, or of more than one, are a policy that isn't looked into. */
export function policyOfRules(rules: Value, at: Origin): Value {
  const rule = ruleIn(rules);
  if (rule === null) return objectOf([], at, 'rules of the construct');
  return objectOf([entryAt('LifecyclePolicyText', literalAt(policyText(rule), at), at)], at);
}

function ruleIn(rules: Value): ExpiryRule | null {
  const [rule, ...others] = rules.kind === 'list' && !rules.open ? rules.items : [];
  if (rule?.kind !== 'object' || rule.open !== null || others.length > 0 || rule.entries.size !== 3) return null;
  const [description, tagStatus, age] = ['description', 'tagStatus', 'maxImageAge'].map(
    (name) => rule.entries.get(name)?.value,
  );
  const days = age?.kind === 'object' ? age.entries.get('days')?.value : undefined;
  if (description?.kind !== 'scalar' || tagStatus?.kind !== 'scalar' || days?.kind !== 'scalar') return null;
  return { description: String(description.value), tagStatus: String(tagStatus.value), days: Number(days.value) };
}

/** The rule that a policy for a repository is made of; null where no such rule makes it. */
export function ruleOfPolicy(policy: Plain): ExpiryRule | null {
  const text = typeof policy === 'object' && 'properties' in policy ? policy.properties.LifecyclePolicyText : undefined;
  if (typeof text !== 'string') return null;
  const [, description] = /"description":"((?:[^"\\]|\\.)*)"/.exec(text) ?? [];
  const [, tagStatus] = /"tagStatus":"(\w+)"/.exec(text) ?? [];
  const [, days] = /"countNumber":(\d+)/.exec(text) ?? [];
  if (description === undefined || tagStatus === undefined || days === undefined) return null;
  const rule = { description: String(JSON.parse(`"${description}"`)), tagStatus, days: Number(days) };
  return STATUSES.includes(tagStatus) && policyText(rule) === text ? rule : null;
}

/** What `Duration.days(14)` is worth. */
export function durationInDays(days: Value, at: Origin): Value {
  return objectOf([entryAt('days', days, at)], at);
}
