#!/usr/bin/env python3
import aws_cdk as cdk

from stacks.endpoint_stack import EndpointStack

app = cdk.App()
EndpointStack(app, "DemandForecast", env=cdk.Environment(region="eu-west-1"))
app.synth()
