"""Scores the claims of the last day, started by the clock."""

import json
import os

import boto3

runtime = boto3.client("sagemaker-runtime")
bucket = boto3.resource("s3").Bucket(os.environ.get("CLAIMS_BUCKET", "acme-claims"))


def handler(event, context):
    for item in bucket.objects.filter(Prefix="incoming/"):
        claims = item.get()["Body"].read()
        answer = runtime.invoke_endpoint(
            EndpointName=os.environ["ENDPOINT_NAME"],
            ContentType="text/csv",
            Body=claims,
        )
        bucket.put_object(Key=item.key.replace("incoming/", "scored/"), Body=answer["Body"].read())
    return json.dumps({"ok": True})
