output "endpoint_name" {
  value = aws_sagemaker_endpoint.router.name
}

output "instance_type" {
  value = var.instance_type
}
