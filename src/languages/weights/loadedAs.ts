import type { Observation } from '../../model/resource';

export type Loading = Extract<Observation, { kind: 'loading' }>;

/** 16 bits and fewer, by any of the ways to say it; `auto` takes what the files have, and so says nothing. */
const FEWER_BITS =
  /\.(?:half|bfloat16)\(\s*\)|\bautocast\b|load_in_[48]bit|quantization_config|\bto\(\s*(?:dtype\s*=\s*)?torch\.b?float16\b|dtype\s*=\s*["']?(?:torch\.)?(?:b?float16|half|bf16|fp16)\b|\bfp16\s*=\s*True/;
/** Of the weights, not of inputs: in a call that loads a model. */
const FULL =
  /\btorch_dtype\s*=\s*["']?(?:torch\.)?float(?:32)?\b|\b(?:from_pretrained|pipeline)\((?:[^()]|\([^()]*\))*?\bdtype\s*=\s*["']?(?:torch\.)?float(?:32)?\b/;

/** In which data type code in Python loads the weights of a model, where it says so. */
export function loadedAs(code: string): Loading['dtype'] | null {
  const text = code.replace(/(^|[ \t])#.*$/gm, '');
  if (FEWER_BITS.test(text)) return 'fewerBits';
  return FULL.test(text) ? 'float32' : null;
}
