import Model
import Providers

/// Decodes schemas as providers send them.
struct SchemaDecoder {
  /// Blocks and nested attributes inside one another; real ones reach eight or so.
  static let maximumDepth = 64

  let version: ProtocolVersion

  func schema(_ message: ProtobufReader) throws(WireError) -> Schema {
    var reader = message
    var schema = Schema(version: 0, block: SchemaBlock(attributes: []))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: schema.version = try reader.integer(field)
      case 2: schema.block = try block(try reader.message(field), depth: 0)
      default: break
      }
    }
    return schema
  }

  private func block(_ message: ProtobufReader, depth: Int) throws(WireError) -> SchemaBlock {
    guard depth < Self.maximumDepth else {
      throw WireError("a schema is nested deeper than \(Self.maximumDepth) levels")
    }
    var reader = message
    var attributes: [SchemaAttribute] = []
    var blocks: [NestedBlock] = []
    var description = ""
    var isDeprecated = false
    while let (number, field) = try reader.next() {
      switch number {
      case 2: attributes.append(try attribute(try reader.message(field), depth: depth))
      case 3: blocks.append(try nestedBlock(try reader.message(field), depth: depth))
      case 4: description = try reader.string(field)
      case 6: isDeprecated = try reader.bool(field)
      default: break
      }
    }
    try refuseDoubles(attributes.map(\.name) + blocks.map(\.name))
    return SchemaBlock(attributes: attributes, blocks: blocks, description: description, isDeprecated: isDeprecated)
  }

  private func refuseDoubles(_ names: [String]) throws(WireError) {
    guard Set(names).count == names.count else { throw WireError("a schema has two attributes or blocks of one name") }
  }

  private func attribute(_ message: ProtobufReader, depth: Int) throws(WireError) -> SchemaAttribute {
    var reader = message
    var attribute = SchemaAttribute(name: "", kind: .plain(.dynamic))
    while let (number, field) = try reader.next() {
      switch number {
      case 1: attribute.name = try reader.string(field)
      case 2:
        // Left empty where there is a nested type.
        let range = try reader.range(field)
        if !range.isEmpty { attribute.kind = .plain(try type(reader.bytes[range])) }
      case 3: attribute.description = try reader.string(field)
      case 4: attribute.isRequired = try reader.bool(field)
      case 5: attribute.isOptional = try reader.bool(field)
      case 6: attribute.isComputed = try reader.bool(field)
      case 7: attribute.isSensitive = try reader.bool(field)
      case 8: attribute.descriptionIsMarkdown = try reader.integer(field) == 1
      case 9: attribute.isDeprecated = try reader.bool(field)
      case version.writeOnlyField: attribute.isWriteOnly = try reader.bool(field)
      case 10: attribute.kind = .nested(try nested(try reader.message(field), depth: depth + 1))
      default: break
      }
    }
    return attribute
  }

  private func nested(_ message: ProtobufReader, depth: Int) throws(WireError) -> NestedAttributes {
    guard depth < Self.maximumDepth else {
      throw WireError("a schema is nested deeper than \(Self.maximumDepth) levels")
    }
    var reader = message
    var attributes: [SchemaAttribute] = []
    var nesting: NestedAttributes.Nesting?
    while let (number, field) = try reader.next() {
      switch number {
      case 1: attributes.append(try attribute(try reader.message(field), depth: depth))
      case 3:
        nesting =
          switch try reader.integer(field) {
          case 1: .single
          case 2: .list
          case 3: .set
          case 4: .map
          default: nil
          }
      default: break
      }
    }
    guard let nesting else { throw WireError("a nested attribute of a schema has no valid nesting mode") }
    try refuseDoubles(attributes.map(\.name))
    return NestedAttributes(nesting: nesting, attributes: attributes)
  }

  private func nestedBlock(_ message: ProtobufReader, depth: Int) throws(WireError) -> NestedBlock {
    var reader = message
    var name = ""
    var content = SchemaBlock(attributes: [])
    var nesting: NestedBlock.Nesting?
    var minimum = 0
    var maximum = 0
    while let (number, field) = try reader.next() {
      switch number {
      case 1: name = try reader.string(field)
      case 2: content = try block(try reader.message(field), depth: depth + 1)
      case 3:
        nesting =
          switch try reader.integer(field) {
          case 1: .single
          case 2: .list
          case 3: .set
          case 4: .map
          case 5: .group
          default: nil
          }
      case 4: minimum = try reader.integer(field)
      case 5: maximum = try reader.integer(field)
      default: break
      }
    }
    guard let nesting else {
      throw WireError("the block \(name.debugDescription) of a schema has no valid nesting mode")
    }
    return NestedBlock(name: name, nesting: nesting, block: content, minimumItems: minimum, maximumItems: maximum)
  }

  func type(_ bytes: ArraySlice<UInt8>) throws(WireError) -> ValueType {
    // Nearly all attributes are of these three.
    if bytes.elementsEqual(#""string""#.utf8) { return .string }
    if bytes.elementsEqual(#""bool""#.utf8) { return .bool }
    if bytes.elementsEqual(#""number""#.utf8) { return .number }
    guard let json = try? JSON.read(Array(bytes)), let type = ValueType(json: json) else {
      throw WireError("a schema has the invalid type \(String(decoding: bytes.prefix(200), as: UTF8.self))")
    }
    return type.withoutOptional
  }
}

// MARK: Functions

extension SchemaDecoder {
  func function(_ message: ProtobufReader) throws(WireError) -> ProviderFunction {
    var reader = message
    var function = ProviderFunction(parameters: [], variadic: nil, returnType: .dynamic)
    while let (number, field) = try reader.next() {
      switch number {
      case 1: function.parameters.append(try parameter(try reader.message(field)))
      case 2: function.variadic = try parameter(try reader.message(field))
      case 3:
        var result = try reader.message(field)
        while let (number, field) = try result.next() {
          if number == 1 { function.returnType = try type(result.bytes[try result.range(field)]) }
        }
      case 4: function.summary = try reader.string(field)
      case 5: function.description = try reader.string(field)
      default: break
      }
    }
    return function
  }

  private func parameter(_ message: ProtobufReader) throws(WireError) -> ProviderFunction.Parameter {
    var reader = message
    var parameter = ProviderFunction.Parameter(name: "", type: .dynamic)
    while let (number, field) = try reader.next() {
      switch number {
      case 1: parameter.name = try reader.string(field)
      case 2: parameter.type = try type(reader.bytes[try reader.range(field)])
      case 3: parameter.allowsNull = try reader.bool(field)
      case 4: parameter.allowsUnknown = try reader.bool(field)
      case 5: parameter.description = try reader.string(field)
      default: break
      }
    }
    return parameter
  }
}
