"""An endpoint that forecasts demand: a model of our own in AWS's PyTorch container."""

from aws_cdk import CfnOutput, CfnParameter, Duration, RemovalPolicy, Stack, Tags
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_sns as sns
from constructs import Construct

# Four weeks ahead, by article and warehouse.
HORIZON_WEEKS = 4
# The planners' application gives up after ten seconds.
SLOWEST = Duration.seconds(8)


class EndpointStack(Stack):
    """One endpoint, with its role, its logs, and alarms that go to the planners' topic."""

    def __init__(self, scope: Construct, construct_id: str, **kwargs) -> None:
        super().__init__(scope, construct_id, **kwargs)

        model_version = CfnParameter(
            self,
            "ModelVersion",
            type="String",
            default="2026-10",
            allowed_pattern=r"\d{4}-\d{2}",
            description="Month of the training",
        )
        planners_topic = CfnParameter(self, "PlannersTopicArn", type="String")

        history = self._history_bucket()
        role = self._hosting_role(history)

        model = sagemaker.CfnModel(
            self,
            "Model",
            execution_role_arn=role.role_arn,
            primary_container=sagemaker.CfnModel.ContainerDefinitionProperty(
                image="763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.6.0-cpu-py312-ubuntu22.04-sagemaker",
                model_data_url=f"s3://acme-models/demand-forecast/{model_version.value_as_string}/model.tar.gz",
                environment={
                    "SAGEMAKER_PROGRAM": "forecast.py",
                    "HISTORY_BUCKET": history.bucket_name,
                    "HORIZON_WEEKS": str(HORIZON_WEEKS),
                },
            ),
        )
        # The container reads the history when it starts: its role has to have its policy by then.
        model.node.add_dependency(role)

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

        topic = sns.Topic.from_topic_arn(self, "Planners", planners_topic.value_as_string)
        self._alarm(
            "Errors",
            topic,
            endpoint,
            metric_name="Invocation5XXErrors",
            statistic=cloudwatch.Stats.SUM,
            threshold=5,
            description="The planners see last week's figures",
        )
        self._alarm(
            "Slow",
            topic,
            endpoint,
            metric_name="ModelLatency",
            statistic=cloudwatch.Stats.percentile(95),
            threshold=SLOWEST.to_milliseconds() * 1000,
            description="The planners' application is about to give up on the forecast",
        )

        Tags.of(self).add("team", "planning")
        CfnOutput(self, "EndpointName", value=endpoint.attr_endpoint_name)
        CfnOutput(self, "HistoryBucket", value=history.bucket_name)

    def _history_bucket(self) -> s3.Bucket:
        """What was sold, by week: written by the warehouse, read by the container."""
        return s3.Bucket(
            self,
            "History",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            removal_policy=RemovalPolicy.RETAIN,
            lifecycle_rules=[
                # Three years are enough for a season to be known.
                s3.LifecycleRule(prefix="weekly/", expiration=Duration.days(3 * 365)),
                s3.LifecycleRule(abort_incomplete_multipart_upload_after=Duration.days(7)),
            ],
        )

    def _hosting_role(self, history: s3.IBucket) -> iam.Role:
        role = iam.Role(
            self,
            "HostingRole",
            assumed_by=iam.ServicePrincipal("sagemaker.amazonaws.com"),
            description="The endpoint that forecasts demand",
        )
        history.grant_read(role)
        s3.Bucket.from_bucket_name(self, "Models", "acme-models").grant_read(role, "demand-forecast/*")
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:GetAuthorizationToken"],
                resources=["*"],
            )
        )
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents", "cloudwatch:PutMetricData"],
                resources=["*"],
            )
        )
        return role

    def _alarm(
        self,
        construct_id: str,
        topic: sns.ITopic,
        endpoint: sagemaker.CfnEndpoint,
        *,
        metric_name: str,
        statistic: str,
        threshold: float,
        description: str,
    ) -> None:
        alarm = cloudwatch.Alarm(
            self,
            construct_id,
            alarm_description=description,
            metric=cloudwatch.Metric(
                namespace="AWS/SageMaker",
                metric_name=metric_name,
                statistic=statistic,
                period=Duration.minutes(5),
                dimensions_map={
                    "EndpointName": endpoint.attr_endpoint_name,
                    "VariantName": "AllTraffic",
                },
            ),
            threshold=threshold,
            evaluation_periods=2,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(topic))
