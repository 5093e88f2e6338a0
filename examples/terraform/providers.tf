terraform {
  required_version = ">= 1.6"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.70"
    }
  }

  # Each environment has a state of its own: terraform init -backend-config="key=ticket-router/prod.tfstate"
  backend "s3" {
    bucket         = "acme-terraform-state"
    region         = "eu-west-1"
    dynamodb_table = "terraform-locks"
    encrypt        = true
  }
}

provider "aws" {
  region = "eu-west-1"
}
