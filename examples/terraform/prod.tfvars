environment      = "prod"
instance_type    = "ml.c5.2xlarge"
instance_count   = 2
model_version_id = "3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY"
caller_role_name = "ticket-system"
on_call_emails   = ["support-tools@example.com"]
