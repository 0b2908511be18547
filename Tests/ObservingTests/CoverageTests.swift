import Model
import Testing

@testable import Observing

struct CoverageTests {
  private static let account = "123456789012"

  private func object(
    _ type: String, _ id: String, arn: String? = nil, region: String = "eu-central-1", isDefault: Bool = false,
    parent: (String, String)? = nil
  ) -> ObservedObject {
    ObservedObject(
      scope: ObservedScope(type: type, account: Self.account, region: region), importID: id, arn: arn,
      isDefault: isDefault, parent: parent.map { .init(type: $0.0, importID: $0.1) })
  }

  private func observation(_ objects: [ObservedObject], except: Set<String> = []) -> Observation {
    Observation(
      time: UTCTime(seconds: 0), objects: objects,
      covered: Set(objects.map(\.scope).filter { !except.contains($0.type) }))
  }

  /// A state with one instance of each of these types.
  private func state(_ objects: [(type: String, attributes: String)]) throws -> State {
    var state = State()
    let provider = ProviderConfigAddress(
      module: .root, provider: ProviderAddress(host: "registry.terraform.io", namespace: "hashicorp", type: "aws"))
    for (number, object) in objects.enumerated() {
      let name = ResourceName(mode: .managed, type: object.type, name: "r\(number)")
      let record = ObjectRecord(attributes: Array(object.attributes.utf8))
      state.resources[ResourceAddress(module: .root, resource: name)] = ResourceState(
        provider: provider, instances: [nil: ResourceInstanceState(current: record)])
    }
    return state
  }

