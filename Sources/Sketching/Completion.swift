import Model

/// Adds to an object what its provider will: the values of computed attributes, as symbols with the names by which one refers to them.
struct Completion {
  var type: String
  /// Of the object: its address.
  var name: String

  func completed(_ configured: Value, _ schema: SchemaBlock) -> Value {
    let (value, marks) = configured.unmarked
    guard case .object(var members) = block(value, schema, name) else {
      return .symbol(name, of: schema.impliedType, isNotNull: true)
    }
    // What is written for it counts also where only a part of that is known.
    if let source = Self.identities[type], let identifier = value[source], identifier.symbolText != nil {
      members["id"] = identifier
    }
    return .object(members).marked(with: marks)
  }

  private func block(_ value: Value, _ schema: SchemaBlock, _ name: String) -> Value {
    guard case .object(var members) = value else { return value }
    for attribute in schema.attributes where attribute.isComputed && members[attribute.name]?.isNull == true {
      if Self.readBack[type]?.contains(attribute.name) == true { continue }
      members[attribute.name] = .symbol(
        "\(name).\(attribute.name)", of: attribute.impliedType,
        isNotNull: attribute.isNeverNull)
    }
    for nested in schema.blocks where nested.block.hasComputed {
      guard let given = members[nested.name] else { continue }
      members[nested.name] = each(given, nested, "\(name).\(nested.name)")
    }
    return .object(members)
  }

  private func each(_ value: Value, _ nested: NestedBlock, _ name: String) -> Value {
    switch value {
    case .object: block(value, nested.block, name)
    case .list(let type, let elements):
      .list(type, elements.enumerated().map { block($1, nested.block, "\(name)[\($0)]") })
    case .tuple(let elements): .tuple(elements.enumerated().map { block($1, nested.block, "\(name)[\($0)]") })
    case .set(let type, let elements):
      .set(type, unsorted: elements.enumerated().map { block($1, nested.block, "\(name)[\($0)]") })
    case .marked(let inner, let marks): each(inner, nested, name).marked(with: marks)
    default: value
    }
  }

  /// Arguments that are computed only for being read back: left out, they are not set.
  static let readBack: [String: Set<String>] = ["aws_backup_selection": ["not_resources"]]

  /// Which argument an object's `id` repeats, by the provider's documentation ("the name of the bucket").
  static let identities: [String: String] = [
    "aws_s3_bucket": "bucket", "aws_iam_role": "name", "aws_iam_user": "name", "aws_iam_group": "name",
    "aws_cloudwatch_log_group": "name", "aws_dynamodb_table": "name", "aws_ecr_repository": "name",
    "aws_lambda_function": "function_name", "aws_cloudtrail": "name", "aws_autoscaling_group": "name",
    "aws_db_subnet_group": "name", "aws_kms_alias": "name", "aws_elasticache_replication_group": "replication_group_id",
    "aws_s3_bucket_public_access_block": "bucket", "aws_s3_bucket_versioning": "bucket", "aws_eks_cluster": "name",
    "aws_rds_cluster": "cluster_identifier", "aws_redshift_cluster": "cluster_identifier",
  ]
}

extension SchemaAttribute {
  /// Computed attributes that every object has: what it is known by, and a name that the provider makes up where none is given.
  fileprivate var isNeverNull: Bool {
    ["id", "arn"].contains(name) || isOptional && ["name", "identifier", "cluster_identifier"].contains(name)
  }
}

extension SchemaBlock {
  fileprivate var hasComputed: Bool {
    attributes.contains(where: \.isComputed) || blocks.contains { $0.block.hasComputed }
  }
}
