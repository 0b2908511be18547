/// What the state calls otherwise than an import does.
enum StateIdentities {
  /// Import identifiers made of attributes, for types whose `id` and `arn` in the state are none.
  static let templates: [String: [Template]] = [
    "aws_api_gateway_authorizer": ["{rest_api_id}/{id}"],
    "aws_api_gateway_deployment": ["{rest_api_id}/{id}"],
    "aws_api_gateway_resource": ["{rest_api_id}/{id}"],
    "aws_api_gateway_stage": ["{rest_api_id}/{stage_name}"],
    "aws_apigatewayv2_authorizer": ["{api_id}/{id}"],
    "aws_apigatewayv2_integration": ["{api_id}/{id}"],
    "aws_apigatewayv2_route": ["{api_id}/{id}"],
    "aws_apigatewayv2_stage": ["{api_id}/{name}"],
    "aws_autoscaling_policy": ["{autoscaling_group_name}/{name}"],
    "aws_autoscaling_schedule": ["{autoscaling_group_name}/{scheduled_action_name}"],
    "aws_cloudformation_stack": ["{name}"],
    "aws_cloudwatch_event_rule": ["{event_bus_name}/{name}"],
    "aws_cloudwatch_event_target": [["{event_bus_name}/{rule}/{target_id}", "default/{rule}/{target_id}"]],
    "aws_cloudwatch_log_metric_filter": ["{log_group_name}:{name}"],
    "aws_codebuild_project": ["{name}"],
    "aws_cognito_user_pool_client": ["{user_pool_id}/{id}"],
    "aws_db_cluster_snapshot": ["{db_cluster_snapshot_identifier}"],
    "aws_db_instance": ["{identifier}"],
    "aws_db_snapshot": ["{db_snapshot_identifier}"],
    "aws_docdb_cluster": ["{cluster_identifier}"],
    "aws_docdb_cluster_instance": ["{identifier}"],
    "aws_ecs_capacity_provider": ["{name}"],
    "aws_ecs_cluster": ["{name}"],
    "aws_ecs_service": ["{cluster|last/}/{name}"],
    "aws_iam_group_policy_attachment": ["{group}/{policy_arn}"],
    "aws_iam_role_policy_attachment": ["{role}/{policy_arn}"],
    "aws_iam_user_policy_attachment": ["{user}/{policy_arn}"],
    "aws_kinesis_stream": ["{name}"],
    "aws_lambda_alias": ["{function_name|last:}/{name}"],
    "aws_neptune_cluster": ["{cluster_identifier}"],
    "aws_neptune_cluster_instance": ["{identifier}"],
    "aws_opensearch_domain": ["{domain_name}"],
    "aws_rds_cluster": ["{cluster_identifier}"],
    "aws_rds_cluster_instance": ["{identifier}"],
    "aws_route53_record": [
      ["{zone_id}_{fqdn|domain}_{type}_{set_identifier}", "{zone_id}_{fqdn|domain}_{type}"]
    ],
    "aws_route_table_association": [["{subnet_id}/{route_table_id}", "{gateway_id}/{route_table_id}"]],
    "aws_s3_bucket_cors_configuration": ["{bucket}"],
    "aws_s3_bucket_lifecycle_configuration": ["{bucket}"],
    "aws_s3_bucket_logging": ["{bucket}"],
    "aws_s3_bucket_server_side_encryption_configuration": ["{bucket}"],
    "aws_s3_bucket_versioning": ["{bucket}"],
    "aws_s3_bucket_website_configuration": ["{bucket}"],
    "aws_volume_attachment": ["{device_name}:{volume_id}:{instance_id}"],
    "aws_wafv2_ip_set": ["{id}/{name}/{scope}"],
    "aws_wafv2_web_acl": ["{id}/{name}/{scope}"],
  ]

