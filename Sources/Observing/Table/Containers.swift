/// Containers: their images, clusters and services.
extension Listing {
  private static let ecs = ObservedService.ecs
  private static let eks = ObservedService.eks
  private static let ecr = ObservedService.ecr

  static let containers: [Listing] = [
    Listing(
      ecs.list("ListClusters", #"{"maxResults":100}"#, items: "clusterArns"),
      then: [
        Listing(
          ecs.list(
            "DescribeClusters", #"{"clusters":["{*.}"],"include":["TAGS"]}"#, items: "clusters",
            paging: ListStep.Paging.none, batch: 100),
          [
            ListedType(
              "aws_ecs_cluster", id: "{clusterName}", arn: "{clusterArn}", name: "{clusterName}", tags: "tags",
              only: .isNone(of: ["INACTIVE"], "{status}"))
          ], then: [containerServices])
      ]),
    Listing(
      ecs.list("ListTaskDefinitions", #"{"status":"ACTIVE","maxResults":100}"#, items: "taskDefinitionArns"),
      [ListedType("aws_ecs_task_definition", id: "{.}", arn: "{.}", name: "{.|last/}")]),
    Listing(
      ecs.list("DescribeCapacityProviders", #"{"include":["TAGS"]}"#, items: "capacityProviders"),
      [
        ListedType(
          "aws_ecs_capacity_provider", id: "{name}", arn: "{capacityProviderArn}", name: "{name}", tags: "tags",
          only: .isNone(of: ["INACTIVE"], "{status}"), isDefault: .hasPrefix("{name}", "FARGATE"))
      ]),
    Listing(
      ecr.list("DescribeRepositories", #"{"maxResults":1000}"#, items: "repositories"),
      [
        ListedType(
          "aws_ecr_repository", id: "{repositoryName}", arn: "{repositoryArn}", name: "{repositoryName}",
          created: "createdAt")
      ],
      then: [
        imagePart("GetLifecyclePolicy", "aws_ecr_lifecycle_policy", absent: "LifecyclePolicyNotFoundException"),
        imagePart("GetRepositoryPolicy", "aws_ecr_repository_policy", absent: "RepositoryPolicyNotFoundException"),
      ]),
    Listing(
      eks.list("ListClusters", "GET /clusters?maxResults=100", items: "clusters"),
      [
        ListedType(
          "aws_eks_cluster", id: "{.}", arn: "arn:{@partition}:eks:{@region}:{@account}:cluster/{.}", name: "{.}")
      ],
      then: [
        clusterPart("ListNodegroups", "node-groups", "nodegroups", "aws_eks_node_group"),
        clusterPart("ListFargateProfiles", "fargate-profiles", "fargateProfileNames", "aws_eks_fargate_profile"),
      ]),
    Listing(
      ObservedService.batch.list(
        "DescribeJobQueues", "POST /v1/describejobqueues {}", items: "jobQueues"),
      [
        ListedType(
          "aws_batch_job_queue", id: "{jobQueueArn}", arn: "{jobQueueArn}", name: "{jobQueueName}", tags: "tags",
          only: .isNone(of: ["DELETING", "DELETED"], "{status}"))
      ]),
    Listing(
      ObservedService.batch.list(
        "DescribeComputeEnvironments", "POST /v1/describecomputeenvironments {}", items: "computeEnvironments"),
      [
        ListedType(
          "aws_batch_compute_environment", id: "{computeEnvironmentName}", arn: "{computeEnvironmentArn}",
          name: "{computeEnvironmentName}", tags: "tags", only: .isNone(of: ["DELETING", "DELETED"], "{status}"))
      ]),
  ]

  private static let containerServices = Listing(
    ecs.list(
      "ListServices", #"{"cluster":"{clusterArn}","maxResults":100}"#, items: "serviceArns",
      absent: ["ClusterNotFoundException"]),
    then: [
      Listing(
        ecs.list(
          "DescribeServices", #"{"cluster":"{clusterArn}","services":["{*.}"],"include":["TAGS"]}"#,
          items: "services", paging: ListStep.Paging.none, batch: 10, absent: ["ClusterNotFoundException"]),
        [
          ListedType(
            "aws_ecs_service", id: "{^clusterName}/{serviceName}", arn: "{serviceArn}", name: "{serviceName}",
            tags: "tags", created: "createdAt", only: .isNone(of: ["INACTIVE"], "{status}"),
            parents: [.init("aws_ecs_cluster", "{^clusterName}")])
        ])
    ])

  private static func imagePart(_ operation: String, _ type: String, absent: String) -> Listing {
    Listing(
      ecr.list(
        operation, #"{"repositoryName":"{repositoryName}"}"#, items: "", paging: ListStep.Paging.none,
        absent: [absent, "RepositoryNotFoundException"]),
      [
        ListedType(
          type, id: "{^repositoryName}", name: "{^repositoryName}",
          parents: [.init("aws_ecr_repository", "{^repositoryName}")])
      ])
  }

  private static func clusterPart(_ operation: String, _ path: String, _ items: String, _ type: String) -> Listing {
    Listing(
      eks.list(
        operation, "GET /clusters/{.}/\(path)?maxResults=100", items: items, absent: ["ResourceNotFoundException"]),
      [ListedType(type, id: "{^.}:{.}", name: "{.}", parents: [.init("aws_eks_cluster", "{^.}")])])
  }
}
