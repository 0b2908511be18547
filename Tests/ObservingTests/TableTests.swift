import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Observing

struct TableTests {
  @Test func `every type of the table is found by one listing and has an identifier of its own`() {
    var owners: [String: Int] = [:]
    for type in Listing.allTypes { owners[type.type, default: 0] += 1 }
    #expect(owners.count >= 150)
    // Rules of the default bus are imported by another identifier than those of other buses.
    #expect(owners.filter { $0.value > 1 } == ["aws_cloudwatch_event_rule": 2])
    for type in Listing.allTypes {
      #expect(!type.id.fields.isEmpty, "\(type.type) has the same identifier for all")
      #expect(type.type.hasPrefix("aws_"))
    }
  }

  @Test func `every request can be made from entries that have what it asks for`() throws {
    for listing in Listing.all { try expectRequests(of: listing, depth: 0) }
  }

  private func expectRequests(of listing: Listing, depth: Int) throws {
    let context = TemplateContext(account: "1", region: "eu-central-1", partition: "aws")
    // Entries are objects or names.
    let entries = [AnswerNode.json(try JSON.read(Array(Self.entry.utf8))), AnswerNode.json(.string("a"))]
    let calls = entries.compactMap { entry in
      let context = (0..<depth).reduce(context) { context, _ in context.with(entry) }
      return listing.step.call(in: context, batch: depth == 0 ? [] : [context], page: [("token", "x")])
    }
    let call = calls.first
    #expect(call != nil, "\(listing.step.policyCall) cannot be asked")
    #expect(call?.maximumAttempts == 1)
    for lookup in listing.lookups { #expect(lookup.step.call(in: context, batch: [], page: []) != nil) }
    for next in listing.then { try expectRequests(of: next, depth: depth + 1) }
  }

  /// What the requests about entries take from them.
  private static let entry = """
    {"Name": "a", "KeyId": "a", "Id": "/hostedzone/a", "id": "a", "apiId": "a", "clusterArn": "a", "FunctionName": "a",
    "repositoryName": "a", "LoadBalancerArn": "a", "ListenerArn": "a", "FileSystemId": "a"}
    """

  @Test(arguments: ["aws_s3_bucket_policy", "aws_ecs_service", "aws_vpc"])
  func `narrowing to a type keeps what leads to it and nothing else`(type: String) {
    let listings = Listing.all.compactMap { $0.narrowed(to: [type]) }
    #expect(listings.count == 1)
    #expect(listings.flatMap(\.allTypes).map(\.type) == [type])
  }

  @Test func `the page about inventories names every type`() throws {
    let page = try String(contentsOfFile: "\(TestPython.repository)/docs/inventory.md", encoding: .utf8)
    let named = Set(page.matches(of: /`(aws_[a-z0-9_]+)`/).map { String($0.output.1) })
    #expect(named.isSuperset(of: ListingCatalog.types), "\(Set(ListingCatalog.types).subtracting(named).sorted())")
  }
}

/// The table beside what AWS publishes of its services.
@Suite(.enabled(if: TestPython.executable != nil, "no Python with botocore was found; scripts/test makes one"))
struct DescribedServiceTests {
  @Test func `every operation, parameter, page token and path is in AWS's own descriptions`() throws {
    let catalog = FileManager.default.temporaryDirectory.appending(path: "listings-\(UUID().uuidString).json")
    try Data(ListingCatalog.json.written()).write(to: catalog)
    defer { try? FileManager.default.removeItem(at: catalog) }
    let check = Process()
    let output = Pipe()
    check.executableURL = URL(fileURLWithPath: try #require(TestPython.executable))
    check.arguments = ["\(TestPython.repository)/scripts/check_listings.py", catalog.path]
    check.standardOutput = output
    try check.run()
    let problems = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    check.waitUntilExit()
    #expect(problems == "")
    #expect(check.terminationStatus == 0)
  }
}
