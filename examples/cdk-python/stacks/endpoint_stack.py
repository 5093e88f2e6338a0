"""An endpoint that forecasts demand: a model of our own in AWS's PyTorch container."""

from aws_cdk import CfnParameter, Stack
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sagemaker as sagemaker
from constructs import Construct


class EndpointStack(Stack):
    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        role_arn = CfnParameter(self, "ModelRoleArn", type="String")

        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=role_arn.value_as_string,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
                model_data_url="s3://acme-models/demand-forecast/model.tar.gz",
            ),
        )

        config = sagemaker.CfnEndpointConfig(
            self,
            "Config",
            production_variants=[
                sagemaker.CfnEndpointConfig.ProductionVariantProperty(
                    variant_name="AllTraffic",
                    model_name=model.attr_model_name,
                    instance_type="ml.m5.xlarge",
                    initial_instance_count=2,
                    initial_variant_weight=1,
                )
            ],
        )

        endpoint = sagemaker.CfnEndpoint(
            self,
            "Endpoint",
            endpoint_config_name=config.attr_endpoint_config_name,
        )

        logs.CfnLogGroup(
            self,
            "EndpointLogs",
            log_group_name=f"/aws/sagemaker/Endpoints/{endpoint.attr_endpoint_name}",
            retention_in_days=30,
        )
