resource "aws_sns_topic" "on_call" {
  name = "${local.name}-on-call"
  tags = local.tags
}

resource "aws_sns_topic_subscription" "on_call" {
  for_each = toset(var.on_call_emails)

  topic_arn = aws_sns_topic.on_call.arn
  protocol  = "email"
  endpoint  = each.value
}

# An update is taken back where this one goes off.
resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "${local.name}-errors"
  alarm_description   = "Tickets are sorted by the fallback rules"
  namespace           = "AWS/SageMaker"
  metric_name         = "Invocation5XXErrors"
  dimensions          = { EndpointName = local.name, VariantName = "AllTraffic" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 2
  threshold           = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.on_call.arn]
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name          = "${local.name}-slow"
  alarm_description   = "The ticket system gives up on the router before it answers"
  namespace           = "AWS/SageMaker"
  metric_name         = "ModelLatency"
  dimensions          = { EndpointName = local.name, VariantName = "AllTraffic" }
  extended_statistic  = "p95"
  period              = 300
  evaluation_periods  = 3
  threshold           = local.slowest_microseconds
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.on_call.arn]
  tags                = local.tags
}
