import boto3

boto3.client("cloudwatch").delete_alarms(AlarmNames=["conformance-two"])
boto3.client("logs").put_retention_policy(logGroupName="/conformance/jobs", retentionInDays=1)
boto3.client("events").disable_rule(Name="nightly")
