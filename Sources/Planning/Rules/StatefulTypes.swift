package import Model

/// Whether nothing brings back what is lost with an object of this type.
package func isStateful(_ address: ResourceInstanceAddress) -> Bool { statefulTypes.contains(address.resource.type) }

private let statefulTypes: Set<String> = [
  "aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance", "aws_dynamodb_table", "aws_s3_bucket",
  "aws_s3_object", "aws_ebs_volume", "aws_ebs_snapshot", "aws_efs_file_system", "aws_fsx_lustre_file_system",
  "aws_fsx_ontap_file_system", "aws_fsx_windows_file_system", "aws_redshift_cluster", "aws_docdb_cluster",
  "aws_neptune_cluster", "aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_opensearch_domain",
  "aws_kms_key", "aws_secretsmanager_secret", "aws_ssm_parameter", "aws_cloudwatch_log_group", "aws_ecr_repository",
  "aws_sqs_queue", "aws_kinesis_stream", "aws_msk_cluster", "aws_mq_broker", "aws_backup_vault",
  "aws_timestreamwrite_table", "aws_instance", "aws_cognito_user_pool", "aws_route53_zone", "aws_glacier_vault",
]
