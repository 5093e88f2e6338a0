export { catalogue, type Catalogue, type Serverless } from './catalogue';
export type { Accelerator, InstanceType, Watts } from './instances';
export { cudaOfFramework, leastCuda } from './cuda';
export type { Bounded, Region } from './regions';
export type { ImageAnswer, ImageTable, SdkAnswer } from './images';
export type { ImageProcessor } from './imageVersions';
export type { ImageReference } from './imageReference';
export type { Arm64Twin } from './arm64Twin';
