import type { Deployment } from '../model/deployment';
import type { Observation } from '../model/resource';
import type { PracticeContext } from './practice';
import { servingContainer, type ServingContainer } from './servingContainer';
import { withProperties } from './servingSettings';

/** A container as it is set by all that is in sight. */
export interface ServingInSight {
  readonly serving: ServingContainer | null;
  /** Whether `serving.properties` sets the server, and not the environment. */
  readonly isInFile: boolean;
}

/** The container of a deployment's model, with what a `serving.properties` says that is written or lies beside it. */
export function servingInSight(context: PracticeContext, deployment: Deployment): ServingInSight {
  const serving = servingContainer(deployment, context.catalogue);
  const file = serving?.server === 'lmi' ? propertiesFor(context, deployment) : null;
  if (serving === null || file === null) return { serving, isInFile: false };
  return { serving: { ...serving, settings: withProperties(serving.settings, file.values, file.at) }, isInFile: true };
}

type ServerSettings = Extract<Observation, { kind: 'serverSettings' }>;

/** The file that sets the server: the one that is uploaded with the model, else the only one beside the only such model. */
function propertiesFor(context: PracticeContext, { model }: Deployment): ServerSettings | null {
  const { deployments, catalogue, graph } = context;
  const files = graph.observations.filter((each) => each.kind === 'serverSettings');
  const own = files.filter((each) => each.resource === model?.id);
  const ofNone = files.filter((each) => each.resource === undefined);
  const served = deployments.filter((each) => servingContainer(each, catalogue)?.server === 'lmi');
  const [file, ...others] = own.length > 0 ? own : served.length === 1 ? ofNone : [];
  if (file === undefined || others.length > 0) return null;
  return Object.keys(file.values).some((key) => /entryPoint|entrypoint|option\.task|load_in_/.test(key)) ? null : file;
}
