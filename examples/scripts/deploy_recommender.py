"""Recommendations on the shop's start page, sized by guess three years ago.

Releases a model that the nightly training has made: checks that its files are there, makes an endpoint configuration for
it, moves the endpoint over, waits, and asks it once for a customer that everybody knows.

    python deploy_recommender.py --release 7 [--rollback-on-alarm]
"""

import argparse
import json
import logging
import sys
from urllib.parse import urlparse

import boto3
from botocore.exceptions import ClientError, WaiterError

REGION = "eu-west-1"
ENDPOINT = "recommendations-prod"
ALARM = "recommendations-prod-5xx"
# A test account of the shop: its basket never changes.
KNOWN_CUSTOMER = {"customer": "C-000017", "basket": ["A-1041", "A-2207"], "limit": 8}

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger("deploy-recommender")

sm = boto3.client("sagemaker", region_name=REGION)
s3 = boto3.client("s3", region_name=REGION)
cloudwatch = boto3.client("cloudwatch", region_name=REGION)
runtime = boto3.client("sagemaker-runtime", region_name=REGION)


def trained_on(model):
    """Where the nightly training left the files of a model; ends the program where it made no such model."""
    try:
        container = sm.describe_model(ModelName=model)["PrimaryContainer"]
    except ClientError as error:
        sys.exit(f"the training made no model {model}: {error.response['Error']['Code']}")
    place = urlparse(container["ModelDataUrl"])
    head = s3.head_object(Bucket=place.netloc, Key=place.path.lstrip("/"))
    log.info("%s: %.0f MB, of %s", model, head["ContentLength"] / 1e6, head["LastModified"].date())
    return head["Metadata"].get("trained-until", "unknown")


def make_config(name, trained_until):
    sm.create_endpoint_config(
        EndpointConfigName=name,
        ProductionVariants=[
            {
                "VariantName": "AllTraffic",
                "ModelName": name,
                "InstanceType": "ml.c4.8xlarge",
                "InitialInstanceCount": 1,
            }
        ],
        Tags=[
            {"Key": "team", "Value": "shop-frontend"},
            {"Key": "trained-until", "Value": trained_until},
        ],
    )


def is_there(endpoint):
    try:
        return sm.describe_endpoint(EndpointName=endpoint)["EndpointStatus"] != "Failed"
    except ClientError:
        return False


def move_over(config, rollback_on_alarm):
    """The first release makes the endpoint, each later one moves it, back again where the alarm goes off."""
    if not is_there(ENDPOINT):
        log.info("making %s with %s", ENDPOINT, config)
        sm.create_endpoint(EndpointName=ENDPOINT, EndpointConfigName=config)
        return
    log.info("moving %s to %s", ENDPOINT, config)
    strategy = {}
    if rollback_on_alarm:
        strategy["DeploymentConfig"] = {
            "BlueGreenUpdatePolicy": {
                "TrafficRoutingConfiguration": {"Type": "ALL_AT_ONCE", "WaitIntervalInSeconds": 300},
                "TerminationWaitInSeconds": 120,
            },
            "AutoRollbackConfiguration": {"Alarms": [{"AlarmName": ALARM}]},
        }
    sm.update_endpoint(EndpointName=ENDPOINT, EndpointConfigName=config, **strategy)


def watch_errors():
    cloudwatch.put_metric_alarm(
        AlarmName=ALARM,
        Namespace="AWS/SageMaker",
        MetricName="Invocation5XXErrors",
        Dimensions=[
            {"Name": "EndpointName", "Value": ENDPOINT},
            {"Name": "VariantName", "Value": "AllTraffic"},
        ],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=3,
        Threshold=10,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
    )


def smoke_test():
    answer = runtime.invoke_endpoint(
        EndpointName=ENDPOINT,
        ContentType="application/json",
        Body=json.dumps(KNOWN_CUSTOMER),
    )
    articles = json.loads(answer["Body"].read())["articles"]
    if len(articles) != KNOWN_CUSTOMER["limit"] or set(articles) & set(KNOWN_CUSTOMER["basket"]):
        sys.exit(f"strange recommendations: {articles}")
    log.info("recommended: %s", ", ".join(articles))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--release", type=int, required=True, help="number of the training run")
    parser.add_argument("--rollback-on-alarm", action="store_true", help="back to the last release on 5xx answers")
    options = parser.parse_args()

    name = f"recommendations-{options.release}"
    make_config(name, trained_on(name))
    watch_errors()
    move_over(name, options.rollback_on_alarm)
    try:
        sm.get_waiter("endpoint_in_service").wait(EndpointName=ENDPOINT, WaiterConfig={"Delay": 30, "MaxAttempts": 60})
    except WaiterError as error:
        sys.exit(f"{ENDPOINT} did not come up: {error}")
    smoke_test()


if __name__ == "__main__":
    main()
