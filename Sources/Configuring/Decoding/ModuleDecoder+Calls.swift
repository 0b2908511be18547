import Model
import Parsing

/// `module` blocks.
extension ModuleDecoder {
  mutating func decodeCall(_ block: Block, _ name: String) {
    guard
      isNew(
        module.calls[name]?.range, "A module call", summary: "Duplicate module call", name: name, at: block.headerRange)
    else { return }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    let source = reader.required("source")
    let repetition = repetition(&reader, kind: "module")
    var enabled: Expression?
    if let lifecycle = reader.single("lifecycle") {
      var inner = BlockReader(lifecycle.body, missingRange: lifecycle.headerRange)
      inner.allow(attributes: ["enabled"])
      reader.report(inner.diagnostics)
      enabled = lifecycle.body.attribute("enabled")?.expression
    }
    checkEnabled(enabled, repetition, &reader)
    var passed: [(inside: ProviderReference, outside: ProviderReference)] = []
    if let attribute = block.body.attribute("providers") {
      if case .object(let items) = attribute.expression.kind {
        for item in items {
          guard let inside = providerName(item.key, &reader),
            let outside = providerInstanceReference(item.value, &reader)
          else { continue }
          if let previous = passed.first(where: { $0.inside.key == inside.key }) {
            let place = previous.inside.range.union(previous.outside.range).place
            reader.report(
              Diagnostic(
                code: "config.duplicate", summary: "Duplicate provider address",
                detail:
                  "A provider configuration was already passed to \(inside.key) at \(place). Each configuration inside of the "
                  + "module can be given once.", subject: outside.range))
            continue
          }
          passed.append((inside, outside))
        }
      } else {
        reader.report(
          Diagnostic(
            code: "config.wrong-type", summary: "Invalid expression",
            detail: "A static map expression is required for \"providers\".",
            subject: reader.start(of: attribute.expression)))
      }
    }
    let dependsOn = reader.traversals("depends_on")
    guard let source, name.isIdentifier else { return }
    module.calls[name] = ModuleCall(
      name: name, sourceExpression: source.expression,
      versionExpression: block.body.attribute("version")?.expression, count: repetition.count,
      forEach: repetition.forEach, enabled: enabled, dependsOn: dependsOn, providers: passed,
      hasProvidersArgument: block.body.attribute("providers") != nil,
      body: block.body.without(
        attributes: ["source", "version", "count", "for_each", "depends_on", "providers"], blocks: ["lifecycle"]),
      range: block.headerRange)
  }

  /// A key of `providers`: `aws` as a bare name, `aws.west` as a traversal.
  func providerName(_ key: Expression, _ reader: inout BlockReader) -> ProviderReference? {
    return providerReference(key, &reader)
  }
}
