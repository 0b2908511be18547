import Configuring
import Model
import Parsing

extension Traversal {
  /// What the traversal refers to, from the most to the least particular: `aws_vpc.a.id`, `aws_vpc.a`.
  var referenceNames: [String] {
    let shortest = subjectLength
    var names: [String] = []
    var rest = self
    while rest.steps.count > shortest {
      names.append(rest.description)
      rest.steps.removeLast()
    }
    names.append(rest.description)
    // The subject may be an instance or an output: then what it belongs to follows.
    if root == "module", rest.steps.count > 1, rest.steps.last?.name != nil {
      rest.steps.removeLast()
      names.append(rest.description)
    } else if root != "module", rest.hasTrailingKey {
      rest.steps.removeLast()
      names.append(rest.description)
    } else if root == "module", rest.hasTrailingKey {
      rest.steps.removeLast()
      names.append(rest.description)
    }
    return names
  }

  private var hasTrailingKey: Bool { steps.last.map { $0.name == nil } ?? false }

  /// How many steps belong to the name of the thing referred to, its instance key included.
  private var subjectLength: Int {
    func withKey(_ count: Int) -> Int {
      steps.count > count && steps[count].name == nil ? count + 1 : count
    }
    let length: Int
    switch root {
    case "var", "local", "each", "count", "path", "terraform": length = 1
    case "self": length = 0
    case "module":
      let call = withKey(1)
      length = steps.count > call && steps[call].name != nil ? call + 1 : call
    case "data", "ephemeral": length = withKey(2)
    default: length = withKey(1)
    }
    return min(length, steps.count)
  }
}

extension Expression {
  /// As the JSON of a configuration states an expression: its value where it is constant, else what it refers to.
  var describingJSON: JSON {
    let names = references.flatMap(\.referenceNames)
    // In JSON syntax the templates themselves are told as a constant, beside what they refer to.
    let constant = json.map(\.node.literalValue) ?? (names.isEmpty ? constantValue : nil)
    return .record([
      ("constant_value", constant?.json), ("references", names.isEmpty ? nil : .array(names.map(JSON.string))),
    ])
  }

  /// The value of an expression without names and calls.
  var constantValue: Value? {
    guard case .success(let value) = Configuring.constantValue(self), value.isWhollyKnown else { return nil }
    return value
  }
}
