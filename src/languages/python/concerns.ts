/** Words without which a file holds nothing of ours. */
const CONCERNS =
  /[Ss]age[Mm]aker|create_endpoint_config|create_transform_job|create_inference_component|register_scalable_target|put_scaling_policy|create_log_group|put_retention_policy|create_repository|ElasticInferenceAccelerator|inferenceAccelerators|inference_accelerators|elastic_inference|\baws_(?:ecr|logs)\b/;
/** Steps that make a model faster or smaller: what is deployed elsewhere may have come out of them. */
const OPTIMISES =
  /onnx|tensorrt|treelite|tl2cgen|torch_neuron|openvino|torch\.(?:compile|jit)|\bprune|tensorflow_model_optimization|distil|tflite|\bdlr\b|bitsandbytes|gptq|llmcompressor|torchao|quantize_dynamic/;

/** A cheap test on path and text: whether the file can be a program that deploys something of ours. */
export function concerns(file: string, text: string): boolean {
  return /\.(?:py|ipynb)$/.test(file) && (CONCERNS.test(text) || OPTIMISES.test(text));
}
