/// Why a value does not fit a schema, after where in it: `.retry_max: a number is required`.
package struct SchemaFittingError: Error, Sendable, Equatable {
  package var message: String

  fileprivate func inside(_ step: String) -> SchemaFittingError {
    SchemaFittingError(message: message.hasPrefix(".") ? ".\(step)\(message)" : ".\(step): \(message)")
  }
}

extension SchemaBlock {
  /// A value that says by an object what a block of this schema would say: of the schema's implied type, with null for what
  /// it leaves out.
  package func value(fitting given: Value) throws(SchemaFittingError) -> Value {
    if given.isNull { return try value(fitting: .emptyObject) }
    guard let members = given.keyedValues else { throw SchemaFittingError(message: "an object is required") }
    if let name = members.keys.first(where: { attribute($0) == nil && block($0) == nil }) {
      throw SchemaFittingError(message: "unexpected attribute \(quotedText(name))")
    }
    var pairs: [(String, Value)] = []
    for attribute in attributes {
      let given = members[attribute.name] ?? .null(attribute.impliedType)
      if given.isNull, attribute.isRequired {
        throw SchemaFittingError(message: "attribute \(quotedText(attribute.name)) is required")
      }
      do {
        pairs.append((attribute.name, try attribute.value(fitting: given)))
      } catch {
        throw error.inside(attribute.name)
      }
    }
    for block in blocks {
      do {
        pairs.append((block.name, try block.value(fitting: members[block.name])))
      } catch {
        throw error.inside(block.name)
      }
    }
    return .object(pairs)
  }
}

extension SchemaAttribute {
  fileprivate func value(fitting given: Value) throws(SchemaFittingError) -> Value {
    if given.isNull { return .null(impliedType) }
    if let nested, nested.nesting == .single {
      return try SchemaBlock(attributes: nested.attributes).value(fitting: given)
    }
    do {
      return try given.converted(to: impliedType)
    } catch {
      throw SchemaFittingError(message: error.message)
    }
  }
}

extension NestedBlock {
  fileprivate func value(fitting given: Value?) throws(SchemaFittingError) -> Value {
    guard let given, !given.isNull else { return emptyValue }
    switch nesting {
    case .single, .group: return try block.value(fitting: given)
    case .list, .set:
      guard let elements = given.elements else { throw SchemaFittingError(message: "a list is required") }
      var values: [Value] = []
      for element in elements { values.append(try block.value(fitting: element)) }
      return nesting == .list ? .list(block.impliedType, values) : .set(block.impliedType, values)
    case .map:
      guard let members = given.keyedValues else { throw SchemaFittingError(message: "a map is required") }
      var pairs: [(String, Value)] = []
      for (key, value) in members.pairs { pairs.append((key, try block.value(fitting: value))) }
      return .map(block.impliedType, KeyedValues(pairs))
    }
  }
}
