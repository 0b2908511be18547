/// The services that are asked, in the order of their names.
extension ObservedService {
  static let acm = ObservedService("ACM", "acm", .json(target: "CertificateManager", version: "1.1"), paging: .next)
  static let apiGateway = ObservedService(
    "API Gateway", "apigateway", key: "api_gateway", .restJSON, paging: .token("position", "position"), rate: 8)
  static let apiGatewayV2 = ObservedService(
    "ApiGatewayV2", "apigateway", key: "apigatewayv2", .restJSON, paging: .token("nextToken", "nextToken"), rate: 8)
  static let athena = ObservedService("Athena", "athena", .json(target: "AmazonAthena", version: "1.1"), paging: .next)
  static let autoScaling = ObservedService(
    "Auto Scaling", "autoscaling", key: "auto_scaling", .query(version: "2011-01-01"), paging: .next)
  static let backup = ObservedService("Backup", "backup", .restJSON, paging: .token("nextToken", "NextToken"))
  static let batch = ObservedService("Batch", "batch", .restJSON, paging: .token("nextToken", "nextToken"))
  static let cloudFormation = ObservedService(
    "CloudFormation", "cloudformation", .query(version: "2010-05-15"), paging: .next, rate: 5)
  static let cloudFront = ObservedService(
    "CloudFront", "cloudfront", .restXML, paging: .token("Marker", "NextMarker"), rate: 10, isGlobal: true)
  static let cloudTrail = ObservedService(
    "CloudTrail", "cloudtrail",
    .json(target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", version: "1.1"), paging: .next, rate: 8)
  static let cloudWatch = ObservedService(
    "CloudWatch", "monitoring", key: "cloudwatch", .query(version: "2010-08-01"), paging: .next, rate: 8)
  static let codeBuild = ObservedService(
    "CodeBuild", "codebuild", .json(target: "CodeBuild_20161006", version: "1.1"),
    paging: .token("nextToken", "nextToken"))
  static let codePipeline = ObservedService(
    "CodePipeline", "codepipeline", .json(target: "CodePipeline_20150709", version: "1.1"),
    paging: .token("nextToken", "nextToken"))
  static let cognito = ObservedService(
    "Cognito Identity Provider", "cognito-idp", key: "cognito_identity_provider",
    .json(target: "AWSCognitoIdentityProviderService", version: "1.1"), paging: .next, rate: 10)
  static let cognitoIdentity = ObservedService(
    "Cognito Identity", "cognito-identity", key: "cognito_identity",
    .json(target: "AWSCognitoIdentityService", version: "1.1"), paging: .next, rate: 10)
  static let dynamoDB = ObservedService(
    "DynamoDB", "dynamodb", .json(target: "DynamoDB_20120810", version: "1.0"),
    paging: .token("ExclusiveStartTableName", "LastEvaluatedTableName"))
  static let ec2 = ObservedService(
    "EC2", "ec2", .ec2(version: "2016-11-15"), paging: .token("NextToken", "nextToken"))
  static let ecr = ObservedService(
    "ECR", "api.ecr", signingName: "ecr", key: "ecr",
    .json(target: "AmazonEC2ContainerRegistry_V20150921", version: "1.1"), paging: .token("nextToken", "nextToken"))
  static let ecs = ObservedService(
    "ECS", "ecs", .json(target: "AmazonEC2ContainerServiceV20141113", version: "1.1"),
    paging: .token("nextToken", "nextToken"))
  static let efs = ObservedService(
    "EFS", "elasticfilesystem", key: "efs", .restJSON, paging: .token("Marker", "NextMarker"))
  static let eks = ObservedService("EKS", "eks", .restJSON, paging: .token("nextToken", "nextToken"), rate: 10)
  static let elastiCache = ObservedService(
    "ElastiCache", "elasticache", .query(version: "2015-02-02"), paging: .token("Marker", "Marker"))
  static let elb = ObservedService(
    "Elastic Load Balancing", "elasticloadbalancing", key: "elastic_load_balancing", .query(version: "2012-06-01"),
    paging: .token("Marker", "NextMarker"))
  static let elbV2 = ObservedService(
    "Elastic Load Balancing v2", "elasticloadbalancing", key: "elastic_load_balancing_v2",
    .query(version: "2015-12-01"), paging: .token("Marker", "NextMarker"))
  static let events = ObservedService(
    "EventBridge", "events", key: "eventbridge", .json(target: "AWSEvents", version: "1.1"), paging: .next)
  static let firehose = ObservedService(
    "Firehose", "firehose", .json(target: "Firehose_20150804", version: "1.1"),
    paging: .lastEntry("ExclusiveStartDeliveryStreamName", value: "{.}", more: "HasMoreDeliveryStreams"), rate: 5)
  static let glue = ObservedService("Glue", "glue", .json(target: "AWSGlue", version: "1.1"), paging: .next)
  static let iam = ObservedService(
    "IAM", "iam", .query(version: "2010-05-08"), paging: .token("Marker", "Marker"), isGlobal: true)
  static let kafka = ObservedService("Kafka", "kafka", .restJSON, paging: .token("nextToken", "nextToken"))
  static let kinesis = ObservedService(
    "Kinesis", "kinesis", .json(target: "Kinesis_20131202", version: "1.1"),
    paging: .lastEntry("ExclusiveStartStreamName", value: "{.}", more: "HasMoreStreams"), rate: 5)
  static let kms = ObservedService(
    "KMS", "kms", .json(target: "TrentService", version: "1.1"), paging: .token("Marker", "NextMarker"))
  static let lambda = ObservedService("Lambda", "lambda", .restJSON, paging: .token("Marker", "NextMarker"))
  static let logs = ObservedService(
    "CloudWatch Logs", "logs", key: "cloudwatch_logs", .json(target: "Logs_20140328", version: "1.1"),
    paging: .token("nextToken", "nextToken"), rate: 8)
  static let openSearch = ObservedService("OpenSearch", "es", key: "opensearch", .restJSON)
  static let rds = ObservedService(
    "RDS", "rds", .query(version: "2014-10-31"), paging: .token("Marker", "Marker"))
  static let redshift = ObservedService(
    "Redshift", "redshift", .query(version: "2012-12-01"), paging: .token("Marker", "Marker"))
  static let route53 = ObservedService(
    "Route 53", "route53", key: "route_53", .restXML, paging: .token("marker", "NextMarker"), rate: 4, isGlobal: true)
  static let s3 = ObservedService(
    "S3", "s3", .restXML, paging: .token("continuation-token", "ContinuationToken"), rate: 100, isAskedOnce: true)
  static let scheduler = ObservedService("Scheduler", "scheduler", .restJSON, paging: .next)
  static let secretsManager = ObservedService(
    "Secrets Manager", "secretsmanager", key: "secrets_manager", .json(target: "secretsmanager", version: "1.1"),
    paging: .next)
  static let sns = ObservedService("SNS", "sns", .query(version: "2010-03-31"), paging: .next)
  static let sqs = ObservedService("SQS", "sqs", .json(target: "AmazonSQS", version: "1.0"), paging: .next)
  static let ssm = ObservedService("SSM", "ssm", .json(target: "AmazonSSM", version: "1.1"), paging: .next, rate: 8)
  static let stepFunctions = ObservedService(
    "SFN", "states", key: "sfn", .json(target: "AWSStepFunctions", version: "1.0"),
    paging: .token("nextToken", "nextToken"), rate: 5)
  static let waf = ObservedService(
    "WAFV2", "wafv2", .json(target: "AWSWAF_20190729", version: "1.1"), paging: .token("NextMarker", "NextMarker"))
}

extension ListStep.Paging {
  /// What most services call it.
  static let next = token("NextToken", "NextToken")
}
