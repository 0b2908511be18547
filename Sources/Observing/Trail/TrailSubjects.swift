/// Where a record of a resource type's service names the object that it is about. What merely uses the object, as
/// RunInstances uses a security group, names it elsewhere.
struct TrailSubject: Sendable {
  /// `s3.amazonaws.com`.
  var source: String
  /// Paths in `requestParameters` and `responseElements`, with indexes left out: `instancesSet.items.instanceId`.
  var paths: [String]

  /// Nil for types that are not known here: for them any value at the top will do.
  static func of(_ type: String) -> TrailSubject? {
    let name = type.hasPrefix("aws_") ? String(type.dropFirst(4)) : type
    // The longest row that the type begins with: `s3_bucket_versioning` is of the row `s3_bucket`.
    let row = rows.filter { name == $0.prefix || name.hasPrefix($0.prefix + "_") }.max {
      $0.prefix.count < $1.prefix.count
    }
    return row.map { TrailSubject(source: "\($0.service).amazonaws.com", paths: $0.paths) }
  }

  /// EC2 tags by a list of its own, whatever is tagged.
  private static let tagged = "resourcesSet.items.resourceId"

  private static func ec2(_ prefix: String, _ paths: String...) -> (prefix: String, service: String, paths: [String]) {
    (prefix, "ec2", paths + [tagged])
  }

  private static func row(
    _ prefix: String, _ service: String, _ paths: String...
  ) -> (prefix: String, service: String, paths: [String]) { (prefix, service, paths) }

