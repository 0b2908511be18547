/// A way from a value to a part of it.
package typealias ValuePath = [PathStep]

package enum PathStep: Hashable, Sendable {
  case attribute(String)
  /// A number for lists and tuples, a string for maps, the element itself for sets.
  case index(Value)
}

extension Value {
  /// The part at a path, or nil when the value has no such part. Marks met on the way are added to the part.
  package func part(at path: some Sequence<PathStep>) -> Value? {
    var current = self
    var collected: Marks = []
    for step in path {
      let (value, marks) = current.unmarked
      collected.formUnion(marks)
      guard let next = value.step(step) else { return nil }
      current = next
    }
    return current.marked(with: collected)
  }

  private func step(_ step: PathStep) -> Value? {
    switch step {
    case .attribute(let name):
      return keyedValues?[name]
    case .index(let key):
      switch (self, key) {
      case (.list(_, let elements), .number(let number)), (.tuple(let elements), .number(let number)):
        guard let index = number.int, elements.indices.contains(index) else { return nil }
        return elements[index]
      case (.map(_, let elements), .string(let name)), (.object(let elements), .string(let name)):
        return elements[name]
      case (.set(_, let elements), _):
        return elements.first { $0.deeplyUnmarked == key }
      default: return nil
      }
    }
  }

  /// Every part replaced by `transform`, children before parents. The path given is that of the part in the original.
  package func transformed(
    path: ValuePath = [], _ transform: (ValuePath, Value) -> Value
  ) -> Value {
    let (value, marks) = unmarked
    let rebuilt: Value
    switch value {
    case .null, .unknown, .bool, .number, .string, .marked: rebuilt = value
    case .list(let type, let elements):
      rebuilt = .list(
        type,
        elements.enumerated().map { $1.transformed(path: path + [.index(.integer($0))], transform) })
    case .tuple(let elements):
      rebuilt = .tuple(elements.enumerated().map { $1.transformed(path: path + [.index(.integer($0))], transform) })
    case .set(let type, let elements):
      rebuilt = .set(type, unsorted: elements.map { $0.transformed(path: path + [.index($0)], transform) })
    case .map(let type, let elements):
      rebuilt = .map(
        type,
        KeyedValues(
          sortedKeys: elements.keys,
          values: elements.pairs.map { $1.transformed(path: path + [.index(.string($0))], transform) }))
    case .object(let attributes):
      rebuilt = .object(
        KeyedValues(
          sortedKeys: attributes.keys,
          values: attributes.pairs.map { $1.transformed(path: path + [.attribute($0)], transform) }))
    }
    return transform(path, rebuilt.marked(with: marks))
  }

  /// The value without marks at any depth, and where which marks stood.
  package func separatingMarks() -> (value: Value, marks: [(path: ValuePath, marks: Marks)]) {
    if deepMarks.isEmpty { return (self, []) }
    var found: [(path: ValuePath, marks: Marks)] = []
    collectMarks(path: [], into: &found)
    return (deeplyUnmarked, found)
  }

  private func collectMarks(path: ValuePath, into found: inout [(path: ValuePath, marks: Marks)]) {
    switch self {
    case .null, .unknown, .bool, .number, .string: return
    case .marked(let value, let marks):
      found.append((path, marks))
      value.collectMarks(path: path, into: &found)
    case .list(_, let elements), .tuple(let elements):
      for (index, element) in elements.enumerated() {
        element.collectMarks(path: path + [.index(.integer(index))], into: &found)
      }
    case .set(_, let elements):
      for element in elements { element.collectMarks(path: path + [.index(element.deeplyUnmarked)], into: &found) }
    case .map(_, let elements):
      for (key, element) in elements.pairs {
        element.collectMarks(path: path + [.index(.string(key))], into: &found)
      }
    case .object(let attributes):
      for (name, value) in attributes.pairs { value.collectMarks(path: path + [.attribute(name)], into: &found) }
    }
  }

  /// The value with marks put where these paths lead; a path that leads nowhere marks what it does reach.
  package func marking(_ marks: [(path: ValuePath, marks: Marks)]) -> Value {
    marks.reduce(self) { $0.marking(at: $1.path[...], with: $1.marks) }
  }

  private func marking(at path: ArraySlice<PathStep>, with marks: Marks) -> Value {
    guard let step = path.first else { return marked(with: marks) }
    let rest = path.dropFirst()
    switch (self, step) {
    case (.marked(let value, let present), _):
      return value.marking(at: path, with: marks).marked(with: present)
    case (.list(let type, var elements), .index(.number(let number))):
      guard let index = number.int, elements.indices.contains(index) else { return self }
      elements[index] = elements[index].marking(at: rest, with: marks)
      return .list(type, elements)
    case (.tuple(var elements), .index(.number(let number))):
      guard let index = number.int, elements.indices.contains(index) else { return self }
      elements[index] = elements[index].marking(at: rest, with: marks)
      return .tuple(elements)
    case (.set(let type, let elements), .index(let key)):
      // A set cannot hold marked elements (their identity would depend on the secret): mark the whole.
      guard elements.contains(key) else { return self }
      return Value.set(type, elements).marked(with: marks)
    case (.map(let type, var elements), .index(.string(let key))):
      guard let element = elements[key] else { return self }
      elements[key] = element.marking(at: rest, with: marks)
      return .map(type, elements)
    case (.map(let type, var elements), .attribute(let key)):
      guard let element = elements[key] else { return self }
      elements[key] = element.marking(at: rest, with: marks)
      return .map(type, elements)
    case (.object(var attributes), .attribute(let name)), (.object(var attributes), .index(.string(let name))):
      guard let attribute = attributes[name] else { return self }
      attributes[name] = attribute.marking(at: rest, with: marks)
      return .object(attributes)
    case (.null, _), (.unknown, _):
      return self
    default:
      return self
    }
  }
}
