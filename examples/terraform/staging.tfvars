environment      = "staging"
instance_type    = "ml.m5.large"
caller_role_name = "ticket-system-staging"
