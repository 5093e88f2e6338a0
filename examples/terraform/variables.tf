variable "environment" {
  description = "staging or prod"
  type        = string

  validation {
    condition     = contains(["staging", "prod"], var.environment)
    error_message = "There is a staging and a prod, and nothing else."
  }
}

variable "instance_type" {
  description = "What the classifier runs on"
  type        = string
  default     = "ml.m5.large"
}

variable "instance_count" {
  type    = number
  default = 1

  validation {
    condition     = var.instance_count >= 1 && var.instance_count <= 4
    error_message = "From 1 to 4: the quota of the account ends there."
  }
}

variable "model_bucket" {
  description = "Versioned; the training pipeline writes to it"
  type        = string
  default     = "acme-support-models"
}

variable "model_version_id" {
  description = "The approved version of the model's object; null for the newest"
  type        = string
  default     = null
}

variable "teams" {
  description = "Queues of the help desk that a ticket may go to"
  type        = list(string)
  default     = ["delivery", "billing", "returns", "account"]
}

variable "caller_role_name" {
  description = "The ticket system's role; null where it is granted elsewhere"
  type        = string
  default     = null
}

variable "on_call_emails" {
  type    = list(string)
  default = []
}
