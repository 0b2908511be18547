package import Configuring
package import Model
import Parsing

/// What `ignore_changes` names, as paths into the object.
package enum IgnoredChanges: Hashable, Sendable {
  case none
  case all
  case paths([ValuePath])

  package init(_ ignored: Lifecycle.Ignore) {
    switch ignored {
    case .none: self = .none
    case .all: self = .all
    case .paths(let entries):
      self = .paths(
        entries.map { entry in
          [.attribute(entry.traversal.root)]
            + entry.traversal.steps.map { step in
              switch step {
              case .attribute(let name, _): .attribute(name)
              case .index(let key, _): .index(key)
              }
            }
        })
    }
  }
}

/// The configuration with what is ignored taken from the prior object, so that everything derived from it agrees. Nothing is
/// ignored where there is no prior object.
package func applyIgnoreChanges(
  _ ignored: IgnoredChanges, schema: SchemaBlock, prior: Value, configuration: Value
) -> Value {
  if prior.isNull { return configuration }
  switch ignored {
  case .none: return configuration
  case .all: return withoutComputedOnly(prior, schema: schema)
  case .paths(let paths): return keeping(paths, of: prior, in: configuration)
  }
}

/// The plan of a provider of the old SDK with what is ignored reverted once more: such providers may change it although the
/// configuration that they saw had the prior values.
package func applyIgnoreChangesToLegacyPlan(_ ignored: IgnoredChanges, prior: Value, planned: Value) -> Value {
  if prior.isNull { return planned }
  switch ignored {
  case .none: return planned
  case .all: return prior
  case .paths(let paths): return keeping(paths, of: prior, in: planned)
  }
}

/// What the provider computes can never have been configured.
private func withoutComputedOnly(_ prior: Value, schema: SchemaBlock) -> Value {
  prior.transformed { path, value in
    guard let attribute = schema.attribute(at: path), attribute.isComputed, !attribute.isOptional else { return value }
    return .null(attribute.impliedType == .dynamic ? value.type : attribute.impliedType)
  }
}

private func keeping(_ paths: [ValuePath], of prior: Value, in configuration: Value) -> Value {
  if configuration.isNull { return configuration }
  return paths.reduce(configuration) { keep($1, of: prior, in: $0) }
}

private func keep(_ path: ValuePath, of prior: Value, in configuration: Value) -> Value {
  var holder = path
  var key: String?
  // The last key may be one that the map has on one side only: to keep its absence the map itself is looked at.
  if case .index(.string(let name)) = path.last {
    holder.removeLast()
    key = name
  }
  guard let before = exactPart(of: prior, at: holder[...]), let now = exactPart(of: configuration, at: holder[...]),
    before != now
  else { return configuration }
  return configuration.replacing(at: holder[...]) { current in
    guard case .map = current.type, let key else { return before }
    return keepElement(key, of: before, in: current)
  }
}

/// A map with one element as it was before: added, changed or taken away.
private func keepElement(_ key: String, of prior: Value, in current: Value) -> Value {
  let (map, marks) = current.unmarked
  guard map.isKnown, case .map(let type) = map.type else { return current }
  var elements = map.keyedValues ?? KeyedValues()
  elements[key] = prior.keyedValues?[key]
  if elements.isEmpty, map.isNull { return current }
  return Value.map(type, elements).marked(with: marks)
}

/// The part at a path in which attributes are of objects only, and indices of lists, tuples and maps.
private func exactPart(of value: Value, at path: ArraySlice<PathStep>) -> Value? {
  guard let step = path.first else { return value }
  let inner = value.withoutMarks
  let rest = path.dropFirst()
  switch (inner, step) {
  case (.object(let attributes), .attribute(let name)):
    return attributes[name].flatMap { exactPart(of: $0, at: rest) }
  case (.map(_, let elements), .index(.string(let key))):
    return elements[key].flatMap { exactPart(of: $0, at: rest) }
  case (.list(_, let elements), .index(.number(let number))), (.tuple(let elements), .index(.number(let number))):
    guard let index = number.int, elements.indices.contains(index) else { return nil }
    return exactPart(of: elements[index], at: rest)
  default: return nil
  }
}

extension Value {
  /// The value with the part at a path replaced; unchanged where there is no such part.
  func replacing(at path: ArraySlice<PathStep>, _ replace: (Value) -> Value) -> Value {
    guard let step = path.first else { return replace(self) }
    let (inner, marks) = unmarked
    let rest = path.dropFirst()
    switch (inner, step) {
    case (.object(var attributes), .attribute(let name)):
      guard let part = attributes[name] else { return self }
      attributes[name] = part.replacing(at: rest, replace)
      return Value.object(attributes).marked(with: marks)
    case (.map(let type, var elements), .index(.string(let key))):
      guard let part = elements[key] else { return self }
      elements[key] = part.replacing(at: rest, replace)
      return Value.map(type, elements).marked(with: marks)
    case (.list(_, var elements), .index(.number(let number))), (.tuple(var elements), .index(.number(let number))):
      guard let index = number.int, elements.indices.contains(index) else { return self }
      elements[index] = elements[index].replacing(at: rest, replace)
      return inner.replacingElements(elements).marked(with: marks)
    default: return self
    }
  }
}
