import Model
import Parsing

/// `moved` and `removed` blocks: what has become of addresses that were there before.
extension ModuleDecoder {
  mutating func decodeMoved(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(attributes: ["from", "to"])
    let fromAttribute = reader.required("from")
    let toAttribute = reader.required("to")
    let from = fromAttribute.flatMap { reader.address($0.expression) }
    let to = toAttribute.flatMap { reader.address($0.expression) }
    guard let from, let to else { return }
    guard from.isModule == to.isModule else {
      reader.report(
        Diagnostic(
          code: "config.invalid-moved", summary: "Invalid \"moved\" addresses",
          detail: "The \"from\" and \"to\" addresses must either both refer to resources or both refer to modules.",
          subject: block.headerRange))
      return
    }
    module.moved.append(MovedBlock(from: from, to: to, range: block.headerRange))
  }

  mutating func decodeRemoved(_ block: Block) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { diagnostics += reader.diagnostics }
    reader.allow(attributes: ["from"], blocks: ["lifecycle", "provisioner", "connection"])
    let subject = reader.required("from").flatMap { removedSubject($0.expression, &reader) }
    let destroys = reader.single("lifecycle").map { removedLifecycle($0, &reader) } ?? true
    guard let subject else { return }
    let provisioners = removedProvisioners(block, of: subject, &reader)
    module.removed.append(
      RemovedBlock(from: subject, destroys: destroys, provisioners: provisioners, range: block.headerRange))
  }

  /// What is done before the objects are destroyed: only of a resource, for of a module it would not be said of which.
  private mutating func removedProvisioners(
    _ block: Block, of subject: RemovedBlock.Subject, _ reader: inout BlockReader
  ) -> [Provisioner] {
    func refuse(_ type: String, _ detail: String, _ range: SourceRange) {
      reader.report(
        Diagnostic(
          code: "config.invalid-removed", summary: "Invalid \(type) block", detail: detail, subject: range))
    }
    if case .module = subject {
      for misplaced in block.body.blocks("connection") {
        refuse(
          "connection",
          "Provisioner connection configuration is valid only when a removed block targets a managed resource.",
          misplaced.headerRange)
      }
      for misplaced in block.body.blocks("provisioner") {
        refuse(
          "provisioner", "Provisioners are valid only when a removed block targets a managed resource.",
          misplaced.headerRange)
      }
      return []
    }
    return decodeProvisioners(block, &reader).filter { provisioner in
      if provisioner.when == .destroy { return true }
      refuse(
        "provisioner",
        "Only destroy-time provisioners are valid in \"removed\" blocks. To declare a destroy-time provisioner, use:\n"
          + "    when = destroy", provisioner.range)
      return false
    }
  }

  /// Whether the objects are destroyed.
  private func removedLifecycle(_ block: Block, _ outer: inout BlockReader) -> Bool {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    defer { outer.report(reader.diagnostics) }
    reader.allow(attributes: ["destroy"])
    return reader.bool("destroy") ?? true
  }

  /// A whole resource or module: nothing can be said about single instances.
  private func removedSubject(_ expression: Expression, _ reader: inout BlockReader) -> RemovedBlock.Subject? {
    func refuse(_ summary: String, _ detail: String) -> RemovedBlock.Subject? {
      reader.report(
        Diagnostic(
          code: "config.invalid-removed", summary: summary, detail: detail, subject: expression.range))
      return nil
    }
    guard let address = reader.address(expression) else { return nil }
    guard address.module.steps.allSatisfy({ $0.key == nil }) else {
      return refuse(
        "Module instance keys not allowed",
        "Module address must be a module (e.g. \"module.foo\"), not a module instance (e.g. \"module.foo[1]\").")
    }
    switch address {
    case .module(let module): return .module(module.path)
    case .instance:
      return refuse(
        "Resource instance keys not allowed",
        "Resource address must be a resource (e.g. \"test_instance.foo\"), not a resource instance "
          + "(e.g. \"test_instance.foo[1]\").")
    case .resource(let resource) where resource.resource.mode == .managed: return .resource(resource.config)
    case .resource:
      return refuse(
        "Data source address not allowed",
        "Data sources are never destroyed, so they are not valid targets of removed blocks. To remove the data source "
          + "from state, remove the data source block from configuration.")
    }
  }
}

extension BlockReader {
  /// The address that an expression spells: a module, a resource or an instance of it.
  mutating func address(_ expression: Expression) -> TargetAddress? {
    guard let traversal = expression.traversal else {
      report(
        Diagnostic(
          code: "config.invalid-reference", summary: "Invalid expression",
          detail:
            "A single static variable reference is required: only attribute access and indexing with constant keys. "
            + "No calculations, function calls, template expressions, etc are allowed here.", subject: expression.range
        ))
      return nil
    }
    do {
      return try TargetAddress(parsing: traversal.description)
    } catch {
      report(
        Diagnostic(
          code: "config.invalid-address", summary: "Invalid address", detail: error.message,
          subject: expression.range))
      return nil
    }
  }
}

extension TargetAddress {
  var isModule: Bool {
    if case .module = self { return true }
    return false
  }

  /// The module that is meant, or that a resource is in.
  var module: ModuleAddress {
    switch self {
    case .module(let address): address
    case .resource(let address): address.module
    case .instance(let address): address.module
    }
  }
}
