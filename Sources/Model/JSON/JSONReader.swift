extension JSON {
  /// Nesting beyond this is refused: no document of ours comes near, and recursion must end somewhere.
  package static let maximumDepth = 512

  /// Reads one JSON document (RFC 8259) and nothing after it but white space.
  package static func read(_ text: [UInt8]) throws(JSONError) -> JSON {
    try text.withUnsafeBufferPointer { bytes throws(JSONError) in
      var scanner = JSONScanner(bytes)
      let value = try scanner.value()
      try scanner.finish()
      return value
    }
  }

  package static func read(_ text: String) throws(JSONError) -> JSON { try read(Array(text.utf8)) }
}
