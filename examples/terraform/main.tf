locals {
  name = "ticket-router-${var.environment}"

  tags = {
    team        = "support-tools"
    environment = var.environment
  }
}

resource "aws_sagemaker_model" "router" {
  name_prefix        = "${local.name}-"
  execution_role_arn = var.execution_role_arn
  tags               = local.tags

  primary_container {
    image          = "763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-inference:2.4.0-cpu-py311-ubuntu22.04-sagemaker"
    model_data_url = "s3://acme-support-models/ticket-router/model.tar.gz"

    environment = {
      SAGEMAKER_PROGRAM = "inference.py"
    }
  }
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
}

resource "aws_cloudwatch_log_group" "router" {
  name = "/aws/sagemaker/Endpoints/${local.name}"
  tags = local.tags
}
