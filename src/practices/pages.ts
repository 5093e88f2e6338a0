import { addAutoscalingPage } from './addAutoscalingPage';
import { cleanerRegionPage } from './cleanerRegionPage';
import { compileModelPage } from './compileModelPage';
import { considerEdgePage } from './considerEdgePage';
import { dataCaptureSamplingPage } from './dataCaptureSamplingPage';
import { deleteEndpointAfterUsePage } from './deleteEndpointAfterUsePage';
import { imageLifecyclePage } from './imageLifecyclePage';
import { deleteUnusedModelPage } from './deleteUnusedModelPage';
import { logRetentionPage } from './logRetentionPage';
import { measureUtilisationPage } from './measureUtilisationPage';
import { monitorDriftPage } from './monitorDriftPage';
import { newerGenerationPage } from './newerGenerationPage';
import { shareEndpointPage } from './shareEndpointPage';
import { shareContainerEndpointPage } from './shareContainerEndpointPage';
import { useInferencePipelinePage } from './useInferencePipelinePage';
import type { Page } from './page';
import { pruneModelPage } from './pruneModelPage';
import { quantizeModelPage } from './quantizeModelPage';
import { retiredEdgeManagerPage } from './retiredEdgeManagerPage';
import { retiredElasticInferencePage } from './retiredElasticInferencePage';
import { retrainOnDriftPage } from './retrainOnDriftPage';
import { rightSizeGpuPage } from './rightSizeGpuPage';
import { rightSizeInstancePage } from './rightSizeInstancePage';
import { scaleToZeroPage } from './scaleToZeroPage';
import { singleInstanceInDevPage } from './singleInstanceInDevPage';
import { trimServerlessPage } from './trimServerlessPage';
import { useAsyncInferencePage } from './useAsyncInferencePage';
import { useBatchTransformPage } from './useBatchTransformPage';
import { useGravitonPage } from './useGravitonPage';
import { useInferentiaPage } from './useInferentiaPage';
import { useServerlessPage } from './useServerlessPage';

export type { Example, Page } from './page';

/** The page of each practice, by its id. Kept apart from the practices, so that no shell carries it. */
export const pages: Readonly<Record<string, Page>> = {
  'cleaner-region': cleanerRegionPage,
  'use-graviton': useGravitonPage,
  'newer-generation': newerGenerationPage,
  'retired-elastic-inference': retiredElasticInferencePage,
  'right-size-gpu': rightSizeGpuPage,
  'use-serverless': useServerlessPage,
  'use-async-inference': useAsyncInferencePage,
  'use-inferentia': useInferentiaPage,
  'quantize-model': quantizeModelPage,
  'compile-model': compileModelPage,
  'prune-model': pruneModelPage,
  'scale-to-zero': scaleToZeroPage,
  'single-instance-in-dev': singleInstanceInDevPage,
  'add-autoscaling': addAutoscalingPage,
  'log-retention': logRetentionPage,
  'use-batch-transform': useBatchTransformPage,
  'data-capture-sampling': dataCaptureSamplingPage,
  'image-lifecycle': imageLifecyclePage,
  'delete-unused-model': deleteUnusedModelPage,
  'delete-endpoint-after-use': deleteEndpointAfterUsePage,
  'measure-utilisation': measureUtilisationPage,
  'monitor-drift': monitorDriftPage,
  'trim-serverless': trimServerlessPage,
  'right-size-instance': rightSizeInstancePage,
  'retrain-on-drift': retrainOnDriftPage,
  'retired-edge-manager': retiredEdgeManagerPage,
  'consider-edge': considerEdgePage,
  'share-endpoint': shareEndpointPage,
  'share-container-endpoint': shareContainerEndpointPage,
  'use-inference-pipeline': useInferencePipelinePage,
};
