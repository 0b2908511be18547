package import Model
package import Parsing
import Synchronization

/// A file of configuration, parsed.
package struct ParsedFile: Sendable {
  package var body: Body
  package var diagnostics: [Diagnostic]

  package init(_ text: [UInt8], name: String) {
    let result = parseConfiguration(text, name: name)
    (body, diagnostics) = (result.body, result.diagnostics)
  }
}

/// Files that were parsed for one configuration and may come up in the next: modules that many call. What counts is the text and
/// the name that messages have for it, never the place.
package final class ParsedFiles: Sendable {
  private struct Key: Hashable {
    var name: String
    var text: [UInt8]
  }

  private struct State {
    var files: [Key: ParsedFile] = [:]
    var size = 0
  }

  /// In bytes of text. Beyond it, everything is forgotten and collected anew.
  private static let maximumSize = 64 << 20

  private let state = Mutex(State())

  package init() {}

  package var count: Int { state.withLock { $0.files.count } }

  package func parse(_ text: [UInt8], name: String) -> ParsedFile {
    let key = Key(name: name, text: text)
    if let known = state.withLock({ $0.files[key] }) { return known }
    let file = ParsedFile(text, name: name)
    state.withLock { state in
      if state.size + text.count > Self.maximumSize { state = State() }
      state.files[key] = file
      state.size += text.count
    }
    return file
  }
}
