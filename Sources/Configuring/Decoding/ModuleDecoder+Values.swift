import Model
import Parsing

/// `variable`, `locals` and `output` blocks.
extension ModuleDecoder {
  static let reservedVariableNames: Set<String> = [
    "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
  ]

  mutating func decodeVariable(_ block: Block, _ name: String) {
    guard
      isNew(
        module.variables[name]?.range, "A variable", summary: "Duplicate variable declaration", name: name,
        at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(
      attributes: ["type", "default", "description", "sensitive", "ephemeral", "nullable", "const", "deprecated"],
      blocks: ["validation"])
    if Self.reservedVariableNames.contains(name) {
      reader.report(
        Diagnostic(
          code: "config.reserved-name", summary: "Invalid variable name",
          detail: "The variable name \(quoted(name)) is reserved due to its special meaning inside module blocks.",
          subject: block.labels[0].range))
    }
    var variable = Variable(
      name: name, type: .dynamic, typeDefaults: nil, typeRange: nil, defaultValue: nil,
      description: reader.string("description")?.text, isSensitive: reader.bool("sensitive") ?? false,
      isEphemeral: reader.bool("ephemeral") ?? false, isNullable: reader.bool("nullable") ?? true,
      validations: reader.conditions("validation"), range: block.headerRange)
    variable.deprecated = reader.string("deprecated")?.text
    variable.isConstant = reader.bool("const") ?? false
    if let attribute = block.body.attribute("type") {
      variable.typeRange = attribute.expression.range
      do {
        let constraint = try typeConstraint(attribute.expression, allowsLegacyForms: true)
        variable.type = constraint.type
        variable.typeDefaults = constraint.defaults
      } catch {
        reader.report(error.diagnostics)
      }
    }
    if let attribute = block.body.attribute("default"), let given = reader.constant(attribute.expression) {
      variable.defaultValue = defaultValue(
        given, of: variable, at: block.overriddenAt ?? attribute.expression.range, &reader)
    }
    for validation in variable.validations
    where !validation.condition.references.contains(where: { $0.root == "var" && $0.steps.first?.name == name }) {
      reader.report(
        Diagnostic(
          code: "config.invalid-validation", summary: "Invalid variable validation condition",
          detail:
            "The condition for variable \(quoted(name)) must refer to var.\(name), for it is there to check its value.",
          subject: validation.condition.range))
    }
    module.variables[name] = variable
  }

  func defaultValue(
    _ given: Value, of variable: Variable, at range: SourceRange, _ reader: inout BlockReader
  ) -> Value? {
    if given.isNull {
      if !variable.isNullable {
        reader.report(
          Diagnostic(
            code: "config.invalid-default", summary: "Invalid default value for variable",
            detail: "A null default value is not valid when nullable=false.", subject: range))
      }
      return .null(variable.type.withoutOptional)
    }
    do {
      return try given.applying(variable.typeDefaults).converted(to: variable.type)
    } catch {
      reader.report(
        Diagnostic(
          code: "config.invalid-default", summary: "Invalid default value for variable",
          detail: "This default value is not compatible with the variable's type constraint: \(error.message).",
          subject: range))
      return nil
    }
  }

  mutating func decodeLocals(_ block: Block) {
    for nested in block.body.blocks {
      report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unexpected \"\(nested.type)\" block",
          detail: "Blocks are not allowed here.", subject: nested.typeRange))
    }
    for attribute in block.body.attributes {
      guard
        isNew(
          module.locals[attribute.name]?.range, "A local value", summary: "Duplicate local value definition",
          name: attribute.name, at: attribute.range)
      else { continue }
      module.locals[attribute.name] = LocalValue(
        name: attribute.name, expression: attribute.expression, range: attribute.range)
    }
  }

  mutating func decodeOutput(_ block: Block, _ name: String) {
    guard
      isNew(
        module.outputs[name]?.range, "An output", summary: "Duplicate output definition", name: name,
        at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(
      attributes: ["value", "type", "description", "sensitive", "ephemeral", "depends_on", "deprecated"],
      blocks: ["precondition", "postcondition"])
    let value = reader.required("value")
    let description = reader.string("description")?.text
    let isSensitive = reader.bool("sensitive") ?? false
    let isEphemeral = reader.bool("ephemeral") ?? false
    let dependsOn = reader.traversals("depends_on")
    let preconditions = reader.conditions("precondition")
    for block in block.body.blocks("postcondition") {
      reader.report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Postconditions are not allowed",
          detail: "Output values can only have preconditions, not postconditions. Make this a precondition.",
          subject: block.headerRange))
    }
    var type: (type: ValueType, defaults: TypeDefaults?)?
    if let attribute = block.body.attribute("type") {
      do {
        let constraint = try typeConstraint(attribute.expression, allowsLegacyForms: false)
        type = (constraint.type, constraint.defaults)
      } catch {
        reader.report(error.diagnostics)
      }
    }
    guard let value else { return }
    var output = Output(
      name: name, expression: value.expression, description: description, isSensitive: isSensitive,
      isEphemeral: isEphemeral, dependsOn: dependsOn, deprecated: reader.string("deprecated")?.text,
      preconditions: preconditions, range: block.headerRange)
    output.type = type?.type
    output.typeDefaults = type?.defaults
    module.outputs[name] = output
  }
}
