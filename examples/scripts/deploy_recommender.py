"""Recommendations on the shop's start page, sized by guess three years ago."""

import boto3

sm = boto3.client("sagemaker", region_name="eu-west-1")

sm.create_endpoint_config(
    EndpointConfigName="recommendations-7",
    ProductionVariants=[
        {
            "VariantName": "AllTraffic",
            "ModelName": "recommendations-7",
            "InstanceType": "ml.c4.8xlarge",
            "InitialInstanceCount": 1,
        }
    ],
)
sm.create_endpoint(EndpointName="recommendations-prod", EndpointConfigName="recommendations-7")