  /// Types whose object in the state has other names than the one that an import takes.
  private static let identities: [(type: String, attributes: String, observed: String, id: String)] = [
    ("aws_vpc", #"{"id":"vpc-1"}"#, "aws_vpc", "vpc-1"),
    ("aws_default_vpc", #"{"id":"vpc-1"}"#, "aws_vpc", "vpc-1"),
    (
      "aws_alb", #"{"id":"arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/1"}"#, "aws_lb",
      "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/a/1"
    ),
    ("aws_db_instance", #"{"id":"db-ABC","identifier":"shop"}"#, "aws_db_instance", "shop"),
    (
      "aws_ecs_service", #"{"id":"arn:x","cluster":"arn:aws:ecs:eu-central-1:123456789012:cluster/shop","name":"web"}"#,
      "aws_ecs_service", "shop/web"
    ),
    (
      "aws_route_table_association", #"{"id":"rtbassoc-1","subnet_id":"subnet-1","route_table_id":"rtb-1"}"#,
      "aws_route_table_association", "subnet-1/rtb-1"
    ),
    (
      "aws_iam_role_policy_attachment", #"{"id":"a-2020","role":"a","policy_arn":"arn:p"}"#,
      "aws_iam_role_policy_attachment", "a/arn:p"
    ),
    (
      "aws_iam_policy_attachment", #"{"id":"x","roles":["a","b"],"policy_arn":"arn:p"}"#,
      "aws_iam_role_policy_attachment", "b/arn:p"
    ),
    (
      "aws_iam_role", #"{"id":"a","name":"a","inline_policy":[{"name":"in","policy":"{}"}]}"#, "aws_iam_role_policy",
      "a:in"
    ),
    (
      "aws_route53_record", #"{"id":"Z1_www_A","zone_id":"Z1","name":"www","fqdn":"www.a.example","type":"A"}"#,
      "aws_route53_record", "Z1_www.a.example_A"
    ),
    (
      "aws_route53_record",
      #"{"id":"x","zone_id":"Z1","fqdn":"www.a.example","type":"A","set_identifier":"blue"}"#,
      "aws_route53_record", "Z1_www.a.example_A_blue"
    ),
    (
      "aws_api_gateway_stage", #"{"id":"ags-1-live","rest_api_id":"1","stage_name":"live"}"#, "aws_api_gateway_stage",
      "1/live"
    ),
    (
      "aws_cloudwatch_event_target", #"{"id":"r-t","rule":"r","target_id":"t"}"#, "aws_cloudwatch_event_target",
      "default/r/t"
    ),
    ("aws_s3_bucket", #"{"id":"b","versioning":[{"enabled":true}]}"#, "aws_s3_bucket_versioning", "b"),
    (
      "aws_instance", #"{"id":"i-1","root_block_device":[{"volume_id":"vol-1","device_name":"/dev/sda1"}]}"#,
      "aws_ebs_volume", "vol-1"
    ),
    ("aws_spot_instance_request", #"{"id":"sir-1","spot_instance_id":"i-2"}"#, "aws_instance", "i-2"),
  ]

  @Test(arguments: identities.indices)
  func `an object is known by whatever the state calls it`(index: Int) throws {
    let row = Self.identities[index]
    let managed = ManagedIdentities(try state([(row.type, row.attributes)]))
    #expect(managed.address(of: object(row.observed, row.id))?.description == "\(row.type).r0")
    #expect(managed.address(of: object(row.observed, row.id + "x")) == nil)
    #expect(managed.address(of: object("aws_other", row.id)) == nil)
  }

  @Test func `the same name in another region or account is another object`() throws {
    let managed = ManagedIdentities(
      try state([
        ("aws_cloudwatch_log_group", #"{"id":"/a","arn":"arn:aws:logs:eu-central-1:123456789012:log-group:/a"}"#)
      ]))
    let arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/a"
    #expect(managed.address(of: object("aws_cloudwatch_log_group", "/a")) != nil)
    #expect(managed.address(of: object("aws_cloudwatch_log_group", "/a", arn: arn, region: "eu-west-1")) == nil)
  }

  @Test func `what AWS made and parts of what is unmanaged count as neither`() throws {
    let seen = observation([
      object("aws_lb", "lb-1"), object("aws_lb", "lb-2"),
      object("aws_lb_listener", "l-1", parent: ("aws_lb", "lb-1")),
      object("aws_lb_listener", "l-2", parent: ("aws_lb", "lb-2")),
      object("aws_lb_listener_rule", "r-2", parent: ("aws_lb_listener", "l-2")),
      object("aws_vpc", "vpc-1", isDefault: true), object("aws_vpc", "vpc-2"), object("aws_vpc", "vpc-3"),
    ])
    let coverage = Coverage(
      seen, managed: ManagedIdentities(try state([("aws_lb", #"{"id":"lb-1"}"#), ("aws_vpc", #"{"id":"vpc-2"}"#)])))
    #expect(coverage.unmanaged.map(\.importID) == ["lb-2", "l-1", "vpc-3"])
    #expect(coverage.byType["aws_lb_listener"] == Coverage.Counts(unmanaged: 1, parts: 1))
    #expect(coverage.byType["aws_lb_listener_rule"]?.ratio == nil)
    #expect(coverage.byType["aws_vpc"] == Coverage.Counts(managed: 1, unmanaged: 1, byDefault: 1))
    #expect(coverage.total.ratio == 0.4)
  }

  @Test func `what was not looked at to its end is in no ratio`() throws {
    let seen = observation([object("aws_lb", "lb-1"), object("aws_vpc", "vpc-1")], except: ["aws_lb"])
    let managed = ManagedIdentities(try state([("aws_vpc", #"{"id":"vpc-1"}"#), ("aws_nothing", #"{"id":"x"}"#)]))
    let coverage = Coverage(seen, managed: managed)
    #expect(coverage.byType["aws_lb"] == Coverage.Counts(notKnown: 1))
    #expect(coverage.total.ratio == 1)
    #expect(coverage.unmanaged.map(\.importID) == ["lb-1"])
    #expect(coverage.notListed == ["aws_nothing": 1])
  }

  @Test func `a default that somebody declares is managed`() throws {
    let seen = observation([object("aws_vpc", "vpc-1", isDefault: true)])
    let managed = ManagedIdentities(try state([("aws_default_vpc", #"{"id":"vpc-1"}"#)]))
    #expect(Coverage(seen, managed: managed).total == Coverage.Counts(managed: 1))
  }
}
