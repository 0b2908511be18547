/// Queues, topics, streams and functions.
extension Listing {
  static let messaging: [Listing] = [
    Listing(
      ObservedService.sqs.list("ListQueues", #"{"MaxResults":1000}"#, items: "QueueUrls"),
      [
        ListedType(
          "aws_sqs_queue", id: "{.}", arn: "arn:{@partition}:sqs:{@region}:{@account}:{.|last/}", name: "{.|last/}")
      ]),
    Listing(
      ObservedService.sns.list("ListTopics", items: "Topics.member"),
      [ListedType("aws_sns_topic", id: "{TopicArn}", arn: "{TopicArn}", name: "{TopicArn|last:}")]),
    Listing(
      ObservedService.sns.list("ListSubscriptions", items: "Subscriptions.member"),
      [
        ListedType(
          "aws_sns_topic_subscription", id: "{SubscriptionArn}", arn: "{SubscriptionArn}", name: "{Endpoint}",
          // Until somebody confirms, there is nothing that could be imported.
          only: .isNone(of: ["PendingConfirmation", "Deleted"], "{SubscriptionArn}"),
          parents: [.init("aws_sns_topic", "{TopicArn}")])
      ]),
  ]

  static let streams: [Listing] = [
    Listing(
      ObservedService.kinesis.list("ListStreams", items: "StreamNames"),
      [
        ListedType(
          "aws_kinesis_stream", id: "{.}", arn: "arn:{@partition}:kinesis:{@region}:{@account}:stream/{.}", name: "{.}")
      ]),
    Listing(
      ObservedService.firehose.list("ListDeliveryStreams", items: "DeliveryStreamNames"),
      [
        ListedType(
          "aws_kinesis_firehose_delivery_stream",
          id: "arn:{@partition}:firehose:{@region}:{@account}:deliverystream/{.}",
          arn: "arn:{@partition}:firehose:{@region}:{@account}:deliverystream/{.}", name: "{.}")
      ]),
    Listing(
      ObservedService.kafka.list("ListClustersV2", "GET /api/v2/clusters?maxResults=100", items: "clusterInfoList"),
      [
        ListedType(
          "aws_msk_cluster", id: "{clusterArn}", arn: "{clusterArn}", name: "{clusterName}", tags: "tags",
          created: "creationTime", only: .equals("{clusterType}", "PROVISIONED")),
        ListedType(
          "aws_msk_serverless_cluster", id: "{clusterArn}", arn: "{clusterArn}", name: "{clusterName}", tags: "tags",
          created: "creationTime", only: .equals("{clusterType}", "SERVERLESS")),
      ]),
  ]

  private static let lambda = ObservedService.lambda

  static let functions: [Listing] = [
    Listing(
      lambda.list("ListFunctions", "GET /2015-03-31/functions?MaxItems=50", items: "Functions"),
      [
        ListedType(
          "aws_lambda_function", id: "{FunctionName}", arn: "{FunctionArn}", name: "{FunctionName}",
          created: "LastModified")
      ],
      then: [
        Listing(
          lambda.list(
            "ListAliases", "GET /2015-03-31/functions/{FunctionName}/aliases?MaxItems=50", items: "Aliases",
            absent: ["ResourceNotFoundException"]),
          [
            ListedType(
              "aws_lambda_alias", id: "{^FunctionName}/{Name}", arn: "{AliasArn}", name: "{Name}",
              parents: [.init("aws_lambda_function", "{^FunctionName}")])
          ])
      ]),
    Listing(
      lambda.list(
        "ListEventSourceMappings", "GET /2015-03-31/event-source-mappings?MaxItems=100", items: "EventSourceMappings"),
      [
        ListedType(
          "aws_lambda_event_source_mapping", id: "{UUID}",
          arn: "arn:{@partition}:lambda:{@region}:{@account}:event-source-mapping:{UUID}", created: "LastModified",
          parents: [.init("aws_lambda_function", "{FunctionArn|last:}")])
      ]),
    Listing(
      lambda.list("ListLayers", "GET /2018-10-31/layers?MaxItems=50", items: "Layers"),
      [
        ListedType(
          "aws_lambda_layer_version", id: "{LatestMatchingVersion.LayerVersionArn}",
          arn: "{LatestMatchingVersion.LayerVersionArn}", name: "{LayerName}",
          created: "LatestMatchingVersion.CreatedDate")
      ]),
    Listing(
      ObservedService.stepFunctions.list("ListStateMachines", #"{"maxResults":1000}"#, items: "stateMachines"),
      [
        ListedType(
          "aws_sfn_state_machine", id: "{stateMachineArn}", arn: "{stateMachineArn}", name: "{name}",
          created: "creationDate")
      ]),
    Listing(
      ObservedService.stepFunctions.list("ListActivities", #"{"maxResults":1000}"#, items: "activities"),
      [
        ListedType(
          "aws_sfn_activity", id: "{activityArn}", arn: "{activityArn}", name: "{name}", created: "creationDate")
      ]),
  ]
}
