/// Which events can have changed which attribute.
enum TrailChanges {
  /// Nil where nobody knows: then the newest change of the object is the best guess.
  static func events(changing attribute: String, of type: String) -> [String]? {
    if attribute == "tags" || attribute == "tags_all" || attribute == "tag" { return tagging }
    let name = type.hasPrefix("aws_") ? String(type.dropFirst(4)) : type
    let root = String(attribute.prefix { $0 != "." && $0 != "[" })
    // The whole of a resource may be one setting of another, as `s3_bucket_versioning` is.
    return table["\(name).\(root)"] ?? table[name]
  }

  /// Every service has its own words for it.
  private static let tagging = [
    "CreateTags", "DeleteTags", "TagResource", "UntagResource", "AddTags", "RemoveTags", "AddTagsToResource",
    "RemoveTagsFromResource", "PutBucketTagging", "DeleteBucketTagging", "CreateOrUpdateTags", "TagRole", "UntagRole",
    "TagUser", "UntagUser", "TagPolicy", "UntagPolicy", "TagInstanceProfile", "UntagInstanceProfile", "TagQueue",
    "UntagQueue", "TagLogGroup", "UntagLogGroup", "ChangeTagsForResource", "AddTagsToStream", "RemoveTagsFromStream",
    "AddTagsToCertificate", "RemoveTagsFromCertificate", "TagDeliveryStream", "UntagDeliveryStream",
    "TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "PutObjectTagging", "DeleteObjectTagging",
  ]

  private static let ingress = [
    "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "ModifySecurityGroupRules",
    "UpdateSecurityGroupRuleDescriptionsIngress",
  ]
  private static let egress = [
    "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupEgress", "ModifySecurityGroupRules",
    "UpdateSecurityGroupRuleDescriptionsEgress",
  ]
  private static let routes = ["CreateRoute", "DeleteRoute", "ReplaceRoute"]
  private static let encryption = ["PutBucketEncryption", "DeleteBucketEncryption"]
  private static let publicAccess = [
    "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock", "DeletePublicAccessBlock",
  ]
  private static let bucketPolicy = ["PutBucketPolicy", "DeleteBucketPolicy"]
  private static let lifecycle = [
    "PutBucketLifecycle", "PutBucketLifecycleConfiguration", "DeleteBucketLifecycle",
    "DeleteBucketLifecycleConfiguration",
  ]
  private static let functionCode = ["UpdateFunctionCode20150331v2", "UpdateFunctionCode"]
  private static let function = ["UpdateFunctionConfiguration20150331v2", "UpdateFunctionConfiguration"]
  private static let queue = ["SetQueueAttributes"]
  private static let topic = ["SetTopicAttributes"]
  private static let database = ["ModifyDBInstance", "RebootDBInstance", "RestoreDBInstanceToPointInTime"]
  private static let tableSettings = ["UpdateTable"]
  private static let scaling = ["UpdateAutoScalingGroup", "SetDesiredCapacity"]

