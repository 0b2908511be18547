import Model

extension BinaryWriter {
  mutating func saved(_ saved: SavedPlan) {
    string(saved.productVersion)
    string(saved.backend)
    string(saved.workspace)
    string(saved.rootDirectory)
    array(saved.files.sorted { $0.key < $1.key }) { file, writer in
      writer.string(file.key)
      writer.data(file.value)
    }
    optional(saved.lockFile) { $1.data($0) }
    array(saved.providers) { provider, writer in
      writer.provider(provider.address)
      writer.string(provider.version)
      writer.array(provider.hashes) { $1.string($0) }
    }
    plan(saved.plan)
  }

  private mutating func plan(_ plan: Plan) {
    string(plan.mode.rawValue)
    string(plan.timestamp)
    array(plan.variables) { variable, writer in
      writer.string(variable.name)
      writer.value(variable.value)
      writer.bool(variable.isSet)
    }
    array(plan.changes) { $1.change($0) }
    array(plan.drift) { $1.change($0) }
    array(plan.outputChanges) { change, writer in
      writer.string(change.name)
      writer.action(change.action)
      writer.value(change.before)
      writer.value(change.after)
      writer.bool(change.isSensitive)
    }
    state(plan.previousState)
    state(plan.priorState)
    checks(plan.checks)
    array(plan.relevantAttributes) { attribute, writer in
      writer.address(attribute.resource)
      writer.path(attribute.path)
    }
    array(plan.execution.steps) { step, writer in
      writer.string(step.kind.rawValue)
      writer.integer(step.change)
      writer.array(step.dependencies) { $1.integer($0) }
    }
    array(plan.targets) { $1.string($0) }
    array(plan.excludes) { $1.string($0) }
    array(plan.forceReplace) { $1.address($0) }
    bool(plan.isErrored)
  }

  private mutating func change(_ change: ResourceChange) {
    address(change.address)
    optional(change.previousAddress) { $1.address($0) }
    optional(change.deposedKey) { $1.string($0) }
    provider(change.provider)
    action(change.action)
    optional(change.reason) { $1.string($0.rawValue) }
    value(change.before)
    value(change.after)
    array(change.requiresReplace) { $1.path($0) }
    data(change.priorPrivateData)
    data(change.plannedPrivateData)
    array(change.dependencies) { $1.address($0) }
    bool(change.createBeforeDestroy)
    bool(change.isTainted)
    optional(change.importedID) { $1.string($0) }
    optional(change.importedIdentity) { $1.string($0) }
    optional(change.generatedConfiguration) { $1.string($0) }
  }

  private mutating func action(_ action: Action) {
    switch action {
    case .noOp: byte(0)
    case .create: byte(1)
    case .read: byte(2)
    case .update: byte(3)
    case .replace(.deleteThenCreate): byte(4)
    case .replace(.createThenDelete): byte(5)
    case .delete: byte(6)
    case .forget: byte(7)
    case .replace(.forgetThenCreate): byte(8)
    }
  }
}

extension BinaryReader {
  mutating func saved() throws(BinaryReadingError) -> SavedPlan {
    let productVersion = try string()
    let backend = try string()
    let workspace = try string()
    let rootDirectory = try string()
    let files = try array { (reader) throws(BinaryReadingError) in
      let path = try reader.string()
      return (path, try reader.data())
    }
    let lockFile = try optional { (reader) throws(BinaryReadingError) in try reader.data() }
    let providers = try array { (reader) throws(BinaryReadingError) in
      let address = try reader.provider()
      let version = try reader.string()
      return SavedPlan.Provider(address: address, version: version, hashes: try reader.strings())
    }
    return SavedPlan(
      plan: try plan(), productVersion: productVersion, files: Dictionary(files) { $1 }, rootDirectory: rootDirectory,
      lockFile: lockFile, providers: providers, backend: backend, workspace: workspace)
  }

