import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Observing

/// What services have answered, as texts, read by the table.
struct AnswerTests {
  /// A step of the table, its types, and the entries above it.
  private func find(_ call: String) throws -> Listing {
    func search(_ listings: [Listing]) -> Listing? {
      for listing in listings {
        if "\(listing.step.service.service.name):\(listing.step.operation)" == call { return listing }
        if let found = search(listing.then) { return found }
      }
      return nil
    }
    return try #require(search(Listing.all))
  }

  private func objects(
    _ call: String, _ body: String, above: [String] = [], lookups: [String: Set<String>] = [:]
  ) throws -> [ObservedObject] {
    let listing = try find(call)
    var context = TemplateContext(account: "123456789012", region: "eu-west-1", partition: "aws")
    for text in above { context = context.with(.json(try JSON.read(Array(text.utf8)))) }
    let surroundings = ListedSurroundings(regions: ["eu-west-1"], isGlobal: false, lookups: lookups)
    return try listing.step.page(of: Array(body.utf8)).entries.flatMap { entry in
      listing.types.flatMap { $0.objects(of: context.with(entry), in: surroundings) }
    }.compactMap { result in
      if case .object(let object) = result { return object }
      return nil
    }
  }

  @Test func `everything that the list tells of an object is taken over`() throws {
    let found = try objects(
      "EC2:DescribeInstances",
      """
      <?xml version="1.0"?><DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet>
      <item><instancesSet><item><instanceId>i-1</instanceId><launchTime>2024-02-29T12:00:00.000Z</launchTime>
      <instanceState><code>16</code><name>running</name></instanceState><tagSet><item><key>Name</key><value>web</value></item>
      <item><key>empty</key><value/></item></tagSet></item></instancesSet></item>
      <item><instancesSet><item><instanceId>i-2</instanceId><instanceState><name>terminated</name></instanceState></item>
      <item><instanceId>i-3</instanceId><instanceState><name>running</name></instanceState><tagSet><item>
      <key>aws:autoscaling:groupName</key><value>g</value></item></tagSet></item></instancesSet></item>
      </reservationSet></DescribeInstancesResponse>
      """)
    #expect(found.map(\.importID) == ["i-1", "i-3"])
    #expect(found[0].arn == "arn:aws:ec2:eu-west-1:123456789012:instance/i-1")
    #expect(found[0].name == "web")
    #expect(found[0].tags == ["Name": "web", "empty": ""])
    #expect(found[0].created?.iso8601 == "2024-02-29T12:00:00Z")
    #expect(found.map(\.isDefault) == [false, true])
  }

