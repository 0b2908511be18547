/// A JSON value. Numbers keep their text, objects their order, so that nothing is lost between reading and writing.
package indirect enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  /// As written, e.g. `1e3`: exact whatever its size.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Sendable, Hashable {
    package var name: String
    package var value: JSON

    package init(_ name: String, _ value: JSON) {
      self.name = name
      self.value = value
    }
  }
}

extension JSON {
  package static func integer(_ integer: Int) -> JSON { .number(String(integer)) }

  /// Members in the order given; those whose value is nil are left out.
  package static func record(_ pairs: [(String, JSON?)]) -> JSON {
    .object(pairs.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// Members sorted by name.
  package static func sortedObject(_ dictionary: [String: JSON]) -> JSON {
    .object(dictionary.sorted { $0.key < $1.key }.map { Member($0.key, $0.value) })
  }

  /// An object's member; the last one where a name stands twice.
  package subscript(_ name: String) -> JSON? {
    if case .object(let members) = self { return members.last { $0.name == name }?.value }
    return nil
  }

  package var members: [Member]? {
    if case .object(let members) = self { return members }
    return nil
  }

  package var array: [JSON]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  package var string: String? {
    if case .string(let string) = self { return string }
    return nil
  }

  package var int: Int? {
    if case .number(let text) = self { return Int(text) }
    return nil
  }

  package var bool: Bool? {
    if case .bool(let bool) = self { return bool }
    return nil
  }

  package var isNull: Bool { self == .null }
}

/// Why a text is no JSON, and where.
package struct JSONError: Error, Sendable, Hashable {
  package var message: String
  /// Counted from 1.
  package var line: Int
  package var column: Int
  package var byte: Int
}
