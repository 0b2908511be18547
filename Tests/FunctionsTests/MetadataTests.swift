import Foundation
import Functions
import Model
import Testing

@Suite struct MetadataTests {
  @Test func `the functions have the signatures of Terraform's`() throws {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/functions")
    let text = try String(contentsOf: fixtures.appending(path: "signatures.json"), encoding: .utf8)
    let recorded = try #require(try JSON.read(text)["function_signatures"]?.members)
    let own = try #require(FunctionTable.metadata["function_signatures"])
    for member in recorded {
      let signature = try #require(own[member.name], "\(member.name)")
      #expect(Self.sorted(Self.withoutDescriptions(signature)) == Self.sorted(member.value), "\(member.name)")
    }
    #expect(own.members?.count == recorded.count)
  }

  @Test func `every function says what it does`() {
    for function in FunctionTable.all.values {
      #expect(function.description.hasSuffix(".") && function.description.count > 10, "\(function.name)")
    }
  }

  private static func withoutDescriptions(_ json: JSON) -> JSON {
    switch json {
    case .object(let members):
      .object(
        members.filter { $0.name != "description" }.map { JSON.Member($0.name, withoutDescriptions($0.value)) })
    case .array(let elements): .array(elements.map(withoutDescriptions))
    default: json
    }
  }

  private static func sorted(_ json: JSON) -> JSON {
    switch json {
    case .object(let members):
      .object(members.sorted { $0.name < $1.name }.map { JSON.Member($0.name, sorted($0.value)) })
    case .array(let elements): .array(elements.map(sorted))
    default: json
    }
  }
}
