import Configuring
import Model
import Parsing

/// Names, and what stands behind them.
extension Follower {
  mutating func followReference(
    _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    if place.isConstant { return obstacles.append("It is not a literal value (\(expression.range.place)).") }
    lookBehind(expression, path, wanted, place, way)
    override(expression, path, wanted, place, way)
  }

  /// The value itself in place of the reference, or beside it.
  private mutating func override(
    _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard let wanted, let text = sourceText(expression), case .native = Notation(file: expression.range.file) else {
      return
    }
    if path.isEmpty {
      // A document, or what another makes, is not to be copied in here.
      if wanted.document != nil || wanted.stringValue?.contains("\n") == true { return }
      return replace(
        expression, wanted, way, note: "The reference \(text) is replaced by the value, for this object alone.")
    }
    guard path.count == 1, case .key(let name) = path[0], place.value(expression)?.keyedValues != nil else { return }
    let member = Notation.native.member(name, wanted, among: [])
    add(expression.range, way, note: "\(text) stays; its element is set anew beside it, for this object alone.") {
      (edited) throws(EditingError) in
      try edited.replacing(expression, with: "merge(\(text), { \(member) })")
    }
  }

  func sourceText(_ expression: Expression) -> String? { expression.traversal?.description }

  /// What the reference leads to; the reference itself stays.
  mutating func lookBehind(
    _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    switch expression.kind {
    case .variable(let name):
      guard let origin = place.origins[name] else {
        return obstacles.append("\(name) cannot be followed (\(expression.range.place)).")
      }
      follow(origin.expression, origin.path + path, wanted, origin.place, way)
    case .attribute(let source, let name, _):
      if case .variable(let root) = source.kind, follow(root: root, name, path, wanted, place, way) { return }
      if isNamed(expression, place) { return followNamed(expression, path, wanted, place, way) }
      lookBehind(source, [.key(name)] + path, wanted, place, way)
    case .index(let source, let key, _):
      if isNamed(expression, place) { return followNamed(expression, path, wanted, place, way) }
      guard let key = place.value(key) else {
        return obstacles.append("A key is not known (\(expression.range.place)).")
      }
      lookBehind(source, [Step.of(key)] + path, wanted, place, way)
    default: follow(expression, path, wanted, place, way)
    }
  }

  /// What begins with a name of its own kind; false for resources and modules.
  private mutating func follow(
    root: String, _ name: String, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) -> Bool {
    if let iterator = place.iterators[root] {
      if name == "value" {
        follow(iterator.expression, iterator.path + path, wanted, iterator.place, way + ["\(root).value"])
      } else {
        obstacles.append("\(root).\(name) is a key.")
      }
      return true
    }
    if place.origins[root] != nil { return false }
    switch root {
    case "var": followVariable(name, path, wanted, place, way + ["var.\(name)"])
    case "local":
      guard let local = place.instance.module.locals[name] else { return false }
      var inner = place
      (inner.bindings, inner.origins, inner.iterators, inner.each) = ([:], [:], [:], nil)
      follow(local.expression, path, wanted, inner, way + ["local.\(name)"])
    case "each":
      guard name == "value", let each = place.each else {
        obstacles.append("each.key is the name of the instance: changing it would make another.")
        return true
      }
      follow(each.expression, each.path + path, wanted, each.place, way + ["each.value"])
    case "count": obstacles.append("count.index is the number of the instance.")
    case "path", "terraform", "self": obstacles.append("\(root).\(name) is not set by the configuration.")
    default: return false
    }
    return true
  }

  // MARK: modules and resources

  /// Whether it names an output of a module or an attribute of a resource, and no more than that.
  private func isNamed(_ expression: Expression, _ place: Place) -> Bool {
    guard let traversal = expression.traversal, place.bindings[traversal.root] == nil,
      case .success((let target, let steps)) = traversal.target
    else {
      return false
    }
    switch target {
    case .call(_, let output): return output != nil && traversal.steps.count == steps
    case .resource: return traversal.steps.count > steps
    default: return false
    }
  }

  private mutating func followNamed(
    _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard let traversal = expression.traversal, case .success((let target, _)) = traversal.target else { return }
    switch target {
    case .call(let call, let output?):
      var key: InstanceKey?
      if traversal.steps.count > 1, case .index(let value, _) = traversal.steps[1] {
        key = value.stringValue.map(InstanceKey.name) ?? value.numberValue?.int.map(InstanceKey.index)
      }
      guard let child = place.instance.calls[call]?.instances[key], let found = child.module.outputs[output] else {
        return obstacles.append("\(traversal) cannot be followed.")
      }
      follow(
        found.expression, path, wanted,
        Place(instance: child, evaluator: reading.evaluator, repetition: .none), way + ["\(traversal)"])
    case .resource(let name):
      obstacles.append("\(traversal) comes from \(name.mode == .data ? "the data source" : "the resource") \(name).")
    default: obstacles.append("\(traversal) cannot be followed.")
    }
  }

  // MARK: variables

  private mutating func followVariable(
    _ name: String, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard let variable = place.instance.module.variables[name] else { return }
    if variable.isSensitive {
      return obstacles.append("var.\(name) is sensitive, and secrets are never written into text.")
    }
    guard place.instance.address.isRoot else { return followArgument(variable, path, wanted, place, way) }
    guard let input = reading.inputs.last(where: { $0.name == name })?.input else {
      return followDefault(variable, path, wanted, place, way)
    }
    switch input.origin {
    case .environment(let environment):
      obstacles.append("var.\(name) is set by the environment variable \(environment).")
    case .commandLine: obstacles.append("var.\(name) is set on the command line.")
    case .savedPlan: obstacles.append("var.\(name) is set by the saved plan.")
    case .file(let range):
      guard let expression = expression(of: name, in: range.file) else {
        return obstacles.append("var.\(name) is set in \(range.file), which cannot be edited.")
      }
      var inner = place
      inner.isConstant = true
      follow(expression, path, wanted, inner, way)
    }
  }

  private func expression(of name: String, in file: String) -> Expression? {
    guard let text = reading.text(file) else { return nil }
    guard file.hasSuffix(".json") else { return parseFile(text, name: file).body.attribute(name)?.expression }
    guard case .object(let properties, _, _) = parseJSON(text, name: file).root.kind else { return nil }
    return properties.last { $0.name == name }?.value.expression(.literal).expression
  }

  private mutating func followDefault(
    _ variable: Variable, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard let block = reading.block(at: variable.range), let attribute = block.body.attribute("default") else {
      return obstacles.append("var.\(variable.name) has a default that cannot be found.")
    }
    var inner = place
    inner.isConstant = true
    follow(attribute.expression, path, wanted, inner, way)
  }

  /// What the call of a module says, or else the default.
  private mutating func followArgument(
    _ variable: Variable, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    guard let (caller, call) = reading.placeOfCall(place.instance) else { return }
    if let argument = call.body.attribute(variable.name) {
      return follow(argument.expression, path, wanted, caller, way)
    }
    if path.isEmpty, let wanted, let block = reading.block(at: call.range) {
      let text = Notation(file: call.range.file).text(wanted)
      let name = variable.name
      add(call.range, way, note: "The module had its default so far; the call now sets it.") {
        (edited) throws(EditingError) in
        try edited.setting(name, to: text, in: block.body, of: block)
      }
    }
    followDefault(variable, path, wanted, place, way)
  }
}
