package import Model

extension ValuePath {
  /// A path as state files write it: `[{"type": "get_attr", "value": "a"}, {"type": "index", "value": {...}}]`.
  package init?(stateJSON json: JSON) {
    guard case .array(let steps) = json else { return nil }
    self = []
    for step in steps {
      switch (step["type"]?.string, step["value"]) {
      case ("get_attr", .string(let name)?): append(.attribute(name))
      case ("index", let key?):
        guard let type = key["type"].flatMap(ValueType.init(json:)), let value = key["value"],
          let key = try? Value(value, as: type)
        else { return nil }
        append(.index(key))
      default: return nil
      }
    }
  }

  package var stateJSON: JSON {
    .array(
      map { step in
        switch step {
        case .attribute(let name): .record([("type", .string("get_attr")), ("value", .string(name))])
        case .index(let key):
          .record([
            ("type", .string("index")), ("value", .record([("value", key.json), ("type", key.type.json)])),
          ])
        }
      })
  }
}