  private static let rows: [(prefix: String, service: String, paths: [String])] = [
    row("s3_bucket", "s3", "bucketName"),
    row("s3_object", "s3", "key"),
    ec2("instance", "instanceId", "instancesSet.items.instanceId"),
    ec2(
      "security_group", "groupId", "securityGroupRuleIdSet.items.securityGroupRuleId",
      "securityGroupRuleSet.items.securityGroupRuleId"),
    ec2(
      "vpc_security_group_ingress_rule", "securityGroupRuleSet.items.securityGroupRuleId",
      "ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRuleId",
      "RevokeSecurityGroupIngressRequest.SecurityGroupRuleId"),
    ec2(
      "vpc_security_group_egress_rule", "securityGroupRuleSet.items.securityGroupRuleId",
      "ModifySecurityGroupRulesRequest.SecurityGroupRule.SecurityGroupRuleId",
      "RevokeSecurityGroupEgressRequest.SecurityGroupRuleId"),
    ec2("vpc", "vpcId", "vpc.vpcId"),
    ec2("default_vpc", "vpcId"),
    ec2("subnet", "subnetId", "subnet.subnetId"),
    ec2("route_table", "routeTableId", "routeTable.routeTableId", "associationId"),
    ec2("route", "routeTableId"),
    ec2("internet_gateway", "internetGatewayId", "internetGateway.internetGatewayId"),
    ec2(
      "nat_gateway", "natGatewayId", "CreateNatGatewayResponse.natGateway.natGatewayId",
      "DeleteNatGatewayRequest.NatGatewayId"),
    ec2("network_acl", "networkAclId", "networkAcl.networkAclId"),
    ec2("eip", "allocationId", "publicIp"),
    ec2("network_interface", "networkInterfaceId", "networkInterface.networkInterfaceId"),
    ec2("ebs_volume", "volumeId"),
    ec2("ebs_snapshot", "snapshotId"),
    ec2("ami", "imageId"),
    ec2("key_pair", "keyName", "keyPairId"),
    ec2(
      "launch_template", "CreateLaunchTemplateResponse.launchTemplate.launchTemplateId",
      "ModifyLaunchTemplateRequest.LaunchTemplateId", "CreateLaunchTemplateVersionRequest.LaunchTemplateId",
      "DeleteLaunchTemplateRequest.LaunchTemplateId"),
    ec2(
      "vpc_endpoint", "CreateVpcEndpointResponse.vpcEndpoint.vpcEndpointId", "ModifyVpcEndpointRequest.VpcEndpointId",
      "DeleteVpcEndpointsRequest.VpcEndpointId.content"),
    ec2("flow_log", "CreateFlowLogsResponse.flowLogIdSet.item", "DeleteFlowLogsRequest.FlowLogId.content"),
    ec2("vpc_peering_connection", "vpcPeeringConnectionId", "vpcPeeringConnection.vpcPeeringConnectionId"),
    row(
      "lb", "elasticloadbalancing", "loadBalancerArn", "loadBalancerArns", "loadBalancers.loadBalancerArn",
      "resourceArns", "name"),
    row(
      "alb", "elasticloadbalancing", "loadBalancerArn", "loadBalancerArns", "loadBalancers.loadBalancerArn",
      "resourceArns", "name"),
    row(
      "lb_target_group", "elasticloadbalancing", "targetGroupArn", "targetGroups.targetGroupArn", "resourceArns", "name"
    ),
    row("lb_listener", "elasticloadbalancing", "listenerArn", "listeners.listenerArn", "resourceArns"),
    row("lb_listener_rule", "elasticloadbalancing", "ruleArn", "rules.ruleArn", "resourceArns"),
    row("autoscaling_group", "autoscaling", "autoScalingGroupName", "tags.resourceId"),
    row("launch_configuration", "autoscaling", "launchConfigurationName"),
    row("iam_role", "iam", "roleName", "role.arn"),
    row("iam_user", "iam", "userName", "user.arn"),
    row("iam_group", "iam", "groupName"),
    row("iam_policy", "iam", "policyArn", "policy.arn"),
    row("iam_instance_profile", "iam", "instanceProfileName"),
    row("iam_openid_connect_provider", "iam", "openIDConnectProviderArn"),
    row("iam_saml_provider", "iam", "sAMLProviderArn"),
    row("db_instance", "rds", "dBInstanceIdentifier", "resourceName"),
    row("rds_cluster", "rds", "dBClusterIdentifier", "resourceName"),
    row("db_subnet_group", "rds", "dBSubnetGroupName", "resourceName"),
    row("db_parameter_group", "rds", "dBParameterGroupName", "resourceName"),
    row("dynamodb_table", "dynamodb", "tableName", "resourceArn"),
    row("sqs_queue", "sqs", "queueUrl", "queueName"),
    row("sns_topic", "sns", "topicArn", "resourceArn"),
    row("sns_topic_subscription", "sns", "subscriptionArn"),
    row("lambda_function", "lambda", "functionName", "resource", "functionArn"),
    row("lambda_permission", "lambda", "functionName"),
    row("lambda_event_source_mapping", "lambda", "uUID", "uuid"),
    row("cloudwatch_metric_alarm", "monitoring", "alarmName", "alarmNames", "resourceARN"),
    row("cloudwatch_dashboard", "monitoring", "dashboardName", "dashboardNames"),
    row("cloudwatch_log_group", "logs", "logGroupName", "resourceArn"),
    row("cloudwatch_event_rule", "events", "name", "rule", "resourceARN"),
    row("cloudwatch_event_target", "events", "rule"),
    row("kms_key", "kms", "keyId", "keyMetadata.keyId", "keyMetadata.arn"),
    row("kms_alias", "kms", "aliasName"),
    row("secretsmanager_secret", "secretsmanager", "secretId", "name", "arn", "aRN"),
    row("ssm_parameter", "ssm", "name", "names", "resourceId"),
    row("acm_certificate", "acm", "certificateArn"),
    row("route53_zone", "route53", "hostedZoneId", "id", "resourceId", "hostedZone.id"),
    row("route53_record", "route53", "hostedZoneId"),
    row("route53_health_check", "route53", "healthCheckId", "resourceId"),
    row("ecr_repository", "ecr", "repositoryName", "resourceArn"),
    row("ecr_lifecycle_policy", "ecr", "repositoryName"),
    row("ecs_cluster", "ecs", "cluster", "clusterName", "resourceArn"),
    row("ecs_service", "ecs", "service", "serviceName", "resourceArn"),
    row("ecs_task_definition", "ecs", "taskDefinition", "family", "resourceArn"),
    row("eks_cluster", "eks", "name", "clusterName", "resourceArn"),
    row("eks_node_group", "eks", "nodegroupName", "resourceArn"),
    row("elasticache_cluster", "elasticache", "cacheClusterId", "resourceName"),
    row("elasticache_replication_group", "elasticache", "replicationGroupId", "resourceName"),
    row("elasticache_subnet_group", "elasticache", "cacheSubnetGroupName", "resourceName"),
    row("efs_file_system", "elasticfilesystem", "fileSystemId", "resourceId"),
    row("efs_mount_target", "elasticfilesystem", "mountTargetId"),
    row("cloudfront_distribution", "cloudfront", "id", "distribution.id", "resource"),
    row("cloudtrail", "cloudtrail", "name", "trailName", "resourceId", "trailARN"),
    row("kinesis_stream", "kinesis", "streamName", "streamARN"),
    row("kinesis_firehose_delivery_stream", "firehose", "deliveryStreamName"),
    row("sfn_state_machine", "states", "stateMachineArn", "name", "resourceArn"),
    row("api_gateway_rest_api", "apigateway", "restApiId", "id"),
    row("apigatewayv2_api", "apigateway", "apiId"),
  ]
}
