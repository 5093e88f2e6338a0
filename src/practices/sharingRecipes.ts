import type { Recipe } from '../model/proposal';

/** Many models of one framework. */
export function multiModel(): Recipe {
  return {
    title: 'One multi-model endpoint: all archives under one prefix of S3',
    snippets: {
      cloudformation: `      PrimaryContainer:
        Image: the image that all of them use
        Mode: MultiModel
        ModelDataUrl: s3://BUCKET/models/ # the prefix with every model.tar.gz
# callers name the model: invoke_endpoint(..., TargetModel="ranking.tar.gz")
`,
      terraform: `  primary_container {
    image          = var.image # the one that all of them use
    mode           = "MultiModel"
    model_data_url = "s3://BUCKET/models/" # the prefix with every model.tar.gz
  }
# callers name the model: invoke_endpoint(..., TargetModel="ranking.tar.gz")
`,
      'python-sdk': `from sagemaker.multidatamodel import MultiDataModel

models = MultiDataModel(
    name="shared",
    model_data_prefix="s3://BUCKET/models/",  # the prefix with every model.tar.gz
    model=model,
    sagemaker_session=session,
)
predictor = models.deploy(initial_instance_count=1, instance_type=instance_type)
predictor.predict(data, target_model="ranking.tar.gz")
`,
    },
  };
}

/** Models with their part of an instance each. */
export function components(): Recipe {
  return {
    title: 'One endpoint without a model, and an inference component for each model',
    snippets: {
      boto3: `sm.create_inference_component(
    InferenceComponentName="ranking",
    EndpointName="shared",
    VariantName="AllTraffic",
    Specification={
        "ModelName": "ranking",
        "ComputeResourceRequirements": {
            "NumberOfAcceleratorDevicesRequired": 1,  # what your load test says; 0 on CPUs
            "MinMemoryRequiredInMb": 8192,  # what your load test says
        },
    },
    RuntimeConfig={"CopyCount": 1},
)
`,
    },
  };
}

/** Models of different frameworks. */
export function severalContainers(): Recipe {
  return {
    title: 'Several containers, called by their host names',
    snippets: {
      cloudformation: `      Containers: # in place of PrimaryContainer
        - { ContainerHostname: ranking, Image: ..., ModelDataUrl: ... }
        - { ContainerHostname: pricing, Image: ..., ModelDataUrl: ... }
      InferenceExecutionConfig: { Mode: Direct }
# callers name the container: invoke_endpoint(..., TargetContainerHostname="ranking")
`,
      terraform: `  # in place of primary_container
  container {
    container_hostname = "ranking"
    image              = var.ranking_image
    model_data_url     = var.ranking_data
  }
  container {
    container_hostname = "pricing"
    image              = var.pricing_image
    model_data_url     = var.pricing_data
  }
  inference_execution_config {
    mode = "Direct"
  }
# callers name the container: invoke_endpoint(..., TargetContainerHostname="ranking")
`,
      boto3: `sm.create_model(
    ModelName="shared",
    ExecutionRoleArn=role,
    Containers=[
        {"ContainerHostname": "ranking", "Image": ranking_image, "ModelDataUrl": ranking_data},
        {"ContainerHostname": "pricing", "Image": pricing_image, "ModelDataUrl": pricing_data},
    ],
    InferenceExecutionConfig={"Mode": "Direct"},
)
`,
    },
  };
}

/** Models of which one carries on the answer of the other. */
export function containersInOrder(): Recipe {
  return {
    title: 'Both models as one, their containers in order',
    snippets: {
      'python-sdk': `from sagemaker.pipeline import PipelineModel

pipeline = PipelineModel(models=[first_model, second_model], role=role)
predictor = pipeline.deploy(initial_instance_count=1, instance_type=instance_type, endpoint_name="chained")
`,
      cloudformation: `      Containers: # in place of PrimaryContainer, in their order
        - { Image: ..., ModelDataUrl: ... }
        - { Image: ..., ModelDataUrl: ... }
      InferenceExecutionConfig: { Mode: Serial }
`,
      terraform: `  # in place of primary_container, in their order
  container {
    image          = var.first_image
    model_data_url = var.first_data
  }
  container {
    image          = var.second_image
    model_data_url = var.second_data
  }
  inference_execution_config {
    mode = "Serial"
  }
`,
      boto3: `sm.create_model(
    ModelName="chained",
    ExecutionRoleArn=role,
    Containers=[
        {"Image": first_image, "ModelDataUrl": first_data},
        {"Image": second_image, "ModelDataUrl": second_data},
    ],
    InferenceExecutionConfig={"Mode": "Serial"},
)
`,
    },
  };
}
