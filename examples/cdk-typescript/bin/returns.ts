#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib';
import { ReturnsStack } from '../lib/returns-stack';

const app = new cdk.App();

new ReturnsStack(app, 'Returns-staging', {
  env: { region: 'eu-west-1' },
  description: 'Returns model, for the shop of the testers',
  instanceType: 'ml.m5.large',
  instanceCount: 1,
});
new ReturnsStack(app, 'Returns-prod', {
  env: { region: 'eu-west-1' },
  description: 'Returns model, for the shop',
  instanceType: 'ml.m5.xlarge',
  instanceCount: 2,
  onCall: 'shop-on-call@example.com',
  slowest: cdk.Duration.millis(200),
  terminationProtection: true,
});

cdk.Tags.of(app).add('team', 'shop-backend');
cdk.Tags.of(app).add('application', 'returns');
