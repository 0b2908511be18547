/// Load balancers of both kinds.
extension Listing {
  private static let elb = ObservedService.elbV2

  static let loadBalancing: [Listing] = [
    Listing(
      elb.list("DescribeLoadBalancers", "PageSize=400", items: "LoadBalancers.member"),
      [
        ListedType(
          "aws_lb", id: "{LoadBalancerArn}", arn: "{LoadBalancerArn}", name: "{LoadBalancerName}",
          created: "CreatedTime")
      ],
      then: [
        Listing(
          elb.list(
            "DescribeListeners", "LoadBalancerArn={LoadBalancerArn}", items: "Listeners.member",
            absent: ["LoadBalancerNotFound"]),
          [
            ListedType(
              "aws_lb_listener", id: "{ListenerArn}", arn: "{ListenerArn}", name: "{^LoadBalancerName}:{Port}",
              parents: [.init("aws_lb", "{LoadBalancerArn}")])
          ],
          then: [
            Listing(
              elb.list(
                "DescribeRules", "ListenerArn={ListenerArn}", items: "Rules.member", absent: ["ListenerNotFound"]),
              [
                ListedType(
                  "aws_lb_listener_rule", id: "{RuleArn}", arn: "{RuleArn}",
                  isDefault: .equals("{IsDefault}", "true"), parents: [.init("aws_lb_listener", "{^ListenerArn}")])
              ])
          ])
      ]),
    Listing(
      elb.list("DescribeTargetGroups", "PageSize=400", items: "TargetGroups.member"),
      [ListedType("aws_lb_target_group", id: "{TargetGroupArn}", arn: "{TargetGroupArn}", name: "{TargetGroupName}")]),
    Listing(
      ObservedService.elb.list("DescribeLoadBalancers", items: "LoadBalancerDescriptions.member"),
      [
        ListedType(
          "aws_elb", id: "{LoadBalancerName}",
          arn: "arn:{@partition}:elasticloadbalancing:{@region}:{@account}:loadbalancer/{LoadBalancerName}",
          name: "{LoadBalancerName}", created: "CreatedTime")
      ]),
  ]
}
