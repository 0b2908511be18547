import Configuring
package import Model
import Parsing

/// Reads policies as HashiCorp's policy language writes them. What is wrong with one block is told, and the rest counts.
package func readPolicyFile(_ text: [UInt8], path: String) -> (file: PolicyFile, diagnostics: [Diagnostic]) {
  let (body, problems) = parseFile(text, name: path)
  var reader = PolicyFileReader(path: path)
  reader.read(body)
  return (reader.file, problems + reader.diagnostics)
}

private struct PolicyFileReader {
  var file: PolicyFile
  var diagnostics: [Diagnostic] = []
  private var enforcement = Policy.Enforcement.advisory
  private static let topLevel = ["policy", "input", "locals"] + Policy.Kind.allCases.map(\.rawValue)

  init(path: String) { file = PolicyFile(path: path) }

  mutating func read(_ body: Body) {
    var reader = BlockReader(body, missingRange: body.range)
    reader.allow(attributes: [], blocks: Self.topLevel)
    diagnostics += reader.diagnostics
    // The file's own defaults count wherever they stand.
    for block in body.blocks where block.type == "policy" { readSettings(block) }
    for block in body.blocks {
      switch block.type {
      case "input": readInput(block)
      case "locals": file.locals = locals(block, besides: file.locals)
      default: if let kind = Policy.Kind(rawValue: block.type) { readPolicy(block, kind) }
      }
    }
  }

  // MARK: settings, inputs, local values

  /// Providers and plug-ins that other programs need to check a policy have no effect here: types are known without them.
  private mutating func readSettings(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(
      attributes: ["enforcement_level", "consumer", "required_version"],
      blocks: ["required_providers", "consumer_config", "plugins", "plugin", "required_plugins"])
    if let (text, range) = reader.string("enforcement_level") {
      if let level = Policy.Enforcement(rawValue: text) {
        enforcement = level
      } else {
        reader.report(unknownLevel(text, range))
      }
    }
    diagnostics += reader.diagnostics
  }

