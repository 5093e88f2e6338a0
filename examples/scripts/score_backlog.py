"""Scores last night's documents in one go."""

from sagemaker.pytorch import PyTorchModel

BATCH_INSTANCE = "ml.m5.4xlarge"

model = PyTorchModel(
    model_data="s3://document-models/layout/model.tar.gz",
    role="arn:aws:iam::123456789012:role/DocumentScoring",
    entry_point="inference.py",
    framework_version="2.1",
    py_version="py310",
)

transformer = model.transformer(instance_count=1, instance_type=BATCH_INSTANCE, strategy="MultiRecord")
transformer.transform("s3://document-backlog/today/", content_type="application/json")
