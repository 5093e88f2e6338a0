import type { Graph } from './graph';
import { pointedAt, property, resourcesOf } from './graph';
import type { Resource } from './resource';
import { asString, known } from './value';

/** Where a configuration captures requests to, in a bucket of the same graph. */
export interface CaptureDestination {
  readonly bucket: Resource;
  /** `capture/`; null where the capture lies at the root of the bucket, or where that isn't known. */
  readonly prefix: string | null;
}

/** The bucket that `s3://…` of a configuration's data capture leads into: by reference, or by its written name. */
export function captureDestinationOf(graph: Graph, config: Resource): CaptureDestination | null {
  const uri = property(config, 'DataCaptureConfig', 'DestinationS3Uri');
  if (uri.kind === 'scalar') {
    const match = /^s3:\/\/([^/]+)\/?(.*)$/.exec(String(uri.value));
    const bucket = resourcesOf(graph, 'Bucket').find(
      (each) => match !== null && known(asString(property(each, 'BucketName'))) === match[1],
    );
    return bucket === undefined ? null : { bucket, prefix: prefixOf(match?.[2] ?? '') };
  }
  if (uri.kind !== 'interpolation') return null;
  const [scheme, name, ...rest] = uri.parts;
  if (scheme?.kind !== 'scalar' || scheme.value !== 's3://' || name === undefined) return null;
  const bucket = pointedAt(graph, 'Bucket', name);
  if (bucket === null) return null;
  const texts = rest.map((part) => (part.kind === 'scalar' ? String(part.value) : null));
  return { bucket, prefix: texts.includes(null) ? null : prefixOf(texts.join('')) };
}

function prefixOf(path: string): string | null {
  const name = path.replace(/^\/+|\/+$/g, '');
  return name === '' ? null : `${name}/`;
}
