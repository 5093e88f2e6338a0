/** The container that serves the model. */
export const SERVING_IMAGE =
  '763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker';
