/// Questions to data, and the building of software.
extension Listing {
  private static let glue = ObservedService.glue
  private static let arn = "arn:{@partition}:glue:{@region}:{@account}:"

  static let analytics: [Listing] = [
    Listing(
      ObservedService.athena.list("ListWorkGroups", #"{"MaxResults":50}"#, items: "WorkGroups"),
      [
        ListedType(
          "aws_athena_workgroup", id: "{Name}", arn: "arn:{@partition}:athena:{@region}:{@account}:workgroup/{Name}",
          name: "{Name}", created: "CreationTime", isDefault: .equals("{Name}", "primary"))
      ]),
    Listing(
      ObservedService.athena.list("ListDataCatalogs", #"{"MaxResults":50}"#, items: "DataCatalogsSummary"),
      [
        ListedType(
          "aws_athena_data_catalog", id: "{CatalogName}",
          arn: "arn:{@partition}:athena:{@region}:{@account}:datacatalog/{CatalogName}", name: "{CatalogName}",
          isDefault: .equals("{CatalogName}", "AwsDataCatalog"))
      ]),
    Listing(
      glue.list("GetDatabases", #"{"MaxResults":100}"#, items: "DatabaseList"),
      [
        ListedType(
          "aws_glue_catalog_database", id: "{@account}:{Name}", arn: Template(arn + "database/{Name}"), name: "{Name}",
          created: "CreateTime",
          // Athena and Lake Formation make this one.
          isDefault: .equals("{Name}", "default"))
      ],
      then: [
        Listing(
          glue.list(
            "GetTables", #"{"DatabaseName":"{Name}","MaxResults":100}"#, items: "TableList",
            absent: ["EntityNotFoundException"]),
          [
            ListedType(
              "aws_glue_catalog_table", id: "{@account}:{^Name}:{Name}", arn: Template(arn + "table/{^Name}/{Name}"),
              name: "{Name}", created: "CreateTime", parents: [.init("aws_glue_catalog_database", "{@account}:{^Name}")]
            )
          ])
      ]),
    Listing(
      glue.list("GetCrawlers", #"{"MaxResults":100}"#, items: "Crawlers"),
      [
        ListedType(
          "aws_glue_crawler", id: "{Name}", arn: Template(arn + "crawler/{Name}"), name: "{Name}",
          created: "CreationTime")
      ]),
    Listing(
      glue.list("GetJobs", #"{"MaxResults":100}"#, items: "Jobs"),
      [
        ListedType(
          "aws_glue_job", id: "{Name}", arn: Template(arn + "job/{Name}"), name: "{Name}", created: "CreatedOn")
      ]),
  ]

  static let operations: [Listing] = [
    Listing(
      ObservedService.codeBuild.list("ListProjects", items: "projects"),
      [
        ListedType(
          "aws_codebuild_project", id: "{.}", arn: "arn:{@partition}:codebuild:{@region}:{@account}:project/{.}",
          name: "{.}")
      ]),
    Listing(
      ObservedService.codePipeline.list("ListPipelines", items: "pipelines"),
      [
        ListedType(
          "aws_codepipeline", id: "{name}", arn: "arn:{@partition}:codepipeline:{@region}:{@account}:{name}",
          name: "{name}", created: "created")
      ]),
    Listing(
      ObservedService.cloudFormation.list("DescribeStacks", items: "Stacks.member"),
      [
        ListedType(
          "aws_cloudformation_stack", id: "{StackName}", arn: "{StackId}", name: "{StackName}", tags: "Tags.member",
          created: "CreationTime", only: .isNone(of: ["DELETE_COMPLETE"], "{StackStatus}"),
          // What a stack makes within itself is that stack's.
          isDefault: .has("{ParentId}"))
      ]),
  ]
}
