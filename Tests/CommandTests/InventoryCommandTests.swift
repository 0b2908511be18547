import Connecting
import Foundation
import Model
import TestSupport
import Testing

/// `plumb inventory`, against a service that answers as the test tells it.
@Suite(.serialized) struct InventoryCommandTests {
  private static let vpcs = """
    <DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><isDefault>true</isDefault></item>
    <item><vpcId>vpc-2</vpcId><isDefault>false</isDefault></item><item><vpcId>vpc-3</vpcId>
    <isDefault>false</isDefault></item></vpcSet></DescribeVpcsResponse>
    """
  private static let state = """
    {"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"a","outputs":{},"resources":[{"mode":"managed",
    "type":"aws_vpc","name":"main","provider":"provider[\\"registry.terraform.io/hashicorp/aws\\"]","instances":
    [{"schema_version":1,"attributes":{"id":"vpc-2"},"sensitive_attributes":[]}]}],"check_results":null}
    """

  private func run(
    _ arguments: [String], state: String? = nil, answers: [String: String] = [:]
  ) async throws -> TerraformJudge.Outcome {
    let server = try PythonServer("aws_lists")
    defer { server.stop() }
    var request = HTTPRequest(.put, "\(server.url)/script")
    let script = answers.mapValues { JSON.array([.record([("body", .string($0))])]) }
    request.body = JSON.sortedObject(script).written()
    _ = try await HTTPClient().send(request)
    return try withTemporaryFolder { folder in
      if let state {
        try state.write(to: folder.appendingPathComponent("terraform.tfstate"), atomically: true, encoding: .utf8)
      }
      return try PlumbBinary.run(
        ["inventory"] + arguments, in: folder,
        environment: [
          "AWS_ENDPOINT_URL": server.url, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
          "AWS_REGION": "eu-west-1",
        ])
    }
  }

  @Test func `what is managed and what nobody declares is told in a table`() async throws {
    let shown = try await run(["-type=aws_vpc"], state: Self.state, answers: ["DescribeVpcs": Self.vpcs])
    #expect(shown.status == 0)
    let rows = shown.output.split(separator: "\n").map { spoken(String($0)) }
    #expect(rows.contains("aws_vpc 3 1 1 1 0 50 %"))
    #expect(rows.contains("aws_vpc eu-west-1 vpc-3"))
    #expect(!shown.output.contains("Not everything was looked at"))
  }

  @Test func `a partial result has an exit code of its own, and says what was not looked at`() async throws {
    let shown = try await run(["-type=aws_vpc", "-type=aws_subnet"], answers: ["DescribeVpcs": Self.vpcs])
    #expect(shown.status == 3)
    #expect(shown.output.contains("Not everything was looked at"))
    #expect(spoken(shown.output).contains("ec2:DescribeSubnets in eu-west-1 (aws_subnet): denied"))
  }

  @Test func `JSON has the whole observation`() async throws {
    let shown = try await run(
      ["-json", "-type=aws_vpc,aws_subnet"], state: Self.state, answers: ["DescribeVpcs": Self.vpcs])
    #expect(shown.status == 3)
    let json = try JSON.read(Array(shown.output.utf8))
    #expect(json["complete"]?.bool == false)
    #expect(json["objects"]?.array?.compactMap { $0["standing"]?.string } == ["default", "managed", "unmanaged"])
    #expect(json["objects"]?.array?.compactMap { $0["address"]?.string } == ["aws_vpc.main"])
    #expect(json["covered"]?.array?.compactMap { $0["type"]?.string } == ["aws_vpc"])
    #expect(json["gaps"]?.array?.compactMap { $0["reason"]?.string } == ["denied"])
    #expect(json["coverage"]?["total"]?["ratio"] == .number("0.5000"))
  }

  @Test func `nothing is asked for a type that there is not`() async throws {
    let shown = try await run(["-type=aws_vpcs"])
    #expect(shown.status == 1)
    #expect(spoken(shown.errors).contains(#"Did you mean "aws_vpc"?"#))
  }

  @Test func `without credentials there is an error and no empty inventory`() throws {
    try withTemporaryFolder { folder in
      let shown = try PlumbBinary.run(
        ["inventory", "-region=eu-west-1"], in: folder,
        environment: [
          "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_EC2_METADATA_DISABLED": "true",
          "HOME": folder.path, "AWS_PROFILE": "", "AWS_CONFIG_FILE": "", "AWS_SHARED_CREDENTIALS_FILE": "",
        ])
      #expect(shown.status == 1)
      #expect(spoken(shown.errors).contains("Cannot look at the account"))
      #expect(spoken(shown.errors).contains("no valid credential sources found"))
    }
  }
}
