environment        = "prod"
instance_type      = "ml.c5.2xlarge"
instance_count     = 2
execution_role_arn = "arn:aws:iam::111122223333:role/ticket-router"
