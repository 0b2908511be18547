/// Databases of all kinds.
extension Listing {
  private static let rds = ObservedService.rds
  private static let isDocument: Condition = .equals("{Engine}", "docdb")
  private static let isGraph: Condition = .equals("{Engine}", "neptune")
  private static let isRelational: Condition = .not(.any([isDocument, isGraph]))
  private static let isInCluster: Condition = .has("{DBClusterIdentifier}")

  static let databases: [Listing] =
    relational + [
      Listing(
        ObservedService.dynamoDB.list("ListTables", items: "TableNames"),
        [
          ListedType(
            "aws_dynamodb_table", id: "{.}", arn: "arn:{@partition}:dynamodb:{@region}:{@account}:table/{.}",
            name: "{.}")
        ]),
      Listing(
        ObservedService.redshift.list("DescribeClusters", items: "Clusters.Cluster"),
        [
          ListedType(
            "aws_redshift_cluster", id: "{ClusterIdentifier}",
            arn: "arn:{@partition}:redshift:{@region}:{@account}:cluster:{ClusterIdentifier}",
            name: "{ClusterIdentifier}", tags: "Tags.Tag", created: "ClusterCreateTime")
        ]),
      Listing(
        ObservedService.redshift.list(
          "DescribeClusterSubnetGroups", items: "ClusterSubnetGroups.ClusterSubnetGroup"),
        [
          ListedType(
            "aws_redshift_subnet_group", id: "{ClusterSubnetGroupName}",
            arn: "arn:{@partition}:redshift:{@region}:{@account}:subnetgroup:{ClusterSubnetGroupName}",
            name: "{ClusterSubnetGroupName}", tags: "Tags.Tag",
            isDefault: .equals("{ClusterSubnetGroupName}", "default"))
        ]),
      Listing(
        ObservedService.redshift.list("DescribeClusterParameterGroups", items: "ParameterGroups.ClusterParameterGroup"),
        [
          ListedType(
            "aws_redshift_parameter_group", id: "{ParameterGroupName}",
            arn: "arn:{@partition}:redshift:{@region}:{@account}:parametergroup:{ParameterGroupName}",
            name: "{ParameterGroupName}", tags: "Tags.Tag", isDefault: .hasPrefix("{ParameterGroupName}", "default."))
        ]),
      Listing(
        ObservedService.openSearch.list("ListDomainNames", "GET /2021-01-01/domain", items: "DomainNames"),
        [
          ListedType(
            "aws_opensearch_domain", id: "{DomainName}",
            arn: "arn:{@partition}:es:{@region}:{@account}:domain/{DomainName}", name: "{DomainName}")
        ]),
    ]

  private static let relational: [Listing] = [
    Listing(
      rds.list("DescribeDBInstances", items: "DBInstances.DBInstance"),
      [
        instance("aws_db_instance", only: .all([isRelational, .not(isInCluster)])),
        instance("aws_rds_cluster_instance", of: "aws_rds_cluster", only: .all([isRelational, isInCluster])),
        instance("aws_docdb_cluster_instance", of: "aws_docdb_cluster", only: isDocument),
        instance("aws_neptune_cluster_instance", of: "aws_neptune_cluster", only: isGraph),
      ]),
    Listing(
      rds.list("DescribeDBClusters", items: "DBClusters.DBCluster"),
      [
        cluster("aws_rds_cluster", only: isRelational), cluster("aws_docdb_cluster", only: isDocument),
        cluster("aws_neptune_cluster", only: isGraph),
      ]),
    Listing(
      rds.list("DescribeDBSubnetGroups", items: "DBSubnetGroups.DBSubnetGroup"),
      [
        ListedType(
          "aws_db_subnet_group", id: "{DBSubnetGroupName}", arn: "{DBSubnetGroupArn}", name: "{DBSubnetGroupName}",
          isDefault: .any([
            .equals("{DBSubnetGroupName}", "default"), .hasPrefix("{DBSubnetGroupName}", "default-vpc-"),
          ]))
      ]),
    Listing(
      rds.list("DescribeDBParameterGroups", items: "DBParameterGroups.DBParameterGroup"),
      [
        ListedType(
          "aws_db_parameter_group", id: "{DBParameterGroupName}", arn: "{DBParameterGroupArn}",
          name: "{DBParameterGroupName}", isDefault: .hasPrefix("{DBParameterGroupName}", "default."))
      ]),
    Listing(
      rds.list("DescribeDBClusterParameterGroups", items: "DBClusterParameterGroups.DBClusterParameterGroup"),
      [
        ListedType(
          "aws_rds_cluster_parameter_group", id: "{DBClusterParameterGroupName}", arn: "{DBClusterParameterGroupArn}",
          name: "{DBClusterParameterGroupName}", isDefault: .hasPrefix("{DBClusterParameterGroupName}", "default."))
      ]),
    Listing(
      rds.list("DescribeOptionGroups", items: "OptionGroupsList.OptionGroup"),
      [
        ListedType(
          "aws_db_option_group", id: "{OptionGroupName}", arn: "{OptionGroupArn}", name: "{OptionGroupName}",
          isDefault: .hasPrefix("{OptionGroupName}", "default:"))
      ]),
    Listing(
      rds.list("DescribeDBSnapshots", "SnapshotType=manual", items: "DBSnapshots.DBSnapshot"),
      [
        ListedType(
          "aws_db_snapshot", id: "{DBSnapshotIdentifier}", arn: "{DBSnapshotArn}", name: "{DBSnapshotIdentifier}",
          tags: "TagList.Tag", created: "SnapshotCreateTime",
          isDefault: .any([.equals("{SnapshotType}", "automated"), .equals("{SnapshotType}", "awsbackup")]))
      ]),
    Listing(
      rds.list("DescribeDBClusterSnapshots", "SnapshotType=manual", items: "DBClusterSnapshots.DBClusterSnapshot"),
      [
        ListedType(
          "aws_db_cluster_snapshot", id: "{DBClusterSnapshotIdentifier}", arn: "{DBClusterSnapshotArn}",
          name: "{DBClusterSnapshotIdentifier}", tags: "TagList.Tag", created: "SnapshotCreateTime",
          isDefault: .any([.equals("{SnapshotType}", "automated"), .equals("{SnapshotType}", "awsbackup")]))
      ]),
    Listing(
      rds.list("DescribeDBProxies", items: "DBProxies.member"),
      [
        ListedType(
          "aws_db_proxy", id: "{DBProxyName}", arn: "{DBProxyArn}", name: "{DBProxyName}", created: "CreatedDate")
      ]),
    Listing(
      rds.list("DescribeEventSubscriptions", items: "EventSubscriptionsList.EventSubscription"),
      [
        ListedType(
          "aws_db_event_subscription", id: "{CustSubscriptionId}", arn: "{EventSubscriptionArn}",
          name: "{CustSubscriptionId}")
      ]),
  ]

