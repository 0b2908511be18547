"""The account of the drift laboratory as AWS's API describes it: everything that the changes touch, as plain values by path.

What AWS names anew when an object is made again, ids and times, is left out or named after what it is, so that two pictures are the
same exactly if the account is the same.
"""

import json

# Times, and what counts requests.
TIMES = {"CreateDate", "CreateTime", "CreatedTime", "CreationDate", "CreationDateTime", "CreatedTimestamp", "LastModifiedTimestamp",
         "AlarmConfigurationUpdatedTimestamp", "StateUpdatedTimestamp", "StateTransitionedTimestamp", "creationTime", "LaunchTime",
         "RoleLastUsed", "InstanceCreateTime", "LatestRestorableTime", "AttachTime", "LastModified", "LastIncreaseDateTime",
         "LastDecreaseDateTime", "LastUpdateToPayPerRequestDateTime", "StateReasonData", "StateReason", "UsageOperationUpdateTime",
         "storedBytes", "InstanceProfileList", "TableSizeBytes", "ItemCount", "UpdateDate", "CreatedAt", "StartTime"}
# What AWS shows of every target group, and the stand-in once it was written.
TARGET_DEFAULTS = {f"target_group_health.{part}.minimum_healthy_targets.{key}": value for part, key, value in [
    ("dns_failover", "count", "off"), ("dns_failover", "percentage", "off"),
    ("unhealthy_state_routing", "count", "1"), ("unhealthy_state_routing", "percentage", "off")]}
# Numbers of what has no name of its own.
NUMBERS = {"SecurityGroupRuleId", "SecurityGroupRuleArn", "SubscriptionArn"}


