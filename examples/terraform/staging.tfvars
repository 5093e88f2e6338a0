environment        = "staging"
instance_type      = "ml.m5.large"
execution_role_arn = "arn:aws:iam::111122223333:role/ticket-router-staging"
