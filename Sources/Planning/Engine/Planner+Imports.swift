import Configuring
import Model
import Parsing
import Providers

/// An object that exists, to be taken into the state.
struct ImportTarget: Sendable, Hashable {
  enum Source: Sendable, Hashable {
    case id(String)
    case identity(Value, SourceRange)
  }

  var source: Source
  /// The block's `to`; nil when a command names the object.
  var range: SourceRange?
}

extension Planner {
  /// Import blocks whose target the configuration does not declare.
  func checkImportTargets() {
    if options.mode == .destroy { return }
    for block in input.configuration.root.imports {
      let target = block.target.config
      if let resource = input.configuration.modules[target.module]?.resources[target.resource] {
        if let provider = block.provider, !resource.isGenerated {
          diagnostics.add(
            Diagnostic(
              code: "plan.invalid-import", summary: "Invalid import provider argument",
              detail:
                "The provider argument can only be specified in import blocks that will generate configuration.\n\nUse the "
                + "provider argument in the target resource block to configure the provider for a resource with explicit "
                + "provider configuration.", subject: provider.range))
        }
        continue
      }
      if let refusal = refusal(of: block) { diagnostics.add(refusal) }
    }
  }

  func missingTarget(_ detail: String, _ range: SourceRange?) -> Diagnostic {
    Diagnostic(
      code: "plan.invalid-import", summary: "Configuration for import target does not exist", detail: detail,
      subject: range)
  }

  /// Evaluates the import blocks for one resource. False when something is wrong with them.
  func resolveImports(of address: ConfigResourceAddress) -> Bool {
    guard options.mode == .normal else { return true }
    if let requested = options.requestedImport { return request(requested, address) }
    var succeeded = true
    for block in input.configuration.root.imports where block.target.config == address {
      for repetition in importRepetitions(block) ?? [] {
        let scope = evaluator.scope(evaluator.root, repetition: repetition)
        guard let target = importAddress(block.target, scope), let source = importSource(block.source, scope) else {
          continue
        }
        imports[target] = imports[target] ?? ImportTarget(source: source, range: block.target.range)
      }
      let problems = evaluator.takeDiagnostics()
      diagnostics.add(problems)
      if problems.hasErrors { succeeded = false }
    }
    return succeeded
  }

  private func request(_ requested: RequestedImport, _ address: ConfigResourceAddress) -> Bool {
    guard requested.address.config == address else { return true }
    imports[requested.address] = ImportTarget(source: .id(requested.id))
    return true
  }

  private func importSource(_ source: ImportBlock.Source, _ scope: ModuleScope) -> ImportTarget.Source? {
    switch source {
    case .id(let expression): importID(expression, scope).map { .id($0) }
    case .identity(let expression): importIdentity(expression, scope).map { .identity($0, expression.range) }
    }
  }