def plain(value):
    """Without times and numbers; tags by key, documents as what they say, lists of names in order."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items() if key not in TIMES | NUMBERS | {"ResponseMetadata"}}
    if isinstance(value, list):
        if value and all(isinstance(each, dict) and set(each) == {"Key", "Value"} for each in value):
            return {each["Key"]: each["Value"] for each in value}
        return sorted((plain(each) for each in value), key=lambda each: json.dumps(each, sort_keys=True, default=str))
    if isinstance(value, str) and value.startswith("{"):
        try:
            return plain(json.loads(value))
        except ValueError:
            return value
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def described(c):
    """All that there is, by a name that outlives the object: `{"sqs webshop-staging-orders": {…}}`."""
    found = {}

    def add(kind, name, *values):
        merged = {}
        for value in values:
            merged |= value or {}
        found[f"{kind} {name}"] = plain(merged)

    def name(thing, key):
        return next((tag["Value"] for tag in thing.get("Tags", []) if tag["Key"] == "Name"), thing[key])

    ec2 = c.ec2
    for kind, answer, key in [
        ("vpc", ec2.describe_vpcs()["Vpcs"], "VpcId"), ("subnet", ec2.describe_subnets()["Subnets"], "SubnetId"),
        ("gateway", ec2.describe_internet_gateways()["InternetGateways"], "InternetGatewayId"),
        ("routes", ec2.describe_route_tables()["RouteTables"], "RouteTableId"),
        ("group", ec2.describe_security_groups()["SecurityGroups"], "GroupId"),
        ("address", ec2.describe_addresses()["Addresses"], "AllocationId"),
        ("nat", ec2.describe_nat_gateways()["NatGateways"], "NatGatewayId"),
        ("acl", ec2.describe_network_acls()["NetworkAcls"], "NetworkAclId"),
        ("interface", ec2.describe_network_interfaces()["NetworkInterfaces"], "NetworkInterfaceId"),
        ("volume", ec2.describe_volumes()["Volumes"], "VolumeId"),
        ("instance", [i for r in ec2.describe_instances()["Reservations"] for i in r["Instances"]], "InstanceId"),
    ]:
        for thing in answer:
            more = {}
            if kind == "vpc":
                more = {attribute: ec2.describe_vpc_attribute(VpcId=thing["VpcId"], Attribute=attribute)[key_of_answer]
                        for attribute, key_of_answer in [("enableDnsHostnames", "EnableDnsHostnames"),
                                                         ("enableDnsSupport", "EnableDnsSupport")]}
            if kind == "group":
                rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [thing["GroupId"]]}])
                more = {"Rules": rules["SecurityGroupRules"]}
            add(kind, name(thing, key), thing, more)
    for balancer in c.elb.describe_load_balancers()["LoadBalancers"]:
        arn = balancer["LoadBalancerArn"]
        add("balancer", balancer["LoadBalancerName"], balancer, c.elb.describe_load_balancer_attributes(LoadBalancerArn=arn),
            tags(c, arn), c.elb.describe_listeners(LoadBalancerArn=arn))
    for group in c.elb.describe_target_groups()["TargetGroups"]:
        arn = group["TargetGroupArn"]
        health = c.elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
        attributes = c.elb.describe_target_group_attributes(TargetGroupArn=arn)["Attributes"]
        add("targets", group["TargetGroupName"], group, tags(c, arn), {"Targets": [each["Target"] for each in health]},
            {"Attributes": TARGET_DEFAULTS | {each["Key"]: each["Value"] for each in attributes}})
    for url in c.sqs.list_queues().get("QueueUrls", []):
        add("queue", url.rsplit("/", 1)[1], c.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]),
            {"Tags": c.sqs.list_queue_tags(QueueUrl=url).get("Tags", {})})
    for topic in c.sns.list_topics()["Topics"]:
        arn = topic["TopicArn"]
        add("topic", arn.rsplit(":", 1)[1], c.sns.get_topic_attributes(TopicArn=arn), c.sns.list_tags_for_resource(ResourceArn=arn),
            c.sns.list_subscriptions_by_topic(TopicArn=arn))
    account = c.sts.get_caller_identity()["Account"]
    for bucket in c.s3.list_buckets()["Buckets"]:
        add("bucket", bucket["Name"].removesuffix(f"-{account}"), *(asked(c, bucket["Name"], question) for question in BUCKET_QUESTIONS))
    for table in c.dynamodb.list_tables()["TableNames"]:
        description = c.dynamodb.describe_table(TableName=table)["Table"]
        add("table", table, description, c.dynamodb.describe_time_to_live(TableName=table),
            c.dynamodb.list_tags_of_resource(ResourceArn=description["TableArn"]),
            c.dynamodb.describe_continuous_backups(TableName=table))
    for database in c.rds.describe_db_instances()["DBInstances"]:
        add("database", database["DBInstanceIdentifier"], database)
    for group in c.logs.describe_log_groups()["logGroups"]:
        add("logs", group["logGroupName"], group, c.logs.list_tags_log_group(logGroupName=group["logGroupName"]))
    for alarm in c.cloudwatch.describe_alarms()["MetricAlarms"]:
        add("alarm", alarm["AlarmName"], alarm, c.cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"]))
    add_identity(c, add)
    return found


def add_identity(c, add):
    account = c.iam.get_account_authorization_details(Filter=["User", "Role", "Group", "LocalManagedPolicy"])
    for kind, key in [("User", "UserName"), ("Role", "RoleName"), ("Group", "GroupName")]:
        for thing in account[f"{kind}DetailList"]:
            more = {}
            if kind == "Role":
                more = {"Description": c.iam.get_role(RoleName=thing[key])["Role"].get("Description", ""),
                        "RoleTags": c.iam.list_role_tags(RoleName=thing[key])["Tags"]}
            thing.pop("Tags", None)
            add(kind.lower(), thing[key], thing, more)
    for policy in account["Policies"]:
        add("policy", policy["Arn"].rsplit("/", 1)[1], policy)


BUCKET_QUESTIONS = ["policy", "versioning", "tagging", "encryption", "acl", "logging", "lifecycle_configuration", "cors", "website"]


def asked(c, bucket, question):
    """A part of a bucket, nothing where it has none."""
    try:
        answer = getattr(c.s3, f"get_bucket_{question}")(Bucket=bucket)
    except c.s3.exceptions.ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
        answer = {}
    answer = {question: {key: value for key, value in answer.items() if key != "ResponseMetadata"}}
    if question == "policy":
        try:
            block = c.s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
        except c.s3.exceptions.ClientError:
            block = {}
        answer["public_access"] = block
    return answer


def tags(c, arn):
    return {"Tags": c.elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"]}


def differences(before, after, path=""):
    """Where two pictures differ, a line for each part: `queue orders.Attributes.Policy: none -> {…}`."""
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        lines = []
        for key in sorted(set(before) | set(after)):
            way = f"{path}.{key}" if path else key
            if key in before and key in after:
                lines += differences(before[key], after[key], way)
            else:
                lines.append((way, before.get(key), after.get(key)))
        return lines
    return [(path, before, after)]
