/// Alarms, logs, trails, and events.
extension Listing {
  private static let logArn = "arn:{@partition}:logs:{@region}:{@account}:"

  static let watching: [Listing] = [
    Listing(
      ObservedService.cloudWatch.list(
        "DescribeAlarms", "AlarmTypes.member.1=MetricAlarm&AlarmTypes.member.2=CompositeAlarm&MaxRecords=100",
        items: ""),
      [
        ListedType(
          "aws_cloudwatch_metric_alarm", within: "MetricAlarms.member", id: "{AlarmName}", arn: "{AlarmArn}",
          name: "{AlarmName}",
          // Policies of automatic scaling make them.
          isDefault: .hasPrefix("{AlarmName}", "TargetTracking-")),
        ListedType(
          "aws_cloudwatch_composite_alarm", within: "CompositeAlarms.member", id: "{AlarmName}", arn: "{AlarmArn}",
          name: "{AlarmName}"),
      ]),
    Listing(
      ObservedService.cloudWatch.list("ListDashboards", items: "DashboardEntries.member"),
      [
        ListedType(
          "aws_cloudwatch_dashboard", id: "{DashboardName}", arn: "{DashboardArn}", name: "{DashboardName}",
          created: "LastModified")
      ]),
    Listing(
      ObservedService.logs.list("DescribeLogGroups", #"{"limit":50}"#, items: "logGroups"),
      [
        ListedType(
          "aws_cloudwatch_log_group", id: "{logGroupName}", arn: "{arn|without :*}", name: "{logGroupName}",
          created: "creationTime",
          parents: [
            .init(
              "aws_lambda_function", "{logGroupName|last/}", when: .hasPrefix("{logGroupName}", "/aws/lambda/"))
          ])
      ]),
    Listing(
      ObservedService.logs.list("DescribeMetricFilters", #"{"limit":50}"#, items: "metricFilters"),
      [
        ListedType(
          "aws_cloudwatch_log_metric_filter", id: "{logGroupName}:{filterName}", name: "{filterName}",
          created: "creationTime", parents: [.init("aws_cloudwatch_log_group", "{logGroupName}")])
      ]),
    Listing(
      ObservedService.logs.list("DescribeResourcePolicies", #"{"limit":50}"#, items: "resourcePolicies"),
      [ListedType("aws_cloudwatch_log_resource_policy", id: "{policyName}", name: "{policyName}")]),
    Listing(
      ObservedService.cloudTrail.list(
        "DescribeTrails", #"{"includeShadowTrails":false}"#, items: "trailList", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_cloudtrail", id: "{TrailARN}", arn: "{TrailARN}", name: "{Name}",
          // The trails of an organization are in every account of it.
          only: .any([.isSame("{TrailARN|account}", "{@account}"), .not(.has("{@account}"))]))
      ]),
  ]

  private static let bridge = ObservedService.events
  private static let isDefaultBus: Condition = .equals("{^Name}", "default")

  static let events: [Listing] = [
    Listing(
      bridge.list("ListEventBuses", items: "EventBuses"),
      [
        ListedType(
          "aws_cloudwatch_event_bus", id: "{Name}", arn: "{Arn}", name: "{Name}",
          isDefault: .equals("{Name}", "default"))
      ],
      then: [
        Listing(
          bridge.list(
            "ListRules", #"{"EventBusName":"{Name}"}"#, items: "Rules", absent: ["ResourceNotFoundException"]),
          [
            rule(id: "{Name}", only: isDefaultBus), rule(id: "{^Name}/{Name}", only: .not(isDefaultBus)),
          ],
          then: [
            Listing(
              bridge.list(
                "ListTargetsByRule", #"{"Rule":"{Name}","EventBusName":"{^Name}"}"#, items: "Targets",
                absent: ["ResourceNotFoundException"]),
              [
                ListedType(
                  "aws_cloudwatch_event_target", id: "{^^Name}/{^Name}/{Id}", name: "{Id}",
                  isDefault: .has("{^ManagedBy}"),
                  parents: [
                    .init("aws_cloudwatch_event_rule", "{^Name}", when: .equals("{^^Name}", "default")),
                    .init("aws_cloudwatch_event_rule", "{^^Name}/{^Name}"),
                  ])
              ])
          ])
      ]),
    Listing(
      bridge.list("ListArchives", items: "Archives"),
      [
        ListedType(
          "aws_cloudwatch_event_archive", id: "{ArchiveName}",
          arn: "arn:{@partition}:events:{@region}:{@account}:archive/{ArchiveName}", name: "{ArchiveName}",
          created: "CreationTime")
      ]),
    Listing(
      bridge.list("ListConnections", items: "Connections"),
      [
        ListedType(
          "aws_cloudwatch_event_connection", id: "{Name}", arn: "{ConnectionArn}", name: "{Name}",
          created: "CreationTime")
      ]),
    Listing(
      bridge.list("ListApiDestinations", items: "ApiDestinations"),
      [
        ListedType(
          "aws_cloudwatch_event_api_destination", id: "{Name}", arn: "{ApiDestinationArn}", name: "{Name}",
          created: "CreationTime")
      ]),
    Listing(
      ObservedService.scheduler.list(
        "ListScheduleGroups", "GET /schedule-groups?MaxResults=100", items: "ScheduleGroups"),
      [
        ListedType(
          "aws_scheduler_schedule_group", id: "{Name}", arn: "{Arn}", name: "{Name}", created: "CreationDate",
          isDefault: .equals("{Name}", "default"))
      ]),
    Listing(
      ObservedService.scheduler.list("ListSchedules", "GET /schedules?MaxResults=100", items: "Schedules"),
      [
        ListedType(
          "aws_scheduler_schedule", id: "{GroupName}/{Name}", arn: "{Arn}", name: "{Name}", created: "CreationDate")
      ]),
  ]

  private static func rule(id: Template, only: Condition) -> ListedType {
    ListedType(
      "aws_cloudwatch_event_rule", id: id, arn: "{Arn}", name: "{Name}", only: only,
      // Other services make rules for themselves.
      isDefault: .has("{ManagedBy}"))
  }
}
