data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

# What the container may do: fetch its image and its model, write its logs and metrics.
data "aws_iam_policy_document" "hosting" {
  statement {
    sid       = "Model"
    actions   = ["s3:GetObject", "s3:GetObjectVersion"]
    resources = ["${data.aws_s3_bucket.models.arn}/ticket-router/*"]
  }

  statement {
    sid       = "Image"
    actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.router.arn}:*"]
  }

  statement {
    sid       = "Metrics"
    actions   = ["cloudwatch:PutMetricData"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "cloudwatch:namespace"
      values   = ["AWS/SageMaker", "/aws/sagemaker/Endpoints"]
    }
  }
}

resource "aws_iam_role" "hosting" {
  name_prefix        = "${local.name}-"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "hosting" {
  name   = "hosting"
  role   = aws_iam_role.hosting.id
  policy = data.aws_iam_policy_document.hosting.json
}

# The ticket system may ask, and do nothing else.
data "aws_iam_policy_document" "ask" {
  statement {
    actions   = ["sagemaker:InvokeEndpoint"]
    resources = [aws_sagemaker_endpoint.router.arn]
  }
}

resource "aws_iam_role_policy" "ask" {
  count = var.caller_role_name == null ? 0 : 1

  name   = "ask-${local.name}"
  role   = var.caller_role_name
  policy = data.aws_iam_policy_document.ask.json
}
