"""Credit scores: one endpoint prepares the features, the next one scores them."""

import sagemaker
from sagemaker.sklearn import SKLearnModel
from sagemaker.xgboost import XGBoostModel

role = sagemaker.get_execution_role()

features = SKLearnModel(
    model_data="s3://acme-scores/features/model.tar.gz",
    role=role,
    entry_point="features.py",
    framework_version="1.2-1",
)
scores = XGBoostModel(
    model_data="s3://acme-scores/scores/model.tar.gz",
    role=role,
    entry_point="score.py",
    framework_version="1.7-1",
)
to_features = features.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="score-features")
to_scores = scores.deploy(initial_instance_count=1, instance_type="ml.m5.large", endpoint_name="scores")


def score(rows):
    prepared = to_features.predict(rows)
    return to_scores.predict(prepared)
