package import Model

/// A `resource` block that was written for an object which is imported and has none.
package struct GeneratedConfiguration: Sendable, Equatable {
  package var address: ResourceInstanceAddress
  package var text: String
  /// What identified the object; nil when it could not be planned with what was written.
  package var importedID: String?

  package init(address: ResourceInstanceAddress, text: String, importedID: String? = nil) {
    self.address = address
    self.text = text
    self.importedID = importedID
  }
}

/// A file of generated configuration for a person to go through, and where in it each block stands.
package struct GeneratedFile: Sendable, Equatable {
  package var path: String
  package private(set) var text: String
  private var firstLines: [String: (line: Int, byte: Int)] = [:]

  package init(path: String, product: String, _ blocks: [GeneratedConfiguration]) {
    self.path = path
    text =
      "# __generated__ by \(product)\n# Please review these resources and move them into your main configuration files.\n"
    for block in blocks.sorted(by: { $0.address < $1.address }) {
      text += "\n# __generated__ by \(product)\(block.importedID.map { " from \(quotedText($0))" } ?? "")\n"
      firstLines[block.address.description] = (text.utf8.count { $0 == UInt8(ascii: "\n") }, text.utf8.count)
      text += "\(block.text)\n"
    }
  }

  package static func == (a: GeneratedFile, b: GeneratedFile) -> Bool { a.path == b.path && a.text == b.text }

  /// A diagnostic about a place in one of the blocks, about the same place in the file.
  package func located(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.subject?.file == path, let address = diagnostic.address, let first = firstLines[address] else {
      return diagnostic
    }
    var copy = diagnostic
    copy.subject = diagnostic.subject?.moved(lines: first.line, bytes: first.byte)
    return copy
  }
}

extension SourceRange {
  fileprivate func moved(lines: Int, bytes: Int) -> SourceRange {
    func moved(_ position: SourcePosition) -> SourcePosition {
      SourcePosition(line: position.line + lines, column: position.column, byte: position.byte + bytes)
    }
    return SourceRange(file: file, start: moved(start), end: moved(end))
  }
}
