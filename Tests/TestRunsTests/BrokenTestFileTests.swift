import Configuring
import Foundation
import Model
import TestRuns
import TestSupport
import Testing

/// Texts that are no good tests: cut off, with bytes changed.
@Suite struct BrokenTestFileTests {
  /// All test files among the fixtures, by path.
  private static let texts: [(path: String, text: [UInt8])] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/tests")
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    return (files ?? []).filter { $0.path.contains(".tftest.") }.sorted { $0.path < $1.path }.compactMap { file in
      (try? Data(contentsOf: file)).map { (file.path, [UInt8]($0)) }
    }
  }()

  private func read(_ text: [UInt8], _ path: String) -> (file: TestFile, diagnostics: [Diagnostic]) {
    TestFileDecoder.read(text, path: path, source: TextModuleSource([String: String]()))
  }

  @Test func `a text that is cut off inside a block is told of, at a place in it`() throws {
    try #require(Self.texts.count > 30)
    for (path, text) in Self.texts {
      for length in stride(from: 1, to: text.count, by: 13) {
        let cut = Array(text[..<length])
        let (_, diagnostics) = read(cut, path)
        let isOpen = cut.count { $0 == UInt8(ascii: "{") } > cut.count { $0 == UInt8(ascii: "}") }
        #expect(diagnostics.hasErrors || !isOpen, "\(path), first \(length) bytes")
        #expect(diagnostics.allSatisfy { ($0.subject?.start.byte ?? 0) <= length }, "\(path), first \(length) bytes")
      }
    }
  }

  @Test func `changed bytes never end in a run without a name`() {
    let seed: UInt64 = 20
    var generator = SeededGenerator(seed: seed)
    for (path, text) in Self.texts {
      for _ in 0..<20 {
        var changed = text
        for _ in 0..<3 {
          changed[Int.random(in: 0..<changed.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        let (file, diagnostics) = read(changed, path)
        #expect(file.runs.allSatisfy { !$0.name.isEmpty } || diagnostics.hasErrors, "\(path), seed \(seed)")
        #expect(Set(file.runs.map(\.name)).count == file.runs.count || diagnostics.hasErrors, "\(path), seed \(seed)")
      }
    }
  }
}
