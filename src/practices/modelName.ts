/** A count with its unit that stands as a word of its own: `-7b-`, `_350M`, `/70B`, `-1.5b`. */
const COUNT = /(?<![A-Za-z0-9.])(\d+(?:\.\d+)?)([bm])(?![A-Za-z0-9])/gi;
/** Several experts, of which a count may name all, one, or those at work: `8x7B`, `17B-16E`. */
const EXPERTS = /\d+x\d+b|(?<![A-Za-z0-9])\d+e(?![A-Za-z0-9])/i;

/**
 * How many parameters a model has by its name, as `meta-llama/Llama-3.1-8B-Instruct` says; null where the name says
 * none, or more than one. A rounded figure, and so an estimate.
 */
export function parametersIn(modelId: string): number | null {
  const name = modelId.slice(modelId.lastIndexOf('/') + 1);
  if (EXPERTS.test(name)) return null;
  const found = [...name.matchAll(COUNT)];
  const [first] = found;
  if (first === undefined || found.length > 1) return null;
  const [, count = '', unit = ''] = first;
  const parameters = Number(count) * (unit.toLowerCase() === 'b' ? 1e9 : 1e6);
  return parameters > 0 ? parameters : null;
}

/** Words by which the name of a model says that its weights are quantised. */
const QUANTISED =
  /awq|gptq|gguf|ggml|exl2|eetq|bnb|bitnet|marlin|nf4|fp8|fp4|int8|int4|w\d+a\d+|w4|w8|\bq\d|[-_.]\d-?bits?\b|\dbit|quant|compressed|hqq|aqlm|squeeze/i;
/** Families that are published with quantised weights, whatever their names say. */
const PUBLISHED_QUANTISED = /gpt-oss|deepseek-(?:v3|r1(?!-distill))|kimi-k2|minimax-m2/i;

/** Whether a model's name says, or lets expect, that its weights are quantised already. */
export function isNamedQuantised(modelId: string): boolean {
  return QUANTISED.test(modelId) || PUBLISHED_QUANTISED.test(modelId);
}

/** Whether a text names a model of the Hugging Face hub, `owner/name`: a path or a bucket may hold anything. */
export function isHubModel(modelId: string): boolean {
  return /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/.test(modelId);
}