  /// What the block is repeated for: once without `for_each`; nil where that cannot be known.
  private func importRepetitions(_ block: ImportBlock) -> [Repetition]? {
    guard let forEach = block.forEach else { return [Repetition.none] }
    let (result, problems) = evaluate(forEach, in: evaluator.scope(evaluator.root))
    evaluator.report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String) -> [Repetition]? {
      evaluator.report(
        Diagnostic(
          code: "plan.invalid-import", summary: "Invalid for_each argument", detail: detail, subject: forEach.range))
      return nil
    }
    let (value, marks) = result.unmarked
    if marks.contains(.sensitive) {
      return refuse("Sensitive values cannot be used here: the keys are shown in the addresses of what is imported.")
    }
    if !value.isKnown {
      return refuse(
        "The \"for_each\" expression includes values derived from other resource attributes that cannot be determined until "
          + "apply, and so Plumb cannot determine the full set of values that might be used to import this resource.")
    }
    switch value {
    case .null: return []
    case .map(_, let elements), .object(let elements):
      return elements.pairs.map { .each(key: .string($0), value: $1) }
    case .set(_, let members): return members.map { .each(key: $0, value: $0) }
    case .list(_, let members), .tuple(let members):
      return members.enumerated().map { .each(key: .integer($0), value: $1) }
    default:
      return refuse(
        "The \"for_each\" value is \(value.type.friendlyName): a map, a set, a list or a tuple is required.")
    }
  }

  private func importAddress(_ target: ImportBlock.Target, _ scope: ModuleScope) -> ResourceInstanceAddress? {
    var isKnown = true
    func key(_ expression: Expression?) -> InstanceKey? {
      guard let expression else { return nil }
      let (value, problems) = evaluate(expression, in: scope)
      evaluator.report(problems)
      let plain = value.deeplyUnmarked
      if let name = plain.stringValue { return .name(name) }
      if let index = plain.numberValue?.int { return .index(index) }
      isKnown = false
      if !problems.hasErrors {
        evaluator.report(
          Diagnostic(
            code: "plan.invalid-import", summary: "Invalid import 'to' expression",
            detail: "A key must be a known string or whole number.", subject: expression.range))
      }
      return nil
    }
    let steps = target.modules.map { ModuleAddress.Step(name: $0.name, key: key($0.key)) }
    let address = ResourceInstanceAddress(
      module: ModuleAddress(steps), resource: target.resource, key: key(target.key))
    return isKnown ? address : nil
  }

  private func importID(_ expression: Expression, _ scope: ModuleScope) -> String? {
    let (result, problems) = evaluate(expression, in: scope)
    evaluator.report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String, _ summary: String = "Invalid import id argument") -> String? {
      evaluator.report(
        Diagnostic(code: "plan.invalid-import", summary: summary, detail: detail, subject: expression.range))
      return nil
    }
    let (value, marks) = result.unmarked
    if marks.contains(.ephemeral) { return refuse("The import ID cannot be ephemeral: it is a part of the plan.") }
    if value.isNull { return refuse("The import ID cannot be null.") }
    guard value.isKnown else {
      return refuse(
        "The import block \"id\" argument depends on resource attributes that cannot be determined until apply, so Plumb "
          + "cannot plan to import this resource.")
    }
    guard let id = (try? value.converted(to: .string))?.stringValue else {
      return refuse("Invalid expression value: string required.", "Incorrect value type")
    }
    if id.isEmpty {
      return refuse("The import ID value evaluates to an empty string, please provide a non-empty value.")
    }
    return id
  }

  /// Targets that turned out to have no place: the resource is there, the instance is not.
  func refuseLeftOverImports() {
    guard options.mode == .normal else { return }
    for (address, target) in imports.sorted(by: { $0.key < $1.key }) {
      guard input.configuration.modules[address.module.path]?.resources[address.resource] != nil,
        !hasPlace(address)
      else { continue }
      diagnostics.add(
        missingTarget(
          "The configuration for the given import \(address) does not exist. All target instances must have an associated "
            + "configuration to be imported.", target.range))
    }
  }

  private func hasPlace(_ address: ResourceInstanceAddress) -> Bool {
    guard let instance = evaluator.instance(at: address.module) else { return false }
    // What was not evaluated has other problems.
    return instance.resources[address.resource]?.expansion.contains(address.key) ?? true
  }

  // MARK: asking the provider

  /// The object that an identifier stands for, read; nil when it could not be imported, which is reported.
  func imported(
    _ target: ImportTarget, at address: ResourceInstanceAddress, schema: Schema, provider: ProviderConfigAddress,
    client: any ProviderClient, dependencies: [ConfigResourceAddress]
  ) async -> PriorObject? {
    if options.requestedImport == nil {
      onEvent(ProgressEvent(address: address, identification: nil, phase: .importPrepared(id: target.text)))
    }
    guard let meta = providerMeta(address, provider.provider) else { return nil }
    do {
      await gate.enter()
      guard let request = try await importRequest(target, address.resource.type, client) else {
        await gate.leave()
        return nil
      }
      let response = try await client.importState(request)
      await gate.leave()
      report(response.diagnostics, address, target)
      if response.diagnostics.hasErrors { return nil }
      guard let object = onlyObject(response, address, target, provider: provider, schema: schema) else { return nil }
      if options.requestedImport != nil {
        onEvent(ProgressEvent(address: address, identification: nil, phase: .importReady(type: object.type)))
      }
      let identity = ProgressEvent.Identification(object.value)
      onEvent(ProgressEvent(address: address, identification: identity, phase: .refreshStarted))
      await gate.enter()
      var reading = ReadRequest(type: object.type, prior: object.value, privateData: object.privateData)
      reading.identity = object.identity ?? request.identity
      reading.providerMeta = meta
      var read = try await client.read(reading)
      await gate.leave()
      onEvent(ProgressEvent(address: address, identification: identity, phase: .refreshCompleted))
      report(read.diagnostics, address, target)
      if read.diagnostics.hasErrors { return nil }
      let violations = assertConforms(read.value, to: schema.block.impliedType)
      if !violations.isEmpty {
        diagnostics.add(
          ProviderMistakes(provider: provider, address: address).invalidObject(violations, during: "import"))
        return nil
      }
      read.value = normalizeLegacyObject(read.value, schema: schema.block)
      guard !read.value.isNull else {
        diagnostics.add(nothingToImport(address, target))
        return nil
      }
      let value = read.value.marking(schema.block.sensitivePaths(in: read.value).map { ($0, .sensitive) })
      var record = ObjectRecord(
        schemaVersion: schema.version, attributes: read.value.json(as: schema.block.impliedType).written(),
        sensitivePaths: value.sensitivePaths.inOrder(), privateData: read.privateData,
        dependencies: dependencies)
      record.objectIdentity = read.identity ?? reading.identity
      priorState.setCurrent(record, at: address, provider: provider)
      return PriorObject(value: value, privateData: read.privateData, record: record)
    } catch {
      await gate.leave()
      report([error.diagnostic], address, target)
      return nil
    }
  }

  private func report(_ found: [Diagnostic], _ address: ResourceInstanceAddress, _ target: ImportTarget) {
    diagnostics.add(
      found.map { diagnostic in
        var copy = diagnostic.about(address)
        copy.subject = copy.subject ?? target.range
        return copy
      })
  }

  private func onlyObject(
    _ response: ImportResponse, _ address: ResourceInstanceAddress, _ target: ImportTarget,
    provider: ProviderConfigAddress, schema: Schema
  ) -> ImportResponse.Object? {
    func refuse(_ summary: String, _ detail: String) -> ImportResponse.Object? {
      report([Diagnostic(code: "plan.invalid-import", summary: summary, detail: detail)], address, target)
      return nil
    }
    // Further objects of other types can be imported by identifiers of their own.
    let objects = response.objects.filter { $0.type == address.resource.type }
    guard let object = objects.first else {
      return refuse(
        "Import returned no resources",
        "While attempting to import with \(target.described), the provider returned no instance states.")
    }
    guard objects.count == 1, response.objects.count == 1 else {
      return refuse(
        "Multiple import states not supported",
        "While attempting to import with \(target.described), the provider returned multiple resource instance states. "
          + "This is not currently supported.")
    }
    guard !object.value.isNull else {
      report([nothingToImport(address, target)], address, target)
      return nil
    }
    let violations = assertConforms(object.value, to: schema.block.impliedType)
    guard violations.isEmpty else {
      diagnostics.add(
        ProviderMistakes(provider: provider, address: address).invalidObject(violations, during: "import"))
      return nil
    }
    return object
  }

  private func nothingToImport(_ address: ResourceInstanceAddress, _ target: ImportTarget) -> Diagnostic {
    Diagnostic(
      code: "plan.nothing-to-import", summary: "Cannot import non-existent remote object",
      detail:
        "While attempting to import an existing object to \(quoted("\(address)")), the provider detected that no object exists "
        + "with the given id. Only pre-existing objects can be imported; check that the id is correct and that it is associated "
        + "with the provider's configured region or endpoint, or use \"plumb apply\" to create a new remote object for this "
        + "resource.", subject: target.range, address: address.description)
  }
}
