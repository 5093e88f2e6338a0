import type { Plain } from '../../model/operation';
import type { Entry, ObjectValue, Value } from '../../model/value';
import { withPartsChanged } from '../../model/value';

/**
 * What a rule of a bucket says in Terraform by a nested block, and in CloudFormation by a property of its own: the block,
 * its one argument, the property.
 */
const FORMS = [
  ['Filter', 'Prefix', 'Prefix'],
  ['Expiration', 'Days', 'ExpirationInDays'],
] as const;

/** The rules of `aws_s3_bucket_lifecycle_configuration` in CloudFormation's form; what has no such form stays. */
export function inCloudFormationForm(said: ObjectValue): ObjectValue {
  const rules = said.entries.get('Rules');
  if (rules === undefined) return said;
  const value = withPartsChanged(rules.value, flatRule);
  return { ...said, entries: new Map([...said.entries, ['Rules', { ...rules, value }]]) };
}

function flatRule(rule: Value): Value {
  if (rule.kind !== 'object') return rule;
  const entries = new Map<string, Entry>();
  for (const [key, entry] of rule.entries) {
    const [, inner, property] = FORMS.find(([block]) => block === key) ?? [];
    const only = inner === undefined ? undefined : onlyEntry(entry.value, inner);
    if (property === undefined || only === undefined) entries.set(key, entry);
    else entries.set(property, { ...entry, key: property, value: only.value });
  }
  return { ...rule, entries };
}

function onlyEntry(value: Value, name: string): Entry | undefined {
  return value.kind === 'object' && value.open === null && value.entries.size === 1
    ? value.entries.get(name)
    : undefined;
}

/** Rules in CloudFormation's form as Terraform says them. */
export function inTerraformForm(properties: { readonly [name: string]: Plain }): { readonly [name: string]: Plain } {
  const { Rules: rules } = properties;
  if (typeof rules !== 'object' || !('items' in rules)) return properties;
  return { ...properties, Rules: { items: rules.items.map(nestedRule) } };
}

function nestedRule(rule: Plain): Plain {
  if (typeof rule !== 'object' || !('properties' in rule)) return rule;
  const entries = Object.entries(rule.properties).map(([key, value]): [string, Plain] => {
    const [block, inner] = FORMS.find(([, , property]) => property === key) ?? [];
    return block === undefined ? [key, value] : [block, { properties: { [inner]: value } }];
  });
  return { properties: Object.fromEntries(entries) };
}
