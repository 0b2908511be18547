"""The web shop of the drift laboratory, and what is done to it by AWS's API behind its configuration's back.

Each change names the findings that it must lead to, as `kind address part`.
"""

import dataclasses
import json
from collections.abc import Callable

import boto3

SHOP = "webshop-staging"


class Cloud:
    """The account behind AWS_ENDPOINT_URL, with the names of the web shop's objects."""

    def __init__(self):
        self.clients = {}

    def __getattr__(self, service):
        name = {"elb": "elbv2"}.get(service, service)
        return self.clients.setdefault(name, boto3.client(name))

    def tagged(self, kind, name):
        filters = [{"Name": "resource-type", "Values": [kind]}, {"Name": "key", "Values": ["Name"]},
                   {"Name": "value", "Values": [f"{SHOP}-{name}" if name else SHOP]}]
        return self.ec2.describe_tags(Filters=filters)["Tags"][0]["ResourceId"]

    def queue(self, name):
        return self.sqs.get_queue_url(QueueName=f"{SHOP}-{name}")["QueueUrl"]

    def bucket(self, name):
        return next(b["Name"] for b in self.s3.list_buckets()["Buckets"] if b["Name"].startswith(f"{SHOP}-{name}"))

    def balancer(self):
        return self.elb.describe_load_balancers(Names=[SHOP])["LoadBalancers"][0]["LoadBalancerArn"]

    def target_group(self):
        return self.elb.describe_target_groups(Names=[SHOP])["TargetGroups"][0]["TargetGroupArn"]

    def topic(self):
        return next(t["TopicArn"] for t in self.sns.list_topics()["Topics"] if SHOP in t["TopicArn"])

    def table(self):
        return self.dynamodb.describe_table(TableName=f"{SHOP}-carts")["Table"]["TableArn"]

    def alarm(self, name, **changes):
        found = self.cloudwatch.describe_alarms(AlarmNames=[f"{SHOP}-{name}"])["MetricAlarms"][0]
        kept = ["AlarmName", "AlarmDescription", "ActionsEnabled", "OKActions", "AlarmActions", "MetricName", "Namespace", "Statistic",
                "Dimensions", "Period", "EvaluationPeriods", "Threshold", "ComparisonOperator", "TreatMissingData"]
        self.cloudwatch.put_metric_alarm(**{key: found[key] for key in kept if key in found} | changes)

    def instance(self):
        found = self.ec2.describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["running"]}])
        return sorted((i for r in found["Reservations"] for i in r["Instances"]), key=lambda i: i["PrivateIpAddress"])[0]


@dataclasses.dataclass
class Change:
    """One thing that is done by hand. What no plan brings back is left, as `drift_account` names it, until `undo` is done."""

    kind: str
    title: str
    act: Callable
    findings: set
    left: set
    undo: Callable | None
    # Whether adopting says that it cannot say so in the configuration.
    refused: bool


CHANGES = []


def change(kind, *findings, left=(), undo=None, refused=False):
    """`kind` is that of the change; `findings` are `KIND ADDRESS PART`."""
    def note(function):
        CHANGES.append(Change(kind, function.__name__.replace("_", " "), function, set(findings), set(left), undo, refused))
        return function
    return note


# Attributes.

@change("attribute", 'changed module.messaging.aws_sqs_queue.this["orders"] visibility_timeout_seconds')
def queue_timeout(c):
    c.sqs.set_queue_attributes(QueueUrl=c.queue("orders"), Attributes={"VisibilityTimeout": "301"})


@change("attribute", 'changed module.messaging.aws_sqs_queue.this["mails"] receive_wait_time_seconds')
def queue_wait(c):
    c.sqs.set_queue_attributes(QueueUrl=c.queue("mails"), Attributes={"ReceiveMessageWaitTimeSeconds": "7"})


@change("attribute", 'changed module.messaging.aws_sqs_queue.dead["orders"] message_retention_seconds')
def dead_queue_retention(c):
    c.sqs.set_queue_attributes(QueueUrl=c.queue("orders-dead"), Attributes={"MessageRetentionPeriod": "86400"})


@change("attribute", 'changed module.monitoring.aws_cloudwatch_log_group.this["web"] retention_in_days')
def log_retention(c):
    c.logs.put_retention_policy(logGroupName=f"/{SHOP}/web", retentionInDays=1)


