import Model

extension BackendType {
  static let s3 = BackendType(name: "s3", schema: SchemaBlock(attributes: s3Attributes)) {
    (arguments) throws(DiagnosticsError) in try await S3Backend.open(arguments)
  }
}

private func nested(_ name: String, _ attributes: [SchemaAttribute]) -> SchemaAttribute {
  SchemaAttribute(
    name: name, kind: .nested(NestedAttributes(nesting: .single, attributes: attributes)), isOptional: true)
}

private let roleAttributes = [
  backendArgument("role_arn", isRequired: true), backendArgument("duration"), backendArgument("policy"),
  backendArgument("policy_arns", .set(.string)), backendArgument("session_name"),
]

private let s3Attributes: [SchemaAttribute] =
  [
    "acl", "custom_ca_bundle", "dynamodb_table", "ec2_metadata_service_endpoint",
    "ec2_metadata_service_endpoint_mode", "http_proxy", "https_proxy", "kms_key_id", "no_proxy", "profile",
    "region", "retry_mode", "sts_region", "workspace_key_prefix",
  ].map { backendArgument($0) }
  + [
    backendArgument("bucket", isRequired: true, description: "The name of the S3 bucket"),
    backendArgument("key", isRequired: true, description: "The path to the state file inside the bucket"),
  ]
  + ["dynamodb_endpoint", "endpoint", "iam_endpoint", "shared_credentials_file", "sts_endpoint"]
  .map { backendArgument($0, isDeprecated: true) }
  + ["access_key", "secret_key", "sse_customer_key", "token"].map { backendArgument($0, isSensitive: true) }
  + [
    "encrypt", "insecure", "skip_credentials_validation", "skip_metadata_api_check", "skip_region_validation",
    "skip_requesting_account_id", "skip_s3_checksum", "use_dualstack_endpoint", "use_fips_endpoint", "use_lockfile",
    "use_path_style",
  ].map { backendArgument($0, .bool) }
  + ["allowed_account_ids", "forbidden_account_ids", "shared_config_files", "shared_credentials_files"]
  .map { backendArgument($0, .set(.string)) }
  + [
    backendArgument("force_path_style", .bool, isDeprecated: true), backendArgument("max_retries", .number),
    nested(
      "assume_role",
      roleAttributes + [
        backendArgument("external_id"), backendArgument("source_identity"),
        backendArgument("tags", .map(.string)), backendArgument("transitive_tag_keys", .set(.string)),
      ]),
    nested(
      "assume_role_with_web_identity",
      roleAttributes + [backendArgument("web_identity_token"), backendArgument("web_identity_token_file")]),
    nested("endpoints", ["dynamodb", "iam", "s3", "sso", "sts"].map { backendArgument($0) }),
  ]
