/**
 * Whether a CDK program looks at how busy endpoints are. Its constructs take metrics that are computed, handed on and put
 * together freely, so what counts is that it names one in the namespaces of SageMaker.
 */

const NAMESPACE = /(["'`])(?:AWS\/SageMaker|\/aws\/sagemaker\/Endpoints)\1/;
/** Words of them, for an index: no text without one names a namespace. */
export const NAMESPACE_WORDS: ReadonlySet<string> = new Set(['SageMaker', 'sagemaker']);

const METRIC = /(["'`])(?:(?:CPU|Disk|GPU|GPUMemory|Memory)Utilization|Invocations(?:PerInstance)?)\1/;
export const METRIC_WORDS: ReadonlySet<string> = new Set([
  'CPUUtilization',
  'DiskUtilization',
  'GPUMemoryUtilization',
  'GPUUtilization',
  'Invocations',
  'InvocationsPerInstance',
  'MemoryUtilization',
]);

export const namesNamespace = (text: string): boolean => NAMESPACE.test(text);
export const namesUtilisation = (text: string): boolean => METRIC.test(text);