  @Test func `names of records are those that people write, and those of the zone itself are AWS's`() throws {
    let zone = #"{"Id":"/hostedzone/Z1","Name":"a.example."}"#
    let found = try objects(
      "Route 53:ListResourceRecordSets",
      #"""
      <ListResourceRecordSetsResponse><ResourceRecordSets>
      <ResourceRecordSet><Name>a.example.</Name><Type>NS</Type></ResourceRecordSet>
      <ResourceRecordSet><Name>sub.a.example.</Name><Type>NS</Type></ResourceRecordSet>
      <ResourceRecordSet><Name>\052.a.example.</Name><Type>A</Type></ResourceRecordSet>
      <ResourceRecordSet><Name>w.a.example.</Name><Type>A</Type><SetIdentifier>blue</SetIdentifier></ResourceRecordSet>
      </ResourceRecordSets><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>
      """#, above: [zone])
    #expect(
      found.map(\.importID) == ["Z1_a.example_NS", "Z1_sub.a.example_NS", "Z1_*.a.example_A", "Z1_w.a.example_A_blue"])
    #expect(found.map(\.isDefault) == [true, false, false, false])
    #expect(found.allSatisfy { $0.parent == .init(type: "aws_route53_zone", importID: "Z1") })
  }

  @Test func `seconds and milliseconds are told apart`() throws {
    let functions = try objects(
      "CloudWatch Logs:DescribeLogGroups",
      #"{"logGroups":[{"logGroupName":"/aws/lambda/f","arn":"arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:*","creationTime":1700000000000}]}"#
    )
    #expect(functions.map(\.created) == [UTCTime(seconds: 1_700_000_000)])
    #expect(functions[0].arn == "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f")
    #expect(functions[0].parent == .init(type: "aws_lambda_function", importID: "f"))
    let keys = try objects(
      "KMS:DescribeKey", #"{"KeyMetadata":{"KeyId":"k","Arn":"arn:k","CreationDate":1.7E9,"KeyManager":"AWS"}}"#)
    #expect(keys.map(\.created) == [UTCTime(seconds: 1_700_000_000)])
    #expect(keys.map(\.isDefault) == [true])
  }

  @Test func `a main route table is AWS's own, its association nobody's, and others are the customer's`() throws {
    let found = try objects(
      "EC2:DescribeRouteTables",
      """
      <DescribeRouteTablesResponse><routeTableSet><item><routeTableId>rtb-1</routeTableId><associationSet>
      <item><main>false</main><subnetId>subnet-1</subnetId></item><item><main>true</main></item></associationSet></item>
      <item><routeTableId>rtb-2</routeTableId><associationSet><item><main>false</main><gatewayId>igw-1</gatewayId></item>
      </associationSet></item></routeTableSet></DescribeRouteTablesResponse>
      """)
    #expect(
      found.map { "\($0.scope.type) \($0.importID) \($0.isDefault)" }.sorted() == [
        "aws_route_table rtb-1 true", "aws_route_table rtb-2 false",
        "aws_route_table_association igw-1/rtb-2 false", "aws_route_table_association subnet-1/rtb-1 false",
      ])
  }

  @Test func `the gateway of a default VPC is AWS's own`() throws {
    let body = """
      <DescribeInternetGatewaysResponse><internetGatewaySet>
      <item><internetGatewayId>igw-1</internetGatewayId><attachmentSet><item><vpcId>vpc-1</vpcId></item></attachmentSet></item>
      <item><internetGatewayId>igw-2</internetGatewayId><attachmentSet/></item>
      </internetGatewaySet></DescribeInternetGatewaysResponse>
      """
    let found = try objects("EC2:DescribeInternetGateways", body, lookups: ["default VPCs": ["vpc-1"]])
    #expect(found.map(\.isDefault) == [true, false])
  }

  @Test func `the next page is asked for in each service's own words`() throws {
    let cases: [(call: String, body: String, next: [String])] = [
      (
        "EC2:DescribeVpcs", "<DescribeVpcsResponse><vpcSet/><nextToken>t</nextToken></DescribeVpcsResponse>",
        ["NextToken=t"]
      ),
      ("EC2:DescribeVpcs", "<DescribeVpcsResponse><vpcSet/><nextToken/></DescribeVpcsResponse>", []),
      ("Kinesis:ListStreams", #"{"StreamNames":["a","b"],"HasMoreStreams":true}"#, ["ExclusiveStartStreamName=b"]),
      ("Kinesis:ListStreams", #"{"StreamNames":["a","b"],"HasMoreStreams":false}"#, []),
      ("DynamoDB:ListTables", #"{"TableNames":["a"],"LastEvaluatedTableName":"a"}"#, ["ExclusiveStartTableName=a"]),
      ("SQS:ListQueues", "{}", []),
      (
        "Route 53:ListResourceRecordSets",
        "<ListResourceRecordSetsResponse><ResourceRecordSets/><NextRecordName>n</NextRecordName>"
          + "<NextRecordType>A</NextRecordType></ListResourceRecordSetsResponse>", ["name=n", "type=A"]
      ),
    ]
    for (call, body, next) in cases {
      let page = try find(call).step.page(of: Array(body.utf8))
      #expect(page.next.map { "\($0.0)=\($0.1)" } == next, "\(call)")
    }
  }

  @Test(arguments: 0..<40)
  func `no answer crashes a reader`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let good = [
      #"{"logGroups":[{"logGroupName":"a","arn":"b","creationTime":1e308}],"nextToken":"x","a":[[],[1],{}]}"#,
      "<DescribeVpcsResponse><vpcSet><item><vpcId>v</vpcId><tagSet><item><key>k</key></item></tagSet></item></vpcSet></DescribeVpcsResponse>",
    ]
    for listing in Listing.all {
      var bytes = Array(good[Int.random(in: 0..<good.count, using: &random)].utf8)
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      guard let page = try? listing.step.page(of: bytes) else { continue }
      let context = TemplateContext(account: "", region: "r", partition: "aws")
      let surroundings = ListedSurroundings(regions: ["r"], isGlobal: false, lookups: [:])
      for entry in page.entries {
        for type in listing.allTypes { _ = type.objects(of: context.with(entry), in: surroundings) }
        for next in listing.then { _ = next.step.call(in: context.with(entry), batch: [], page: page.next) }
      }
    }
  }
}
