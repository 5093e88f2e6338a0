"""Puts the weekly demand forecast behind an endpoint.

The planners' application asks it for the demand of the next weeks, for each warehouse. The model is made by the training
job of the week; this script moves the endpoint to it and compares a few forecasts with what was sold.

    FORECAST_INSTANCE_TYPE=ml.m5.2xlarge python deploy_demand_forecast.py
"""

import csv
import io
import json
import logging
import os
import statistics
import sys
from datetime import date

import boto3
from botocore.exceptions import ClientError

REGION = "eu-west-1"
INSTANCE_TYPE = os.environ.get("FORECAST_INSTANCE_TYPE", "ml.m5.2xlarge")
HISTORY_BUCKET = "acme-demand-history"
HORIZON_WEEKS = 4
# Worse than this, the planners are better off with last year's figures.
WORST_ERROR = 0.35

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
logger = logging.getLogger(__name__)

sagemaker = boto3.client("sagemaker", region_name=REGION)
logs = boto3.client("logs", region_name=REGION)
runtime = boto3.client("sagemaker-runtime", region_name=REGION)
s3 = boto3.client("s3", region_name=REGION)


def deploy(model_name: str, endpoint_name: str = "demand-forecast") -> None:
    variants = [
        {
            "VariantName": "AllTraffic",
            "ModelName": model_name,
            "InstanceType": INSTANCE_TYPE,
            "InitialInstanceCount": 2,
        }
    ]
    # The week's configuration is kept: moving back is one call.
    config_name = f"{endpoint_name}-{date.today():%G-w%V}"
    sagemaker.create_endpoint_config(EndpointConfigName=config_name, ProductionVariants=variants)
    if exists(endpoint_name):
        sagemaker.update_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)
    else:
        sagemaker.create_endpoint(EndpointName=endpoint_name, EndpointConfigName=config_name)


def exists(endpoint_name: str) -> bool:
    try:
        sagemaker.describe_endpoint(EndpointName=endpoint_name)
    except ClientError as error:
        if "Could not find" not in error.response["Error"]["Message"]:
            raise
        return False
    return True


def wait_for(endpoint_name: str) -> None:
    logger.info("waiting for %s on %s", endpoint_name, INSTANCE_TYPE)
    sagemaker.get_waiter("endpoint_in_service").wait(EndpointName=endpoint_name)
    described = sagemaker.describe_endpoint(EndpointName=endpoint_name)
    for variant in described["ProductionVariants"]:
        logger.info("%s: %s instances", variant["VariantName"], variant["CurrentInstanceCount"])


def sold(warehouse: str) -> list[dict[str, str]]:
    """Rows of week, article, pieces: what left a warehouse in the last two years."""
    body = s3.get_object(Bucket=HISTORY_BUCKET, Key=f"weekly/{warehouse}.csv")["Body"].read()
    return list(csv.DictReader(io.StringIO(body.decode("utf-8"))))


def forecast(endpoint_name: str, series: list[float]) -> list[float]:
    answer = runtime.invoke_endpoint(
        EndpointName=endpoint_name,
        ContentType="application/json",
        Body=json.dumps({"instances": [{"target": series}], "horizon": HORIZON_WEEKS}),
    )
    return json.loads(answer["Body"].read())["predictions"][0]["mean"]


def error_of(endpoint_name: str, warehouse: str) -> float:
    """Mean absolute error over the last weeks, as a share of what was sold in them."""
    by_week: dict[str, float] = {}
    for row in sold(warehouse):
        by_week[row["week"]] = by_week.get(row["week"], 0.0) + float(row["pieces"])
    series = [by_week[week] for week in sorted(by_week)]
    past, truth = series[:-HORIZON_WEEKS], series[-HORIZON_WEEKS:]
    differences = [abs(a - b) for a, b in zip(forecast(endpoint_name, past), truth, strict=True)]
    return sum(differences) / max(sum(truth), 1.0)


try:
    logs.create_log_group(logGroupName="/aws/sagemaker/Endpoints/demand-forecast")
except logs.exceptions.ResourceAlreadyExistsException:
    logger.info("the log group is there already")

if __name__ == "__main__":
    newest = date.today().strftime("demand-forecast-%Y-%m")
    logger.info("deploying %s", newest)
    deploy(newest)
    wait_for("demand-forecast")
    errors = {name: error_of("demand-forecast", name) for name in ("cork", "lyon", "malmo")}
    for name, error in errors.items():
        logger.info("%s: off by %.0f %%", name, error * 100)
    if statistics.mean(errors.values()) > WORST_ERROR:
        sys.exit("the forecast is worse than last year's figures: tell the planners")
