"""Runs on the line's gateway: sends each picture to the endpoint and waits for the answer."""

import boto3
from awsiot.greengrasscoreipc.clientv2 import GreengrassCoreIPCClientV2

runtime = boto3.client("sagemaker-runtime", region_name="eu-west-1")
ipc = GreengrassCoreIPCClientV2()


def inspect(picture):
    answer = runtime.invoke_endpoint(EndpointName="line-defects", ContentType="image/jpeg", Body=picture)
    ipc.publish_to_topic(topic="line/defects", publish_message=answer["Body"].read())
