import Connecting
import Foundation
import Glibc
import Model
import TestSupport
import Testing

@testable import Observing

private let isWanted = ProcessInfo.processInfo.environment["PLUMB_TEST_MOTO"]?.isEmpty == false

/// Against a stand-in for AWS of its own, for here it matters what else is in the account.
@Suite(.serialized, .enabled(if: isWanted, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
struct StandInInventoryTests {
  @Test func `an account that nobody touched has no unmanaged object, and all that is made is found`() async throws {
    let standIn = try StandIn()
    defer { standIn.stop() }
    try await expectRegionsApart(standIn)
    let untouched = try await standIn.observe()
    #expect(untouched.gaps.isEmpty, "\(untouched.gaps)")
    #expect(Coverage(untouched, managed: ManagedIdentities()).unmanaged.isEmpty)
    #expect(untouched.objects.contains { $0.scope.type == "aws_vpc" && $0.isDefault })
    #expect(Set(untouched.covered.map(\.type)) == Set(ListingCatalog.types))

    let made = try standIn.makeObjects()
    #expect(made.count >= 150)
    let after = try await standIn.observe()
    #expect(after.gaps.isEmpty, "\(after.gaps)")
    var unexpected: [String] = []
    var missing = made.mapValues(Set.init)
    for object in after.objects {
      let isMade = missing[object.scope.type]?.remove(object.importID) != nil
      if !isMade && !object.isDefault { unexpected.append("\(object.scope.type) \(object.importID)") }
      if isMade { #expect(!object.isDefault, "\(object)") }
      #expect(object.scope.account == "123456789012")
    }
    #expect(missing.allSatisfy { $0.value.isEmpty }, "\(missing.filter { !$0.value.isEmpty })")
    // A stack of CloudFormation has made it.
    #expect(unexpected.filter { !$0.hasSuffix("/of-stack") } == [])

    let coverage = Coverage(after, managed: ManagedIdentities())
    #expect(coverage.total.managed == 0 && coverage.total.ratio == 0)
    let parts = Set(coverage.standings.indices.filter { coverage.standings[$0] == .part }.map { after.objects[$0] })
    #expect(parts.contains { $0.scope.type == "aws_s3_bucket_policy" })
    #expect(!coverage.unmanaged.contains { $0.scope.type == "aws_lb_listener_rule" })
  }

  /// Regions are asked one by one, and what has none only once.
  private func expectRegionsApart(_ standIn: StandIn) async throws {
    let regions = ["eu-north-1", "sa-east-1"]
    let observation = try await standIn.observe(regions: regions, types: ["aws_vpc", "aws_iam_role", "aws_s3_bucket"])
    #expect(observation.objects.filter { $0.scope.type == "aws_vpc" }.map(\.scope.region).sorted() == regions)
    let scopes = Set(observation.covered.map { "\($0.type) \($0.region)" })
    #expect(
      scopes == [
        "aws_vpc eu-north-1", "aws_vpc sa-east-1", "aws_iam_role global", "aws_s3_bucket eu-north-1",
        "aws_s3_bucket sa-east-1",
      ])
  }
}

/// A stand-in that ends with the test.
private struct StandIn {
  private let process = Process()
  private let input = Pipe()
  private let environment: [String: String]

  init() throws {
    let python = try #require(TestPython.executable)
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["\(TestPython.repository)/scripts/aws_stand_in.py", "--until-stdin-closes"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let url = line.trimmingCharacters(in: .whitespacesAndNewlines)
    try #require(url.hasPrefix("http://127.0.0.1:"))
    environment = [
      "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
      "AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1", "AWS_EC2_METADATA_DISABLED": "true",
    ]
  }

  func stop() { kill(process.processIdentifier, SIGKILL) }

  func observe(regions: [String] = ["eu-central-1"], types: Set<String>? = nil) async throws -> Observation {
    let surroundings = AWSSurroundings(environment: environment)
    let client = try await AWSClient.open(AWSSettings(), in: surroundings)
    // Nobody is spared by asking a process on this machine slowly.
    let fast = AWSSurroundings(environment: environment, wait: { _ in })
    return try await AWSObserver(client: client, surroundings: fast).observe(regions: regions, types: types)
  }

  /// Import identifiers by type.
  func makeObjects() throws -> [String: [String]] {
    let making = Process()
    let output = Pipe()
    making.executableURL = process.executableURL
    making.arguments = ["\(TestPython.repository)/Tests/Fixtures/inventory/make_objects.py"]
    making.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
    making.standardOutput = output
    try making.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    making.waitUntilExit()
    let members = try #require(JSON.read(bytes).members)
    return Dictionary(uniqueKeysWithValues: members.map { ($0.name, ($0.value.array ?? []).compactMap(\.string)) })
  }
}