  private mutating func plan() throws(BinaryReadingError) -> Plan {
    let mode = try choice(Plan.Mode.self)
    var plan = Plan(mode: mode, timestamp: try string())
    plan.variables = try array { (reader) throws(BinaryReadingError) in
      let name = try reader.string()
      let value = try reader.value()
      return PlannedVariable(name: name, value: value, isSet: try reader.bool())
    }
    plan.changes = try array { (reader) throws(BinaryReadingError) in try reader.change() }
    plan.drift = try array { (reader) throws(BinaryReadingError) in try reader.change() }
    plan.outputChanges = try array { (reader) throws(BinaryReadingError) in
      let name = try reader.string()
      let action = try reader.action()
      let before = try reader.value()
      let after = try reader.value()
      return OutputChange(name: name, action: action, before: before, after: after, isSensitive: try reader.bool())
    }
    plan.previousState = try state()
    plan.priorState = try state()
    plan.checks = try checks()
    plan.relevantAttributes = try array { (reader) throws(BinaryReadingError) in
      let resource = try reader.instance()
      return RelevantAttribute(resource: resource, path: try reader.path())
    }
    plan.execution = try execution(changes: plan.changes.count)
    plan.targets = try strings()
    plan.excludes = try strings()
    plan.forceReplace = try array { (reader) throws(BinaryReadingError) in try reader.instance() }
    plan.isErrored = try bool()
    return plan
  }

  /// Steps that name what is not there would make applying stumble later.
  private mutating func execution(changes: Int) throws(BinaryReadingError) -> ExecutionGraph {
    let steps = try array { (reader) throws(BinaryReadingError) in
      let kind = try reader.choice(ExecutionStep.Kind.self)
      let change = try reader.integer()
      let dependencies = try reader.array { (reader) throws(BinaryReadingError) in try reader.integer() }
      return ExecutionStep(kind: kind, change: change, dependencies: dependencies)
    }
    for step in steps {
      let hasChange = step.kind == .join ? step.change == ExecutionStep.noChange : (0..<changes).contains(step.change)
      guard hasChange, step.dependencies.allSatisfy(steps.indices.contains) else {
        throw error("a step refers to what is not there")
      }
    }
    return ExecutionGraph(steps: steps)
  }

  private mutating func change() throws(BinaryReadingError) -> ResourceChange {
    let address = try instance()
    let previous = try optional { (reader) throws(BinaryReadingError) in try reader.instance() }
    let deposedKey = try optional { (reader) throws(BinaryReadingError) in try reader.string() }
    let provider = try providerConfig()
    let action = try action()
    let reason = try optional { (reader) throws(BinaryReadingError) in try reader.choice(ActionReason.self) }
    let before = try value()
    var change = ResourceChange(
      address: address, previousAddress: previous, deposedKey: deposedKey, provider: provider, action: action,
      reason: reason, before: before, after: try value())
    change.requiresReplace = try array { (reader) throws(BinaryReadingError) in try reader.path() }
    change.priorPrivateData = try data()
    change.plannedPrivateData = try data()
    change.dependencies = try array { (reader) throws(BinaryReadingError) in try reader.configResource() }
    change.createBeforeDestroy = try bool()
    change.isTainted = try bool()
    change.importedID = try optional { (reader) throws(BinaryReadingError) in try reader.string() }
    change.importedIdentity = try optional { (reader) throws(BinaryReadingError) in try reader.string() }
    change.generatedConfiguration = try optional { (reader) throws(BinaryReadingError) in try reader.string() }
    return change
  }

  private mutating func action() throws(BinaryReadingError) -> Action {
    switch try byte() {
    case 0: return .noOp
    case 1: return .create
    case 2: return .read
    case 3: return .update
    case 4: return .replace(.deleteThenCreate)
    case 5: return .replace(.createThenDelete)
    case 6: return .delete
    case 7: return .forget
    case 8: return .replace(.forgetThenCreate)
    default: throw error("an unknown action")
    }
  }
}
