import Foundation
import Model
import TestSupport
import Testing

@testable import Parsing

/// Canonical style, as Terraform has it: Tests/Fixtures/formatting has its answers.
@Suite struct FormattingTests {
  static let names: [String] = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<2 { root.deleteLastPathComponent() }
    let folder = root.appendingPathComponent("Fixtures/formatting").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".in") }.map { String($0.dropLast(3)) }.sorted()
  }()

  static func texts(_ suffix: String) -> [[UInt8]] {
    names.compactMap { try? fixture("formatting/\($0).\(suffix)") }
  }

  @Test func `there are recordings`() { #expect(Self.names.count >= 60) }

  @Test(arguments: names) func `a text is brought into the form that Terraform gives it`(name: String) throws {
    let result = formatted(try fixture("formatting/\(name).in"), name: name)
    #expect(result.diagnostics.isEmpty)
    let text = String(decoding: try #require(result.text), as: UTF8.self)
    #expect(text == String(decoding: try fixture("formatting/\(name).out"), as: UTF8.self))
  }

  @Test(arguments: names) func `the tokens of a text are the text`(name: String) throws {
    for suffix in ["in", "out"] {
      let text = try fixture("formatting/\(name).\(suffix)")
      #expect(LayoutScanner.tokens(of: text).bytes == text)
    }
  }

  @Test(arguments: names) func `canonical style stays as it is`(name: String) throws {
    let text = try fixture("formatting/\(name).out")
    #expect(formatted(text, name: name).text == text)
  }

  @Test func `a label that is no name is left as it was written`() {
    // `terraform fmt` loses such labels, and true, false and null as keys.
    let text = Array("resource \"a$b\" \"c%\" {}\nx = a[null].b[true]\n".utf8)
    #expect(formatted(text, name: "t").text == text)
  }

  @Test func `what is not in the language is not formatted`() {
    let result = formatted(Array("a = [\n".utf8), name: "t")
    #expect(result.text == nil)
    #expect(result.diagnostics.hasErrors)
  }

  @Test func `any bytes are cut into tokens that are the bytes`() {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let corpus = Self.texts("in")
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while clock.now - start < .seconds(1) {
      var bytes = corpus.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.insert(contentsOf: (RobustnessTests.pieces.randomElement(using: &random) ?? "").utf8, at: place)
        case 1: if place < bytes.count { bytes[place] = .random(in: 0...255, using: &random) }
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &random)))
        default: bytes.removeSubrange(place...)
        }
      }
      let tokens = LayoutScanner.tokens(of: bytes)
      #expect(tokens.bytes == bytes, "seed \(seed)")
      // Neither may they stop formatting, should they not be in the language after all.
      _ = Layout.canonical(Modernizing.modern(tokens))
      if let new = formatted(bytes, name: "t").text {
        #expect(formatted(new, name: "t").text != nil, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
      }
      count += 1
    }
    #expect(count > 20, "seed \(seed)")
  }
}