  private static let table: [String: [String]] = [
    "security_group.ingress": ingress, "security_group.egress": egress, "security_group_rule": ingress + egress,
    "vpc_security_group_ingress_rule": ingress, "vpc_security_group_egress_rule": egress,
    "route_table.route": routes, "route": routes,
    "route_tableSettingsassociation": [
      "AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation",
    ],
    "network_acl.ingress": ["CreateNetworkAclEntry", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry"],
    "network_acl.egress": ["CreateNetworkAclEntry", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry"],
    "vpc.enable_dns_support": ["ModifyVpcAttribute"], "vpc.enable_dns_hostnames": ["ModifyVpcAttribute"],
    "subnet.map_public_ip_on_launch": ["ModifySubnetAttribute"],
    "instance.instance_type": ["ModifyInstanceAttribute"], "instance.user_data": ["ModifyInstanceAttribute"],
    "instance.vpc_security_group_ids": ["ModifyInstanceAttribute", "ModifyNetworkInterfaceAttribute"],
    "instance.disable_api_termination": ["ModifyInstanceAttribute"],
    "instance.ebs_optimized": ["ModifyInstanceAttribute"],
    "instance.source_dest_check": ["ModifyInstanceAttribute", "ModifyNetworkInterfaceAttribute"],
    "instance.monitoring": ["MonitorInstances", "UnmonitorInstances"],
    "instance.metadata_options": ["ModifyInstanceMetadataOptions"],
    "instance.iam_instance_profile": [
      "AssociateIamInstanceProfile", "DisassociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation",
    ],
    "instance.instance_state": ["StartInstances", "StopInstances", "RebootInstances"],
    "ebs_volume.size": ["ModifyVolume"], "ebs_volume.type": ["ModifyVolume"], "ebs_volume.iops": ["ModifyVolume"],
    "ebs_volume.throughput": ["ModifyVolume"],
    "s3_bucket.versioning": ["PutBucketVersioning"], "s3_bucket_versioning": ["PutBucketVersioning"],
    "s3_bucket.policy": bucketPolicy, "s3_bucket_policy": bucketPolicy,
    "s3_bucket.server_side_encryption_configuration": encryption,
    "s3_bucket_server_side_encryption_configuration": encryption,
    "s3_bucket_public_access_block": publicAccess, "s3_bucket.lifecycle_rule": lifecycle,
    "s3_bucket_lifecycle_configuration": lifecycle, "s3_bucket.logging": ["PutBucketLogging"],
    "s3_bucket_logging": ["PutBucketLogging"], "s3_bucket.acl": ["PutBucketAcl"], "s3_bucket.grant": ["PutBucketAcl"],
    "s3_bucket_acl": ["PutBucketAcl"], "s3_bucket.cors_rule": ["PutBucketCors", "DeleteBucketCors"],
    "s3_bucket_cors_configuration": ["PutBucketCors", "DeleteBucketCors"],
    "s3_bucket.website": ["PutBucketWebsite", "DeleteBucketWebsite"],
    "s3_bucket_website_configuration": ["PutBucketWebsite", "DeleteBucketWebsite"],
    "s3_bucket_notification": ["PutBucketNotification", "PutBucketNotificationConfiguration"],
    "s3_bucket_ownership_controls": ["PutBucketOwnershipControls", "DeleteBucketOwnershipControls"],
    "s3_bucket.replication_configuration": ["PutBucketReplication", "DeleteBucketReplication"],
    "s3_bucket_replication_configuration": ["PutBucketReplication", "DeleteBucketReplication"],
    "iam_role.assume_role_policy": ["UpdateAssumeRolePolicy"],
    "iam_role.description": ["UpdateRole", "UpdateRoleDescription"],
    "iam_role.max_session_duration": ["UpdateRole"],
    "iam_role.inline_policy": ["PutRolePolicy", "DeleteRolePolicy"],
    "iam_role_policy": ["PutRolePolicy", "DeleteRolePolicy"],
    "iam_role.managed_policy_arns": ["AttachRolePolicy", "DetachRolePolicy"],
    "iam_role_policy_attachment": ["AttachRolePolicy", "DetachRolePolicy"],
    "iam_role.permissions_boundary": ["PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"],
    "iam_user_policy": ["PutUserPolicy", "DeleteUserPolicy"],
    "iam_user_policy_attachment": ["AttachUserPolicy", "DetachUserPolicy"],
    "iam_group_policy": ["PutGroupPolicy", "DeleteGroupPolicy"],
    "iam_policy.policy": ["CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"],
    "lambda_function.source_code_hash": functionCode, "lambda_function.code_sha256": functionCode,
    "lambda_function.image_uri": functionCode,
    "lambda_function.environment": function, "lambda_function.timeout": function,
    "lambda_function.memory_size": function,
    "lambda_function.handler": function, "lambda_function.runtime": function, "lambda_function.role": function,
    "lambda_function.description": function, "lambda_function.layers": function, "lambda_function.vpc_config": function,
    "lambda_function.reserved_concurrent_executions": [
      "PutFunctionConcurrency20171031", "DeleteFunctionConcurrency20171031", "PutFunctionConcurrency",
      "DeleteFunctionConcurrency",
    ],
    "lambda_permission": [
      "AddPermission20150331v2", "RemovePermission20150331v2", "AddPermission", "RemovePermission",
    ],
    "sqs_queue": queue, "sqs_queue_policy": queue, "sqs_queue_redrive_policy": queue,
    "sns_topic": topic, "sns_topic_policy": topic,
    "dynamodb_table.point_in_time_recovery": ["UpdateContinuousBackups"], "dynamodb_table.ttl": ["UpdateTimeToLive"],
    "dynamodb_table.billing_mode": tableSettings, "dynamodb_table.read_capacity": tableSettings,
    "dynamodb_table.write_capacity": tableSettings,
    "dynamodb_table.stream_enabled": tableSettings, "dynamodb_table.deletion_protection_enabled": tableSettings,
    "dynamodb_table.server_side_encryption": tableSettings, "dynamodb_table.global_secondary_index": tableSettings,
    "db_instance": database, "rds_cluster": ["ModifyDBCluster"],
    "autoscaling_group.desired_capacity": scaling, "autoscaling_group.min_size": scaling,
    "autoscaling_group.max_size": scaling,
    "lb.access_logs": ["ModifyLoadBalancerAttributes"], "lb.idle_timeout": ["ModifyLoadBalancerAttributes"],
    "lb.enable_deletion_protection": ["ModifyLoadBalancerAttributes"], "lb.security_groups": ["SetSecurityGroups"],
    "lb.subnets": ["SetSubnets"],
    "lb_listener": ["ModifyListener", "AddListenerCertificates", "RemoveListenerCertificates"],
    "lb_target_group.health_check": ["ModifyTargetGroup"], "lb_listener_rule": ["ModifyRule", "SetRulePriorities"],
    "kms_key.enable_key_rotation": ["EnableKeyRotation", "DisableKeyRotation"],
    "kms_key.is_enabled": ["EnableKey", "DisableKey"], "kms_key.policy": ["PutKeyPolicy"],
    "kms_key.description": ["UpdateKeyDescription"],
    "cloudwatch_log_group.retention_in_days": ["PutRetentionPolicy", "DeleteRetentionPolicy"],
    "cloudwatch_log_group.kms_key_id": ["AssociateKmsKey", "DisassociateKmsKey"],
    "cloudwatch_metric_alarm": ["PutMetricAlarm", "EnableAlarmActions", "DisableAlarmActions"],
    "cloudwatch_event_rule": ["PutRule", "EnableRule", "DisableRule"],
    "cloudwatch_event_target": ["PutTargets", "RemoveTargets"],
    "secretsmanager_secret.policy": ["PutResourcePolicy", "DeleteResourcePolicy"],
    "secretsmanager_secret_version": ["PutSecretValue", "UpdateSecret", "RotateSecret", "UpdateSecretVersionStage"],
    "route53_record": ["ChangeResourceRecordSets"],
    "ecr_repository.image_tag_mutability": ["PutImageTagMutability"],
    "ecr_repository.image_scanning_configuration": ["PutImageScanningConfiguration"],
    "ecs_service": ["UpdateService"], "eks_cluster": ["UpdateClusterConfig", "UpdateClusterVersion"],
    "cloudfront_distribution": ["UpdateDistribution"], "sfn_state_machine": ["UpdateStateMachine"],
    "cloudtrail": ["UpdateTrail", "StartLogging", "StopLogging", "PutEventSelectors"],
    "kinesis_stream.retention_period": ["IncreaseStreamRetentionPeriod", "DecreaseStreamRetentionPeriod"],
    "kinesis_stream.shard_count": ["UpdateShardCount"],
    "kinesis_stream.encryption_type": ["StartStreamEncryption", "StopStreamEncryption"],
    "efs_file_system.throughput_mode": ["UpdateFileSystem"],
    "api_gateway_rest_api": ["UpdateRestApi", "PutRestApi"],
  ]
}
