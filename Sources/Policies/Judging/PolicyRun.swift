import Configuring
package import Model
import Parsing

/// Judges subjects by policies.
package struct PolicyRun {
  private let files: [PolicyFile]
  private let world: PolicyWorld
  private let inputs: [String: Value]
  private let scopes: [PolicyScope]
  /// Policies for exactly this type of thing, and those for a pattern of them.
  private var exact: [Target: [Place]] = [:]
  private var patterns: [Place] = []

  private struct Target: Hashable {
    var kind: Policy.Kind
    var type: String
  }

  private struct Place {
    var file: Int
    var policy: Int
  }

  /// `inputs` are those of the set; a subject's own count more.
  package init(_ files: [PolicyFile], world: PolicyWorld, inputs: [String: Value] = [:]) {
    self.files = files
    self.world = world
    self.inputs = inputs
    scopes = files.map { PolicyScope($0, world: world, inputs: inputs) }
    for (file, content) in files.enumerated() {
      for (index, policy) in content.policies.enumerated() {
        if policy.target.text.contains("*") {
          patterns.append(Place(file: file, policy: index))
        } else {
          exact[Target(kind: policy.kind, type: policy.target.text), default: []].append(
            Place(file: file, policy: index))
        }
      }
    }
  }

  /// What all policies say of all subjects; nothing of those that a policy is not about.
  package func verdicts() -> [PolicyVerdict] {
    world.subjects.filter { !$0.isSkipped }.flatMap(verdicts(about:))
  }

  package func verdicts(about subject: PolicySubject) -> [PolicyVerdict] {
    let own = exact[Target(kind: subject.kind, type: subject.type)] ?? []
    let wide = patterns.filter {
      let policy = files[$0.file].policies[$0.policy]
      // Data sources are meant only where they are named.
      if subject.type.hasPrefix("data."), !policy.target.text.hasPrefix("data.") { return false }
      return policy.kind == subject.kind && policy.target.matches(subject.type)
    }
    return (own + wide).compactMap { verdict(of: $0, about: subject) }
  }

  private func verdict(of place: Place, about subject: PolicySubject) -> PolicyVerdict? {
    let file = files[place.file]
    let policy = file.policies[place.policy]
    guard policy.isAbout(subject) else { return nil }
    var scope = scopes[place.file]
    // Local values of a file may depend on inputs, and those on the subject.
    if !subject.inputs.isEmpty {
      scope = PolicyScope(file, world: world, inputs: inputs.merging(subject.inputs) { $1 })
    }
    let judge = Judge(
      policy: policy,
      scope: PolicyScope(file, world: world, inputs: inputs, policy: policy, subject: subject, outer: scope))
    return judge.verdict(
      PolicyVerdict(
        policy: policy, file: file.path, subject: subject, enforcement: policy.defaultEnforcement, outcome: .passed))
  }
}

extension Policy {
  fileprivate func isAbout(_ subject: PolicySubject) -> Bool {
    guard kind == .resource else { return true }
    let operation = subject.operation
    guard let operations else { return operation != .delete && !subject.attributes.isNull }
    // What no plan changes is judged as it is, unless the policy is about destruction alone.
    guard let operation else { return operations.contains { $0 != .delete } && !subject.attributes.isNull }
    return operations.contains(operation)
  }
}

private struct Judge {
  let policy: Policy
  let scope: PolicyScope

