import Configuring
package import Model
package import Parsing

/// A `.policytest.hcl` file: things made up, and what policies must say of them.
package struct PolicyTestFile: Sendable {
  package var path: String
  /// Which policy files are tested, as written; empty for all.
  package var targets: [String] = []
  package var inputs: [String: Expression] = [:]
  package var locals: [String: Expression] = [:]
  /// In the order of the text.
  package var cases: [PolicyTestCase] = []

  package init(path: String) { self.path = path }
}

/// A mock of a resource, a data source, a provider's configuration or a call of a module.
package struct PolicyTestCase: Sendable {
  package enum Mock: String, Sendable, CaseIterable {
    case resource, data, provider, module
  }

  package var mock: Mock
  package var type: String
  package var name: String
  package var attributes: Expression?
  package var priorAttributes: Expression?
  package var meta: Expression?
  package var inputs: [String: Expression]
  package var expectsFailure: Bool
  package var isSkipped: Bool
  package var range: SourceRange
}

/// Reads tests of policies. What is wrong with one block is told, and the rest counts.
package func readPolicyTestFile(_ text: [UInt8], path: String) -> (file: PolicyTestFile, diagnostics: [Diagnostic]) {
  let (body, problems) = parseFile(text, name: path)
  var reader = PolicyTestReader(file: PolicyTestFile(path: path))
  reader.read(body)
  return (reader.file, problems + reader.diagnostics)
}

private struct PolicyTestReader {
  var file: PolicyTestFile
  var diagnostics: [Diagnostic] = []

  mutating func read(_ body: Body) {
    var reader = BlockReader(body, missingRange: body.range)
    reader.allow(
      attributes: [], blocks: ["policytest", "inputs", "locals"] + PolicyTestCase.Mock.allCases.map(\.rawValue))
    diagnostics += reader.diagnostics
    for block in body.blocks {
      switch block.type {
      case "policytest": readSettings(block)
      case "inputs": file.inputs.merge(values(block)) { $1 }
      case "locals": file.locals.merge(values(block)) { $1 }
      default: if let mock = PolicyTestCase.Mock(rawValue: block.type) { readCase(block, mock) }
      }
    }
  }

  private mutating func readSettings(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["targets"])
    if let attribute = block.body.attribute("targets"), let value = reader.constant(attribute.expression) {
      let texts = value.elements?.map(\.stringValue) ?? [nil]
      if texts.contains(nil) {
        reader.report(
          Diagnostic(
            code: "policy.invalid-targets", summary: "Invalid targets",
            detail: "The targets of a test file are a list of paths of policy files.",
            subject: attribute.expression.range))
      }
      file.targets += texts.compactMap { $0 }
    }
    diagnostics += reader.diagnostics
  }

  private mutating func values(_ block: Block) -> [String: Expression] {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: block.body.attributes.map(\.name))
    diagnostics += reader.diagnostics
    return Dictionary(block.body.attributes.map { ($0.name, $0.expression) }) { $1 }
  }

  private mutating func readCase(_ block: Block, _ mock: PolicyTestCase.Mock) {
    guard block.labels.count == 2 else {
      diagnostics.append(
        Diagnostic(
          code: "policy.missing-label", summary: "Wrong labels for \(block.type)",
          detail: "A mock has two labels: what it stands for, and the name of the test case.",
          subject: block.headerRange))
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    let isJudged = mock != .data
    reader.allow(
      attributes: ["attrs", "skip"] + (isJudged ? ["meta", "expect_failure"] : [])
        + (mock == .resource ? ["prior_attrs"] : []), blocks: isJudged ? ["inputs"] : [])
    let one = PolicyTestCase(
      mock: mock, type: block.labels[0].text, name: block.labels[1].text,
      attributes: block.body.attribute("attrs")?.expression,
      priorAttributes: block.body.attribute("prior_attrs")?.expression,
      meta: block.body.attribute("meta")?.expression,
      inputs: block.body.blocks("inputs").first.map { values($0) } ?? [:],
      expectsFailure: reader.bool("expect_failure") ?? false, isSkipped: reader.bool("skip") ?? false || !isJudged,
      range: block.headerRange)
    if mock == .resource, one.attributes == nil, one.priorAttributes == nil {
      reader.report(
        Diagnostic(
          code: "policy.empty-mock", summary: "Mock without attributes",
          detail:
            "A resource has attrs, prior_attrs or both, for they tell what is done with it. Write null for what is "
            + "not set: attrs = { id = null }.", subject: block.headerRange))
    }
    diagnostics += reader.diagnostics
    if file.cases.contains(where: { $0.mock == mock && $0.type == one.type && $0.name == one.name }) {
      diagnostics.append(
        Diagnostic(
          code: "policy.duplicate-case", summary: "Duplicate test case",
          detail: "There is a \(block.type) \(quoted(one.type)) named \(quoted(one.name)) already.",
          subject: block.headerRange))
    }
    file.cases.append(one)
  }
}
