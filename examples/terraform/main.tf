# The ticket router: reads a ticket of the help desk and says which team it goes to.

locals {
  name = "ticket-router-${var.environment}"

  tags = {
    team        = "support-tools"
    environment = var.environment
  }

  # What the router's callers may wait, before the ticket system falls back to its own rules.
  slowest_microseconds = 400000
}

data "aws_caller_identity" "current" {}

data "aws_s3_bucket" "models" {
  bucket = var.model_bucket
}

# The newest training that was approved; its version is pinned, so that a plan shows when it changes.
data "aws_s3_object" "model" {
  bucket = data.aws_s3_bucket.models.id
  key    = "ticket-router/model.tar.gz"

  version_id = var.model_version_id
}

resource "aws_sagemaker_model" "router" {
  name_prefix        = "${local.name}-"
  execution_role_arn = aws_iam_role.hosting.arn
  tags               = merge(local.tags, { model_version = data.aws_s3_object.model.version_id })

  primary_container {
    image          = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker"
    model_data_url = "s3://acme-support-models/ticket-router/model.tar.gz"

    environment = {
      SAGEMAKER_PROGRAM             = "inference.py"
      SAGEMAKER_CONTAINER_LOG_LEVEL = var.environment == "prod" ? "30" : "20"
      TEAMS                         = join(",", var.teams)
    }
  }

  lifecycle {
    create_before_destroy = true
  }

  # The model is fetched when the endpoint starts, with what the role may do by then.
  depends_on = [aws_iam_role_policy.hosting]
}

resource "aws_sagemaker_endpoint_configuration" "router" {
  name_prefix = "${local.name}-"
  tags        = local.tags

  production_variants {
    variant_name           = "AllTraffic"
    model_name             = aws_sagemaker_model.router.name
    initial_instance_count = var.instance_count
    instance_type          = var.instance_type
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "router" {
  name                 = local.name
  endpoint_config_name = aws_sagemaker_endpoint_configuration.router.name
  tags                 = local.tags

  deployment_config {
    blue_green_update_policy {
      traffic_routing_configuration {
        type                     = "ALL_AT_ONCE"
        wait_interval_in_seconds = 300
      }
    }

    auto_rollback_configuration {
      alarms {
        alarm_name = aws_cloudwatch_metric_alarm.errors.alarm_name
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "router" {
  name = "/aws/sagemaker/Endpoints/${local.name}"
  tags = local.tags
}
