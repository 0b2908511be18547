import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// A provider made with a framework from elsewhere: protocol 6, over TLS.
@Suite(.enabled(if: TestPython.executable != nil, Comment(rawValue: TestPython.missing)))
struct ProtocolSixTests {
  private func withNotes(_ body: (any ProviderClient, String) async throws -> Void) async throws {
    try await withFolder { folder in
      let source = try TestProviders.python("notes", in: folder, environment: ["HOME": folder])
      let client = try await source.only()
      let schema = try await client.schemas().providerConfiguration
      let settings = AWSProviderTests.filled(schema.block, ["folder": .string(folder)])
      #expect(try await client.validateProviderConfiguration(settings) == [])
      #expect(try await client.configure(settings) == [])
      try await body(client, folder)
      await source.closeAll()
    }
  }

  private func note(_ block: SchemaBlock, _ attributes: [String: Value]) -> Value {
    AWSProviderTests.filled(block, attributes)
  }

  @Test func `an object is planned, made, read, changed, upgraded and removed`() async throws {
    try await withNotes { client, folder in
      let schema = try #require(try await client.schemas().resource("notes_note"))
      #expect(schema.version == 2)
      let block = schema.block
      let type = block.impliedType
      let link = try #require(block.block("link"))
      let links = Value.set(link.block.impliedType, [.object([("to", .string("a"))]), .object([("to", .string("b"))])])
      let configuration = note(
        block,
        [
          "text": .string("Grüße"), "size": .number(try #require(Number("12.5"))), "link": links,
          "labels": .map(.string, KeyedValues([("k", .string("v")), ("e", .string(""))])),
        ])
      #expect(try await client.validateResource(type: "notes_note", configuration: configuration) == [])
      let plan = try await client.plan(
        PlanRequest(
          type: "notes_note", prior: .null(type), proposed: configuration, configuration: configuration,
          priorPrivateData: []))
      #expect(plan.diagnostics == [])
      #expect(plan.planned["id"] == .unknown(.string))
      let made = try await client.apply(
        ApplyRequest(
          type: "notes_note", prior: .null(type), planned: plan.planned, configuration: configuration,
          plannedPrivateData: plan.plannedPrivateData))
      #expect(made.diagnostics == [])
      let identifier = try #require(made.value["id"]?.stringValue)
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(identifier).json"))
      #expect(made.value["link"] == links)
      let read = try await client.read(ReadRequest(type: "notes_note", prior: made.value, privateData: []))
      #expect(read.value == made.value)

      let changed = note(
        block, ["id": .string(identifier), "text": .string("changed"), "topic": .string("new"), "link": links])
      let change = try await client.plan(
        PlanRequest(
          type: "notes_note", prior: read.value, proposed: changed, configuration: changed, priorPrivateData: []))
      #expect(change.requiresReplace == [[.attribute("topic")]])

      let old = JSON.record([
        ("id", .string(identifier)), ("text", .string("old")), ("size", .null), ("labels", .null), ("topic", .null),
        ("link", .array([])),
      ])
      let upgraded = try await client.upgrade(
        UpgradeRequest(type: "notes_note", version: 1, attributes: old.written()))
      #expect(upgraded.value["text"] == .string("old (from version 1)"))

      let removed = try await client.apply(
        ApplyRequest(
          type: "notes_note", prior: read.value, planned: .null(type), configuration: .null(type),
          plannedPrivateData: []))
      #expect(removed.value.isNull && removed.diagnostics.isEmpty)
      let gone = try await client.read(ReadRequest(type: "notes_note", prior: made.value, privateData: []))
      #expect(gone.value == .null(type))
    }
  }

  @Test func `what the provider says about a request comes with the attribute's path`() async throws {
    try await withNotes { client, _ in
      let block = try #require(try await client.schemas().resource("notes_note")).block
      let forbidden = note(block, ["text": .string("forbidden")])
      let diagnostics = try await client.validateResource(type: "notes_note", configuration: forbidden)
      #expect(
        diagnostics == [
          Diagnostic(
            code: "provider.reported", summary: "Forbidden text", detail: "Nobody may write that.",
            attributePath: [.attribute("text")])
        ])
      let failing = note(block, ["text": .string("fail"), "id": .unknown(.string)])
      let response = try await client.apply(
        ApplyRequest(
          type: "notes_note", prior: .null(block.impliedType), planned: failing, configuration: failing,
          plannedPrivateData: []))
      #expect(response.value.isNull)
      #expect(response.diagnostics.map(\.detail) == ["The pen broke."])
    }
  }

  @Test func `data sources are read and functions are called`() async throws {
    try await withNotes { client, _ in
      let schemas = try await client.schemas()
      let block = try #require(schemas.dataSource("notes_greeting")).block
      let configuration = note(block, ["name": .string("Ada")])
      #expect(try await client.validateDataSource(type: "notes_greeting", configuration: configuration) == [])
      let response = try await client.readDataSource(type: "notes_greeting", configuration: configuration)
      #expect(response.value["text"] == .string("Hello, Ada"))
      let function = try #require(schemas.functions["join"])
      #expect(function.parameters.map(\.name) == ["separator"])
      #expect(function.variadic?.type == .string)
      let joined = try await client.call(
        function: "join", arguments: [.string("-"), .string("a"), .string("b"), .string("c")])
      #expect(joined.value == .string("a-b-c"))
      #expect(joined.failure == nil)
    }
  }
}
