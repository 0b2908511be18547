extension CauseQuestion {
  /// By what the audit log may name an object, from its attributes: the likeliest first. What is a setting of another object, such as
  /// a bucket's versioning, is named by that.
  package static func identifiers(of type: String, attribute: (String) -> String?) -> [String] {
    let names = (owners[type] ?? []) + ["id", "arn", "name", "url"]
    return names.compactMap(attribute).reduce(into: []) { found, name in
      if !name.isEmpty, !found.contains(name) { found.append(name) }
    }
  }

  /// The attribute that names what such a resource belongs to; for others it is the identifier.
  private static let owners: [String: [String]] = [
    "aws_iam_role_policy": ["role"], "aws_iam_role_policy_attachment": ["role"], "aws_iam_user_policy": ["user"],
    "aws_iam_user_policy_attachment": ["user"], "aws_iam_group_policy": ["group"],
    "aws_iam_group_policy_attachment": ["group"], "aws_lambda_permission": ["function_name"],
    "aws_lambda_function": ["function_name"], "aws_route53_record": ["zone_id"],
    "aws_security_group_rule": ["security_group_id"], "aws_route": ["route_table_id"],
    "aws_route_table_association": ["route_table_id"], "aws_cloudwatch_event_target": ["rule"],
    "aws_cloudwatch_metric_alarm": ["alarm_name"], "aws_sqs_queue_policy": ["queue_url"],
    "aws_sqs_queue_redrive_policy": ["queue_url"], "aws_secretsmanager_secret_version": ["secret_id"],
    "aws_secretsmanager_secret_policy": ["secret_arn"], "aws_ecr_lifecycle_policy": ["repository"],
    "aws_ecr_repository_policy": ["repository"], "aws_kms_key_policy": ["key_id"], "aws_db_instance": ["identifier"],
    "aws_lb_listener_certificate": ["listener_arn"], "aws_lb_target_group_attachment": ["target_group_arn"],
    "aws_autoscaling_policy": ["autoscaling_group_name"], "aws_dynamodb_table_item": ["table_name"],
    "aws_api_gateway_stage": ["rest_api_id"], "aws_api_gateway_deployment": ["rest_api_id"],
    "aws_apigatewayv2_stage": ["api_id"], "aws_eks_node_group": ["node_group_name"],
    "aws_efs_mount_target": ["id"], "aws_efs_backup_policy": ["file_system_id"],
  ]
}
