import { addAutoscaling } from './addAutoscaling';
import { cleanerRegion } from './cleanerRegion';
import { compileModel } from './compileModel';
import { considerEdge } from './considerEdge';
import { dataCaptureSampling } from './dataCaptureSampling';
import { deleteEndpointAfterUse } from './deleteEndpointAfterUse';
import { imageLifecycle } from './imageLifecycle';
import { deleteUnusedModel } from './deleteUnusedModel';
import { logRetention } from './logRetention';
import { measureUtilisation } from './measureUtilisation';
import { monitorDrift } from './monitorDrift';
import { newerGeneration } from './newerGeneration';
import { shareEndpoint } from './shareEndpoint';
import { shareContainerEndpoint } from './shareContainerEndpoint';
import { useInferencePipeline } from './useInferencePipeline';
import type { Practice } from './practice';
import { pruneModel } from './pruneModel';
import { quantizeModel } from './quantizeModel';
import { retiredEdgeManager } from './retiredEdgeManager';
import { retiredElasticInference } from './retiredElasticInference';
import { retrainOnDrift } from './retrainOnDrift';
import { rightSizeGpu } from './rightSizeGpu';
import { rightSizeInstance } from './rightSizeInstance';
import { scaleToZero } from './scaleToZero';
import { singleInstanceInDev } from './singleInstanceInDev';
import { trimServerless } from './trimServerless';
import { useAsyncInference } from './useAsyncInference';
import { useBatchTransform } from './useBatchTransform';
import { useGraviton } from './useGraviton';
import { useInferentia } from './useInferentia';
import { useServerless } from './useServerless';

export type {
  AcrossContext,
  Elsewhere,
  PlacedDeployment,
  Practice,
  PracticeContext,
  PracticeOptions,
  Source,
  WorkspaceFacts,
} from './practice';

/** Every practice the advisor knows, in the order of the documentation. */
export const practices: readonly Practice[] = [
  cleanerRegion,
  useGraviton,
  newerGeneration,
  retiredElasticInference,
  useInferentia,
  quantizeModel,
  compileModel,
  pruneModel,
  rightSizeGpu,
  useServerless,
  useAsyncInference,
  scaleToZero,
  singleInstanceInDev,
  trimServerless,
  rightSizeInstance,
  shareEndpoint,
  shareContainerEndpoint,
  useInferencePipeline,
  addAutoscaling,
  logRetention,
  useBatchTransform,
  dataCaptureSampling,
  imageLifecycle,
  deleteUnusedModel,
  deleteEndpointAfterUse,
  retiredEdgeManager,
  considerEdge,
  retrainOnDrift,
  monitorDrift,
  measureUtilisation,
];
