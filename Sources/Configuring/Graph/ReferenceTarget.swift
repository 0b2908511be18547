package import Model
package import Parsing

/// What a traversal's beginning names, seen from a module.
package enum ReferenceTarget: Hashable, Sendable {
  case variable(String)
  case local(String)
  /// One output of a call, or all of it when `output` is nil.
  case call(String, output: String?)
  case resource(ResourceName)
  /// `count`, `each`, `self`, `path`, `terraform`.
  case ambient(String)
}

extension Traversal {
  /// What a traversal refers to, and how many of its steps say so; or what is wrong with its form.
  package typealias Target = Result<(target: ReferenceTarget, steps: Int), DiagnosticsError>

  private static let kinds = ["data": "data source", "ephemeral": "ephemeral resource"]
  private static let ambientRoots: Set<String> = ["count", "each", "self", "path", "terraform"]

  /// Worked out anew each time.
  package var target: Target {
    switch root {
    case "var", "local", "module":
      guard let name = steps.first?.name else {
        if let step = steps.first {
          return .failure(invalid("The \(quoted(root)) object does not support this operation.", step.range))
        }
        return .failure(
          invalid("The \(quoted(root)) object cannot be accessed directly. Instead, access one of its attributes."))
      }
      if root == "var" { return .success((.variable(name), 1)) }
      if root == "local" { return .success((.local(name), 1)) }
      var next = 1
      if steps.count > 1, case .index = steps[1] { next = 2 }
      if steps.count > next, let output = steps[next].name { return .success((.call(name, output: output), next + 1)) }
      return .success((.call(name, output: nil), 1))
    case "data", "resource", "ephemeral":
      guard steps.count >= 2, let type = steps[0].name, let name = steps[1].name else {
        return .failure(
          invalid(
            "The \(quoted(root)) object must be followed by two attribute names: the \(Self.kinds[root] ?? "resource") "
              + "type and the resource name."))
      }
      let mode: ResourceMode = root == "data" ? .data : root == "ephemeral" ? .ephemeral : .managed
      return .success((.resource(ResourceName(mode: mode, type: type, name: name)), 2))
    case "list" where steps.count >= 2 && steps[0].name != nil && steps[1].name != nil:
      return .success(
        (.resource(ResourceName(mode: .list, type: steps[0].name ?? "", name: steps[1].name ?? "")), 2))
    case "each", "count", "path", "terraform":
      guard !steps.isEmpty else {
        return .failure(
          invalid("The \(quoted(root)) object cannot be accessed directly. Instead, access one of its attributes."))
      }
      return .success((.ambient(root), 0))
    case "template", "lazy", "arg":
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "config.invalid-reference", summary: "Reserved symbol name",
            detail:
              "The symbol name \(quoted(root)) is reserved for a later version of the language. If you mean a resource "
              + "type of this name, put resource. in front of it: resource.\(self).", subject: rootRange)))
    case let root where Self.ambientRoots.contains(root):
      return .success((.ambient(root), 0))
    default:
      guard let name = steps.first?.name else {
        return .failure(
          invalid(
            "A reference to a resource type must be followed by at least one attribute access, specifying the resource name."
          ))
      }
      return .success((.resource(ResourceName(mode: .managed, type: root, name: name)), 1))
    }
  }

  private func invalid(_ detail: String, _ subject: SourceRange? = nil) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "config.invalid-reference", summary: "Invalid reference", detail: detail, subject: subject ?? range))
  }

  /// Of the beginning that names something, which is what most diagnostics about references are about.
  package func range(ofSteps count: Int) -> SourceRange {
    steps.prefix(count).last.map { rootRange.union($0.range) } ?? rootRange
  }
}

extension Module {
  /// An index where there is only one instance, or none where there are several.
  private func problem(withKeyOf resource: Resource, _ traversal: Traversal, steps: Int) -> Diagnostic? {
    guard traversal.steps.count > steps else { return nil }
    let next = traversal.steps[steps]
    let repetition = resource.count != nil ? "count" : resource.forEach != nil ? "for_each" : nil
    switch (next, repetition) {
    case (.attribute, let repetition?):
      let key = repetition == "count" ? "count.index" : "each.key"
      return Diagnostic(
        code: "config.missing-key", summary: "Missing resource instance key",
        detail:
          "Because \(resource.name) has \(quoted(repetition)) set, its attributes must be accessed on specific instances."
          + "\n\nFor example, to correlate with indices of a referring resource, use:\n    \(resource.name)[\(key)]",
        subject: traversal.range(ofSteps: steps))
    case (.index, nil):
      return Diagnostic(
        code: "config.unexpected-key", summary: "Unexpected resource instance key",
        detail:
          "Because \(resource.name) does not have \"count\" or \"for_each\" set, references to it must not include an "
          + "index key. Remove the bracketed index to refer to the single instance of this resource.",
        subject: traversal.range(ofSteps: steps + 1))
    default: return nil
    }
  }

