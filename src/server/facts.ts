import { catalogue } from '../catalogue';
import { SERVER_VERSION } from './capabilities';
import type { ServerFacts } from './protocol';
import { rowsOf } from './report';
import type { EditorSettings } from './settings';
import type { Workspace } from './workspace';

/** What a report of a defect needs: versions, settings and counts; no code, no names of files. */
export function serverFacts(
  workspace: Workspace,
  settings: EditorSettings,
  { folders, indexed, memoryMb }: Pick<ServerFacts, 'folders' | 'indexed' | 'memoryMb'>,
): ServerFacts {
  const units = workspace.advisor.files().map((file) => workspace.advisor.advise(file));
  const deployments = units.flatMap((unit) => unit.deployments);
  const findings: Record<string, number> = {};
  for (const unit of units)
    for (const { finding } of rowsOf(unit, indexed)) findings[finding.practice] = (findings[finding.practice] ?? 0) + 1;
  return {
    version: SERVER_VERSION,
    catalogue: { version: catalogue.version, priceDate: catalogue.priceDate },
    settings: { ...settings },
    folders,
    openDocuments: workspace.open.uris().length,
    unitsWithDeployments: units.filter((unit) => unit.deployments.length > 0).length,
    deployments: deployments.length,
    priced: deployments.filter((each) => each.unresolved === null).length,
    findings,
    skipped: workspace.skipped().length,
    indexed,
    memoryMb,
  };
}
