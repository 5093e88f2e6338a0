output "endpoint_name" {
  description = "What the ticket system asks"
  value       = aws_sagemaker_endpoint.router.name
}

output "instance_type" {
  value = var.instance_type
}

output "model_version_id" {
  value = data.aws_s3_object.model.version_id
}

output "on_call_topic_arn" {
  value = aws_sns_topic.on_call.arn
}
