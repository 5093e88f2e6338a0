import type { Deployment } from '../model/deployment';
import type { TrafficProfile } from '../estimate/capacity';
import { matchesGlob } from './globs';
import { PRESETS, type EndpointRule, type Settings } from './settings';

/** The traffic that the settings state for a deployment, or null where nobody has said anything. */
export function profileFor(
  deployment: Deployment,
  environment: string | null,
  settings: Settings,
): TrafficProfile | null {
  const rule = settings.endpoints.find((each) => matches(each, deployment, environment));
  if (rule === undefined) return null;
  return settings.profiles[rule.profile] ?? PRESETS[rule.profile] ?? null;
}

function matches(rule: EndpointRule, deployment: Deployment, environment: string | null): boolean {
  const { name, file, environment: wanted } = rule.match;
  if (name !== undefined && !matchesGlob([name], deployment.name)) return false;
  if (file !== undefined && !matchesGlob([file], deployment.at.file)) return false;
  return wanted === undefined || wanted === environment;
}
