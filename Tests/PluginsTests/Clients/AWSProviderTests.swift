import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// The real hashicorp/aws, without a cloud: everything up to a plan works offline.
@Suite(.serialized, .enabled(if: ProviderMirror.aws != nil, Comment(rawValue: ProviderMirror.missing)))
struct AWSProviderTests {
  static let address = ProviderConfigAddress(provider: .aws)

  private static func source(
    cache: String?, environment: [String: String] = [:], log: @escaping ProviderLogSink = { _ in }
  ) throws -> PluginProviderSource {
    let executable = try #require(ProviderMirror.aws)
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") && !$0.key.hasPrefix("TF_") }
    let settings = PluginSettings(environment: inherited.merging(environment) { $1 }, cacheFolder: cache, log: log)
    return PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
      InstalledProvider(executable: executable)
    }
  }

  /// A cache with the schemas in it, made once: asking the provider for them takes a second. Gone with the process.
  private static let cache: String = {
    atexit { try? FileManager.default.removeItem(atPath: AWSProviderTests.cachePath) }
    return cachePath
  }()

  private static var cachePath: String {
    FileManager.default.temporaryDirectory.appendingPathComponent("plumb-aws-\(getpid())").path
  }

  private func withClient(
    cache: String? = cache, environment: [String: String] = [:], log: @escaping ProviderLogSink = { _ in },
    _ body: (any ProviderClient, any ProviderSchemas) async throws -> Void
  ) async throws {
    let source = try Self.source(cache: cache, environment: environment, log: log)
    do {
      let client = try await source.client(for: Self.address)
      try await body(client, try await client.schemas())
    } catch {
      await source.closeAll()
      throw error
    }
    await source.closeAll()
  }

  private static func settings(_ schema: Schema, _ attributes: [String: Value] = [:]) -> Value {
    filled(
      schema.block,
      [
        "region": .string("eu-central-1"), "access_key": .string("none"), "secret_key": .string("none"),
        "skip_credentials_validation": .true, "skip_requesting_account_id": .true, "skip_region_validation": .true,
        "skip_metadata_api_check": .string("true"),
      ].merging(attributes) { $1 })
  }

  /// A block with these attributes, and all others absent.
  static func filled(_ block: SchemaBlock, _ attributes: [String: Value]) -> Value {
    guard case .object(var values) = block.emptyValue else { return block.emptyValue }
    for (name, value) in attributes { values[name] = value }
    return .object(values)
  }

  /// What a provider is given to plan a new object: what is computed is not known yet.
  private static func proposed(_ block: SchemaBlock, _ configuration: Value) -> Value {
    guard case .object(var values) = configuration else { return configuration }
    for attribute in block.attributes where attribute.isComputed && values[attribute.name]?.isNull == true {
      values[attribute.name] = .unknown(attribute.impliedType)
    }
    return .object(values)
  }

  private static func queue(_ name: String, _ block: SchemaBlock) -> PlanRequest {
    let configuration = filled(block, ["name": .string(name)])
    return PlanRequest(
      type: "aws_sqs_queue", prior: .null(block.impliedType), proposed: proposed(block, configuration),
      configuration: configuration, priorPrivateData: [])
  }

  @Test func `the schemas come from the cache the second time, without a process`() async throws {
    try await withFolder { folder in
      try await withClient(cache: "\(folder)/deep/cache") { _, schemas in #expect(schemas.resourceTypes.count > 1_000) }
      let settings = PluginSettings(environment: [:], cacheFolder: "\(folder)/deep/cache")
      let executable = try #require(ProviderMirror.aws)
      let digest = try #require(await PluginCache(folder: "\(folder)/deep/cache").digest(of: executable))
      // With the digest given, a file that is no program at all does.
      let source = PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
        InstalledProvider(executable: "/nowhere", digest: digest)
      }
      let schemas = try await source.schemas(of: .aws)
      #expect(schemas.resourceTypes.count > 1_000 && schemas.dataSourceTypes.count > 500)
      #expect(schemas.functions.keys.sorted() == ["arn_build", "arn_parse", "trim_iam_role_path"])
      #expect(schemas.plansDestroy)
      #expect(schemas.resource("aws_sqs_queue")?.block.attribute("name")?.impliedType == .string)
      #expect(schemas.resource("aws_nothing") == nil)
      await source.closeAll()
    }
  }

  @Test func `a queue is planned as Terraform plans it`() async throws {
    try await withClient { client, schemas in
      #expect(try await client.configure(Self.settings(schemas.providerConfiguration)) == [])
      let block = try #require(schemas.resource("aws_sqs_queue")).block
      let response = try await client.plan(Self.queue("one", block))
      #expect(response.diagnostics == [])
      #expect(response.planned["name"] == .string("one"))
      #expect(response.planned["fifo_queue"] == .false)
      #expect(response.planned["visibility_timeout_seconds"] == .integer(30))
      #expect(response.planned["arn"]?.isKnown == false && response.planned["url"]?.isKnown == false)
      #expect(response.usesLegacyTypeSystem)
      #expect(String(decoding: response.plannedPrivateData, as: UTF8.self).contains("e2bfb730"))
      #expect(response.planned.type == block.impliedType)
    }
  }

  @Test func `two hundred plans at once are kept apart`() async throws {
    try await withClient { client, schemas in
      #expect(try await client.configure(Self.settings(schemas.providerConfiguration)) == [])
      let block = try #require(schemas.resource("aws_sqs_queue")).block
      try await withThrowingTaskGroup { group in
        for number in 0..<200 {
          group.addTask {
            let planned = try await client.plan(Self.queue("queue-\(number)", block)).planned
            #expect(planned["name"] == .string("queue-\(number)"))
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a provider killed in the middle of its calls is reported by each of them`() async throws {
    try await withClient { client, schemas in
      #expect(try await client.configure(Self.settings(schemas.providerConfiguration)) == [])
      let block = try #require(schemas.resource("aws_sqs_queue")).block
      let plugin = try #require(client as? PluginClient)
      let process = try #require(try await plugin.identifier)
      let codes = await withTaskGroup { group in
        for number in 0..<100 {
          group.addTask { () -> ProviderError.Code? in
            do {
              for round in 0..<50 { _ = try await client.plan(Self.queue("queue-\(number)-\(round)", block)) }
              return nil
            } catch let error as ProviderError {
              return error.message.contains("hashicorp/aws stopped unexpectedly while planning aws_sqs_queue (signal 9")
                ? error.code : nil
            } catch { return nil }
          }
        }
        try? await Task.sleep(for: .milliseconds(200))
        kill(process, SIGKILL)
        return await group.reduce(into: [ProviderError.Code?: Int]()) { $0[$1, default: 0] += 1 }
      }
      #expect(codes == [.died: 100])
    }
  }

  @Test func `diagnostics come with the path of their attribute`() async throws {
    try await withClient { client, schemas in
      let block = try #require(schemas.resource("aws_sqs_queue")).block
      let configuration = Self.filled(block, ["max_message_size": .integer(1), "name": .string("q")])
      let diagnostics = try await client.validateResource(type: "aws_sqs_queue", configuration: configuration)
      #expect(diagnostics.map(\.attributePath) == [[.attribute("max_message_size")]])
      #expect(diagnostics.first?.summary.contains("max_message_size") == true)
      let data = try #require(schemas.dataSource("aws_region")).block
      #expect(try await client.validateDataSource(type: "aws_region", configuration: data.emptyValue) == [])
    }
  }

  @Test func `state is upgraded, functions answer without configuration, data are read`() async throws {
    try await withClient { client, schemas in
      let block = try #require(schemas.resource("aws_sqs_queue")).block
      let state = Array(#"{"name":"q","id":"https://sqs/q","tags":{"a":"b"}}"#.utf8)
      let upgraded = try await client.upgrade(UpgradeRequest(type: "aws_sqs_queue", version: 0, attributes: state))
      #expect(upgraded.diagnostics == [])
      #expect(upgraded.value["tags"] == .map(.string, KeyedValues([("a", .string("b"))])))
      #expect(upgraded.value.type == block.impliedType)

      let parsed = try await client.call(
        function: "arn_parse", arguments: [.string("arn:aws:iam::444455556666:role/x")])
      #expect(parsed.value["account_id"] == .string("444455556666"))
      let failed = try await client.call(function: "arn_parse", arguments: [.string("no arn")])
      #expect(failed.failure?.text.contains("arn") == true)

      #expect(try await client.configure(Self.settings(schemas.providerConfiguration)) == [])
      let partition = try #require(schemas.dataSource("aws_partition")).block
      let response = try await client.readDataSource(type: "aws_partition", configuration: partition.emptyValue)
      #expect(response.diagnostics == [])
      #expect(response.value["dns_suffix"] == .string("amazonaws.com"))
    }
  }

  @Test func `a valid provider configuration is not checked again, an invalid one always`() async throws {
    try await withFolder { folder in
      let executable = try #require(ProviderMirror.aws)
      let digest = try #require(await PluginCache(folder: folder).digest(of: executable))
      /// With `isThere` false, whoever needs the process fails: only what is remembered can be told.
      func check(
        isThere: Bool, role: String? = nil, _ environment: [String: String] = [:]
      ) async throws -> [Diagnostic] {
        let settings = PluginSettings(
          environment: ["PATH": "/usr/bin"].merging(environment) { $1 }, cacheFolder: folder)
        let source = PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
          InstalledProvider(executable: isThere ? executable : "/nowhere", digest: digest)
        }
        let client = try await source.client(for: Self.address)
        do {
          let schema = try await client.schemas().providerConfiguration
          let block = try #require(schema.block.block("assume_role")?.block)
          let roles = role.map { [Self.filled(block, ["role_arn": .string($0)])] } ?? []
          let found = try await client.validateProviderConfiguration(
            Self.settings(schema, ["assume_role": .list(block.impliedType, roles)]))
          await source.closeAll()
          return found
        } catch {
          await source.closeAll()
          throw error
        }
      }
      #expect(try await check(isThere: true) == [])
      #expect(try await check(isThere: false) == [])
      #expect(try await check(isThere: false, ["_": "other", "SHLVL": "7"]) == [])
      let changed = try await failure { _ = try await check(isThere: false, ["AWS_MAX_ATTEMPTS": "3"]) }
      #expect(changed.code == .startFailed)
      let invalid = try await check(isThere: true, role: "nope")
      #expect(invalid.map(\.isError) == [true])
      #expect(
        invalid.map(\.attributePath) == [[.attribute("assume_role"), .index(.integer(0)), .attribute("role_arn")]])
      #expect(try await failure { _ = try await check(isThere: false, role: "nope") }.code == .startFailed)
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/valid")
      #expect(names.count == 1)
      for name in names { #expect(try Data(contentsOf: URL(filePath: "\(folder)/valid/\(name)")).isEmpty) }
    }
  }

  /// Figures rather than verdicts: they depend on what else the machine does.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["PLUMB_TEST_SLOW"] != nil))
  func `the times of a plan are measured`() async throws {
    let clock = ContinuousClock()
    try await withClient { _, _ in }
    for _ in 0..<5 {
      let start = clock.now
      let source = try Self.source(cache: Self.cache)
      let client = try await source.client(for: Self.address)
      let schemas = try await client.schemas()
      let known = clock.now
      _ = try await client.configure(Self.settings(schemas.providerConfiguration))
      let block = try #require(schemas.resource("aws_sqs_queue")).block
      _ = try await client.plan(Self.queue("one", block))
      let planned = clock.now
      for number in 0..<200 { _ = try await client.plan(Self.queue("queue-\(number)", block)) }
      let repeated = clock.now
      await source.closeAll()
      print(
        "cached schemas \(known - start), start to plan \(planned - start), 200 plans \(repeated - planned), "
          + "end \(clock.now - repeated)")
    }
  }

  /// Slow for the 25 MB of JSON, so only on request.
  @Test(.enabled(if: TerraformJudge.isPresent && ProcessInfo.processInfo.environment["PLUMB_TEST_SLOW"] != nil))
  func `every schema says what Terraform says it does`() async throws {
    let judge = try #require(TerraformJudge.find())
    let mirror = try #require(ProviderMirror.root)
    try await withFolder { folder in
      let url = URL(filePath: folder)
      try Data("provider \"aws\" {}\n".utf8).write(
        to: url.appendingPathComponent("main.tf"))
      try Data("provider_installation {\n  filesystem_mirror {\n    path = \"\(mirror)\"\n  }\n}\n".utf8).write(
        to: url.appendingPathComponent("cli.tfrc"))
      let environment = ["TF_CLI_CONFIG_FILE": "\(folder)/cli.tfrc"]
      let made = try await judge.run(["init"], in: url, environment: environment)
      try #require(made.status == 0, "\(made.errors)")
      let shown = try await judge.run(["providers", "schema", "-json"], in: url, environment: environment)
      try #require(shown.status == 0, "\(shown.errors)")
      let json = try JSON.read(Array(shown.output.utf8))
      let theirs = try #require(json["provider_schemas"]?["registry.terraform.io/hashicorp/aws"])
      try await withClient { _, schemas in
        let resources = try #require(theirs["resource_schemas"]?.members)
        #expect(resources.map(\.name).sorted() == schemas.resourceTypes)
        for member in resources {
          #expect(differences(member.value, schemas.resource(member.name)) == [], "\(member.name)")
        }
        let data = try #require(theirs["data_source_schemas"]?.members)
        #expect(data.map(\.name).sorted() == schemas.dataSourceTypes)
        for member in data {
          #expect(differences(member.value, schemas.dataSource(member.name)) == [], "\(member.name)")
        }
        #expect(differences(try #require(theirs["provider"]), schemas.providerConfiguration) == [])
      }
    }
  }

  private func differences(_ json: JSON, _ schema: Schema?) -> [String] {
    guard let schema else { return ["missing"] }
    var found = differences(json["block"] ?? .null, schema.block, "")
    if json["version"]?.int != schema.version { found.append("version") }
    return found
  }

  private func differences(_ json: JSON, _ block: SchemaBlock, _ path: String) -> [String] {
    var found: [String] = []
    let attributes = json["attributes"]?.members ?? []
    if attributes.map(\.name).sorted() != block.attributes.map(\.name) { found.append("\(path): attributes") }
    for member in attributes {
      guard let attribute = block.attribute(member.name) else { continue }
      let ours: [(String, Bool)] = [
        ("required", attribute.isRequired), ("optional", attribute.isOptional), ("computed", attribute.isComputed),
        ("sensitive", attribute.isSensitive), ("write_only", attribute.isWriteOnly),
        ("deprecated", attribute.isDeprecated),
      ]
      for (name, value) in ours where (member.value[name]?.bool ?? false) != value {
        found.append("\(path).\(member.name): \(name)")
      }
      let type = member.value["type"].flatMap(ValueType.init(json:))
      if type != attribute.impliedType { found.append("\(path).\(member.name): type") }
      if (member.value["description"]?.string ?? "") != attribute.description {
        found.append("\(path).\(member.name): description")
      }
    }
    let blocks = json["block_types"]?.members ?? []
    if blocks.map(\.name).sorted() != block.blocks.map(\.name) { found.append("\(path): blocks") }
    for member in blocks {
      guard let nested = block.block(member.name) else { continue }
      if member.value["nesting_mode"]?.string != nested.nesting.rawValue
        || (member.value["min_items"]?.int ?? 0) != nested.minimumItems
        || (member.value["max_items"]?.int ?? 0) != nested.maximumItems
      {
        found.append("\(path).\(member.name): nesting")
      }
      found += differences(member.value["block"] ?? .null, nested.block, "\(path).\(member.name)")
    }
    return found
  }
}
