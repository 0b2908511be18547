package import Model

/// Parts of objects that matter to security and recovery: a change of them by hand is reported even where the configuration does
/// not say anything about them, so that no plan would bring them back.
///
/// Start: the CIS AWS Foundations Benchmark 3.0, AWS's Foundational Security Best Practices, and the provider's documentation of
/// these types (hashicorp/aws 5.100), read in November 2026.
package struct SecurityAttribute: Sendable, Hashable {
  package var type: String
  /// A name, or names with dots for what is in nested blocks, whatever their number.
  package var path: String
  package var severity: Finding.Severity
  /// Completes "which decides …".
  package var meaning: String
}

extension SecurityAttribute {
  private static let table: [String: [SecurityAttribute]] = Dictionary(
    grouping: rows.map { SecurityAttribute(type: $0.0, path: $0.1, severity: $0.2, meaning: $0.3) }, by: \.type)

  /// What a change at this place means; nil where it means nothing to security.
  package static func about(_ type: String, _ path: ValuePath) -> SecurityAttribute? {
    let names = path.compactMap { step -> String? in
      if case .attribute(let name) = step { return name }
      return nil
    }
    return table[type]?.first { row in
      let wanted = row.path.split(separator: ".").map(String.init)
      return zip(wanted, names).allSatisfy(==) && !names.isEmpty
    }
  }

