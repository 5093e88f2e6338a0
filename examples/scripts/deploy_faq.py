"""Answers of the FAQ: serverless, and kept warm though hardly anybody asks."""

import sagemaker
from sagemaker.serverless import ServerlessInferenceConfig
from sagemaker.sklearn import SKLearnModel

faq = SKLearnModel(
    model_data="s3://acme-faq/model.tar.gz",
    role=sagemaker.get_execution_role(),
    entry_point="answer.py",
    framework_version="1.2-1",
)
faq.deploy(
    serverless_inference_config=ServerlessInferenceConfig(
        memory_size_in_mb=2048,
        max_concurrency=5,
        provisioned_concurrency=2,
    ),
    endpoint_name="faq",
)
