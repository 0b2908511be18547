import Foundation
import Model
import Providers
import Synchronization
import TestSupport
import Testing

@testable import Plugins

/// The real hashicorp/aws, without a cloud: everything up to a plan works offline.
@Suite(.serialized, .enabled(if: ProviderMirror.aws != nil, Comment(rawValue: ProviderMirror.missing)))
struct AWSProviderTests {
  static let configuration = ProviderConfigAddress(provider: .aws)

  /// One cache for all, as commands share one.
  static let cacheFolder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-aws-\(getpid())").path

  static func source(cache: String? = cacheFolder, environment: [String: String]? = nil) throws -> PluginProviderSource
  {
    let executable = try #require(ProviderMirror.aws)
    let settings = PluginSettings(
      environment: environment ?? ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") },
      cacheFolder: cache)
    return PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
      InstalledProvider(executable: executable)
    }
  }

  static func settings(_ schema: Schema, _ attributes: [String: Value] = [:]) -> Value {
    filled(
      schema.block,
      [
        "region": .string("eu-central-1"), "access_key": .string("none"), "secret_key": .string("none"),
        "skip_credentials_validation": .true, "skip_requesting_account_id": .true,
        "skip_metadata_api_check": .string("true"),
        "skip_region_validation": .true,
      ].merging(attributes) { $1 })
  }

  /// A block with these attributes, and all others absent.
  static func filled(_ block: SchemaBlock, _ attributes: [String: Value]) -> Value {
    guard case .object(var values) = block.emptyValue else { return block.emptyValue }
    for (name, value) in attributes { values[name] = value }
    return .object(values)
  }

  /// What a provider is given to plan a new object: what is computed is not known yet.
  static func proposed(_ block: SchemaBlock, _ configuration: Value) -> Value {
    guard case .object(var values) = configuration else { return configuration }
    for attribute in block.attributes where attribute.isComputed && values[attribute.name]?.isNull == true {
      values[attribute.name] = .unknown(attribute.impliedType)
    }
    return .object(values)
  }

  static func queue(_ name: String, _ block: SchemaBlock) -> PlanRequest {
    let configuration = filled(block, ["name": .string(name)])
    return PlanRequest(
      type: "aws_sqs_queue", prior: .null(block.impliedType), proposed: proposed(block, configuration),
      configuration: configuration, priorPrivateData: [])
  }

  @Test func `a queue is planned, again from the cached schema without asking for it, and fast`() async throws {
    let clock = ContinuousClock()
    let first = clock.now
    do {
      let source = try Self.source()
      let client = try await source.client(for: Self.configuration)
      let schemas = try await client.schemas()
      #expect(schemas.resourceTypes.count > 1_000)
      #expect(schemas.plansDestroy)
      await source.closeAll()
    }
    print("first schema:", clock.now - first)

    let start = clock.now
    let source = try Self.source()
    let client = try await source.client(for: Self.configuration)
    let schemas = try await client.schemas()
    let known = clock.now
    let configured = try await client.configure(Self.settings(schemas.providerConfiguration))
    #expect(configured == [])
    let block = try #require(schemas.resource("aws_sqs_queue")).block
    let response = try await client.plan(Self.queue("one", block))
    let planned = clock.now
    #expect(response.diagnostics == [])
    #expect(response.planned["name"] == .string("one"))
    #expect(response.planned["fifo_queue"] == .false)
    #expect(response.planned["arn"]?.isKnown == false)
    #expect(response.planned["url"]?.isKnown == false)
    #expect(response.usesLegacyTypeSystem)
    #expect(!response.plannedPrivateData.isEmpty)
    #expect(response.planned.type == block.impliedType)
    print("cached schema:", known - start, "start to plan:", planned - start)

    let sequence = clock.now
    for number in 0..<200 { _ = try await client.plan(Self.queue("queue-\(number)", block)) }
    print("200 plans in sequence:", clock.now - sequence)

    let together = clock.now
    let names = try await withThrowingTaskGroup { group in
      for number in 0..<200 {
        group.addTask { try await client.plan(Self.queue("queue-\(number)", block)).planned["name"] }
      }
      var names: Set<Value> = []
      for try await name in group { if let name { names.insert(name) } }
      return names
    }
    #expect(names.count == 200)
    print("200 plans together:", clock.now - together)
    await source.closeAll()
  }
}
