import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// A provider of protocol 6 that misbehaves as the resource type says, served by Python.
@Suite(.enabled(if: TestPython.executable != nil, Comment(rawValue: TestPython.missing)))
struct HostileProviderTests {
  private func planning(
    _ kind: String, _ client: any ProviderClient, _ attributes: [String: Value] = [:]
  ) async throws -> PlanResponse {
    let block = try #require(try await client.schemas().resource("hostile_\(kind)")).block
    let configuration = AWSProviderTests.filled(block, attributes)
    return try await client.plan(
      PlanRequest(
        type: "hostile_\(kind)", prior: .null(block.impliedType), proposed: configuration, configuration: configuration,
        priorPrivateData: []))
  }

  private func withClient(
    environment: [String: String] = [:], log: @escaping ProviderLogSink = { _ in },
    _ body: (any ProviderClient, PluginProviderSource) async throws -> Void
  ) async throws {
    try await withFolder { folder in
      let source = try TestProviders.python("hostile", in: folder, environment: environment, log: log)
      try await body(try await source.only(), source)
      await source.closeAll()
    }
  }

  @Test(arguments: ["", "1"]) func `values of nested types go there and back`(tcp: String) async throws {
    let lines = Lines()
    try await withClient(environment: ["HOSTILE_TCP": tcp], log: lines.add) { client, _ in
      let schema = try #require(try await client.schemas().resource("hostile_echo"))
      #expect(schema.version == 3)
      let some = try #require(schema.block.attribute("some"))
      #expect(some.isOptional && some.isComputed && !some.isSensitive && !some.isWriteOnly)
      #expect(some.nested?.nesting == .list)
      #expect(some.nested?.attributes.map(\.name) == ["inner", "leaf"])
      #expect(some.nested?.attributes[0].nested?.nesting == .map)
      #expect(schema.block.attribute("all")?.nested?.nesting == .set)
      #expect(schema.block.attribute("all")?.isSensitive == true)
      #expect(schema.block.attribute("one")?.nested?.nesting == .single)
      let list = try #require(schema.block.block("list"))
      #expect(list.nesting == .list && list.minimumItems == 1 && list.maximumItems == 3)
      #expect(schema.block.block("group")?.nesting == .group)
      let elementType = try #require(some.impliedType.elementType)
      let inner = try #require(some.nested?.attributes[0].impliedType.elementType)
      let some1 = Value.list(
        elementType,
        [
          .object([
            ("leaf", .unknown(.string, Refinement(isNotNull: true, prefix: "arn:"))),
            ("inner", .map(inner, KeyedValues([("k", .object([("leaf", .string("deep"))]))]))),
          ])
        ])
      let any = Value.object([("a", .tuple([.integer(1), .string("x").marked(with: .sensitive)]))])
      let response = try await planning("echo", client, ["name": .string("n"), "some": some1, "any": any])
      #expect(response.planned["some"] == some1)
      #expect(response.planned["any"] == any.deeplyUnmarked)
      #expect(response.planned["group"] == .object([("leaf", .null(.string))]))
      #expect(response.plannedPrivateData == [0, 0xFF] + Array("private".utf8))
      #expect(!response.usesLegacyTypeSystem)
      #expect(
        response.requiresReplace == [
          [.attribute("some"), .index(.integer(1)), .attribute("inner"), .index(.string("k"))]
        ])
      #expect(
        response.diagnostics == [
          Diagnostic(.warning, code: "provider.reported", summary: "A warning", detail: "Not bad.")
        ])
      let fromJSON = try await planning("json", client)
      #expect(fromJSON.planned["name"] == .string("from json"))
      #expect(fromJSON.planned["any"] == .list(.bool, [.true]))
      let large = try await planning("large", client)
      #expect(large.plannedPrivateData.count == 40 << 20)
    }
    #expect(lines.all.contains { $0.message == "hello" })
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var kind: String
    var code: ProviderError.Code
    var message: [String]
    var testDescription: String { kind }
  }

  static let cases = [
    Case(kind: "garbage", code: .protocolViolation, message: ["an answer that makes no sense", "protobuf"]),
    Case(kind: "garbage_value", code: .protocolViolation, message: ["longer than its message"]),
    Case(kind: "status", code: .protocolViolation, message: ["with INTERNAL: grüße: 100% broken"]),
    Case(kind: "die", code: .died, message: ["stopped unexpectedly", "signal 9"]),
    Case(
      kind: "panic", code: .died,
      message: ["exit status 2", "Its last words:\npanic: runtime error: index out of range [3]\n\ngoroutine 7"]),
  ]

  @Test(arguments: cases) func `a bad answer is an error that names the provider`(_ test: Case) async throws {
    try await withClient { client, _ in
      let error = try await failure { _ = try await planning(test.kind, client) }
      #expect(error.code == test.code)
      #expect(error.message.contains("example.com/tests/scripted"))
      #expect(error.message.contains("planning hostile_\(test.kind)"))
      for part in test.message { #expect(error.message.contains(part), "\(error.message)") }
      #expect(!error.message.contains("all is well"))
      if test.code == .died {
        // Whatever is asked after its death is answered at once and alike.
        let again = try await failure { _ = try await planning("echo", client) }
        #expect(again.code == .died)
      } else {
        #expect(try await planning("echo", client).planned["name"] == .null(.string))
      }
    }
  }

  @Test func `an empty answer is a null value, and an unknown request is said to be one`() async throws {
    try await withClient { client, _ in
      let response = try await planning("empty", client)
      #expect(response.planned.isNull)
      #expect(response.requiresReplace.isEmpty && response.diagnostics.isEmpty)
      let type = try #require(try await client.schemas().resource("hostile_echo")).block.impliedType
      let error = try await failure {
        _ = try await client.read(ReadRequest(type: "hostile_echo", prior: .null(type), privateData: []))
      }
      #expect(error.code == .unsupported)
      let stranger = try await failure {
        _ = try await client.validateResource(type: "nobody", configuration: .null(type))
      }
      #expect(stranger.code == .unsupported)
      #expect(stranger.message.contains("has no resource type \"nobody\""))
      let misfit = try await failure {
        _ = try await client.validateResource(type: "hostile_echo", configuration: .string("x"))
      }
      #expect(misfit.message.contains("could not be written"))
    }
  }

  @Test func `a cancelled task ends its call and no other`() async throws {
    try await withClient { client, _ in
      _ = try await client.schemas()
      let hanging = Task { try await planning("hang", client) }
      try await Task.sleep(for: .milliseconds(300))
      let start = ContinuousClock.now
      hanging.cancel()
      let error = try await failure { _ = try await hanging.value }
      #expect(error.code == .cancelled)
      #expect(ContinuousClock.now - start < .seconds(100))
      #expect(try await planning("echo", client).planned["name"] == .null(.string))
      let early = Task {
        try? await Task.sleep(for: .seconds(60))
        return try await planning("hang", client)
      }
      early.cancel()
      #expect(try await failure { _ = try await early.value }.code == .cancelled)
    }
  }

  @Test func `stopping lets calls come to an end`() async throws {
    try await withClient { client, _ in
      _ = try await client.schemas()
      async let hanging = planning("hang", client)
      try await Task.sleep(for: .milliseconds(300))
      await client.stop()
      #expect(try await hanging.planned["name"] == .null(.string))
    }
  }

  @Test func `a cancelled task does not lose the answer that says what was made`() async throws {
    try await withClient { client, _ in
      let block = try #require(try await client.schemas().resource("hostile_echo")).block
      let planned = AWSProviderTests.filled(block, ["name": .string("made")])
      let request = ApplyRequest(
        type: "hostile_echo", prior: .null(block.impliedType), planned: planned, configuration: planned,
        plannedPrivateData: [1, 2])
      let making = Task { try await client.apply(request) }
      try await Task.sleep(for: .milliseconds(200))
      making.cancel()
      let made = try await making.value
      #expect(made.value == planned && made.privateData == [1, 2])
    }
  }

  @Test func `closing ends a provider that does not answer, with its calls`() async throws {
    try await withClient(environment: ["HOSTILE_STUBBORN": "1"]) { client, source in
      _ = try await client.schemas()
      let hanging = Task { try await planning("hang", client) }
      try await Task.sleep(for: .milliseconds(300))
      let start = ContinuousClock.now
      await source.closeAll()
      let taken = ContinuousClock.now - start
      #expect(taken > .milliseconds(1_900) && taken < .seconds(100))
      #expect(try await failure { _ = try await hanging.value }.code == .cancelled)
    }
  }

  @Test func `one client serves many calls at once`() async throws {
    try await withClient { client, source in
      let same = try await source.only()
      #expect(same as AnyObject === client as AnyObject)
      let other = try await source.client(
        for: ProviderConfigAddress(provider: TestProviders.address, alias: "other"))
      #expect(other as AnyObject !== client as AnyObject)
      try await withThrowingTaskGroup { group in
        for number in 0..<200 {
          group.addTask {
            let chosen = number % 2 == 0 ? client : other
            let planned = try await planning("echo", chosen, ["name": .string("\(number)")])
            #expect(planned.planned["name"] == .string("\(number)"))
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