  private static func instance(_ type: String, of cluster: String? = nil, only: Condition) -> ListedType {
    ListedType(
      type, id: "{DBInstanceIdentifier}", arn: "{DBInstanceArn}", name: "{DBInstanceIdentifier}", tags: "TagList.Tag",
      created: "InstanceCreateTime", only: only,
      parents: cluster.map { [ListedType.Parent($0, "{DBClusterIdentifier}")] } ?? [])
  }

  private static func cluster(_ type: String, only: Condition) -> ListedType {
    ListedType(
      type, id: "{DBClusterIdentifier}", arn: "{DBClusterArn}", name: "{DBClusterIdentifier}", tags: "TagList.Tag",
      created: "ClusterCreateTime", only: only)
  }

  private static let cache = ObservedService.elastiCache

  static let caches: [Listing] = [
    Listing(
      cache.list("DescribeCacheClusters", items: "CacheClusters.CacheCluster"),
      [
        ListedType(
          "aws_elasticache_cluster", id: "{CacheClusterId}", arn: "{ARN}", name: "{CacheClusterId}",
          created: "CacheClusterCreateTime",
          // A replication group makes its own.
          isDefault: .has("{ReplicationGroupId}"))
      ]),
    Listing(
      cache.list("DescribeReplicationGroups", items: "ReplicationGroups.ReplicationGroup"),
      [
        ListedType(
          "aws_elasticache_replication_group", id: "{ReplicationGroupId}", arn: "{ARN}", name: "{ReplicationGroupId}",
          created: "ReplicationGroupCreateTime")
      ]),
    Listing(
      cache.list("DescribeCacheSubnetGroups", items: "CacheSubnetGroups.CacheSubnetGroup"),
      [
        ListedType(
          "aws_elasticache_subnet_group", id: "{CacheSubnetGroupName}", arn: "{ARN}", name: "{CacheSubnetGroupName}",
          isDefault: .equals("{CacheSubnetGroupName}", "default"))
      ]),
    Listing(
      cache.list("DescribeCacheParameterGroups", items: "CacheParameterGroups.CacheParameterGroup"),
      [
        ListedType(
          "aws_elasticache_parameter_group", id: "{CacheParameterGroupName}", arn: "{ARN}",
          name: "{CacheParameterGroupName}", isDefault: .hasPrefix("{CacheParameterGroupName}", "default."))
      ]),
    Listing(
      cache.list("DescribeUsers", items: "Users.member"),
      [
        ListedType(
          "aws_elasticache_user", id: "{UserId}", arn: "{ARN}", name: "{UserName}",
          isDefault: .equals("{UserId}", "default"))
      ]),
  ]
}
