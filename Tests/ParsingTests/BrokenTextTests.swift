import Model
import Parsing
import TestSupport
import Testing

/// Broken texts and what `terraform validate` said to them; recorded by scripts/record-syntax.
@Suite struct BrokenTextTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text = ""
    var errors: [String] = []
    var testDescription: String { name }
  }

  /// What Terraform reports about texts that can be read, but mean nothing.
  static let laterSummaries = [
    "Missing name for resource", "Invalid resource name",
    "Unsupported "
      + "argument", "Invalid index",
  ]

  static let cases: [Case] = {
    var cases: [Case] = []
    let file = String(decoding: (try? fixture("syntax/broken.txt")) ?? [], as: UTF8.self)
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        cases.append(Case(name: String(line.dropFirst(4))))
      } else if line.hasPrefix("--- ") {
        let error = String(line.dropFirst(4))
        if !laterSummaries.contains(where: {
          error.contains(
            " \($0): "
              + "")
        }) {
          cases[cases.count - 1].errors.append(error)
        }
      } else if !cases.isEmpty, cases[cases.count - 1].errors.isEmpty {
        cases[cases.count - 1].text += line + "\n"
      }
    }
    return cases
  }()

  /// Terraform points at the end of the file, or says less; and of several mistakes it mostly reports the first.
  static let differing: Set<String> = ["index unclosed", "splat unclosed"]
  static let several: Set<String> = [
    "several errors", "errors in several blocks", "conditional over lines",
    "yaml "
      + "like", "json like",
  ]

  @Test(arguments: cases) func `a broken text is refused where and as Terraform refuses it`(_ one: Case) throws {
    let (_, diagnostics) = parseFile(Array(one.text.utf8), name: "main.tf")
    let ours = diagnostics.map { diagnostic in
      let start = diagnostic.subject?.start ?? .start
      return "\(start.line):\(start.column) \(diagnostic.summary)"
    }
    let theirs = one.errors.map { String($0[...].prefixUpToColon) }
    if Self.differing.contains(one.name) {
      #expect(ours.count == 1)
    } else if let first = ours.first, !theirs.isEmpty {
      #expect(theirs.contains(first), "\(ours) \(theirs)")
      if !Self.several.contains(one.name) { #expect(ours.count == 1 || ours == theirs, "\(ours) \(theirs)") }
    } else {
      #expect(ours == theirs)
    }
  }
}

extension Substring {
  /// Everything before the colon and space that end a summary.
  fileprivate var prefixUpToColon: Substring {
    var end = startIndex
    while end < endIndex, !self[end...].hasPrefix(": ") { end = index(after: end) }
    return self[..<end]
  }
}
