variable "environment" {
  description = "staging or prod"
  type        = string
}

variable "instance_type" {
  description = "What the classifier runs on"
  type        = string
  default     = "ml.m5.large"
}

variable "instance_count" {
  type    = number
  default = 1
}

variable "execution_role_arn" {
  type = string
}
