package import Model

/// Why a value has no such attribute or element.
package struct AccessProblem: Error, Hashable, Sendable {
  package var code: String
  package var summary: String
  package var detail: String

  fileprivate static func attribute(_ detail: String) -> AccessProblem {
    AccessProblem(code: "expression.unsupported-attribute", summary: "Unsupported attribute", detail: detail)
  }

  fileprivate static func index(_ detail: String) -> AccessProblem {
    AccessProblem(code: "expression.invalid-index", summary: "Invalid index", detail: detail)
  }

  fileprivate static func key(_ reason: String?) -> AccessProblem {
    index("The given key does not identify an element in this collection value\(reason.map { ": \($0)" } ?? "").")
  }

  fileprivate static func missingMember(_ key: Value) -> AccessProblem {
    var problem = AccessProblem.key(nil)
    if key.type == .number {
      problem.detail += " An object only supports looking up attributes by name, not by numeric index."
    }
    return problem
  }
}

extension Value {
  /// `value.name`, marked as the value is.
  package func attribute(named name: String) throws(AccessProblem) -> Value {
    let (value, marks) = unmarked
    if value.isNull {
      throw AccessProblem(
        code: "expression.null-value", summary: "Attempt to get attribute from null value",
        detail: "This value is null, so it does not have any attributes.")
    }
    switch value {
    case .object(let attributes):
      guard let attribute = attributes[name] else { throw .noAttribute(name) }
      return attribute.marked(with: marks)
    case .map(_, let elements):
      guard let element = elements[name] else {
        throw AccessProblem(
          code: "expression.missing-element", summary: "Missing map element",
          detail: "This map does not have an element with the key \(quotedText(name)).")
      }
      return element.marked(with: marks)
    case .unknown(.object(let type), _):
      guard let attribute = type[name] else { throw .noAttribute(name) }
      return Value.unknown(attribute).marked(with: marks)
    case .unknown(.map(let element), _): return Value.unknown(element).marked(with: marks)
    case .unknown(.dynamic, let refinement): return refinement.part(".\(name)").marked(with: marks)
    default: throw .noAttributes(name, of: value.type)
    }
  }

  /// `value[key]`, marked as the value and the key are.
  package func element(at key: Value) throws(AccessProblem) -> Value {
    let (value, marks) = unmarked
    if value.isNull {
      throw AccessProblem(
        code: "expression.null-value", summary: "Attempt to index null value",
        detail: "This value is null, so it does not have any indices.")
    }
    if key.isNull { throw .index("Can't use a null value as an indexing key.") }
    if key.type == .dynamic { return Value.dynamicUnknown.marked(with: marks) }
    // The type of a tuple or object is made of the types of all its parts, which may be many thousands.
    switch value {
    case .tuple: return try value.sequenceElement(at: key, type: .dynamic, marks: marks)
    case .object(let members):
      guard let name = try key.asKey(.string).stringValue else { return Value.dynamicUnknown.marked(with: marks) }
      guard let member = members[name] else { throw .missingMember(key) }
      return member.marked(with: marks)
    default: break
    }
    switch value.type {
    case .dynamic:
      guard case .unknown(_, let refinement) = value, let name = key.symbolText else {
        return Value.dynamicUnknown.marked(with: marks)
      }
      return refinement.part("[\(key.type == .string ? quoted(name) : name)]").marked(with: marks)
    case .list(let element): return try value.sequenceElement(at: key, type: element, marks: marks)
    case .tuple: return try value.sequenceElement(at: key, type: .dynamic, marks: marks)
    case .map(let element):
      let name = try key.asKey(.string)
      guard value.isKnown, let text = name.stringValue else { return Value.unknown(element).marked(with: marks) }
      guard let found = value.keyedValues?[text] else { throw .key(nil) }
      return found.marked(with: marks.union(key.marks))
    case .object:
      // Nothing is said of its members, not even whether there is such a one.
      _ = try key.asKey(.string)
      return Value.dynamicUnknown.marked(with: marks)
    case .set:
      throw .index(
        "Elements of a set are identified only by their value and don't have any separate index or key to select "
          + "with, so it's only possible to perform operations across all elements of the set.")
    default: throw .index("This value does not have any indices.")
    }
  }

  /// `self` is a list or tuple without marks of its own.
  private func sequenceElement(at key: Value, type: ValueType, marks: Marks) throws(AccessProblem) -> Value {
    guard let number = try key.asKey(.number).numberValue else { return Value.unknown(type).marked(with: marks) }
    if case .unknown(.tuple(let types), _) = self {
      guard let index = number.int, types.indices.contains(index) else {
        throw .outside(number, count: marks.isEmpty ? types.count : nil)
      }
      return Value.unknown(types[index]).marked(with: marks.union(key.marks))
    }
    guard let elements else { return Value.unknown(type).marked(with: marks) }
    guard let index = number.int, elements.indices.contains(index) else {
      throw .outside(number, count: marks.isEmpty ? elements.count : nil)
    }
    return elements[index].marked(with: marks.union(key.marks))
  }

  private func asKey(_ type: ValueType) throws(AccessProblem) -> Value {
    do throws(ConversionError) {
      return try converted(to: type).withoutMarks
    } catch {
      throw .key(error.message)
    }
  }
}

extension AccessProblem {
  fileprivate static func noAttribute(_ name: String) -> AccessProblem {
    .attribute("This object does not have an attribute named \(quotedText(name)).")
  }

  fileprivate static func noAttributes(_ name: String, of type: ValueType) -> AccessProblem {
    switch type {
    case .list(.object(let object)) where object.index(of: name) != nil:
      .attribute(
        "Can't access attributes on a list of objects. Did you mean to access attribute \(quotedText(name)) for a "
          + "specific element of the list, or across all elements of the list?")
    case .list(.object):
      .attribute(
        "Can't access attributes on a list of objects. Did you mean to access an attribute for a specific element of "
          + "the list, or across all elements of the list?")
    case .set(.object):
      .attribute(
        "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the "
          + "set?")
    case .string, .number, .bool:
      .attribute("Can't access attributes on a primitive-typed value (\(type.friendlyName)).")
    default: .attribute("This value does not have any attributes.")
    }
  }

  /// `count` is nil where it must not be told: it is unknown or sensitive.
  fileprivate static func outside(_ number: Number, count: Int?) -> AccessProblem {
    if !number.isWhole {
      return .key("indexing a sequence requires a whole number, but the given index has a fractional part")
    }
    if number.isNegative { return .key("a negative number is not a valid index for a sequence") }
    switch count {
    case 0: return .key("the collection has no elements")
    case let count? where Number(count) == number:
      return .key("the given index is greater than or equal to the length of the collection")
    default: return .key(nil)
    }
  }
}

extension Refinement {
  /// What is known of a part of a value of which not even the type is: its name, where that has one.
  fileprivate func part(_ step: String) -> Value {
    guard let symbol, let name = SymbolText.names(in: symbol).first, symbol == SymbolText.symbol(named: name) else {
      return .dynamicUnknown
    }
    return .symbol(name + step, of: .dynamic, isNotNull: false)
  }
}
