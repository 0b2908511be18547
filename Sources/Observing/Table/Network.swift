/// VPCs and what is in each of them.
extension Listing {
  private static let ec2 = ObservedService.ec2
  private static let arn = "arn:{@partition}:ec2:{@region}:{@account}:"

  /// Which VPCs AWS has made, and their options: what belongs to them was not made by the customer either.
  static let defaultNetworks: [Lookup] = [("default VPCs", "{vpcId}"), ("default options", "{dhcpOptionsId}")].map {
    Lookup(
      name: $0.0,
      step: ec2.list("DescribeVpcs", "Filter.1.Name=is-default&Filter.1.Value.1=true", items: "vpcSet.item"),
      value: Template($0.1))
  }

  static let network: [Listing] = [
    Listing(
      ec2.list("DescribeVpcs", items: "vpcSet.item"),
      [
        ListedType(
          "aws_vpc", id: "{vpcId}", arn: Template(arn + "vpc/{vpcId}"), tags: "tagSet.item",
          isDefault: .equals("{isDefault}", "true"))
      ]),
    Listing(
      ec2.list("DescribeSubnets", items: "subnetSet.item"),
      [
        ListedType(
          "aws_subnet", id: "{subnetId}", arn: Template(arn + "subnet/{subnetId}"), tags: "tagSet.item",
          isDefault: .equals("{defaultForAz}", "true"))
      ]),
    Listing(
      ec2.list("DescribeRouteTables", items: "routeTableSet.item"),
      [
        ListedType(
          "aws_route_table", id: "{routeTableId}", arn: Template(arn + "route-table/{routeTableId}"),
          tags: "tagSet.item", isDefault: .contains("associationSet.item.main", "true")),
        ListedType(
          "aws_route_table_association", within: "associationSet.item",
          id: ["{subnetId}/{^routeTableId}", "{gatewayId}/{^routeTableId}"],
          only: .not(.equals("{main}", "true")), parents: [.init("aws_route_table", "{^routeTableId}")]),
      ]),
    Listing(
      ec2.list("DescribeNetworkAcls", items: "networkAclSet.item"),
      [
        ListedType(
          "aws_network_acl", id: "{networkAclId}", arn: Template(arn + "network-acl/{networkAclId}"),
          tags: "tagSet.item", isDefault: .equals("{default}", "true"))
      ]),
    Listing(
      ec2.list("DescribeSecurityGroups", items: "securityGroupInfo.item"),
      [
        ListedType(
          "aws_security_group", id: "{groupId}", arn: Template(arn + "security-group/{groupId}"), name: "{groupName}",
          tags: "tagSet.item",  // Those for load balancers without any are AWS's own.
          isDefault: .any([.equals("{groupName}", "default"), .hasPrefix("{groupName}", "default_elb_")]))
      ]),
    Listing(
      ec2.list("DescribeDhcpOptions", items: "dhcpOptionsSet.item"),
      [
        ListedType(
          "aws_vpc_dhcp_options", id: "{dhcpOptionsId}", arn: Template(arn + "dhcp-options/{dhcpOptionsId}"),
          tags: "tagSet.item", isDefault: .isAmong("{dhcpOptionsId}", lookup: "default options"))
      ], lookups: defaultNetworks),
    Listing(
      ec2.list("DescribeNetworkInterfaces", items: "networkInterfaceSet.item"),
      [
        ListedType(
          "aws_network_interface", id: "{networkInterfaceId}",
          arn: Template(arn + "network-interface/{networkInterfaceId}"), name: "{description}", tags: "tagSet.item",
          // Services make their own, and an instance comes with its first.
          isDefault: .any([
            .equals("{requesterManaged}", "true"),
            .all([.has("{attachment.instanceId}"), .equals("{attachment.deviceIndex}", "0")]),
          ]))
      ]),
    Listing(
      ec2.list("DescribeFlowLogs", items: "flowLogSet.item"),
      [
        ListedType(
          "aws_flow_log", id: "{flowLogId}", arn: Template(arn + "vpc-flow-log/{flowLogId}"), tags: "tagSet.item",
          created: "creationTime")
      ]),
    Listing(
      ec2.list("DescribeManagedPrefixLists", items: "prefixListSet.item"),
      [
        ListedType(
          "aws_ec2_managed_prefix_list", id: "{prefixListId}", arn: "{prefixListArn}", name: "{prefixListName}",
          tags: "tagSet.item", isDefault: .equals("{ownerId}", "AWS"))
      ]),
  ]
}
