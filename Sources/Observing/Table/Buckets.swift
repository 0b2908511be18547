/// Buckets of S3, and what Terraform declares apart from them.
extension Listing {
  private static let s3 = ObservedService.s3

  static let buckets: [Listing] = [
    Listing(
      s3.list("ListBuckets", "GET /", items: "Buckets.Bucket", root: "ListAllMyBucketsResult"),
      then: [
        Listing(
          s3.list(
            "GetBucketLocation", "GET /{Name}?location=", items: "", paging: ListStep.Paging.none,
            absent: ["NoSuchBucket"],
            root: "LocationConstraint"),
          [
            ListedType(
              "aws_s3_bucket", id: "{^Name}", arn: "arn:{@partition}:s3:::{^Name}", name: "{^Name}",
              region: "{.|bucketRegion}")
          ], then: bucketParts)
      ])
  ]

  private static let bucketParts: [Listing] = [
    part(
      "policy", "GetBucketPolicy", "aws_s3_bucket_policy", absent: ["NoSuchBucketPolicy"], answersJSON: true),
    part(
      "publicAccessBlock", "GetPublicAccessBlock", "aws_s3_bucket_public_access_block",
      root: "PublicAccessBlockConfiguration", absent: ["NoSuchPublicAccessBlockConfiguration"],
      // So is every new bucket.
      isDefault: .all(
        ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"].map {
          .equals(Template("{\($0)}"), "true")
        })),
    part(
      "versioning", "GetBucketVersioning", "aws_s3_bucket_versioning",
      root: "VersioningConfiguration|GetBucketVersioningResponse",
      only: .has("{Status}")),
    part(
      "encryption", "GetBucketEncryption", "aws_s3_bucket_server_side_encryption_configuration",
      root: "ServerSideEncryptionConfiguration", absent: ["ServerSideEncryptionConfigurationNotFoundError"],
      isDefault: .equals("{Rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm}", "AES256")),
    part(
      "lifecycle", "GetBucketLifecycleConfiguration", "aws_s3_bucket_lifecycle_configuration",
      root: "LifecycleConfiguration", absent: ["NoSuchLifecycleConfiguration"]),
    part(
      "cors", "GetBucketCors", "aws_s3_bucket_cors_configuration", root: "CORSConfiguration",
      absent: ["NoSuchCORSConfiguration"]),
    part(
      "website", "GetBucketWebsite", "aws_s3_bucket_website_configuration", root: "WebsiteConfiguration",
      absent: ["NoSuchWebsiteConfiguration"]),
    part(
      "logging", "GetBucketLogging", "aws_s3_bucket_logging", root: "BucketLoggingStatus",
      only: .exists("LoggingEnabled")),
    part(
      "ownershipControls", "GetBucketOwnershipControls", "aws_s3_bucket_ownership_controls",
      root: "OwnershipControls", absent: ["OwnershipControlsNotFoundError"],
      isDefault: .equals("{Rule.ObjectOwnership}", "BucketOwnerEnforced")),
    part(
      "notification", "GetBucketNotificationConfiguration", "aws_s3_bucket_notification",
      root: "NotificationConfiguration|GetBucketNotificationResponse",
      only: .any(
        ["TopicConfiguration", "QueueConfiguration", "CloudFunctionConfiguration", "EventBridgeConfiguration"].map {
          .exists($0)
        })),
    part(
      "replication", "GetBucketReplication", "aws_s3_bucket_replication_configuration",
      root: "ReplicationConfiguration", absent: ["ReplicationConfigurationNotFoundError"]),
  ]

  private static func part(
    _ query: String, _ operation: String, _ type: String, root: String? = nil, absent: Set<String> = [],
    answersJSON: Bool = false, only: Condition = .always, isDefault: Condition = .never
  ) -> Listing {
    Listing(
      s3.list(
        operation, "GET /{^Name}?\(query)=", items: "", paging: ListStep.Paging.none, region: "{.|bucketRegion}",
        absent: absent.union(["NoSuchBucket"]), root: root, answersJSON: answersJSON),
      [
        ListedType(
          type, id: "{^^Name}", region: "{^.|bucketRegion}", only: only, isDefault: isDefault,
          parents: [.init("aws_s3_bucket", "{^^Name}")])
      ])
  }
}
