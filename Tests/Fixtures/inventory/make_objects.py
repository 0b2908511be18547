"""Makes one object of every type that an inventory lists, as far as the stand-in for AWS has them.

Prints a JSON object: the import identifiers of what was made, by Terraform type. They are written down here from what the
services answer and from the documentation of the provider, never from Plumb.
"""

import io
import json
import zipfile

import boto3
from botocore.config import Config

ACCOUNT = "123456789012"
REGION = "eu-central-1"
MADE: dict[str, list[str]] = {}
ASSUME = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}],
})
POLICY = json.dumps({
    "Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]
})


def client(service: str, region: str = REGION):
    return boto3.client(service, region, config=Config(retries={"max_attempts": 1}))


def made(kind: str, identifier: str) -> str:
    MADE.setdefault(kind, []).append(identifier)
    return identifier


def tags(kind: str) -> list[dict]:
    return [{"ResourceType": kind, "Tags": [{"Key": "Name", "Value": f"made {kind}"}]}]


def network() -> tuple[str, list[str]]:
    ec2 = client("ec2")
    vpc = made("aws_vpc", ec2.create_vpc(CidrBlock="10.1.0.0/16", TagSpecifications=tags("vpc"))["Vpc"]["VpcId"])
    subnets = [
        made("aws_subnet", ec2.create_subnet(
            VpcId=vpc, CidrBlock=f"10.1.{n}.0/24", AvailabilityZone=f"{REGION}{'ab'[n]}")["Subnet"]["SubnetId"])
        for n in range(2)
    ]
    table = made("aws_route_table", ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"])
    ec2.associate_route_table(RouteTableId=table, SubnetId=subnets[0])
    made("aws_route_table_association", f"{subnets[0]}/{table}")
    gateway = made("aws_internet_gateway", ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"])
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    made("aws_egress_only_internet_gateway", ec2.create_egress_only_internet_gateway(VpcId=vpc)[
        "EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"])
    address = made("aws_eip", ec2.allocate_address(Domain="vpc")["AllocationId"])
    made("aws_nat_gateway", ec2.create_nat_gateway(SubnetId=subnets[0], AllocationId=address)[
        "NatGateway"]["NatGatewayId"])
    made("aws_network_acl", ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"])
    group = made("aws_security_group", ec2.create_security_group(
        GroupName="made", Description="made", VpcId=vpc)["GroupId"])
    made("aws_vpc_dhcp_options", ec2.create_dhcp_options(
        DhcpConfigurations=[{"Key": "domain-name", "Values": ["made.example"]}])["DhcpOptions"]["DhcpOptionsId"])
    made("aws_network_interface", ec2.create_network_interface(
        SubnetId=subnets[0], Description="made", Groups=[group])["NetworkInterface"]["NetworkInterfaceId"])
    made("aws_vpc_endpoint", ec2.create_vpc_endpoint(
        VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.s3")["VpcEndpoint"]["VpcEndpointId"])
    peer = made("aws_vpc", ec2.create_vpc(CidrBlock="10.2.0.0/16")["Vpc"]["VpcId"])
    made("aws_vpc_peering_connection", ec2.create_vpc_peering_connection(VpcId=vpc, PeerVpcId=peer)[
        "VpcPeeringConnection"]["VpcPeeringConnectionId"])
    made("aws_ec2_managed_prefix_list", ec2.create_managed_prefix_list(
        PrefixListName="made", MaxEntries=5, AddressFamily="IPv4")["PrefixList"]["PrefixListId"])
    customer = made("aws_customer_gateway", ec2.create_customer_gateway(
        BgpAsn=65000, PublicIp="203.0.113.1", Type="ipsec.1")["CustomerGateway"]["CustomerGatewayId"])
    vpn = made("aws_vpn_gateway", ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"])
    made("aws_vpn_connection", ec2.create_vpn_connection(
        Type="ipsec.1", CustomerGatewayId=customer, VpnGatewayId=vpn)["VpnConnection"]["VpnConnectionId"])
    transit = made("aws_ec2_transit_gateway", ec2.create_transit_gateway(Description="made")[
        "TransitGateway"]["TransitGatewayId"])
    made("aws_ec2_transit_gateway_vpc_attachment", ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=transit, VpcId=vpc, SubnetIds=subnets)[
        "TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"])
    made("aws_ec2_transit_gateway_route_table", ec2.create_transit_gateway_route_table(TransitGatewayId=transit)[
        "TransitGatewayRouteTable"]["TransitGatewayRouteTableId"])
    client("logs").create_log_group(logGroupName="flow")
    made("aws_cloudwatch_log_group", "flow")
    made("aws_flow_log", ec2.create_flow_logs(
        ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogGroupName="flow",
        DeliverLogsPermissionArn=f"arn:aws:iam::{ACCOUNT}:role/made")["FlowLogIds"][0])
    return vpc, subnets


def machines(subnets: list[str]) -> None:
    ec2 = client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    instance = made("aws_instance", ec2.run_instances(
        ImageId=image, MinCount=1, MaxCount=1, SubnetId=subnets[0], InstanceType="t3.micro")[
        "Instances"][0]["InstanceId"])
    made("aws_key_pair", ec2.create_key_pair(KeyName="made")["KeyName"])
    made("aws_launch_template", ec2.create_launch_template(
        LaunchTemplateName="made", LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"})[
        "LaunchTemplate"]["LaunchTemplateId"])
    made("aws_ami", ec2.create_image(InstanceId=instance, Name="made")["ImageId"])
    volume = made("aws_ebs_volume", ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1)["VolumeId"])
    # With a key that the service makes for itself.
    made("aws_ebs_volume", ec2.create_volume(AvailabilityZone=f"{REGION}a", Size=1, Encrypted=True)["VolumeId"])
    ec2.attach_volume(VolumeId=volume, InstanceId=instance, Device="/dev/sdh")
    made("aws_volume_attachment", f"/dev/sdh:{volume}:{instance}")
    made("aws_ebs_snapshot", ec2.create_snapshot(VolumeId=volume, Description="made")["SnapshotId"])
    scaling = client("autoscaling")
    scaling.create_launch_configuration(
        LaunchConfigurationName="made", ImageId=image, InstanceType="t3.micro")
    made("aws_launch_configuration", "made")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName="made", LaunchConfigurationName="made", MinSize=1, MaxSize=1,
        VPCZoneIdentifier=subnets[0])
    made("aws_autoscaling_group", "made")
    scaling.put_scaling_policy(
        AutoScalingGroupName="made", PolicyName="up", AdjustmentType="ChangeInCapacity", ScalingAdjustment=1)
    made("aws_autoscaling_policy", "made/up")
    scaling.put_scheduled_update_group_action(
        AutoScalingGroupName="made", ScheduledActionName="night", Recurrence="0 0 * * *", MinSize=0)
    made("aws_autoscaling_schedule", "made/night")


def load_balancers(vpc: str, subnets: list[str]) -> None:
    elb = client("elbv2")
    balancer = made("aws_lb", elb.create_load_balancer(Name="made", Subnets=subnets)[
        "LoadBalancers"][0]["LoadBalancerArn"])
    target = made("aws_lb_target_group", elb.create_target_group(
        Name="made", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]["TargetGroupArn"])
    forward = [{"Type": "forward", "TargetGroupArn": target}]
    listener = made("aws_lb_listener", elb.create_listener(
        LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=forward)["Listeners"][0]["ListenerArn"])
    made("aws_lb_listener_rule", elb.create_rule(
        ListenerArn=listener, Priority=1, Actions=forward,
        Conditions=[{"Field": "path-pattern", "Values": ["/a"]}])["Rules"][0]["RuleArn"])
    client("elb").create_load_balancer(
        LoadBalancerName="made-classic", Subnets=subnets,
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstancePort": 80}])
    made("aws_elb", "made-classic")


def buckets() -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="made", CreateBucketConfiguration={"LocationConstraint": REGION})
    # In another region, so that it is nobody's business here.
    client("s3", "eu-west-3").create_bucket(
        Bucket="made-elsewhere", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    made("aws_s3_bucket", "made")
    s3.put_bucket_policy(Bucket="made", Policy=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
                       "Resource": "arn:aws:s3:::made/*"}]}))
    s3.put_public_access_block(Bucket="made", PublicAccessBlockConfiguration={"BlockPublicAcls": True})
    s3.put_bucket_versioning(Bucket="made", VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_encryption(Bucket="made", ServerSideEncryptionConfiguration={
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}]})
    s3.put_bucket_lifecycle_configuration(Bucket="made", LifecycleConfiguration={
        "Rules": [{"ID": "a", "Status": "Enabled", "Filter": {"Prefix": ""}, "Expiration": {"Days": 1}}]})
    s3.put_bucket_cors(Bucket="made", CORSConfiguration={
        "CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}]})
    s3.put_bucket_website(Bucket="made", WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    s3.put_bucket_ownership_controls(Bucket="made", OwnershipControls={
        "Rules": [{"ObjectOwnership": "ObjectWriter"}]})
    for part in ["policy", "public_access_block", "versioning", "server_side_encryption_configuration",
                 "lifecycle_configuration", "cors_configuration", "website_configuration", "ownership_controls"]:
        made(f"aws_s3_bucket_{part}", "made")


def identity() -> str:
    iam = client("iam")
    role = iam.create_role(RoleName="made", AssumeRolePolicyDocument=ASSUME)["Role"]["Arn"]
    made("aws_iam_role", "made")
    iam.put_role_policy(RoleName="made", PolicyName="inline", PolicyDocument=POLICY)
    made("aws_iam_role_policy", "made:inline")
    policy = made("aws_iam_policy", iam.create_policy(PolicyName="made", PolicyDocument=POLICY)["Policy"]["Arn"])
    iam.attach_role_policy(RoleName="made", PolicyArn=policy)
    made("aws_iam_role_policy_attachment", f"made/{policy}")
    iam.create_user(UserName="made")
    made("aws_iam_user", "made")
    iam.put_user_policy(UserName="made", PolicyName="inline", PolicyDocument=POLICY)
    made("aws_iam_user_policy", "made:inline")
    iam.attach_user_policy(UserName="made", PolicyArn=policy)
    made("aws_iam_user_policy_attachment", f"made/{policy}")
    iam.create_group(GroupName="made")
    made("aws_iam_group", "made")
    iam.put_group_policy(GroupName="made", PolicyName="inline", PolicyDocument=POLICY)
    made("aws_iam_group_policy", "made:inline")
    iam.attach_group_policy(GroupName="made", PolicyArn=policy)
    made("aws_iam_group_policy_attachment", f"made/{policy}")
    iam.create_instance_profile(InstanceProfileName="made")
    made("aws_iam_instance_profile", "made")
    made("aws_iam_openid_connect_provider", iam.create_open_id_connect_provider(
        Url="https://idp.example.com", ThumbprintList=["0" * 40])["OpenIDConnectProviderArn"])
    made("aws_iam_saml_provider", iam.create_saml_provider(Name="made", SAMLMetadataDocument="a" * 1024)[
        "SAMLProviderArn"])
    iam.create_account_alias(AccountAlias="made-account")
    made("aws_iam_account_alias", "made-account")
    # AWS makes this one for a service: it is no default of the account, but nobody forgot to declare it either.
    iam.create_service_linked_role(AWSServiceName="autoscaling.amazonaws.com")
    return role


def databases(subnets: list[str]) -> None:
    rds = client("rds")
    rds.create_db_subnet_group(DBSubnetGroupName="made", DBSubnetGroupDescription="made", SubnetIds=subnets)
    made("aws_db_subnet_group", "made")
    rds.create_db_parameter_group(
        DBParameterGroupName="made", DBParameterGroupFamily="mysql8.0", Description="made")
    made("aws_db_parameter_group", "made")
    rds.create_db_cluster_parameter_group(
        DBClusterParameterGroupName="made", DBParameterGroupFamily="aurora-mysql8.0", Description="made")
    made("aws_rds_cluster_parameter_group", "made")
    rds.create_option_group(
        OptionGroupName="made", EngineName="mysql", MajorEngineVersion="8.0", OptionGroupDescription="made")
    made("aws_db_option_group", "made")
    rds.create_db_instance(
        DBInstanceIdentifier="made", DBInstanceClass="db.t3.micro", Engine="mysql", AllocatedStorage=10,
        MasterUsername="root", MasterUserPassword="hunter2hunter2")
    made("aws_db_instance", "made")
    rds.create_db_snapshot(DBInstanceIdentifier="made", DBSnapshotIdentifier="made-snapshot")
    made("aws_db_snapshot", "made-snapshot")
    for kind, engine in [("rds", "aurora-mysql"), ("neptune", "neptune")]:
        rds.create_db_cluster(
            DBClusterIdentifier=f"made-{kind}", Engine=engine, MasterUsername="root",
            MasterUserPassword="hunter2hunter2")
        made(f"aws_{kind}_cluster", f"made-{kind}")
    rds.create_db_instance(
        DBInstanceIdentifier="made-member", DBInstanceClass="db.t3.medium", Engine="aurora-mysql",
        DBClusterIdentifier="made-rds")
    made("aws_rds_cluster_instance", "made-member")
    rds.create_db_cluster_snapshot(
        DBClusterIdentifier="made-rds", DBClusterSnapshotIdentifier="made-cluster-snapshot")
    made("aws_db_cluster_snapshot", "made-cluster-snapshot")
    rds.create_event_subscription(SubscriptionName="made", SnsTopicArn=f"arn:aws:sns:{REGION}:{ACCOUNT}:made")
    made("aws_db_event_subscription", "made")
    client("dynamodb").create_table(
        TableName="made", BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
    made("aws_dynamodb_table", "made")
    redshift = client("redshift")
    redshift.create_cluster(
        ClusterIdentifier="made", NodeType="dc2.large", MasterUsername="root", MasterUserPassword="Hunter2hunter2")
    made("aws_redshift_cluster", "made")
    redshift.create_cluster_subnet_group(ClusterSubnetGroupName="made", Description="made", SubnetIds=subnets)
    made("aws_redshift_subnet_group", "made")
    redshift.create_cluster_parameter_group(
        ParameterGroupName="made", ParameterGroupFamily="redshift-1.0", Description="made")
    made("aws_redshift_parameter_group", "made")
    client("opensearch").create_domain(DomainName="made")
    made("aws_opensearch_domain", "made")
    cache = client("elasticache")
    cache.create_cache_cluster(
        CacheClusterId="made", Engine="redis", CacheNodeType="cache.t3.micro", NumCacheNodes=1)
    made("aws_elasticache_cluster", "made")
    cache.create_replication_group(ReplicationGroupId="made-group", ReplicationGroupDescription="made")
    made("aws_elasticache_replication_group", "made-group")
    cache.create_cache_subnet_group(
        CacheSubnetGroupName="made", CacheSubnetGroupDescription="made", SubnetIds=subnets)
    made("aws_elasticache_subnet_group", "made")
    cache.create_user(
        UserId="made", UserName="made", Engine="redis", AccessString="on ~* +@all", NoPasswordRequired=True)
    made("aws_elasticache_user", "made")


def messaging() -> tuple[str, str]:
    queue = made("aws_sqs_queue", client("sqs").create_queue(QueueName="made")["QueueUrl"])
    sns = client("sns")
    topic = made("aws_sns_topic", sns.create_topic(Name="made")["TopicArn"])
    made("aws_sns_topic_subscription", sns.subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:{REGION}:{ACCOUNT}:made")["SubscriptionArn"])
    client("kinesis").create_stream(StreamName="made", ShardCount=1)
    made("aws_kinesis_stream", "made")
    made("aws_kinesis_firehose_delivery_stream", client("firehose").create_delivery_stream(
        DeliveryStreamName="made", S3DestinationConfiguration={
            "RoleARN": f"arn:aws:iam::{ACCOUNT}:role/made", "BucketARN": "arn:aws:s3:::made"})["DeliveryStreamARN"])
    made("aws_msk_cluster", client("kafka").create_cluster_v2(
        ClusterName="made", Provisioned={
            "KafkaVersion": "3.5.1", "NumberOfBrokerNodes": 2,
            "BrokerNodeGroupInfo": {"ClientSubnets": ["subnet-1", "subnet-2"], "InstanceType": "kafka.t3.small"}})[
        "ClusterArn"])
    return queue, topic


def functions(role: str) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as content:
        content.writestr("main.py", "def handler(event, context): pass\n")
    code = {"ZipFile": archive.getvalue()}
    functions = client("lambda")
    functions.create_function(
        FunctionName="made", Runtime="python3.12", Role=role, Handler="main.handler", Code=code)
    made("aws_lambda_function", "made")
    functions.publish_version(FunctionName="made")
    functions.create_alias(FunctionName="made", Name="live", FunctionVersion="1")
    made("aws_lambda_alias", "made/live")
    made("aws_lambda_event_source_mapping", functions.create_event_source_mapping(
        FunctionName="made", EventSourceArn=f"arn:aws:sqs:{REGION}:{ACCOUNT}:made")["UUID"])
    made("aws_lambda_layer_version", functions.publish_layer_version(LayerName="made", Content=code)[
        "LayerVersionArn"])
    states = client("stepfunctions")
    definition = json.dumps({"StartAt": "a", "States": {"a": {"Type": "Pass", "End": True}}})
    made("aws_sfn_state_machine", states.create_state_machine(
        name="made", definition=definition, roleArn=role)["stateMachineArn"])
    made("aws_sfn_activity", states.create_activity(name="made")["activityArn"])


def watching(topic: str) -> None:
    watch = client("cloudwatch")
    watch.put_metric_alarm(
        AlarmName="made", MetricName="a", Namespace="b", Statistic="Sum", Period=60, EvaluationPeriods=1,
        Threshold=1, ComparisonOperator="GreaterThanThreshold")
    made("aws_cloudwatch_metric_alarm", "made")
    watch.put_dashboard(DashboardName="made", DashboardBody='{"widgets":[]}')
    made("aws_cloudwatch_dashboard", "made")
    logs = client("logs")
    logs.create_log_group(logGroupName="/made/log")
    made("aws_cloudwatch_log_group", "/made/log")
    logs.put_metric_filter(
        logGroupName="/made/log", filterName="made", filterPattern="x",
        metricTransformations=[{"metricName": "a", "metricNamespace": "b", "metricValue": "1"}])
    made("aws_cloudwatch_log_metric_filter", "/made/log:made")
    logs.put_resource_policy(policyName="made", policyDocument=POLICY)
    made("aws_cloudwatch_log_resource_policy", "made")
    made("aws_cloudtrail", client("cloudtrail").create_trail(Name="made", S3BucketName="made")["TrailARN"])


def events() -> None:
    bridge = client("events")
    bridge.put_rule(Name="made", ScheduleExpression="rate(1 day)")
    made("aws_cloudwatch_event_rule", "made")
    queue = f"arn:aws:sqs:{REGION}:{ACCOUNT}:made"
    bridge.put_targets(Rule="made", Targets=[{"Id": "one", "Arn": queue}])
    made("aws_cloudwatch_event_target", "default/made/one")
    bridge.create_event_bus(Name="made-bus")
    made("aws_cloudwatch_event_bus", "made-bus")
    bridge.put_rule(Name="other", EventBusName="made-bus", EventPattern='{"source":["x"]}')
    made("aws_cloudwatch_event_rule", "made-bus/other")
    bridge.put_targets(Rule="other", EventBusName="made-bus", Targets=[{"Id": "two", "Arn": queue}])
    made("aws_cloudwatch_event_target", "made-bus/other/two")
    bridge.create_archive(ArchiveName="made", EventSourceArn=f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/made-bus")
    made("aws_cloudwatch_event_archive", "made")
    connection = bridge.create_connection(
        Name="made", AuthorizationType="API_KEY",
        AuthParameters={"ApiKeyAuthParameters": {"ApiKeyName": "a", "ApiKeyValue": "b"}})["ConnectionArn"]
    made("aws_cloudwatch_event_connection", "made")
    bridge.create_api_destination(
        Name="made", ConnectionArn=connection, InvocationEndpoint="https://example.com", HttpMethod="POST")
    made("aws_cloudwatch_event_api_destination", "made")
    scheduler = client("scheduler")
    scheduler.create_schedule_group(Name="made")
    made("aws_scheduler_schedule_group", "made")
    scheduler.create_schedule(
        Name="made", GroupName="made", ScheduleExpression="rate(1 day)", FlexibleTimeWindow={"Mode": "OFF"},
        Target={"Arn": queue, "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/made"})
    made("aws_scheduler_schedule", "made/made")


def keys() -> None:
    kms = client("kms")
    key = made("aws_kms_key", kms.create_key(Description="made")["KeyMetadata"]["KeyId"])
    kms.create_alias(AliasName="alias/made", TargetKeyId=key)
    made("aws_kms_alias", "alias/made")
    made("aws_secretsmanager_secret", client("secretsmanager").create_secret(Name="made", SecretString="x")["ARN"])
    ssm = client("ssm")
    ssm.put_parameter(Name="/made/parameter", Value="x", Type="String")
    made("aws_ssm_parameter", "/made/parameter")
    # Parameters of AWS itself are nobody's.
    ssm.get_parameter(Name="/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2")
    content = {"schemaVersion": "2.2", "description": "made",
               "mainSteps": [{"action": "aws:runShellScript", "name": "a", "inputs": {"runCommand": ["ls"]}}]}
    ssm.create_document(Name="made", DocumentType="Command", Content=json.dumps(content))
    made("aws_ssm_document", "made")
    made("aws_acm_certificate", client("acm").request_certificate(DomainName="made.example")["CertificateArn"])


def names() -> None:
    route53 = client("route53")
    zone = route53.create_hosted_zone(Name="made.example", CallerReference="made")["HostedZone"]["Id"].split("/")[-1]
    made("aws_route53_zone", zone)
    for name, further in [("www", {}), ("*", {}), ("weighted", {"SetIdentifier": "blue", "Weight": 1})]:
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [{
            "Action": "CREATE", "ResourceRecordSet": {
                "Name": f"{name}.made.example", "Type": "A", "TTL": 60,
                "ResourceRecords": [{"Value": "192.0.2.1"}]} | further}]})
        made("aws_route53_record", "_".join([zone, f"{name}.made.example", "A"] + (["blue"] if further else [])))
    made("aws_route53_health_check", route53.create_health_check(
        CallerReference="made", HealthCheckConfig={
            "Type": "HTTP", "IPAddress": "192.0.2.1", "Port": 80})["HealthCheck"]["Id"])


def containers(subnets: list[str], role: str) -> None:
    ecs = client("ecs")
    ecs.create_cluster(clusterName="made")
    made("aws_ecs_cluster", "made")
    task = made("aws_ecs_task_definition", ecs.register_task_definition(
        family="made", containerDefinitions=[{"name": "a", "image": "b", "memory": 64}])[
        "taskDefinition"]["taskDefinitionArn"])
    # More than fit into one question about their details.
    for number in range(12):
        ecs.create_service(cluster="made", serviceName=f"s{number}", taskDefinition=task, desiredCount=0)
        made("aws_ecs_service", f"made/s{number}")
    ecs.create_capacity_provider(name="made", autoScalingGroupProvider={
        "autoScalingGroupArn": f"arn:aws:autoscaling:{REGION}:{ACCOUNT}:autoScalingGroup:1:autoScalingGroupName/made"})
    made("aws_ecs_capacity_provider", "made")
    ecr = client("ecr")
    ecr.create_repository(repositoryName="made/app")
    made("aws_ecr_repository", "made/app")
    ecr.put_lifecycle_policy(repositoryName="made/app", lifecyclePolicyText=json.dumps({"rules": [{
        "rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1},
        "action": {"type": "expire"}}]}))
    made("aws_ecr_lifecycle_policy", "made/app")
    ecr.set_repository_policy(repositoryName="made/app", policyText=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:GetDownloadUrlForLayer"}]}))
    made("aws_ecr_repository_policy", "made/app")
    eks = client("eks")
    eks.create_cluster(name="made", roleArn=role, resourcesVpcConfig={"subnetIds": subnets})
    made("aws_eks_cluster", "made")
    eks.create_nodegroup(clusterName="made", nodegroupName="nodes", subnets=subnets, nodeRole=role)
    made("aws_eks_node_group", "made:nodes")
    eks.create_fargate_profile(
        clusterName="made", fargateProfileName="pods", podExecutionRoleArn=role, selectors=[{"namespace": "default"}])
    made("aws_eks_fargate_profile", "made:pods")
    files = client("efs")
    system = made("aws_efs_file_system", files.create_file_system(CreationToken="made")["FileSystemId"])
    made("aws_efs_mount_target", files.create_mount_target(FileSystemId=system, SubnetId=subnets[0])["MountTargetId"])
    made("aws_efs_access_point", files.create_access_point(FileSystemId=system, ClientToken="made")["AccessPointId"])


def delivery() -> None:
    front = client("cloudfront")
    origin = {"Id": "one", "DomainName": "made.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    made("aws_cloudfront_distribution", front.create_distribution(DistributionConfig={
        "CallerReference": "made", "Comment": "made", "Enabled": True, "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "one", "ViewerProtocolPolicy": "allow-all", "MinTTL": 0,
            "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}}})["Distribution"]["Id"])
    made("aws_cloudfront_origin_access_control", front.create_origin_access_control(OriginAccessControlConfig={
        "Name": "made", "SigningProtocol": "sigv4", "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3"})["OriginAccessControl"]["Id"])
    waf = client("wafv2")
    seen = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "a"}
    acl = waf.create_web_acl(Name="made", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=seen)
    made("aws_wafv2_web_acl", f"{acl['Summary']['Id']}/made/REGIONAL")
    addresses = waf.create_ip_set(Name="made", Scope="REGIONAL", IPAddressVersion="IPV4", Addresses=[])
    made("aws_wafv2_ip_set", f"{addresses['Summary']['Id']}/made/REGIONAL")
    cognito = client("cognito-idp")
    pool = made("aws_cognito_user_pool", cognito.create_user_pool(PoolName="made")["UserPool"]["Id"])
    user = cognito.create_user_pool_client(UserPoolId=pool, ClientName="made")["UserPoolClient"]["ClientId"]
    made("aws_cognito_user_pool_client", f"{pool}/{user}")
    made("aws_cognito_identity_pool", client("cognito-identity").create_identity_pool(
        IdentityPoolName="made", AllowUnauthenticatedIdentities=False)["IdentityPoolId"])


def interfaces() -> None:
    one = client("apigateway")
    api = made("aws_api_gateway_rest_api", one.create_rest_api(name="made")["id"])
    root = one.get_resources(restApiId=api)["items"][0]["id"]
    resource = one.create_resource(restApiId=api, parentId=root, pathPart="a")["id"]
    made("aws_api_gateway_resource", f"{api}/{resource}")
    one.put_method(restApiId=api, resourceId=resource, httpMethod="GET", authorizationType="NONE")
    one.put_integration(restApiId=api, resourceId=resource, httpMethod="GET", type="MOCK")
    deployment = one.create_deployment(restApiId=api, stageName="live")["id"]
    made("aws_api_gateway_deployment", f"{api}/{deployment}")
    made("aws_api_gateway_stage", f"{api}/live")
    made("aws_api_gateway_api_key", one.create_api_key(name="made")["id"])
    made("aws_api_gateway_usage_plan", one.create_usage_plan(name="made")["id"])
    one.create_domain_name(domainName="one.made.example")
    made("aws_api_gateway_domain_name", "one.made.example")
    two = client("apigatewayv2")
    api = made("aws_apigatewayv2_api", two.create_api(Name="made", ProtocolType="HTTP")["ApiId"])
    two.create_stage(ApiId=api, StageName="live")
    made("aws_apigatewayv2_stage", f"{api}/live")
    integration = two.create_integration(
        ApiId=api, IntegrationType="HTTP_PROXY", IntegrationMethod="GET", IntegrationUri="https://example.com",
        PayloadFormatVersion="1.0")["IntegrationId"]
    made("aws_apigatewayv2_integration", f"{api}/{integration}")
    route = two.create_route(ApiId=api, RouteKey="GET /", Target=f"integrations/{integration}")["RouteId"]
    made("aws_apigatewayv2_route", f"{api}/{route}")
    authorizer = two.create_authorizer(
        ApiId=api, AuthorizerType="JWT", Name="made", IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Audience": ["a"], "Issuer": "https://idp.example.com"})["AuthorizerId"]
    made("aws_apigatewayv2_authorizer", f"{api}/{authorizer}")


def analytics(role: str) -> None:
    athena = client("athena")
    athena.create_work_group(Name="made")
    made("aws_athena_workgroup", "made")
    athena.create_data_catalog(Name="made", Type="GLUE", Parameters={"catalog-id": ACCOUNT})
    made("aws_athena_data_catalog", "made")
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "made"})
    made("aws_glue_catalog_database", f"{ACCOUNT}:made")
    glue.create_table(DatabaseName="made", TableInput={"Name": "rows"})
    made("aws_glue_catalog_table", f"{ACCOUNT}:made:rows")
    glue.create_crawler(Name="made", Role=role, DatabaseName="made", Targets={"S3Targets": [{"Path": "s3://made"}]})
    made("aws_glue_crawler", "made")
    glue.create_job(Name="made", Role=role, Command={"Name": "glueetl", "ScriptLocation": "s3://made/a.py"})
    made("aws_glue_job", "made")


def operations(role: str) -> None:
    client("codebuild").create_project(
        name="made", source={"type": "S3", "location": "made/a.zip"}, artifacts={"type": "NO_ARTIFACTS"},
        environment={"type": "LINUX_CONTAINER", "image": "a", "computeType": "BUILD_GENERAL1_SMALL"},
        serviceRole=role)
    made("aws_codebuild_project", "made")
    backup = client("backup")
    backup.create_backup_vault(BackupVaultName="made")
    made("aws_backup_vault", "made")
    made("aws_backup_plan", backup.create_backup_plan(BackupPlan={
        "BackupPlanName": "made", "Rules": [{"RuleName": "a", "TargetBackupVaultName": "made"}]})["BackupPlanId"])
    client("cloudformation").create_stack(StackName="made", TemplateBody=json.dumps({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "of-stack"}}}}))
    made("aws_cloudformation_stack", "made")


def main() -> None:
    vpc, subnets = network()
    role = identity()
    machines(subnets)
    load_balancers(vpc, subnets)
    buckets()
    _, topic = messaging()
    databases(subnets)
    functions(role)
    watching(topic)
    events()
    keys()
    names()
    containers(subnets, role)
    delivery()
    interfaces()
    analytics(role)
    operations(role)
    print(json.dumps(MADE, indent=2, sort_keys=True))


main()
