#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib';
import { ReturnsStack } from '../lib/returns-stack';

const app = new cdk.App();

new ReturnsStack(app, 'Returns-staging', {
  env: { region: 'eu-west-1' },
  instanceType: 'ml.m5.large',
  instanceCount: 1,
});
new ReturnsStack(app, 'Returns-prod', {
  env: { region: 'eu-west-1' },
  instanceType: 'ml.m5.xlarge',
  instanceCount: 2,
});
