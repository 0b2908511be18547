/// The ways between VPCs and the rest of the world.
extension Listing {
  private static let ec2 = ObservedService.ec2
  private static let arn = "arn:{@partition}:ec2:{@region}:{@account}:"

  static let gateways: [Listing] = [
    Listing(
      ec2.list("DescribeInternetGateways", items: "internetGatewaySet.item"),
      [
        ListedType(
          "aws_internet_gateway", id: "{internetGatewayId}",
          arn: Template(arn + "internet-gateway/{internetGatewayId}"), tags: "tagSet.item",
          isDefault: .isAmong("{attachmentSet.item.vpcId}", lookup: "default VPCs"))
      ], lookups: defaultNetworks),
    Listing(
      ec2.list("DescribeEgressOnlyInternetGateways", items: "egressOnlyInternetGatewaySet.item"),
      [
        ListedType(
          "aws_egress_only_internet_gateway", id: "{egressOnlyInternetGatewayId}",
          arn: Template(arn + "egress-only-internet-gateway/{egressOnlyInternetGatewayId}"), tags: "tagSet.item")
      ]),
    Listing(
      ec2.list("DescribeNatGateways", items: "natGatewaySet.item"),
      [
        ListedType(
          "aws_nat_gateway", id: "{natGatewayId}", arn: Template(arn + "natgateway/{natGatewayId}"),
          tags: "tagSet.item", created: "createTime", only: .isNone(of: ["deleted", "deleting"], "{state}"))
      ]),
    Listing(
      ec2.list("DescribeAddresses", items: "addressesSet.item", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_eip", id: "{allocationId}", arn: Template(arn + "elastic-ip/{allocationId}"), name: "{publicIp}",
          tags: "tagSet.item")
      ]),
    Listing(
      ec2.list("DescribeVpcEndpoints", items: "vpcEndpointSet.item"),
      [
        ListedType(
          "aws_vpc_endpoint", id: "{vpcEndpointId}", arn: Template(arn + "vpc-endpoint/{vpcEndpointId}"),
          name: "{serviceName}", tags: "tagSet.item", created: "creationTimestamp",
          only: .isNone(of: ["deleted", "deleting"], "{state}"), isDefault: .equals("{requesterManaged}", "true"))
      ]),
    Listing(
      ec2.list("DescribeVpcEndpointServiceConfigurations", items: "serviceConfigurationSet.item"),
      [
        ListedType(
          "aws_vpc_endpoint_service", id: "{serviceId}", arn: Template(arn + "vpc-endpoint-service/{serviceId}"),
          name: "{serviceName}", tags: "tagSet.item")
      ]),
    Listing(
      ec2.list("DescribeVpcPeeringConnections", items: "vpcPeeringConnectionSet.item"),
      [
        ListedType(
          "aws_vpc_peering_connection", id: "{vpcPeeringConnectionId}",
          arn: Template(arn + "vpc-peering-connection/{vpcPeeringConnectionId}"), tags: "tagSet.item",
          only: .isNone(of: ["deleted", "deleting", "rejected", "expired", "failed"], "{status.code}"))
      ]),
    Listing(
      ec2.list("DescribeCustomerGateways", items: "customerGatewaySet.item", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_customer_gateway", id: "{customerGatewayId}",
          arn: Template(arn + "customer-gateway/{customerGatewayId}"), tags: "tagSet.item",
          only: .isNone(of: ["deleted", "deleting"], "{state}"))
      ]),
    Listing(
      ec2.list("DescribeVpnGateways", items: "vpnGatewaySet.item", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_vpn_gateway", id: "{vpnGatewayId}", arn: Template(arn + "vpn-gateway/{vpnGatewayId}"),
          tags: "tagSet.item", only: .isNone(of: ["deleted", "deleting"], "{state}"))
      ]),
    Listing(
      ec2.list("DescribeVpnConnections", items: "vpnConnectionSet.item", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_vpn_connection", id: "{vpnConnectionId}", arn: Template(arn + "vpn-connection/{vpnConnectionId}"),
          tags: "tagSet.item", only: .isNone(of: ["deleted", "deleting"], "{state}"))
      ]),
    Listing(
      ec2.list("DescribeTransitGateways", items: "transitGatewaySet.item"),
      [
        ListedType(
          "aws_ec2_transit_gateway", id: "{transitGatewayId}", arn: "{transitGatewayArn}", tags: "tagSet.item",
          created: "creationTime", only: .isNone(of: ["deleted", "deleting"], "{state}"))
      ]),
    Listing(
      ec2.list("DescribeTransitGatewayVpcAttachments", items: "transitGatewayVpcAttachments.item"),
      [
        ListedType(
          "aws_ec2_transit_gateway_vpc_attachment", id: "{transitGatewayAttachmentId}",
          arn: Template(arn + "transit-gateway-attachment/{transitGatewayAttachmentId}"), tags: "tagSet.item",
          created: "creationTime", only: .isNone(of: ["deleted", "deleting", "rejected", "failed"], "{state}"),
          parents: [.init("aws_ec2_transit_gateway", "{transitGatewayId}")])
      ]),
    Listing(
      ec2.list("DescribeTransitGatewayRouteTables", items: "transitGatewayRouteTables.item"),
      [
        ListedType(
          "aws_ec2_transit_gateway_route_table", id: "{transitGatewayRouteTableId}",
          arn: Template(arn + "transit-gateway-route-table/{transitGatewayRouteTableId}"), tags: "tagSet.item",
          created: "creationTime", only: .isNone(of: ["deleted", "deleting"], "{state}"),
          isDefault: .any([
            .equals("{defaultAssociationRouteTable}", "true"), .equals("{defaultPropagationRouteTable}", "true"),
          ]), parents: [.init("aws_ec2_transit_gateway", "{transitGatewayId}")])
      ]),
  ]
}
