import type { Recipe } from '../model/proposal';

/** The default of a variable of Terraform that decides how long events are kept. */
export function endByDefault(variable: string, days: number): Recipe {
  const declared = [
    `variable "${variable.replace(/^var\./, '')}" {`,
    '  type    = number',
    `  default = ${days} # null and 0 keep every event for ever`,
    '}',
    '',
  ];
  return { title: `Let ${variable} end by default`, snippets: { terraform: declared.join('\n') } };
}

/** The log group of an endpoint, declared before the endpoint that stands in the code under a name. */
export function declaredGroup(endpoint: string, group: string, days: number): Recipe {
  return {
    title: `Declare ${group} before the endpoint is made`,
    snippets: {
      cloudformation: [
        `  ${endpoint}LogGroup:`,
        '    Type: AWS::Logs::LogGroup',
        '    Properties:',
        `      LogGroupName: ${group}`,
        `      RetentionInDays: ${days}`,
        `  ${endpoint}:`,
        '    Type: AWS::SageMaker::Endpoint',
        `    DependsOn: ${endpoint}LogGroup`,
        '',
      ].join('\n'),
      terraform: [
        'resource "aws_cloudwatch_log_group" "endpoint" {',
        `  name              = "${group}"`,
        `  retention_in_days = ${days}`,
        '}',
        '',
        '# in the endpoint, so that the group is there first',
        'depends_on = [aws_cloudwatch_log_group.endpoint]',
        '',
      ].join('\n'),
      'cdk-typescript': [
        "const logGroup = new logs.CfnLogGroup(this, 'EndpointLogGroup', {",
        `  logGroupName: '${group}',`,
        `  retentionInDays: ${days},`,
        '});',
        'endpoint.node.addDependency(logGroup); // the construct of the endpoint',
        '',
      ].join('\n'),
      'cdk-python': [
        'log_group = logs.CfnLogGroup(',
        '    self,',
        '    "EndpointLogGroup",',
        `    log_group_name="${group}",`,
        `    retention_in_days=${days},`,
        ')',
        'endpoint.node.add_dependency(log_group)  # the construct of the endpoint',
        '',
      ].join('\n'),
    },
  };
}
