import CZlib
package import Model
package import Providers
import Synchronization

/// Schemas of a provider that are at hand without it, in a notation of a line for each attribute and block:
///
///     =aws_s3_bucket 0
///      bucket oc s
///      tags o <s>
///      >versioning L0,1
///       enabled o b
///
/// Depth is told by spaces. Flags are (r)equired, (o)ptional, (c)omputed, (s)ensitive, (w)rite-only and (d)eprecated. Types are
/// (s)tring, (n)umber, (b)ool, (d)ynamic, [list], {set}, <map> and (objects). Blocks are (L)ists, (S)ets, (M)aps, (1) single ones or
/// (G)roups, with least and most items.
package final class CompactSchemas: ProviderSchemas {
  private let text: [UInt8]
  /// Where each type's lines are.
  private let places: [String: Range<Int>]
  private let decoded = Mutex<[String: Schema]>([:])

  init(text: [UInt8]) {
    self.text = text
    var places: [String: Range<Int>] = [:]
    var (name, start, position) = ("", 0, 0)
    func finish(at end: Int) {
      if !name.isEmpty { places[name] = start..<end }
    }
    while position < text.count {
      let end = text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      if text[position] == UInt8(ascii: "=") {
        finish(at: position)
        name = String(decoding: text[(position + 1)..<end].prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
        start = position
      }
      position = end + 1
    }
    finish(at: text.count)
    self.places = places
  }

  /// Those of the AWS provider, read when first asked for.
  package static let aws = CompactSchemas(text: unpacked(AWSSchemaData.packed, size: AWSSchemaData.size))

  private static func unpacked(_ text: String, size: Int) -> [UInt8] {
    guard let packed = Base64.decode(text) else { return [] }
    var length = uLong(size)
    var output = [UInt8](repeating: 0, count: size)
    let status = uncompress(&output, &length, packed, uLong(packed.count))
    precondition(status == Z_OK && length == size, "the schemas in this program are damaged")
    return output
  }

  package var providerConfiguration: Schema {
    schema("provider") ?? Schema(version: 0, block: SchemaBlock(attributes: []))
  }
  package var providerMeta: Schema? { nil }
  package var resourceTypes: [String] { places.keys.filter { $0 != "provider" }.sorted() }
  package var dataSourceTypes: [String] { [] }
  package var ephemeralResourceTypes: [String] { [] }
  package var functions: [String: ProviderFunction] { [:] }
  package var plansDestroy: Bool { false }
  package func resource(_ type: String) -> Schema? { type == "provider" ? nil : schema(type) }
  package func dataSource(_ type: String) -> Schema? { nil }
  package func ephemeralResource(_ type: String) -> Schema? { nil }

  private func schema(_ name: String) -> Schema? {
    if let known = decoded.withLock({ $0[name] }) { return known }
    guard let place = places[name] else { return nil }
    let lines = String(decoding: text[place], as: UTF8.self).split(separator: "\n")
    let version = lines.first?.split(separator: " ").last.flatMap { Int($0) } ?? 0
    var reader = Reader(lines: lines.dropFirst())
    let schema = Schema(version: version, block: reader.block(depth: 1))
    decoded.withLock { $0[name] = schema }
    return schema
  }
}

private struct Reader {
  var lines: ArraySlice<Substring>

  mutating func block(depth: Int) -> SchemaBlock {
    var attributes: [SchemaAttribute] = []
    var blocks: [NestedBlock] = []
    while let line = lines.first, line.prefix(while: { $0 == " " }).count == depth {
      lines.removeFirst()
      let fields = line.split(separator: " ", omittingEmptySubsequences: true)
      if let first = fields.first, first.hasPrefix(">"), fields.count == 2 {
        blocks.append(nested(String(first.dropFirst()), fields[1], depth: depth))
      } else if fields.count == 3 {
        attributes.append(attribute(fields))
      } else if fields.count == 2 {
        // Without any flag.
        attributes.append(attribute([fields[0], "", fields[1]]))
      }
    }
    return SchemaBlock(attributes: attributes, blocks: blocks)
  }

  private mutating func nested(_ name: String, _ limits: Substring, depth: Int) -> NestedBlock {
    let numbers = limits.dropFirst().split(separator: ",").compactMap { Int($0) }
    let nesting: NestedBlock.Nesting =
      switch limits.first {
      case "S": .set
      case "M": .map
      case "1": .single
      case "G": .group
      default: .list
      }
    return NestedBlock(
      name: name, nesting: nesting, block: block(depth: depth + 1), minimumItems: numbers.first ?? 0,
      maximumItems: numbers.last ?? 0)
  }

  private func attribute(_ fields: [Substring]) -> SchemaAttribute {
    let flags = fields[1]
    var rest = fields[2]
    return SchemaAttribute(
      name: String(fields[0]), kind: .plain(type(&rest)), isRequired: flags.contains("r"),
      isOptional: flags.contains("o"), isComputed: flags.contains("c"), isSensitive: flags.contains("s"),
      isWriteOnly: flags.contains("w"), isDeprecated: flags.contains("d"))
  }

  private func type(_ text: inout Substring) -> ValueType {
    guard let first = text.popFirst() else { return .dynamic }
    func inner() -> ValueType {
      let found = type(&text)
      text.removeFirst()
      return found
    }
    switch first {
    case "s": return .string
    case "n": return .number
    case "b": return .bool
    case "[": return .list(inner())
    case "{": return .set(inner())
    case "<": return .map(inner())
    case "(":
      var members: [(String, ValueType)] = []
      while let next = text.first, next != ")" {
        if next == "," { text.removeFirst() }
        let name = String(text.prefix { $0 != ":" })
        text.removeFirst(name.count + 1)
        members.append((name, type(&text)))
      }
      text.removeFirst()
      return .object(ObjectType(members))
    default: return .dynamic
    }
  }
}
