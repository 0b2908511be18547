import Configuring
import Model
import Providers

extension Planner {
  /// Checks the moves, now that it is known which instances there are, and notes in every change where its object was.
  func settleMoves() {
    if options.mode != .destroy {
      diagnostics.add(MoveValidation(moves, configuration: input.configuration, evaluator: evaluator).diagnostics)
      diagnostics.add(removedButDeclared())
    }
    if let warning = moves.warning { diagnostics.add(warning) }
    if !options.targets.isEmpty,
      let problem = moves.excluded(isIncluded: { address in options.targets.contains { $0.covers(address) } })
    {
      diagnostics.add(problem)
    }
    if let problem = moves.excluded(by: options.excludes) { diagnostics.add(problem) }
    for index in changes.indices where changes[index].deposedKey == nil {
      changes[index].previousAddress = moves.previous[changes[index].address]
    }
    for index in drift.indices { drift[index].previousAddress = moves.previous[drift[index].address] }
    if options.mode == .refreshOnly { drift += movesAlone() }
    if !forgotten.isEmpty { diagnostics.add(forgetting()) }
  }

  /// When nothing is done but refreshing, moves are all that there is to show of objects that did not change otherwise.
  private func movesAlone() -> [ResourceChange] {
    let shown = Set(drift.map(\.address))
    return moves.previous.keys.sorted().filter { !shown.contains($0) }.compactMap { address in
      guard let record = priorState[address]?.current,
        let provider = priorState.resources[address.containing]?.provider
      else { return nil }
      let value = record.value(schema: schemas[provider.provider]?.resource(address.resource.type))
      return ResourceChange(
        address: address, previousAddress: moves.previous[address], provider: provider, action: .noOp, before: value,
        after: value)
    }
  }

  // MARK: moves to another type

  /// Has a provider make an object of its own type out of one of another, and remembers the result.
  func converted(
    _ record: ObjectRecord, from origin: MovedState.Origin, to address: ResourceInstanceAddress, schema: Schema,
    client: any ProviderClient
  ) async -> Result<ObjectRecord, DiagnosticsError> {
    guard priorState[address]?.deposed.isEmpty == true else {
      return .failure(
        DiagnosticsError(
          unsupportedMove(
            address, origin,
            "An earlier replacement has left an object of the old type behind. Apply once without the \"moved\" block, so "
              + "that it is destroyed.")))
    }
    let response: MoveResponse
    do {
      await gate.enter()
      response = try await client.move(
        MoveRequest(
          sourceProvider: origin.provider, sourceType: origin.type, sourceVersion: record.schemaVersion,
          attributes: record.attributes, privateData: record.privateData, targetType: address.resource.type))
      await gate.leave()
    } catch {
      await gate.leave()
      let diagnostic =
        error.code == .unsupported
        ? unsupportedMove(
          address, origin,
          "The provider \(client.address) does not support moved operations across resource types and providers.")
        : error.diagnostic.about(address)
      return .failure(DiagnosticsError(diagnostic))
    }
    diagnostics.add(response.diagnostics.map { $0.about(address) })
    if response.diagnostics.hasErrors { return .failure(DiagnosticsError([])) }
    var wrong = assertConforms(response.value, to: schema.block.impliedType)
    if response.value.isNull { wrong.append(RuleViolation(path: [], message: "no object was returned")) }
    if !response.value.isWhollyKnown { wrong.append(RuleViolation(path: [], message: "a part of it is unknown")) }
    if !wrong.isEmpty {
      let mistakes = ProviderMistakes(
        provider: ProviderConfigAddress(provider: client.address), address: address)
      return .failure(DiagnosticsError(mistakes.invalidObject(wrong, during: "move")))
    }
    var moved = record
    moved.attributes = response.value.json(as: schema.block.impliedType).written()
    moved.schemaVersion = schema.version
    moved.privateData = response.privateData
    moved.sensitivePaths = []
    moved.identity = nil
    moved.identitySchemaVersion = nil
    priorState.setCurrent(moved, at: address)
    return .success(moved)
  }

