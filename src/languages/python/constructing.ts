/** What is loaded when a program first uses the CDK (what its constructs, and values that its packages give, are), a scheduler, or ECS. */
export { withApiNames } from '../cdk/properties';
export { inCalls } from './calledRounds';
export { applyMethod, madeOf, reserveConstruct } from './cdkResources';
export { cdkAttribute, cdkCall } from './cdkValues';
export { scopeOfStage, stagesOfApp } from './cdkStages';
export { outcomeOf } from './conditions';
export { existenceOf, takenWhen } from './existence';
export { unfollowedIn } from './functions';
export { givenByInstance } from './instanceArguments';
export { meaningOfWays } from './ways';
export { jobSchedule } from './scheduledJobs';
