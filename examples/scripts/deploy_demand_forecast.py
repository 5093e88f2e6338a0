"""Puts the weekly demand forecast behind an endpoint."""

import os

import boto3

REGION = "eu-west-1"
INSTANCE_TYPE = os.environ.get("FORECAST_INSTANCE_TYPE", "ml.m5.2xlarge")

sagemaker = boto3.client("sagemaker", region_name=REGION)
logs = boto3.client("logs", region_name=REGION)


def deploy(model_name: str, endpoint_name: str = "demand-forecast") -> None:
    variants = [
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": INSTANCE_TYPE,
            "InitialInstanceCount": 2,
        }
    ]
    sagemaker.create_endpoint_config(
        EndpointConfigName=f"{endpoint_name}-config",
        ProductionVariants=variants,
    )
    sagemaker.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=f"{endpoint_name}-config")


logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/demand-forecast")

if __name__ == "__main__":
    deploy("demand-forecast-2026-10")
