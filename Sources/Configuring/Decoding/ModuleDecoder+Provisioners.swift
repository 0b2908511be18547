import Model
import Parsing

/// `provisioner` and `connection` blocks of a resource.
extension ModuleDecoder {
  mutating func decodeProvisioners(_ block: Block, _ reader: inout BlockReader) -> [Provisioner] {
    let common = reader.single("connection")
    return block.body.blocks("provisioner").compactMap { decodeProvisioner($0, common?.body, &reader) }
  }

  private mutating func decodeProvisioner(
    _ block: Block, _ common: Body?, _ outer: inout BlockReader
  ) -> Provisioner? {
    guard let label = block.labels.first, block.labels.count == 1 else {
      outer.report(
        Diagnostic(
          code: "config.missing-label", summary: "Missing type for provisioner",
          detail: "All provisioner blocks must have 1 label (type).", subject: block.openBraceRange))
      return nil
    }
    if ["chef", "habitat", "puppet", "salt-masterless"].contains(label.text) {
      outer.report(
        Diagnostic(
          code: "config.removed-provisioner", summary: "The \"\(label.text)\" provisioner has been removed",
          detail:
            "The \(quoted(label.text)) provisioner was deprecated in Terraform 0.13.4 and is gone since 0.15. Use "
            + "remote-exec to start the tool, or an image that is made beforehand.", subject: label.range))
      return nil
    }
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { outer.report(reader.diagnostics) }
    let when = keyword("when", of: ["create", "destroy"], &reader) ?? "create"
    let onFailure = keyword("on_failure", of: ["continue", "fail"], &reader) ?? "fail"
    let connections = block.body.blocks("connection")
    for extra in connections.dropFirst() {
      reader.report(
        Diagnostic(
          code: "config.duplicate-block", summary: "Duplicate connection block",
          detail: "This provisioner already has a connection block at \(connections[0].headerRange.place).",
          subject: extra.headerRange))
    }
    let provisioner = Provisioner(
      type: label.text, when: when == "destroy" ? .destroy : .create, continuesOnFailure: onFailure == "continue",
      body: block.body.without(attributes: ["when", "on_failure"], blocks: ["connection"]),
      connection: connections.first.map { common?.overridden(by: $0.body) ?? $0.body } ?? common,
      range: block.headerRange, typeRange: label.range, braceRange: block.openBraceRange)
    if provisioner.when == .destroy { checkReferences(of: provisioner, connections.first?.body, &reader) }
    return provisioner
  }

  /// A keyword, bare or (as in old configurations) in quotes.
  private func keyword(_ name: String, of known: [String], _ reader: inout BlockReader) -> String? {
    guard let attribute = reader.body.attribute(name) else { return nil }
    var word: String?
    switch attribute.expression.kind {
    case .variable(let bare): word = bare
    case .literal(.string(let text)): word = text
    default: break
    }
    if let word, known.contains(word) { return word }
    reader.report(
      Diagnostic(
        code: "config.invalid-keyword", summary: "Invalid \"\(name)\" keyword",
        detail: "The \"\(name)\" argument requires one of the following keywords: \(known.joined(separator: " or ")).",
        subject: attribute.expression.range))
    return nil
  }

  /// When an object is destroyed nothing else may be there any more.
  private func checkReferences(of provisioner: Provisioner, _ connection: Body?, _ reader: inout BlockReader) {
    let references = [provisioner.body, connection].compactMap { $0 }.flatMap { body in
      var rest = body
      rest.attributes = []
      return body.attributes.flatMap { attribute in
        attribute.expression.references.map { ($0.root, attribute.expression.range) }
      } + rest.allReferences.map { ($0.root, $0.range) }
    }
    for (root, range) in references {
      switch root {
      case "self", "path", "terraform", "count", "each": continue
      default: break
      }
      reader.report(
        Diagnostic(
          code: "config.invalid-reference", summary: "Invalid reference from destroy provisioner",
          detail:
            "Destroy-time provisioners and their connection configurations may only reference attributes of the related "
            + "resource, via 'self', 'count.index', or 'each.key'.\n\nReferences to other resources during the destroy phase "
            + "can cause dependency cycles and interact poorly with create_before_destroy.", subject: range))
    }
  }
}

extension Body {
  /// The body with the attributes of another in place of its own.
  fileprivate func overridden(by other: Body) -> Body {
    let names = Set(other.attributes.map(\.name))
    return Body(
      attributes: attributes.filter { !names.contains($0.name) } + other.attributes, blocks: other.blocks,
      range: other.range)
  }
}
