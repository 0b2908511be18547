package import Model

/// Fills in what a provider would have computed: with the values that a test gives, and made-up ones for the rest.
package struct GeneratedValues: Sendable {
  /// Which parts are still to be computed.
  package enum Open: Sendable {
    /// Of an object to be planned: what the configuration leaves out.
    case null
    /// Of an object to be made: what the plan has left unknown.
    case unknown
  }

  /// A value that was given does not fit.
  package struct Misfit: Error, Sendable {
    package var type: ValueType
    package var attribute: String
    package var reason: String
  }

  /// A text of eight letters and digits, another one each time.
  package var makeText: @Sendable () -> String

  package init(makeText: @escaping @Sendable () -> String) { self.makeText = makeText }

  /// The length of texts made up, and what they are made of: as Terraform's.
  package static let textLength = 8
  package static let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")

  /// The object with every open computed attribute filled in; `given` nil makes them unknown.
  package func fill(
    _ object: Value, schema: SchemaBlock, open: Open, given: KeyedValues?
  ) -> (value: Value, misfits: [Misfit]) {
    var filling = Filling(values: self, open: open)
    let value = filling.block(object, schema, given, path: "")
    return (value, filling.misfits)
  }

  /// What stands for an attribute of which nothing is known but its type.
  func value(of type: ValueType) -> Value {
    switch type {
    case .string: .string(makeText())
    case .number: .number(Number(0))
    case .bool: .bool(false)
    case .list(let element): .list(element, [])
    case .set(let element): .set(element, [])
    case .map(let element): .map(element, KeyedValues())
    case .object(let object): .object(KeyedValues(object.attributes.map { ($0, value(of: $1)) }))
    case .tuple(let types): .tuple(types.map(value(of:)))
    case .dynamic: .null(.dynamic)
    }
  }
}

private struct Filling {
  let values: GeneratedValues
  let open: GeneratedValues.Open
  var misfits: [GeneratedValues.Misfit] = []

  init(values: GeneratedValues, open: GeneratedValues.Open) {
    self.values = values
    self.open = open
  }

  mutating func block(_ value: Value, _ schema: SchemaBlock, _ given: KeyedValues?, path: String) -> Value {
    guard case .object(var members) = value else { return value }
    for attribute in schema.attributes {
      guard let current = members[attribute.name] else { continue }
      members[attribute.name] = self.attribute(attribute, current, given, path: path)
    }
    for block in schema.blocks {
      guard let current = members[block.name] else { continue }
      let inner = given.map { $0[block.name]?.keyedValues ?? KeyedValues() }
      members[block.name] = each(current) { $0.block($1, block.block, inner, path: path + block.name + ".") }
    }
    return .object(members)
  }

  private mutating func attribute(
    _ attribute: SchemaAttribute, _ current: Value, _ given: KeyedValues?, path: String
  ) -> Value {
    if attribute.isComputed, isOpen(current) {
      let type = attribute.impliedType
      guard let given else { return .unknown(type) }
      guard let replacement = given[attribute.name] else { return values.value(of: type) }
      do {
        return try completed(replacement, type).converted(to: type)
      } catch {
        misfits.append(
          GeneratedValues.Misfit(type: type, attribute: path + attribute.name, reason: error.message))
        return .unknown(type)
      }
    }
    guard let nested = attribute.nested, !current.isNull, current.isKnown else { return current }
    let inner = given.map { $0[attribute.name]?.keyedValues ?? KeyedValues() }
    let block = SchemaBlock(attributes: nested.attributes)
    return each(current) { $0.block($1, block, inner, path: path + attribute.name + ".") }
  }

  private func isOpen(_ value: Value) -> Bool {
    switch open {
    case .null: value.isNull
    case .unknown: !value.isKnown
    }
  }

  /// The objects inside a value, be it one or a collection of them.
  private mutating func each(_ value: Value, _ body: (inout Filling, Value) -> Value) -> Value {
    switch value {
    case .object: return body(&self, value)
    case .list(let type, let elements): return .list(type, elements.map { body(&self, $0) })
    case .set(let type, let elements): return .set(type, unsorted: elements.map { body(&self, $0) })
    case .tuple(let elements): return .tuple(elements.map { body(&self, $0) })
    case .map(let type, let elements):
      return .map(type, KeyedValues(sortedKeys: elements.keys, values: elements.values.map { body(&self, $0) }))
    default: return value
    }
  }

  /// Attributes that a given object leaves out are made up.
  private func completed(_ value: Value, _ type: ValueType) -> Value {
    switch (type, value) {
    case (.object(let object), .object(let members)):
      return .object(
        KeyedValues(
          object.attributes.map { name, type in
            (name, members[name].map { completed($0, type) } ?? values.value(of: type))
          }))
    case (.list(let element), .tuple(let elements)), (.set(let element), .tuple(let elements)):
      return .tuple(elements.map { completed($0, element) })
    case (.map(let element), .object(let members)):
      return .object(
        KeyedValues(sortedKeys: members.keys, values: members.values.map { completed($0, element) }))
    default: return value
    }
  }
}
