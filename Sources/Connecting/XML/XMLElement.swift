import CExpat

/// An element of an XML document with its text and children; attributes and namespaces are left out, for no service
/// that we read says anything in them.
package struct XMLElement: Sendable, Hashable {
  package var name: String
  package var text: String = ""
  package var children: [XMLElement] = []

  package init(name: String) { self.name = name }

  /// Deeper nesting than any service uses is refused.
  private static let maximumDepth = 64

  /// Nil when the bytes are no XML document. A document type, and with it every entity of its own, is refused.
  package static func read(_ bytes: [UInt8]) -> XMLElement? {
    guard let parser = XML_ParserCreate("UTF-8") else { return nil }
    defer { XML_ParserFree(parser) }
    let builder = Builder(parser: parser)
    XML_SetUserData(parser, Unmanaged.passUnretained(builder).toOpaque())
    XML_SetElementHandler(
      parser, { context, name, _ in target(context)?.begin(name) }, { context, _ in target(context)?.end() })
    XML_SetCharacterDataHandler(parser) { context, text, length in target(context)?.add(text, Int(length)) }
    XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in target(context)?.stop() }
    let status = bytes.withUnsafeBytes { buffer in
      XML_Parse(parser, buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: buffer.count), 1)
    }
    return withExtendedLifetime(builder) { status == XML_STATUS_OK ? builder.root : nil }
  }

  package subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// Itself or the first below it that has this name.
  package func first(_ name: String) -> XMLElement? {
    if self.name == name { return self }
    for child in children {
      if let found = child.first(name) { return found }
    }
    return nil
  }

  /// Used by expat's callbacks during one call of `read` only.
  fileprivate final class Builder {
    let parser: XML_Parser
    var root: XMLElement?
    var open: [XMLElement] = []

    init(parser: XML_Parser) { self.parser = parser }

    func begin(_ name: UnsafePointer<CChar>?) {
      guard let name, open.count < XMLElement.maximumDepth else { return stop() }
      let full = String(cString: name)
      open.append(XMLElement(name: full.split(separator: ":").last.map(String.init) ?? full))
    }

    func end() {
      guard let element = open.popLast() else { return }
      if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    func add(_ text: UnsafePointer<CChar>?, _ length: Int) {
      guard let text, !open.isEmpty else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: length)
      open[open.count - 1].text += String(decoding: bytes, as: UTF8.self)
    }

    func stop() { XML_StopParser(parser, 0) }
  }
}

private func target(_ context: UnsafeMutableRawPointer?) -> XMLElement.Builder? {
  context.map { Unmanaged<XMLElement.Builder>.fromOpaque($0).takeUnretainedValue() }
}
