import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// Validating must not cost the start of a provider where its answer is known.
@Suite(.enabled(if: ProviderMirror.aws != nil, Comment(rawValue: ProviderMirror.missing)))
struct VerdictTests {
  @Test func `a resource found valid is not asked about again, and an invalid one or another always is`() async throws {
    try await withFolder { folder in
      let executable = try #require(ProviderMirror.aws)
      let digest = try #require(await PluginCache(folder: folder).digest(of: executable))
      /// With `isThere` false, whoever needs the process fails: only what is remembered can be told.
      func check(isThere: Bool, range: String) async throws -> [Diagnostic] {
        let settings = PluginSettings(environment: ["PATH": "/usr/bin"], cacheFolder: folder)
        let source = PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
          InstalledProvider(executable: isThere ? executable : "/nowhere", digest: digest)
        }
        let client = try await source.idleClient(for: AWSProviderTests.address)
        do {
          let block = try #require(try await client.schemas().resource("aws_vpc")).block
          let found = try await client.validateResource(
            type: "aws_vpc", configuration: AWSProviderTests.filled(block, ["cidr_block": .string(range)]))
          await source.closeAll()
          return found
        } catch {
          await source.closeAll()
          throw error
        }
      }
      #expect(try await check(isThere: true, range: "10.0.0.0/16") == [])
      #expect(try await check(isThere: false, range: "10.0.0.0/16") == [])
      #expect(try await failure { _ = try await check(isThere: false, range: "10.1.0.0/16") }.code == .startFailed)
      #expect(try await check(isThere: true, range: "10.0.0.0").hasErrors)
      #expect(try await failure { _ = try await check(isThere: false, range: "10.0.0.0") }.code == .startFailed)
    }
  }
}
