/// Actions that hand out data or credentials. Where one is allowed whatever the resource, all of it can be had.
enum SensitiveActions {
  /// What an attacker reads, with what it is.
  static let data: [(what: String, actions: [String])] = [
    ("objects in S3", ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTorrent"]),
    (
      "parameters, secret ones among them",
      ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "ssm:GetParameterHistory"]
    ),
    ("secrets", ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue"]),
    (
      "tables of DynamoDB",
      [
        "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PartiQLSelect",
        "dynamodb:GetRecords", "dynamodb:ExportTableToPointInTime",
      ]
    ),
    (
      "databases, by way of their snapshots",
      [
        "rds:CopyDBSnapshot", "rds:CopyDBClusterSnapshot", "rds:ModifyDBSnapshotAttribute",
        "rds:ModifyDBClusterSnapshotAttribute", "rds:StartExportTask", "rds:RestoreDBInstanceFromDBSnapshot",
      ]
    ),
    (
      "databases",
      [
        "rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement", "redshift-data:ExecuteStatement",
        "redshift-data:GetStatementResult",
      ]
    ),
    (
      "disks, by way of their snapshots",
      ["ebs:GetSnapshotBlock", "ec2:ModifySnapshotAttribute", "ec2:ModifyImageAttribute", "ec2:CopySnapshot"]
    ),
    ("messages", ["sqs:ReceiveMessage", "kinesis:GetRecords", "kafka-cluster:ReadData"]),
    ("logs", ["logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"]),
    ("results of queries", ["athena:GetQueryResults", "athena:GetQueryResultsStream"]),
    (
      "source code",
      [
        "codecommit:GitPull", "codecommit:GetFile", "lambda:GetFunction", "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
      ]
    ),
    ("what keys protect", ["kms:Decrypt"]),
    ("documents that are searched", ["es:ESHttpGet", "es:ESHttpPost", "aoss:APIAccessAll"]),
  ]

  /// What answers with credentials, or makes them.
  static let credentials: [String] = [
    "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:UpdateAccessKey",
    "iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential", "sts:AssumeRole",
    "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity", "sts:GetFederationToken", "sts:GetSessionToken",
    "ecr:GetAuthorizationToken", "ecr-public:GetAuthorizationToken", "codeartifact:GetAuthorizationToken",
    "redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM", "redshift-serverless:GetCredentials",
    "rds-db:connect", "cognito-identity:GetOpenIdToken", "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "cognito-identity:GetCredentialsForIdentity", "chime:CreateApiKey", "codepipeline:PollForJobs",
    "connect:GetFederationToken", "connect:GetFederationTokens", "ec2:GetPasswordData",
    "ec2-instance-connect:SendSSHPublicKey", "gamelift:GetInstanceAccess", "gamelift:RequestUploadCredentials",
    "lightsail:DownloadDefaultKeyPair", "lightsail:GetBucketAccessKeys", "lightsail:GetKeyPair",
    "lightsail:GetKeyPairs",
    "lightsail:GetInstanceAccessDetails", "lightsail:GetRelationalDatabaseMasterUserPassword",
    "mediapackage:RotateChannelCredentials", "mediapackage:RotateIngestEndpointCredentials",
    "sagemaker:CreatePresignedDomainUrl", "sagemaker:CreatePresignedNotebookInstanceUrl", "snowball:GetJobUnlockCode",
    "sso:GetRoleCredentials", "storagegateway:DescribeChapCredentials", "appsync:CreateApiKey", "appsync:ListApiKeys",
    "grafana:CreateWorkspaceApiKey", "eks-auth:AssumeRoleForPodIdentity", "rolesanywhere:CreateProfile",
    "iot:CreateKeysAndCertificate", "airflow:CreateCliToken", "airflow:CreateWebLoginToken",
    "cloud9:CreateEnvironmentToken", "cognito-idp:GetSigningCertificate",
    "emr-containers:GetManagedEndpointSessionCredentials", "finspace-api:GetProgrammaticAccessCredentials",
    "license-manager:GetAccessToken", "lightsail:CreateBucketAccessKey",
  ]
}