  private mutating func readInput(_ block: Block) {
    guard let name = label(block, 0, of: 1, "name") else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["type", "default", "description", "sensitive"])
    var input = PolicyInput(name: name, type: .dynamic, range: block.headerRange)
    if let attribute = block.body.attribute("type") {
      do throws(DiagnosticsError) {
        let constraint = try typeConstraint(attribute.expression)
        (input.type, input.typeDefaults) = (constraint.type, constraint.defaults)
      } catch {
        reader.report(error.diagnostics)
      }
    }
    if let attribute = block.body.attribute("default"), let value = reader.constant(attribute.expression) {
      do throws(ConversionError) {
        input.defaultValue = try value.applying(input.typeDefaults).converted(to: input.type)
      } catch {
        reader.report(
          Diagnostic(
            code: "policy.invalid-default", summary: "Invalid default value for input",
            detail: "This default value is not compatible with the input's type constraint: \(error.message).",
            subject: attribute.expression.range))
      }
    }
    diagnostics += reader.diagnostics
    if file.inputs[name] != nil {
      report(
        "duplicate-input", "Duplicate input", "There is an input named \(quoted(name)) already.", block.headerRange)
    }
    file.inputs[name] = input
  }

  private mutating func locals(_ block: Block, besides known: [String: Expression]) -> [String: Expression] {
    var locals = known
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: block.body.attributes.map(\.name))
    diagnostics += reader.diagnostics
    for attribute in block.body.attributes {
      if locals[attribute.name] != nil {
        report(
          "duplicate-local", "Duplicate local value", "A local value named \(quoted(attribute.name)) is there already.",
          attribute.nameRange)
      }
      locals[attribute.name] = attribute.expression
    }
    return locals
  }

  // MARK: policies

  private mutating func readPolicy(_ block: Block, _ kind: Policy.Kind) {
    guard let target = label(block, 0, of: 2, "target") else { return }
    let name = block.labels.count > 1 ? block.labels[1].text : ""
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(
      attributes: ["enforcement_level", "filter"] + (kind == .resource ? ["operations"] : []),
      blocks: ["locals", "enforce"])
    var policy = Policy(
      kind: kind, target: Glob(target), name: name, enforcement: block.body.attribute("enforcement_level")?.expression,
      defaultEnforcement: enforcement, filter: block.body.attribute("filter")?.expression, locals: [:], conditions: [],
      range: block.headerRange)
    if let attribute = block.body.attribute("operations") { policy.operations = operations(attribute, &reader) }
    diagnostics += reader.diagnostics
    for inner in block.body.blocks {
      switch inner.type {
      case "locals": policy.locals = locals(inner, besides: policy.locals)
      case "enforce": if let condition = condition(inner) { policy.conditions.append(condition) }
      default: continue
      }
    }
    if policy.conditions.isEmpty, block.body.blocks("enforce").isEmpty {
      report(
        "no-condition", "Policy without a condition",
        "A policy says what must hold in one or more enforce blocks, each with a condition.", block.headerRange)
    }
    if file.policies.contains(where: {
      $0.kind == kind && $0.target == policy.target && $0.name == name && !name.isEmpty
    }) {
      report(
        "duplicate-policy", "Duplicate policy",
        "There is a \(kind.rawValue) for \(quoted(target)) named \(quoted(name)) already.", block.headerRange)
    }
    file.policies.append(policy)
  }

  private func operations(_ attribute: Attribute, _ reader: inout BlockReader) -> Set<PolicyOperation>? {
    guard let value = reader.constant(attribute.expression) else { return nil }
    let found = value.elements?.map { $0.stringValue.flatMap(PolicyOperation.init) } ?? [nil]
    guard !found.isEmpty, !found.contains(nil) else {
      reader.report(
        Diagnostic(
          code: "policy.invalid-operations", summary: "Invalid operations",
          detail: "The operations of a policy are a list of one or more of \"create\", \"update\" and \"delete\".",
          subject: attribute.expression.range))
      return nil
    }
    return Set(found.compactMap { $0 })
  }

  private mutating func condition(_ block: Block) -> PolicyCondition? {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["condition", "error_message", "info_message"])
    let condition = reader.required("condition")
    diagnostics += reader.diagnostics
    guard let condition else { return nil }
    return PolicyCondition(
      condition: condition.expression, errorMessage: block.body.attribute("error_message")?.expression,
      infoMessage: block.body.attribute("info_message")?.expression, range: block.headerRange)
  }

  // MARK: what is wrong

  private mutating func label(_ block: Block, _ index: Int, of most: Int, _ name: String) -> String? {
    if block.labels.count > most {
      report(
        "extraneous-label", "Extraneous label for \(block.type)",
        "Only \(most) labels are expected for \(block.type) blocks.", block.labels[most].range)
      return nil
    }
    guard block.labels.count > index else {
      report(
        "missing-label", "Missing \(name) for \(block.type)",
        "All \(block.type) blocks must have a label: the \(name).",
        block.headerRange)
      return nil
    }
    return block.labels[index].text
  }

  private func unknownLevel(_ text: String, _ range: SourceRange) -> Diagnostic { .unknownEnforcement(text, range) }

  private mutating func report(_ code: String, _ summary: String, _ detail: String, _ subject: SourceRange) {
    diagnostics.append(Diagnostic(code: "policy.\(code)", summary: summary, detail: detail, subject: subject))
  }
}

extension Diagnostic {
  static func unknownEnforcement(_ text: String, _ range: SourceRange) -> Diagnostic {
    let known = Policy.Enforcement.allCases.map(\.rawValue)
    let near = suggestion(for: text, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
    return Diagnostic(
      code: "policy.invalid-enforcement", summary: "Invalid enforcement level",
      detail: "The enforcement level \(quoted(text)) is none of \(known.map(quoted).joined(separator: ", ")).\(near)",
      subject: range)
  }
}
