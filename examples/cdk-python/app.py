#!/usr/bin/env python3
"""The planning team's stacks. The pipeline deploys them; nobody does by hand."""

import aws_cdk as cdk

from stacks.endpoint_stack import EndpointStack

app = cdk.App()
EndpointStack(
    app,
    "DemandForecast",
    env=cdk.Environment(region="eu-west-1"),
    description="Forecasts demand by article and warehouse, for the planners' application",
    termination_protection=True,
)
app.synth()
