import Model

/// Where the files of modules come from: a disk, a saved plan, or texts in a test.
package protocol ModuleSource: Sendable {
  /// The names of the files directly inside a directory, or nil when there is no such directory.
  func files(in directory: String) throws(ModuleSourceError) -> [String]?
  func read(_ path: String) throws(ModuleSourceError) -> [UInt8]
  /// A text that was read, parsed: here or, where others have read the same, before.
  func parse(_ text: [UInt8], name: String) -> ParsedFile
}

extension ModuleSource {
  package func parse(_ text: [UInt8], name: String) -> ParsedFile { ParsedFile(text, name: name) }
}

package struct ModuleSourceError: Error, Sendable, Hashable {
  package var path: String
  package var message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }
}

/// Modules given as texts by path, e.g. `["main.tf": "...", "modules/a/main.tf": "..."]`.
package struct TextModuleSource: ModuleSource {
  package var texts: [String: [UInt8]]

  package init(_ texts: [String: [UInt8]]) { self.texts = texts }
  package init(_ texts: [String: String]) { self.texts = texts.mapValues { Array($0.utf8) } }

  package func files(in directory: String) throws(ModuleSourceError) -> [String]? {
    let prefix = directory == "." ? "" : directory + "/"
    let names = texts.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    if names.isEmpty && directory != "." { return nil }
    return names.filter { !$0.contains("/") }.sorted()
  }

  package func read(_ path: String) throws(ModuleSourceError) -> [UInt8] {
    guard let text = texts[path] else { throw ModuleSourceError(path: path, message: "There is no such file.") }
    return text
  }
}