  /// Nobody can make an object of a type whose resource is not in the configuration.
  func unclaimed(_ address: ResourceInstanceAddress, _ origin: MovedState.Origin) -> Diagnostic {
    unsupportedMove(
      address, origin,
      "Only the provider of a resource in the configuration can take over an object of another type, and \(address) is not "
        + "in the configuration.")
  }

  private func unsupportedMove(
    _ address: ResourceInstanceAddress, _ origin: MovedState.Origin, _ reason: String
  ) -> Diagnostic {
    Diagnostic(
      code: "plan.unsupported-move", summary: "Unsupported `moved` across resource types",
      detail: "The object that is now \(address) was of the type \(origin.type) of \(origin.provider). \(reason)",
      subject: moves.statement(behind: address)?.range, address: address.description)
  }

  // MARK: removed blocks

  /// Whether a `removed` block says that the objects of a resource are to stay.
  func isForgotten(_ address: ConfigResourceAddress) -> Bool {
    input.configuration.modules.contains { path, module in
      module.removed.contains { !$0.destroys && $0.covers(address, in: path) }
    }
  }

  /// What a `removed` block names must not be declared any more.
  private func removedButDeclared() -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (path, module) in input.configuration.modules.sorted(by: { $0.key < $1.key }) {
      for block in module.removed {
        switch block.from {
        case .module(let inner):
          let removed = ModulePath(path.names + inner.names)
          guard let parent = removed.parent, let name = removed.names.last,
            let call = input.configuration.modules[parent]?.calls[name]
          else { continue }
          found.append(stillDeclared("module", "\(removed)", call.range))
        case .resource(let inner):
          let removed = ConfigResourceAddress(
            module: ModulePath(path.names + inner.module.names), resource: inner.resource)
          guard let resource = input.configuration.modules[removed.module]?.resources[removed.resource] else {
            continue
          }
          found.append(stillDeclared("resource", "\(removed)", resource.range))
        }
      }
    }
    return found
  }

  private func stillDeclared(_ kind: String, _ address: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: "plan.removed-exists", summary: "Removed \(kind) still exists",
      detail:
        "This statement declares that \(address) was removed, but it is still declared in configuration. Remove the block "
        + "that declares it, or the \"removed\" block.", subject: range)
  }

  /// An object that leaves the state and stays in the world, with what earlier replacements had left of it.
  func planForget(_ address: ResourceInstanceAddress, _ recorded: ResourceInstanceState, reason: ActionReason?) {
    guard let provider = priorState.provider(of: address) else { return }
    let schema = schemas[provider.provider]?.resource(address.resource.type)
    func change(_ record: ObjectRecord, deposedKey: String?) -> ResourceChange {
      let value = record.value(schema: schema)
      return ResourceChange(
        address: address, deposedKey: deposedKey, provider: provider, action: .forget,
        reason: deposedKey == nil ? reason : nil, before: value, after: .null(schema?.block.impliedType ?? .dynamic),
        priorPrivateData: record.privateData, dependencies: record.dependencies,
        createBeforeDestroy: record.createBeforeDestroy)
    }
    if let record = recorded.current { changes.append(change(record, deposedKey: nil)) }
    for (key, record) in recorded.deposed.sorted(by: { $0.key < $1.key }) {
      changes.append(change(record, deposedKey: key))
    }
    forgotten.append(address)
  }

  private func forgetting() -> Diagnostic {
    let list = forgotten.sorted().map { "\n - \($0)" }.joined()
    return Diagnostic(
      .warning, code: "plan.forgetting", summary: "Some objects will no longer be managed by Plumb",
      detail:
        "If you apply this plan, Plumb will discard its tracking information for the following objects, but it will not "
        + "delete them:\(list)\n\nAfter applying this plan, Plumb will no longer manage these objects. You will need to import "
        + "them into Plumb to manage them again.")
  }
}