@change("attribute", 'changed module.monitoring.aws_cloudwatch_log_group.this["worker"] retention_in_days')
def log_kept_for_ever(c):
    c.logs.delete_retention_policy(logGroupName=f"/{SHOP}/worker")


@change("attribute", "changed module.monitoring.aws_cloudwatch_metric_alarm.database_storage threshold")
def alarm_threshold(c):
    c.alarm("database-full", Threshold=1.0)


@change("attribute", 'changed module.monitoring.aws_cloudwatch_metric_alarm.queue_age["mails"] period')
def alarm_period(c):
    c.alarm("mails-waits", Period=600)


@change("attribute", 'changed module.monitoring.aws_cloudwatch_metric_alarm.queue_age["orders"] evaluation_periods')
def alarm_periods(c):
    c.alarm("orders-waits", EvaluationPeriods=9)


@change("attribute", "changed module.web.aws_lb.this idle_timeout")
def balancer_timeout(c):
    c.elb.modify_load_balancer_attributes(
        LoadBalancerArn=c.balancer(), Attributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "77"}])


@change("attribute", "changed module.web.aws_iam_role.this description")
def role_description(c):
    c.iam.update_role(RoleName=f"{SHOP}-web", Description="changed by hand")


@change("attribute", 'changed module.network.aws_subnet.this["public-a"] map_public_ip_on_launch')
def subnet_public(c):
    subnet = c.tagged("subnet", "public-a")
    now = c.ec2.describe_subnets(SubnetIds=[subnet])["Subnets"][0]["MapPublicIpOnLaunch"]
    c.ec2.modify_subnet_attribute(SubnetId=subnet, MapPublicIpOnLaunch={"Value": not now})


@change("attribute", "changed module.network.aws_vpc.this enable_dns_hostnames")
def vpc_names(c):
    vpc = c.tagged("vpc", "")
    now = c.ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
    c.ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": not now})


@change("attribute", "changed module.data.aws_db_instance.this backup_retention_period")
def database_backups(c):
    c.rds.modify_db_instance(DBInstanceIdentifier=SHOP, BackupRetentionPeriod=1, ApplyImmediately=True)


@change("attribute", "changed module.data.aws_db_instance.this max_allocated_storage")
def database_storage_limit(c):
    c.rds.modify_db_instance(DBInstanceIdentifier=SHOP, MaxAllocatedStorage=999, ApplyImmediately=True)


# Nested blocks.

@change("nested block", "changed module.web.aws_lb_target_group.this health_check[0].path",
        "changed module.web.aws_lb_target_group.this health_check[0].interval")
def health_check(c):
    c.elb.modify_target_group(TargetGroupArn=c.target_group(), HealthCheckIntervalSeconds=29, HealthCheckPath="/up")


@change("nested block", "changed module.data.aws_dynamodb_table.carts ttl[0].enabled")
def table_expiry(c):
    now = c.dynamodb.describe_time_to_live(TableName=f"{SHOP}-carts")["TimeToLiveDescription"]
    c.dynamodb.update_time_to_live(TableName=f"{SHOP}-carts", TimeToLiveSpecification={
        "Enabled": now["TimeToLiveStatus"] != "ENABLED", "AttributeName": now.get("AttributeName", "expires")})


@change("nested block", 'changed module.data.aws_s3_bucket_versioning.this["invoices"] versioning_configuration[0].status')
def versioning(c):
    c.s3.put_bucket_versioning(Bucket=c.bucket("invoices"), VersioningConfiguration={"Status": "Suspended"})


# Set elements.

SSH = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
HTTPS = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "8.8.8.8/32"}]}]


@change("set element", "changed module.security.aws_security_group.this[\"web\"] ingress",
        left=[f"group {SHOP}-web.IpPermissions", f"group {SHOP}-web.Rules"],
        undo=lambda c: c.ec2.revoke_security_group_ingress(GroupId=c.tagged("security-group", "web"), IpPermissions=SSH))
def open_ssh(c):
    c.ec2.authorize_security_group_ingress(GroupId=c.tagged("security-group", "web"), IpPermissions=SSH)


@change("set element", "changed module.security.aws_security_group.this[\"database\"] egress",
        left=[f"group {SHOP}-database.IpPermissionsEgress", f"group {SHOP}-database.Rules"],
        undo=lambda c: c.ec2.revoke_security_group_egress(GroupId=c.tagged("security-group", "database"), IpPermissions=HTTPS))