  func verdict(_ blank: PolicyVerdict) -> PolicyVerdict? {
    var verdict = blank
    if let expression = policy.enforcement {
      let (value, problems) = evaluate(expression, in: scope)
      verdict.diagnostics += problems
      if let text = value.stringValue {
        if let level = Policy.Enforcement(rawValue: text) {
          verdict.enforcement = level
        } else {
          verdict.diagnostics.append(.unknownEnforcement(text, expression.range))
        }
      }
    }
    var isCertain = true
    if let filter = policy.filter {
      switch truth(of: filter, &verdict) {
      case .some(false): return verdict.diagnostics.hasErrors ? broken(verdict) : nil
      case .some(true): break
      case nil: isCertain = false
      }
      if verdict.diagnostics.hasErrors { return broken(verdict) }
    }
    for condition in policy.conditions {
      let before = verdict.diagnostics.count
      let held = truth(of: condition.condition, &verdict)
      if verdict.diagnostics[before...].hasErrors { continue }
      switch held {
      case .some(true): if let note = message(condition.infoMessage, &verdict) { verdict.notes.append(note) }
      case .some(false):
        verdict.outcome = max(verdict.outcome, isCertain ? .failed : .unknown)
        verdict.messages.append(message(condition.errorMessage, &verdict) ?? "The condition does not hold.")
      case nil:
        verdict.outcome = max(verdict.outcome, .unknown)
      }
    }
    if verdict.outcome != .failed { verdict.messages = [] }
    return verdict.diagnostics.hasErrors ? broken(verdict) : verdict
  }

  private func broken(_ verdict: PolicyVerdict) -> PolicyVerdict {
    var copy = verdict
    copy.outcome = .broken
    return copy
  }

  /// Nil where it cannot be told, or after a report.
  private func truth(of expression: Expression, _ verdict: inout PolicyVerdict) -> Bool? {
    let (result, problems) = evaluate(expression, in: scope)
    verdict.diagnostics += problems
    if problems.hasErrors { return nil }
    let value = result.withoutMarks
    if !value.isKnown {
      for name in names(in: expression) where !verdict.unknownNames.contains(name) { verdict.unknownNames.append(name) }
      return nil
    }
    guard !value.isNull, let bool = (try? value.converted(to: .bool))?.boolValue else {
      verdict.diagnostics.append(
        Diagnostic(
          code: "policy.invalid-condition", summary: "Invalid condition",
          detail: "A condition is true or false, and this one is "
            + (value.isNull ? "null." : "\(value.type.friendlyName)."), subject: expression.range))
      return nil
    }
    return bool
  }

  /// What of the subject the expression, or a local value that it names, refers to and is not known.
  private func names(in expression: Expression) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    func look(_ expression: Expression) {
      for traversal in expression.references {
        if traversal.root == "local", let name = traversal.steps.first?.name, seen.insert(name).inserted {
          if let inner = policy.locals[name] ?? scope.file.locals[name] { look(inner) }
          continue
        }
        guard ["attrs", "prior_attrs", "config"].contains(traversal.root),
          case .success(let reference) = scope.resolve(traversal)
        else { continue }
        var value = reference.value
        for step in traversal.steps {
          guard let name = step.name, let next = value[name] else { break }
          value = next
        }
        found += value.unknownNames
      }
    }
    look(expression)
    var result: [String] = []
    for name in found where !result.contains(name) { result.append(name) }
    return Array(result.prefix(5))
  }

  private func message(_ expression: Expression?, _ verdict: inout PolicyVerdict) -> String? {
    guard let expression else { return nil }
    let (value, problems) = evaluate(expression, in: scope)
    if problems.hasErrors {
      // The condition has its say, whatever becomes of the words.
      verdict.diagnostics += problems.map { problem in
        var copy = problem
        copy.severity = .warning
        return copy
      }
      return nil
    }
    if value.deepMarks.contains(.sensitive) { return "The message names something sensitive, and is not shown." }
    return value.symbolText.map(SymbolText.shown)
  }
}

extension Value {
  /// The names of what is unknown in it.
  fileprivate var unknownNames: [String] {
    switch self {
    case .unknown(_, let refinement): refinement.symbol.map(SymbolText.names) ?? []
    case .null, .bool, .number, .string: []
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements.flatMap(\.unknownNames)
    case .map(_, let elements), .object(let elements): elements.values.flatMap(\.unknownNames)
    case .marked(let value, _): value.unknownNames
    }
  }
}
