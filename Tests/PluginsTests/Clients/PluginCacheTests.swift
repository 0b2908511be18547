import Foundation
import Model
import TestSupport
import Testing

@testable import Plugins

@Suite struct PluginCacheTests {
  private static let digest = [UInt8](repeating: 7, count: 32)

  private static func answer() -> [UInt8] {
    var generator = SeededGenerator(seed: 1)
    return ProtobufTests.answer(&generator)
  }

  @Test func `stored schemas come back, and damaged ones do not`() async throws {
    try await withFolder { folder in
      let cache = PluginCache(folder: folder)
      #expect(cache.schemas(of: Self.digest) == nil)
      cache.store(Self.answer(), version: .six, of: Self.digest)
      let schemas = try #require(PluginCache(folder: folder).schemas(of: Self.digest))
      #expect(schemas.resourceTypes.count == 4)
      #expect(schemas.resource("type_1") != nil)
      #expect(cache.schemas(of: [UInt8](repeating: 8, count: 32)) == nil)

      let file = URL(filePath: "\(folder)/schemas/\(Digest.hexadecimal(Self.digest))")
      let whole = try Data(contentsOf: file)
      for seed in UInt64(1)...200 {
        var generator = SeededGenerator(seed: seed)
        var damaged = whole
        if generator.chance(20) {
          damaged.removeLast(Int.random(in: 1...damaged.count, using: &generator))
        } else {
          damaged[Int.random(in: 0..<damaged.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
        }
        try damaged.write(to: file)
        #expect(cache.schemas(of: Self.digest) == nil, "seed \(seed)")
      }
      cache.store(Self.answer(), version: .six, of: Self.digest)
      #expect(cache.schemas(of: Self.digest) != nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/schemas").count == 1)
    }
  }

  @Test func `a folder that cannot be written to changes nothing`() async throws {
    let cache = PluginCache(folder: "/dev/null/not-a-folder")
    cache.store(Self.answer(), version: .six, of: Self.digest)
    cache.remember("valid/x")
    #expect(cache.schemas(of: Self.digest) == nil)
    #expect(!cache.isValid("valid/x"))
  }

  @Test func `a binary's digest is computed once, and again when the file has changed`() async throws {
    try await withFolder { folder in
      let file = "\(folder)/binary"
      try Data("one".utf8).write(to: URL(filePath: file))
      let cache = PluginCache(folder: "\(folder)/cache")
      #expect(cache.knownDigest(of: file) == nil)
      let one = await withTaskGroup { group in
        for _ in 0..<8 { group.addTask { await cache.digest(of: file) } }
        return await group.reduce(into: Set<[UInt8]?>()) { $0.insert($1) }
      }
      #expect(one == [Digest.of(Array("one".utf8))])
      #expect(
        Digest.hexadecimal(Digest.of([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
      #expect(cache.knownDigest(of: file) == Digest.of(Array("one".utf8)))
      try Data("two".utf8).write(to: URL(filePath: file))
      let later = PluginCache(folder: "\(folder)/cache")
      #expect(later.knownDigest(of: file) == nil)
      #expect(await later.digest(of: file) == Digest.of(Array("two".utf8)))
      #expect(await cache.digest(of: "\(folder)/nothing") == nil)
    }
  }

  @Test func `verdicts depend on binary, configuration and environment, and are forgotten when there are too many`()
    async throws
  {
    let base = PluginCache.verdict(binary: Self.digest, configuration: [1], environment: ["A": "1"])
    let others = [
      PluginCache.verdict(binary: [9], configuration: [1], environment: ["A": "1"]),
      PluginCache.verdict(binary: Self.digest, configuration: [2], environment: ["A": "1"]),
      PluginCache.verdict(binary: Self.digest, configuration: [1], environment: ["A": "2"]),
      PluginCache.verdict(binary: Self.digest, configuration: [1], environment: ["A": "1", "B": ""]),
      PluginCache.verdict(binary: Self.digest, configuration: [1], environment: [:]),
    ]
    #expect(Set(others + [base]).count == 6)
    #expect(
      base == PluginCache.verdict(binary: Self.digest, configuration: [1], environment: ["A": "1", "SHLVL": "3"]))
    try await withFolder { folder in
      let cache = PluginCache(folder: folder, maximumVerdicts: 200)
      for number in 0..<300 { cache.remember("valid/\(number)") }
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/valid")
      #expect(names.count < 150)
      #expect(cache.isValid("valid/299"))
    }
  }
}