def open_egress(c):
    c.ec2.authorize_security_group_egress(GroupId=c.tagged("security-group", "database"), IpPermissions=HTTPS)


@change("set element", 'changed module.network.aws_route_table.this["private"] route', left=[f"routes {SHOP}-private.Routes"],
        undo=lambda c: c.ec2.delete_route(RouteTableId=c.tagged("route-table", "private"), DestinationCidrBlock="192.0.2.0/24"))
def extra_route(c):
    c.ec2.create_route(RouteTableId=c.tagged("route-table", "private"), DestinationCidrBlock="192.0.2.0/24",
                       GatewayId=c.tagged("internet-gateway", ""))


# Tags.

def ec2_tag(kind, name, address):
    def tag(c):
        c.ec2.create_tags(Resources=[c.tagged(kind, name)], Tags=[{"Key": "Owner", "Value": "eve"}])
    tag.__name__ = f"tag_of_{kind}".replace("-", "_")
    change("tag", f'changed {address} tags["Owner"]')(tag)


ec2_tag("vpc", "", "module.network.aws_vpc.this")
ec2_tag("internet-gateway", "", "module.network.aws_internet_gateway.this")
ec2_tag("subnet", "data-a", 'module.network.aws_subnet.this["data-a"]')
ec2_tag("route-table", "data", 'module.network.aws_route_table.this["data"]')
ec2_tag("security-group", "balancer", 'module.security.aws_security_group.this["balancer"]')


@change("tag", 'changed module.data.aws_dynamodb_table.carts tags["Owner"]')
def tag_of_a_table(c):
    c.dynamodb.tag_resource(ResourceArn=c.table(), Tags=[{"Key": "Owner", "Value": "eve"}])


@change("tag", 'changed module.messaging.aws_sqs_queue.dead["mails"] tags["Owner"]')
def tag_of_a_queue(c):
    c.sqs.tag_queue(QueueUrl=c.queue("mails-dead"), Tags={"Owner": "eve"})


@change("tag", 'changed module.messaging.aws_sns_topic.alarms tags["Owner"]')
def tag_of_a_topic(c):
    c.sns.tag_resource(ResourceArn=c.topic(), Tags=[{"Key": "Owner", "Value": "eve"}])


@change("tag", 'changed module.web.aws_iam_role.this tags["Owner"]')
def tag_of_a_role(c):
    c.iam.tag_role(RoleName=f"{SHOP}-web", Tags=[{"Key": "Owner", "Value": "eve"}])


@change("tag", 'changed module.monitoring.aws_cloudwatch_log_group.this["web"] tags["Owner"]')
def tag_of_a_log_group(c):
    c.logs.tag_log_group(logGroupName=f"/{SHOP}/web", tags={"Owner": "eve"})


@change("tag", 'changed module.web.aws_lb.this tags["Owner"]')
def tag_of_a_balancer(c):
    c.elb.add_tags(ResourceArns=[c.balancer()], Tags=[{"Key": "Owner", "Value": "eve"}])


@change("tag", 'changed module.data.aws_s3_bucket.this["assets"] tags["Owner"]')
def tag_of_a_bucket(c):
    bucket = c.bucket("assets")
    tags = c.s3.get_bucket_tagging(Bucket=bucket)["TagSet"]
    c.s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags + [{"Key": "Owner", "Value": "eve"}]})


# What the configuration does not speak of, and matters to security.

@change("security", 'changed module.data.aws_s3_bucket.this["assets"] policy', left=[f"bucket {SHOP}-assets.policy.Policy"],
        undo=lambda c: c.s3.delete_bucket_policy(Bucket=c.bucket("assets")))
def bucket_policy(c):
    bucket = c.bucket("assets")
    c.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}]}))