  private static let rows: [(String, String, Finding.Severity, String)] = [
    ("aws_security_group", "ingress", .high, "what may reach the machines in the group"),
    ("aws_security_group", "egress", .medium, "where the machines in the group may connect to"),
    ("aws_default_security_group", "ingress", .high, "what may reach machines that name no group"),
    ("aws_default_security_group", "egress", .medium, "where machines that name no group may connect to"),
    ("aws_network_acl", "ingress", .medium, "what may enter the subnets"),
    ("aws_network_acl", "egress", .medium, "what may leave the subnets"),
    ("aws_default_network_acl", "ingress", .medium, "what may enter the subnets"),
    ("aws_default_network_acl", "egress", .medium, "what may leave the subnets"),
    ("aws_route_table", "route", .high, "where packets go"),
    ("aws_default_route_table", "route", .high, "where packets go"),
    ("aws_subnet", "map_public_ip_on_launch", .medium, "whether new machines get a public address"),
    ("aws_vpc_endpoint", "policy", .medium, "what may be asked of a service from inside"),
    ("aws_vpc_endpoint_service", "acceptance_required", .medium, "whether anybody may connect unasked"),
    ("aws_s3_bucket", "acl", .critical, "who may read and write the bucket"),
    ("aws_s3_bucket", "grant", .critical, "who may read and write the bucket"),
    ("aws_s3_bucket", "policy", .high, "who may read and write the bucket"),
    ("aws_s3_bucket", "versioning", .medium, "whether what is overwritten can be had back"),
    ("aws_s3_bucket", "server_side_encryption_configuration", .medium, "how objects are encrypted"),
    ("aws_s3_bucket", "logging", .low, "whether access is logged"),
    ("aws_s3_bucket", "website", .high, "whether the bucket is a web site"),
    ("aws_s3_bucket", "object_lock_enabled", .medium, "whether objects can be locked"),
    ("aws_s3_bucket", "replication_configuration", .medium, "whether there is a copy elsewhere"),
    ("aws_s3_bucket_public_access_block", "block_public_acls", .high, "whether the bucket may be public"),
    ("aws_s3_bucket_public_access_block", "block_public_policy", .high, "whether the bucket may be public"),
    ("aws_s3_bucket_public_access_block", "ignore_public_acls", .high, "whether the bucket may be public"),
    ("aws_s3_bucket_public_access_block", "restrict_public_buckets", .high, "whether the bucket may be public"),
    ("aws_s3_account_public_access_block", "block_public_acls", .high, "whether any bucket may be public"),
    ("aws_s3_account_public_access_block", "block_public_policy", .high, "whether any bucket may be public"),
    ("aws_s3_account_public_access_block", "ignore_public_acls", .high, "whether any bucket may be public"),
    ("aws_s3_account_public_access_block", "restrict_public_buckets", .high, "whether any bucket may be public"),
    ("aws_db_instance", "publicly_accessible", .critical, "whether the database has a public address"),
    ("aws_db_instance", "backup_retention_period", .high, "how long backups are kept"),
    ("aws_db_instance", "deletion_protection", .medium, "whether the database can be deleted by mistake"),
    ("aws_db_instance", "storage_encrypted", .high, "whether the storage is encrypted"),
    ("aws_db_instance", "iam_database_authentication_enabled", .low, "how one signs in"),
    ("aws_db_instance", "auto_minor_version_upgrade", .medium, "whether security fixes are installed"),
    ("aws_db_instance", "multi_az", .medium, "whether a second zone stands by"),
    ("aws_db_instance", "vpc_security_group_ids", .high, "what may reach the database"),
    ("aws_db_instance", "enabled_cloudwatch_logs_exports", .low, "what is logged"),
    ("aws_db_instance", "ca_cert_identifier", .low, "which certificate is shown"),
    ("aws_rds_cluster", "backup_retention_period", .high, "how long backups are kept"),
    ("aws_rds_cluster", "deletion_protection", .medium, "whether the cluster can be deleted by mistake"),
    ("aws_rds_cluster", "iam_database_authentication_enabled", .low, "how one signs in"),
    ("aws_rds_cluster", "vpc_security_group_ids", .high, "what may reach the cluster"),
    ("aws_rds_cluster", "enabled_cloudwatch_logs_exports", .low, "what is logged"),
    ("aws_rds_cluster_instance", "publicly_accessible", .critical, "whether the database has a public address"),
    ("aws_rds_cluster_instance", "auto_minor_version_upgrade", .medium, "whether security fixes are installed"),
    ("aws_docdb_cluster", "backup_retention_period", .high, "how long backups are kept"),
    ("aws_neptune_cluster", "backup_retention_period", .high, "how long backups are kept"),
    ("aws_redshift_cluster", "publicly_accessible", .critical, "whether the cluster has a public address"),
    ("aws_redshift_cluster", "encrypted", .high, "whether the storage is encrypted"),
    ("aws_instance", "metadata_options", .high, "whether a request forged on the machine gets its credentials"),
    ("aws_instance", "iam_instance_profile", .high, "what programs on the machine may do"),
    ("aws_instance", "vpc_security_group_ids", .high, "what may reach the machine"),
    ("aws_instance", "associate_public_ip_address", .medium, "whether the machine has a public address"),
    ("aws_instance", "disable_api_termination", .low, "whether the machine can be terminated by mistake"),
    ("aws_instance", "monitoring", .low, "how closely the machine is watched"),
    ("aws_instance", "source_dest_check", .medium, "whether the machine may forward packets"),
    ("aws_launch_template", "metadata_options", .high, "whether a request forged on a machine gets its credentials"),
    ("aws_ami_launch_permission", "group", .critical, "who may use the image"),
    ("aws_ebs_encryption_by_default", "enabled", .medium, "whether new volumes are encrypted"),
    ("aws_iam_role", "assume_role_policy", .critical, "who may become the role"),
    ("aws_iam_role", "managed_policy_arns", .high, "what the role may do"),
    ("aws_iam_role", "inline_policy", .high, "what the role may do"),
    ("aws_iam_role", "permissions_boundary", .high, "what the role may do at most"),
    ("aws_iam_role", "max_session_duration", .low, "how long a session lasts"),
    ("aws_iam_user", "permissions_boundary", .high, "what the user may do at most"),
    ("aws_iam_policy", "policy", .high, "what is allowed"),
    ("aws_iam_role_policy", "policy", .high, "what is allowed"),
    ("aws_kms_key", "enable_key_rotation", .medium, "whether the key is renewed"),
    ("aws_kms_key", "is_enabled", .high, "whether anything can be decrypted"),
    ("aws_kms_key", "policy", .critical, "who may decrypt"),
    ("aws_secretsmanager_secret", "policy", .high, "who may read the secret"),
    ("aws_secretsmanager_secret", "kms_key_id", .medium, "what the secret is encrypted with"),
    ("aws_sqs_queue", "policy", .high, "who may send and receive"),
    ("aws_sqs_queue", "sqs_managed_sse_enabled", .medium, "whether messages are encrypted"),
    ("aws_sqs_queue", "kms_master_key_id", .medium, "what messages are encrypted with"),
    ("aws_sns_topic", "policy", .high, "who may publish and subscribe"),
    ("aws_sns_topic", "kms_master_key_id", .medium, "whether messages are encrypted"),
    ("aws_dynamodb_table", "point_in_time_recovery", .high, "whether the table can be brought back"),
    ("aws_dynamodb_table", "deletion_protection_enabled", .medium, "whether the table can be deleted by mistake"),
    ("aws_dynamodb_table", "server_side_encryption", .medium, "what the table is encrypted with"),
    ("aws_efs_file_system", "encrypted", .high, "whether files are encrypted"),
    ("aws_efs_backup_policy", "backup_policy", .high, "whether files are backed up"),
    ("aws_lambda_function", "role", .high, "what the function may do"),
    ("aws_lambda_function", "kms_key_arn", .medium, "what the environment is encrypted with"),
    ("aws_lambda_function", "vpc_config", .medium, "what the function can reach"),
    ("aws_lambda_function_url", "authorization_type", .critical, "who may call the function"),
    ("aws_lb", "enable_deletion_protection", .low, "whether the balancer can be deleted by mistake"),
    ("aws_lb", "drop_invalid_header_fields", .low, "what is passed on to servers"),
    ("aws_lb", "security_groups", .high, "what may reach the balancer"),
    ("aws_lb", "access_logs", .low, "whether access is logged"),
    ("aws_lb", "internal", .high, "whether the balancer is public"),
    ("aws_lb_listener", "ssl_policy", .medium, "how well the connection is encrypted"),
    ("aws_lb_listener", "protocol", .high, "whether the connection is encrypted"),
    ("aws_lb_listener", "certificate_arn", .medium, "which certificate is shown"),
    ("aws_ecr_repository", "image_scanning_configuration", .medium, "whether images are scanned"),
    ("aws_ecr_repository", "image_tag_mutability", .low, "whether an image can be replaced under its name"),
    ("aws_ecs_cluster", "setting", .low, "what is watched"),
    ("aws_eks_cluster", "vpc_config", .high, "who can reach the cluster's API"),
    ("aws_eks_cluster", "enabled_cluster_log_types", .low, "what is logged"),
    ("aws_elasticache_replication_group", "transit_encryption_enabled", .high, "whether the connection is encrypted"),
    ("aws_elasticache_replication_group", "at_rest_encryption_enabled", .high, "whether the storage is encrypted"),
    ("aws_elasticache_replication_group", "snapshot_retention_limit", .medium, "how long backups are kept"),
    ("aws_elasticache_cluster", "snapshot_retention_limit", .medium, "how long backups are kept"),
    ("aws_opensearch_domain", "encrypt_at_rest", .high, "whether the storage is encrypted"),
    ("aws_opensearch_domain", "node_to_node_encryption", .high, "whether nodes encrypt what they tell each other"),
    ("aws_opensearch_domain", "domain_endpoint_options", .high, "whether the connection is encrypted"),
    ("aws_opensearch_domain", "access_policies", .high, "who may search"),
    ("aws_cloudtrail", "enable_logging", .critical, "whether anybody's acts are recorded"),
    ("aws_cloudtrail", "is_multi_region_trail", .high, "where acts are recorded"),
    ("aws_cloudtrail", "include_global_service_events", .high, "which acts are recorded"),
    ("aws_cloudtrail", "enable_log_file_validation", .medium, "whether a forged record is noticed"),
    ("aws_cloudtrail", "kms_key_id", .medium, "what the records are encrypted with"),
    ("aws_cloudtrail", "event_selector", .medium, "which acts are recorded"),
    ("aws_cloudwatch_log_group", "retention_in_days", .low, "how long logs are kept"),
    ("aws_cloudwatch_log_group", "kms_key_id", .medium, "what logs are encrypted with"),
    ("aws_cloudwatch_metric_alarm", "actions_enabled", .medium, "whether the alarm wakes anybody"),
    ("aws_cloudfront_distribution", "viewer_certificate", .medium, "how well the connection is encrypted"),
    ("aws_cloudfront_distribution", "web_acl_id", .medium, "whether requests are filtered"),
    ("aws_cloudfront_distribution", "logging_config", .low, "whether access is logged"),
    (
      "aws_cloudfront_distribution", "default_cache_behavior.viewer_protocol_policy", .medium,
      "whether the connection is encrypted"
    ),
    ("aws_api_gateway_method", "authorization", .high, "who may call the method"),
    ("aws_apigatewayv2_route", "authorization_type", .high, "who may call the route"),
    ("aws_backup_vault", "kms_key_arn", .medium, "what backups are encrypted with"),
    ("aws_guardduty_detector", "enable", .high, "whether threats are looked for"),
    ("aws_kinesis_stream", "encryption_type", .medium, "whether records are encrypted"),
    ("aws_kinesis_stream", "retention_period", .low, "how long records are kept"),
    ("aws_sfn_state_machine", "role_arn", .high, "what the machine may do"),
  ]
}