  /// Types that are another's objects under a name of their own.
  static let sameAs: [String: String] = [
    "aws_alb": "aws_lb", "aws_alb_listener": "aws_lb_listener", "aws_alb_listener_rule": "aws_lb_listener_rule",
    "aws_alb_target_group": "aws_lb_target_group", "aws_ami_copy": "aws_ami", "aws_ami_from_instance": "aws_ami",
    "aws_db_snapshot_copy": "aws_db_snapshot", "aws_default_network_acl": "aws_network_acl",
    "aws_default_route_table": "aws_route_table", "aws_default_security_group": "aws_security_group",
    "aws_default_subnet": "aws_subnet", "aws_default_vpc": "aws_vpc",
    "aws_default_vpc_dhcp_options": "aws_vpc_dhcp_options", "aws_ebs_snapshot_copy": "aws_ebs_snapshot",
    "aws_ebs_snapshot_import": "aws_ebs_snapshot", "aws_elasticsearch_domain": "aws_opensearch_domain",
    "aws_kms_external_key": "aws_kms_key", "aws_kms_replica_external_key": "aws_kms_replica_key",
    "aws_vpc_peering_connection_accepter": "aws_vpc_peering_connection",
    "aws_ec2_transit_gateway_vpc_attachment_accepter": "aws_ec2_transit_gateway_vpc_attachment",
  ]

  /// Objects that another's attributes record.
  struct Recorded: Sendable {
    var type: String
    /// Within the other's attributes.
    var path: String
    var id: Template
    var when: Condition = .always
  }

  static let recorded: [String: [Recorded]] = [
    "aws_api_gateway_deployment": [
      Recorded(type: "aws_api_gateway_stage", path: "stage_name", id: "{^rest_api_id}/{.}")
    ],
    "aws_eks_node_group": [
      Recorded(type: "aws_autoscaling_group", path: "resources.autoscaling_groups.name", id: "{.}")
    ],
    "aws_elasticache_replication_group": [
      Recorded(type: "aws_elasticache_cluster", path: "member_clusters", id: "{.}")
    ],
    "aws_iam_group_policy_attachments_exclusive": [
      Recorded(type: "aws_iam_group_policy_attachment", path: "policy_arns", id: "{^group_name}/{.}")
    ],
    "aws_iam_policy_attachment": [
      Recorded(type: "aws_iam_role_policy_attachment", path: "roles", id: "{.}/{^policy_arn}"),
      Recorded(type: "aws_iam_user_policy_attachment", path: "users", id: "{.}/{^policy_arn}"),
      Recorded(type: "aws_iam_group_policy_attachment", path: "groups", id: "{.}/{^policy_arn}"),
    ],
    "aws_iam_role": [
      Recorded(type: "aws_iam_role_policy", path: "inline_policy", id: "{^name}:{name}", when: .has("{name}")),
      Recorded(type: "aws_iam_role_policy_attachment", path: "managed_policy_arns", id: "{^name}/{.}"),
    ],
    "aws_iam_role_policy_attachments_exclusive": [
      Recorded(type: "aws_iam_role_policy_attachment", path: "policy_arns", id: "{^role_name}/{.}")
    ],
    "aws_iam_user_policy_attachments_exclusive": [
      Recorded(type: "aws_iam_user_policy_attachment", path: "policy_arns", id: "{^user_name}/{.}")
    ],
    "aws_instance": [
      Recorded(type: "aws_ebs_volume", path: "root_block_device.volume_id", id: "{.}"),
      Recorded(type: "aws_ebs_volume", path: "ebs_block_device.volume_id", id: "{.}"),
      Recorded(type: "aws_volume_attachment", path: "root_block_device", id: "{device_name}:{volume_id}:{^id}"),
      Recorded(type: "aws_volume_attachment", path: "ebs_block_device", id: "{device_name}:{volume_id}:{^id}"),
      Recorded(type: "aws_network_interface", path: "primary_network_interface_id", id: "{.}"),
    ],
    "aws_s3_bucket": [
      Recorded(type: "aws_s3_bucket_policy", path: "policy", id: "{^id}", when: .has("{.}")),
      Recorded(
        type: "aws_s3_bucket_versioning", path: "versioning", id: "{^id}", when: .equals("{enabled}", "true")),
      Recorded(
        type: "aws_s3_bucket_server_side_encryption_configuration", path: "server_side_encryption_configuration",
        id: "{^id}"),
      Recorded(type: "aws_s3_bucket_lifecycle_configuration", path: "lifecycle_rule", id: "{^id}"),
      Recorded(type: "aws_s3_bucket_cors_configuration", path: "cors_rule", id: "{^id}"),
      Recorded(type: "aws_s3_bucket_website_configuration", path: "website", id: "{^id}"),
      Recorded(type: "aws_s3_bucket_logging", path: "logging", id: "{^id}"),
      Recorded(type: "aws_s3_bucket_replication_configuration", path: "replication_configuration", id: "{^id}"),
    ],
    "aws_spot_instance_request": [Recorded(type: "aws_instance", path: "spot_instance_id", id: "{.}")],
  ]
}