@change("security", 'changed module.data.aws_s3_bucket_public_access_block.this["assets"] block_public_policy')
def public_access(c):
    c.s3.put_public_access_block(Bucket=c.bucket("assets"), PublicAccessBlockConfiguration={
        "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False, "RestrictPublicBuckets": True})


def no_administrator(c):
    arn = next(policy["Arn"] for policy in c.iam.list_policies(Scope="Local")["Policies"])
    c.iam.detach_role_policy(RoleName=f"{SHOP}-web", PolicyArn=arn)
    c.iam.delete_policy(PolicyArn=arn)


@change("security", "changed module.web.aws_iam_role.this managed_policy_arns", "unmanaged aws_iam_policy by-hand",
        left=[f"role {SHOP}-web.AttachedManagedPolicies", "policy by-hand"], undo=no_administrator)
def administrator(c):
    policy = c.iam.create_policy(PolicyName="by-hand", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": "*"}]}))
    c.iam.attach_role_policy(RoleName=f"{SHOP}-web", PolicyArn=policy["Policy"]["Arn"])


@change("security", 'changed module.messaging.aws_sqs_queue.dead["mails"] policy',
        left=[f"queue {SHOP}-mails-dead.Attributes.Policy"],
        undo=lambda c: c.sqs.set_queue_attributes(QueueUrl=c.queue("mails-dead"), Attributes={"Policy": ""}))
def queue_policy(c):
    c.sqs.set_queue_attributes(QueueUrl=c.queue("mails-dead"), Attributes={"Policy": json.dumps({
        "Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}]})})


@change("security", "changed module.data.aws_dynamodb_table.carts deletion_protection_enabled")
def table_protection(c):
    c.dynamodb.update_table(TableName=f"{SHOP}-carts", DeletionProtectionEnabled=True)


@change("security", "changed module.web.aws_iam_role_policy.shop policy", refused=True)
def inline_policy(c):
    c.iam.put_role_policy(RoleName=f"{SHOP}-web", PolicyName=c.iam.list_role_policies(RoleName=f"{SHOP}-web")["PolicyNames"][0],
                          PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
                              {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}))


# Gone.

@change("deletion", 'missing module.security.aws_vpc_security_group_ingress_rule.this["https"]')
def rule_deleted(c):
    group = c.tagged("security-group", "balancer")
    for rule in c.ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]:
        if rule.get("FromPort") == 443 and not rule["IsEgress"]:
            c.ec2.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=[rule["SecurityGroupRuleId"]])


@change("deletion", 'missing module.monitoring.aws_cloudwatch_metric_alarm.server_cpu["1-1"]', refused=True)
def alarm_deleted(c):
    names = [a["AlarmName"] for a in c.cloudwatch.describe_alarms()["MetricAlarms"] if a["MetricName"] == "CPUUtilization"]
    c.cloudwatch.delete_alarms(AlarmNames=sorted(names)[:1])


@change("deletion", "missing module.messaging.aws_sns_topic_subscription.alarms[0]", refused=True)
def subscription_deleted(c):
    for found in c.sns.list_subscriptions_by_topic(TopicArn=c.topic())["Subscriptions"]:
        c.sns.unsubscribe(SubscriptionArn=found["SubscriptionArn"])


@change("deletion", "missing module.network.aws_route.public")
def route_deleted(c):
    c.ec2.delete_route(RouteTableId=c.tagged("route-table", "public"), DestinationCidrBlock="0.0.0.0/0")


# Made.

@change("creation", f"unmanaged aws_sqs_queue {SHOP}-by-hand", left=[f"queue {SHOP}-by-hand"],
        undo=lambda c: c.sqs.delete_queue(QueueUrl=c.queue("by-hand")))
def queue_made(c):
    c.sqs.create_queue(QueueName=f"{SHOP}-by-hand")


@change("creation", "unmanaged aws_s3_bucket by-hand-of-eve", left=["bucket by-hand-of-eve"],
        undo=lambda c: c.s3.delete_bucket(Bucket="by-hand-of-eve"))
def bucket_made(c):
    c.s3.create_bucket(Bucket="by-hand-of-eve", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})


@change("creation", "unmanaged aws_iam_user eve", left=["user eve"], undo=lambda c: c.iam.delete_user(UserName="eve"))
def user_made(c):
    c.iam.create_user(UserName="eve")


@change("creation", f"unmanaged aws_cloudwatch_log_group /{SHOP}/by-hand", left=[f"logs /{SHOP}/by-hand"],
        undo=lambda c: c.logs.delete_log_group(logGroupName=f"/{SHOP}/by-hand"))
def log_group_made(c):
    c.logs.create_log_group(logGroupName=f"/{SHOP}/by-hand")
