"""Deploys the price model for a review, and takes it down again."""

import sagemaker
from sagemaker.sklearn import SKLearnModel

role = "arn:aws:iam::123456789012:role/PriceModelExecution"
session = sagemaker.Session()

model = SKLearnModel(
    model_data="s3://price-models/2026-10/model.tar.gz",
    role=role,
    entry_point="inference.py",
    framework_version="1.0-1",
    py_version="py3",
    sagemaker_session=session,
)

predictor = model.deploy(
    initial_instance_count=1,
    instance_type="ml.m5.xlarge",
    endpoint_name="price-model-review",
)

print(predictor.predict([[3.2, 1, 0, 14]]))

predictor.delete_endpoint()
