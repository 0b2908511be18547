package import Model

/// What keeps a value from being of a type, in which `dynamic` stands for anything.
package func assertConforms(_ value: Value, to type: ValueType) -> [RuleViolation] {
  if value.isOf(type) { return [] }
  var violations: [RuleViolation] = []
  collectMismatches(value.type, type, path: [], into: &violations)
  return violations
}

/// Whether a type is the wanted one, in which `dynamic` stands for anything.
func conforms(_ type: ValueType, to wanted: ValueType) -> Bool {
  var violations: [RuleViolation] = []
  collectMismatches(type, wanted, path: [], into: &violations)
  return violations.isEmpty
}

private func collectMismatches(
  _ got: ValueType, _ want: ValueType, path: ValuePath, into violations: inout [RuleViolation]
) {
  func report(_ message: String) { violations.append(RuleViolation(path: path, message: message)) }
  switch (got, want) {
  case (_, .dynamic): return
  case (.list(let got), .list(let want)), (.set(let got), .set(let want)):
    collectMismatches(got, want, path: path + [.index(.unknown(.number))], into: &violations)
  case (.map(let got), .map(let want)):
    collectMismatches(got, want, path: path + [.index(.unknown(.string))], into: &violations)
  case (.object(let got), .object(let want)):
    for (name, type) in got.attributes {
      if let wanted = want[name] {
        collectMismatches(type, wanted, path: path + [.attribute(name)], into: &violations)
      } else {
        report("unsupported attribute \(quotedText(name))")
      }
    }
    for name in want.names where got.index(of: name) == nil { report("missing required attribute \(quotedText(name))") }
  case (.tuple(let got), .tuple(let want)):
    guard got.count == want.count else { return report("\(want.count) elements are required, but got \(got.count)") }
    for (index, (got, want)) in zip(got, want).enumerated() {
      collectMismatches(got, want, path: path + [.index(.integer(index))], into: &violations)
    }
  default:
    if got != want { report("\(want.friendlyConstraintName) required, but received \(got.friendlyName)") }
  }
}
