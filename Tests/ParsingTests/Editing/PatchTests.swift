import Foundation
import Model
import TestSupport
import Testing

@testable import Parsing

/// Patches of random edits over real and generated texts, judged by `git apply`.
@Suite struct PatchTests {
  @Test func `git applies what is shown`() throws {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for round in 0..<25 {
      try withTemporaryFolder { folder in
        var old: [String: [UInt8]] = [:]
        var new: [String: [UInt8]] = [:]
        let names = ["main.tf", "a b/c d.tf", "ü \"q\".tf", "new.tf"]
        for name in names.prefix(Int.random(in: 1...4, using: &random)) {
          var lines = (0..<Int.random(in: 0...30, using: &random)).map { _ in Self.line(&random) }
          if name != "new.tf" { old[name] = Self.joined(lines, &random) }
          for _ in 0..<Int.random(in: 0...6, using: &random) {
            let place = Int.random(in: 0...lines.count, using: &random)
            if Bool.random(using: &random) || place == lines.count {
              lines.insert(Self.line(&random), at: place)
            } else {
              lines.remove(at: place)
            }
          }
          new[name] = Self.joined(lines, &random)
        }
        for (name, text) in old {
          let url = folder.appendingPathComponent(name)
          try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
          try Data(text).write(to: url)
        }
        let patch = TextPatch(from: old, to: new)
        for (name, text) in new { #expect(patch.applied(to: old[name] ?? [], file: name) == text, "seed \(seed)") }
        let diff = patch.unifiedDiff(originals: { old[$0] })
        if diff.isEmpty { return }
        try Data(diff.utf8).write(to: folder.appendingPathComponent("p.diff"))
        let outcome = try runProcess(
          "/usr/bin/env", ["git", "apply", "--whitespace=nowarn", "p.diff"], in: folder,
          environment: ProcessInfo.processInfo.environment)
        #expect(outcome.status == 0, "seed \(seed) round \(round): \(outcome.errors)\n\(diff)")
        for (name, text) in new where old[name] != text {
          let url = folder.appendingPathComponent(name)
          #expect((try? Data(contentsOf: url)) ?? Data() == Data(text), "seed \(seed): \(name)\n\(diff)")
        }
      }
    }
  }

  private static func line(_ random: inout SeededGenerator) -> String {
    ["a", "b", "  c = 1", "}", "", "d\t", "é"].randomElement(using: &random) ?? ""
  }

  private static func joined(_ lines: [String], _ random: inout SeededGenerator) -> [UInt8] {
    let text = lines.joined(separator: "\n")
    return Array((text.isEmpty || Int.random(in: 0..<4, using: &random) == 0 ? text : text + "\n").utf8)
  }

  @Test func `the differences are the fewest`() {
    func count(_ a: String, _ b: String) -> Int {
      let (old, new) = (lines(of: Array(a.utf8)), lines(of: Array(b.utf8)))
      return LineDifference(old, new).hunks.reduce(0) { $0 + $1.old.count + $1.new.count }
    }
    #expect(count("a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n") == 5)
    #expect(count("a\nb\n", "a\nb\n") == 0)
    #expect(count("", "a\nb\n") == 2)
  }
}

/// Laws of editing over the formatter's corpus.
@Suite struct EditingLawTests {
  @Test func `random edits leave all else alone`() throws {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var done = 0
    for original in FormattingTests.texts("in") + FormattingTests.texts("out") {
      guard let text = try? EditedText(original, name: "t.tf") else { continue }
      for _ in 0..<8 {
        let blocks = text.body.blocks.flatMap { [$0] + $0.body.blocks }
        let attributes = text.body.attributes + blocks.flatMap(\.body.attributes)
        guard let attribute = attributes.randomElement(using: &random) else { break }
        let context = "seed \(seed): \(attribute.name)\n\(String(decoding: original, as: UTF8.self))"
        let edited: EditedText
        let isRemoval = Bool.random(using: &random)
        do {
          edited =
            isRemoval ? try text.removing(attribute) : try text.replacing(attribute.expression, with: "\"edited here\"")
        } catch {
          Issue.record("\(error) \(context)")
          continue
        }
        done += 1
        let before = names(text.body)
        let after = names(edited.body)
        #expect(after.count == before.count - (isRemoval ? 1 : 0), "\(context)")
        // All words but those of the argument are there as before.
        var words = Self.words(original)
        let gone = Self.words(
          Array(original[(attribute.range.start.byte + text.offset)..<(attribute.range.end.byte + text.offset)]))
        let left = Self.words(edited.bytes)
        if !isRemoval {
          words = Self.words(
            Array(original[..<(attribute.expression.range.start.byte + text.offset)])
              + Array("\"edited here\"".utf8) + original[(attribute.expression.range.end.byte + text.offset)...])
          #expect(left == words, "\(context)\n→\n\(String(decoding: edited.bytes, as: UTF8.self))")
        } else {
          #expect(left.count <= words.count - gone.count + 1, "\(context)")
        }
        if laidOut(original) == original { #expect(laidOut(edited.bytes) == edited.bytes, "\(context)") }
        // What was inserted can be taken out again.
        let patch = TextPatch(from: ["t": original], to: ["t": edited.bytes])
        #expect(patch.applied(to: original, file: "t") == edited.bytes)
      }
    }
    #expect(done > 200, "seed \(seed)")
  }

  @Test func `elements come and go, and the others are what they were`() throws {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let isObject = Bool.random(using: &random)
      let count = Int.random(in: 0...4, using: &random)
      let isOnLines = Bool.random(using: &random)
      var text = "b {\n  x = " + (isObject ? "{" : "[")
      for index in 0..<count {
        if isOnLines { text += "\n" + (["    ", "\t", "  # above\n    "].randomElement(using: &random) ?? "") }
        text += isObject ? "k\(index) = \(index)" : "\(index)"
        let isLast = index == count - 1
        if !isLast && (!isObject || !isOnLines || Bool.random(using: &random)) || isLast && Bool.random(using: &random)
        {
          text += Bool.random(using: &random) ? "," : ", "
        }
        if isOnLines { text += (["", " # c", " // d"].randomElement(using: &random) ?? "") }
      }
      text += (isOnLines ? "\n  " : "") + (isObject ? "}" : "]") + " # end\n  y = 1\n}"
      if Bool.random(using: &random) { text = text.replacing("\n", with: "\r\n") }
      let edited = try EditedText(Array(text.utf8), name: "t.tf")
      let expression = try #require(edited.body.blocks.first?.body.attribute("x")?.expression)
      var wanted = values(expression)
      let result: EditedText
      if count > 0, Bool.random(using: &random) {
        let index = Int.random(in: 0..<count, using: &random)
        wanted.remove(at: index)
        result = try edited.removing(element: index, of: expression)
      } else {
        let index = Int.random(in: 0...count, using: &random)
        wanted.insert("99", at: index)
        result = try edited.inserting(isObject ? "n = 99" : "99", at: index, in: expression)
      }
      let after = try #require(result.body.blocks.first)
      let context = "seed \(seed)\n\(text)\n→\n\(String(decoding: result.bytes, as: UTF8.self))"
      #expect(values(try #require(after.body.attribute("x")?.expression)) == wanted, "\(context)")
      #expect(after.body.attributes.map(\.name) == ["x", "y"], "\(context)")
      #expect(String(decoding: result.bytes, as: UTF8.self).contains(" # end"), "\(context)")
    }
  }

  private func values(_ expression: Parsing.Expression) -> [String] {
    let items: [Parsing.Expression] =
      switch expression.kind {
      case .tuple(let items): items
      case .object(let items): items.map(\.value)
      default: []
      }
    return items.map { $0.constantKey?.numberValue?.description ?? "?" }
  }

  private func names(_ body: Body) -> [String] {
    body.attributes.map(\.name) + body.blocks.flatMap { [$0.type] + names($0.body) }
  }

  private static func words(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
    text.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") }
  }
}
