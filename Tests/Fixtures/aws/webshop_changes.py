"""Changes a running examples/webshop behind the back of its configuration, as people do at a console."""
import boto3

ec2, s3, sqs = boto3.client("ec2"), boto3.client("s3"), boto3.client("sqs")
logs, rds, cloudwatch = boto3.client("logs"), boto3.client("rds"), boto3.client("cloudwatch")
elb, dynamodb = boto3.client("elbv2"), boto3.client("dynamodb")


def tagged(kind, name):
    found = ec2.describe_tags(Filters=[
        {"Name": "resource-type", "Values": [kind]}, {"Name": "key", "Values": ["Name"]},
        {"Name": "value", "Values": [name]}])
    return found["Tags"][0]["ResourceId"]


# A value of a map that for_each goes over, in a module's call.
logs.put_retention_policy(logGroupName="/webshop-staging/worker", retentionInDays=30)
orders = sqs.get_queue_url(QueueName="webshop-staging-orders")["QueueUrl"]
# One attribute of an object in such a map, and one that all instances share.
sqs.set_queue_attributes(QueueUrl=orders, Attributes={"VisibilityTimeout": "300"})
# A tag on one of many, and a tag on the only one.
ec2.create_tags(Resources=[tagged("security-group", "webshop-staging-web")], Tags=[{"Key": "Owner", "Value": "eve"}])
dynamodb.tag_resource(
    ResourceArn=dynamodb.describe_table(TableName="webshop-staging-carts")["Table"]["TableArn"],
    Tags=[{"Key": "Owner", "Value": "eve"}])
# An attribute of an object variable, with an optional default.
rds.modify_db_instance(
    DBInstanceIdentifier="webshop-staging", BackupRetentionPeriod=14, ApplyImmediately=True)
# Literals, one of them computed.
alarm = cloudwatch.describe_alarms(AlarmNames=["webshop-staging-database-full"])["MetricAlarms"][0]
keep = ["AlarmName", "AlarmActions", "MetricName", "Namespace", "Statistic", "Dimensions", "Period", "ComparisonOperator"]
cloudwatch.put_metric_alarm(
    **{name: alarm[name] for name in keep}, EvaluationPeriods=2, Threshold=1e9, TreatMissingData="ignore")
# An argument in a nested block.
group = elb.describe_target_groups(Names=["webshop-staging"])["TargetGroups"][0]["TargetGroupArn"]
elb.modify_target_group(TargetGroupArn=group, HealthCheckIntervalSeconds=30, HealthCheckPath="/up")
# Switched off by hand, for one of two buckets and for both.
for bucket in s3.list_buckets()["Buckets"]:
    name = bucket["Name"]
    if name.startswith("webshop-staging-"):
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration={
            "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False,
            "RestrictPublicBuckets": not name.startswith("webshop-staging-assets")})
# A new rule is nobody's: it stays unmanaged. A queue's attribute for all of them.
for name in ["webshop-staging-orders", "webshop-staging-mails"]:
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"ReceiveMessageWaitTimeSeconds": "10"})
