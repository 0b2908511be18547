import Model
import Parsing

/// `import` blocks: objects that exist and are to be managed from now on.
extension ModuleDecoder {
  mutating func decodeImport(_ block: Block) {
    guard module.path.isRoot else {
      report(
        Diagnostic(
          code: "config.invalid-import", summary: "Invalid import configuration",
          detail:
            "An import block was detected in \(quoted("\(module.path)")). Import blocks are only allowed in the root "
            + "module.", subject: block.headerRange))
      return
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(attributes: ["to", "id", "identity", "for_each", "provider"])
    let to = reader.required("to")
    let source = importSource(block, &reader)
    var provider: ProviderReference?
    if let attribute = block.body.attribute("provider") {
      provider = providerReference(attribute.expression, &reader)
    }
    let forEach = block.body.attribute("for_each")?.expression
    guard let to, let target = importTarget(to.expression, isRepeated: forEach != nil, &reader), let source else {
      return
    }
    let declared = ImportBlock(
      target: target, source: source, forEach: forEach, provider: provider, range: block.headerRange)
    if forEach == nil, let address = to.expression.traversal?.description {
      if let previous = importedAddresses[address] {
        reader.report(
          Diagnostic(
            code: "config.duplicate", summary: "Duplicate import configuration for \(quoted(address))",
            detail: "An import block for the resource \(quoted(address)) was already declared at \(previous.place). A "
              + "resource can have only one import block.", subject: to.expression.range))
        return
      }
      importedAddresses[address] = block.headerRange
    }
    module.imports.append(declared)
  }

  /// Either `id` or `identity`.
  private func importSource(_ block: Block, _ reader: inout BlockReader) -> ImportBlock.Source? {
    guard let identity = block.body.attribute("identity") else {
      return reader.required("id").map { .id($0.expression) }
    }
    if block.body.attribute("id") != nil {
      reader.report(
        Diagnostic(
          code: "config.invalid-import", summary: "Invalid import block",
          detail:
            "An import block can only have one of \"id\" and \"identity\": both say which object is meant. Remove one of "
            + "them.", subject: identity.range))
      return nil
    }
    return .identity(identity.expression)
  }

  /// `module.a["x"].aws_vpc.main[0]`, where keys may be any expression with `for_each`.
  private func importTarget(
    _ expression: Expression, isRepeated: Bool, _ reader: inout BlockReader
  ) -> ImportBlock.Target? {
    func refuse(_ summary: String, _ detail: String) -> ImportBlock.Target? {
      reader.report(
        Diagnostic(code: "config.invalid-import", summary: summary, detail: detail, subject: expression.range))
      return nil
    }
    guard isRepeated || expression.traversal != nil, var parts = expression.addressParts else {
      return refuse(
        "Invalid expression",
        "A single static variable reference is required: only attribute access and indexing with constant keys. No "
          + "calculations, function calls, template expressions, etc are allowed here"
          + (isRepeated ? ", except in the keys." : "."))
    }
    var modules: [(name: String, key: Expression?)] = []
    func key() -> Expression? {
      guard case .key(let key)? = parts.first else { return nil }
      parts.removeFirst()
      return key
    }
    while parts.count >= 2, case .name("module") = parts[0], case .name(let name) = parts[1] {
      parts.removeFirst(2)
      modules.append((name, key()))
    }
    if case .name("resource")? = parts.first { parts.removeFirst() }
    if case .name("data")? = parts.first {
      return refuse("Invalid import address", "Only managed resources can be imported.")
    }
    guard parts.count >= 2, case .name(let type) = parts[0], case .name(let name) = parts[1] else {
      return refuse(
        "Invalid address",
        "A resource instance address is required here. The module path must be followed by a resource instance "
          + "specification.")
    }
    parts.removeFirst(2)
    let instance = key()
    guard parts.isEmpty else { return refuse("Invalid address", "Unexpected extra operators after address.") }
    return ImportBlock.Target(
      modules: modules, resource: ResourceName(mode: .managed, type: type, name: name), key: instance,
      range: expression.range)
  }
}

private enum AddressPart {
  case name(String)
  case key(Expression)
}

extension Expression {
  /// Names and keys of which the expression consists, one after the other; nil when it is anything else.
  fileprivate var addressParts: [AddressPart]? {
    switch kind {
    case .variable(let name): [.name(name)]
    case .attribute(let source, let name, _): source.addressParts.map { $0 + [.name(name)] }
    case .index(let source, let key, _): source.addressParts.map { $0 + [.key(key)] }
    default: nil
    }
  }
}
