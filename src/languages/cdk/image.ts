import { join } from '../../model/evaluate';
import type { Origin } from '../../model/origin';
import type { Sourced, Value } from '../../model/value';
import { literalAt } from './properties';

/** Where AWS keeps its deep-learning containers in most Regions. */
const CONTAINERS_ACCOUNT = '763104351884';

/** What `ContainerImage.fromEcrRepository(…)` or `fromAsset(…)` has: a tag in a repository of the account. */
export function ownImage(region: Sourced<string>, tag: Value, here: Origin): Value {
  const repository: Value = { kind: 'unresolved', why: 'a repository of the account', decidedBy: null, usedAt: here };
  return address(deployTime('AccountId', here), region, repository, tag, here);
}

/** What `fromDlc(…)` has: an image among AWS's deep-learning containers. */
export function deepLearningImage(
  region: Sourced<string>,
  { account, repository, tag }: { readonly account: Value; readonly repository: Value; readonly tag: Value },
  here: Origin,
): Value {
  const owner = account.kind === 'absent' ? literalAt(CONTAINERS_ACCOUNT, here) : account;
  return address(owner, region, repository, tag, here);
}

function deployTime(name: string, here: Origin): Value {
  return { kind: 'unresolved', why: 'known only when it is deployed', decidedBy: `AWS::${name}`, usedAt: here };
}

function address(owner: Value, region: Sourced<string>, repository: Value, tag: Value, here: Origin): Value {
  const text = (value: string): Value => literalAt(value, here);
  const place: Value =
    'value' in region ? { kind: 'scalar', ...region, usedAt: here, allowed: null } : deployTime('AccountId', here);
  const name = tag.kind === 'absent' ? text('latest') : tag;
  return join([owner, text('.dkr.ecr.'), place, text('.amazonaws.com/'), repository, text(':'), name], here);
}