  /// A data source of a check block, referred to from elsewhere.
  private func scoped(_ resource: Resource, in check: String, _ subject: SourceRange) -> Diagnostic {
    Diagnostic(
      code: "config.scoped-reference", summary: "Reference to scoped resource",
      detail:
        "The referenced data resource \(quoted(resource.name.type)) \(quoted(resource.name.name)) is not available from "
        + "this context: it belongs to check.\(check), whose assertions alone may refer to it. Move it out of the check "
        + "block to use it elsewhere.", subject: subject)
  }

  /// What is wrong with a reference from this module, seen without evaluating anything: nil when its target is declared.
  /// `check` names the check block that refers, if it is one.
  package func problem(with traversal: Traversal, in check: String? = nil) -> Diagnostic? {
    problem(with: traversal, leadingTo: traversal.target, in: check)
  }

  /// The same, when it is known already what the traversal refers to.
  func problem(with traversal: Traversal, leadingTo found: Traversal.Target, in check: String? = nil) -> Diagnostic? {
    let target: ReferenceTarget
    let steps: Int
    switch found {
    case .failure(let error): return error.diagnostics.first
    case .success(let found): (target, steps) = found
    }
    switch target {
    case .ambient: return nil
    case .variable(let name) where variables[name] != nil: return nil
    case .local(let name) where locals[name] != nil: return nil
    case .call(let name, _) where calls[name] != nil: return nil
    case .resource(let name):
      guard let declared = resources[name] else { break }
      if let scope = declared.check, scope != check {
        return scoped(declared, in: scope, traversal.range(ofSteps: steps))
      }
      return problem(withKeyOf: declared, traversal, steps: steps)
    default: break
    }
    return undeclared(traversal, target, steps: steps)
  }

  private func undeclared(_ traversal: Traversal, _ target: ReferenceTarget, steps: Int) -> Diagnostic? {
    var named = traversal.range(ofSteps: steps)
    let place = path.isRoot ? "the root module" : "\(path)"
    func undeclared(_ kind: String, _ what: String, _ name: String, _ known: [String], _ hint: String = "")
      -> Diagnostic
    {
      let near = suggestion(for: name, among: known).map { " Did you mean \(quoted($0))?" } ?? hint
      return Diagnostic(
        code: "config.unknown-reference", summary: "Reference to undeclared \(kind)", detail: what + near,
        subject: named)
    }
    switch target {
    case .ambient: return nil
    case .variable(let name):
      return undeclared(
        "input variable", "An input variable with the name \(quoted(name)) has not been declared.", name,
        Array(variables.keys), " This variable can be declared with a variable \(quoted(name)) {} block.")
    case .local(let name):
      return undeclared(
        "local value", "A local value with the name \(quoted(name)) has not been declared.", name, Array(locals.keys))
    case .call(let name, _):
      return undeclared(
        "module", "No module call named \(quoted(name)) is declared in \(place).", name, Array(calls.keys))
    case .resource(let resource):
      // The key belongs to what is named.
      if traversal.steps.count > steps, case .index = traversal.steps[steps] {
        named = traversal.range(ofSteps: steps + 1)
      }
      // The name of a data source without its prefix, or the other way round, is the commonest slip.
      let kind = "\(resource.mode == .ephemeral ? "An" : "A") \(resource.mode.rawValue)"
      for mode in [ResourceMode.managed, .data, .ephemeral] where mode != resource.mode {
        let other = ResourceName(mode: mode, type: resource.type, name: resource.name)
        guard resources[other] != nil else { continue }
        return undeclared(
          "resource",
          "\(kind) resource \(quoted(resource.type)) "
            + "\(quoted(resource.name)) has not been declared in \(place).\n\nDid you mean the "
            + "\(mode.rawValue) resource \(other)?", resource.name, [])
      }
      if resource.mode == .managed, variables[traversal.root] != nil || locals[traversal.root] != nil {
        let prefix = variables[traversal.root] != nil ? "var" : "local"
        return undeclared(
          "resource",
          "A managed resource \(quoted(resource.type)) \(quoted(resource.name)) has not been declared in "
            + "\(place).\n\nDid you mean \(prefix).\(traversal)?", resource.name, [])
      }
      let sameType = resources.keys.filter { $0.mode == resource.mode && $0.type == resource.type }.map(\.name)
      return undeclared(
        "resource",
        "\(kind) resource \(quoted(resource.type)) "
          + "\(quoted(resource.name)) has not been declared in \(place).", resource.name, sameType)
    }
  }
}

extension Module {
  /// What is wrong with the references of one expression or body. As Terraform does it: what only evaluating would find is
  /// not told where resources or modules are missing already.
  package func problems(
    with traversals: [Traversal], in check: String? = nil,
    others: (Traversal, Traversal.Target) -> Diagnostic? = { _, _ in nil }
  ) -> [Diagnostic] {
    var formal: [Diagnostic] = []
    var missing: [Diagnostic] = []
    var valueless: [Diagnostic] = []
    for traversal in traversals {
      let target = traversal.target
      guard let problem = problem(with: traversal, leadingTo: target, in: check) ?? others(traversal, target) else {
        continue
      }
      switch target {
      case .failure: formal.append(problem)
      case .success((.resource, _)), .success((.call, _)): missing.append(problem)
      case .success: valueless.append(problem)
      }
    }
    return formal + (missing.isEmpty ? valueless : missing)
  }
}
