import Configuring
import Model
import Parsing
import Planning
import Storing

extension Invocation {
  /// Where `init` remembers the backend.
  var backendRecordPath: String { "\(dataDirectory)/terraform.tfstate" }

  func backendRecord() throws(DiagnosticsError) -> BackendRecord? {
    guard let bytes = readFile(backendRecordPath) else { return nil }
    return try BackendRecord.decode(bytes, path: backendRecordPath)
  }

  /// The backend that the working directory remembers, as long as it is the one that the configuration wants. `saved` is the
  /// plan that the configuration comes from.
  func currentBackend(
    _ configuration: Configuration, saved: SavedPlan? = nil
  ) async throws(DiagnosticsError) -> any Backend {
    let record = try checkedBackendRecord(configuration, saved: saved)
    let sealer = try stateSealer(configuration, saved: saved)
    guard let record else { return LocalBackend().encrypted(with: sealer) }
    return try await open(record).encrypted(with: sealer)
  }

  /// What is remembered of the backend, when nothing stands against it; nil for states in files beside the configuration.
  func checkedBackendRecord(
    _ configuration: Configuration, saved: SavedPlan? = nil
  ) throws(DiagnosticsError) -> BackendRecord? {
    let inputs = saved.map { earlyInputs(self, of: $0) } ?? earlyInputs(self)
    let record = try backendRecord()
    if record == nil, let block = configuration.root.backend {
      // Without looking at its arguments, which nobody has checked yet.
      let type = try backendType(of: block, summary: "Invalid backend type").name
      throw initializationRequired("Initial configuration of the requested backend \"\(type)\"", isInitial: true)
    }
    let wanted = try configuration.root.backend.map { (block) throws(DiagnosticsError) in
      try requestedBackend(block, scope: .backend(of: configuration, inputs: inputs), isStrict: false)
    }
    let change = BackendChange.between(
      record, recordedValues(record), and: wanted, isInitializing: false)
    if let reason = change.reason {
      var isInitial = true
      if case .changed = change { isInitial = false }
      throw initializationRequired(reason, isInitial: isInitial)
    }
    guard case .same(let record, _) = change else { return nil }
    return record
  }

  /// The same for commands that need nothing else of the configuration: it is read only where a file names a backend.
  func currentBackend() async throws(DiagnosticsError) -> any Backend {
    if try configurationMentions("backend", "encryption") {
      return try await currentBackend(configurationOnDisk(self).configuration)
    }
    return try await currentBackend(Configuration(modules: [:]))
  }

  /// The remembered one whatever the configuration says; local files where none is remembered.
  func rememberedBackend() async throws(DiagnosticsError) -> any Backend {
    let sealer = try stateSealer()
    guard let record = try backendRecord() else { return LocalBackend().encrypted(with: sealer) }
    return try await open(record).encrypted(with: sealer)
  }

  // MARK: - Opening

  func open(_ record: BackendRecord) async throws(DiagnosticsError) -> any Backend {
    guard let type = BackendType.all[record.type] else {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.unknown-type", summary: "Unsupported backend type",
          detail: "The working directory was initialized with the backend \(quoted(record.type)), which Plumb does not "
            + "have. Choose another in the configuration and run \"plumb init -reconfigure\"."))
    }
    guard let values = recordedValues(record) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.invalid-record", summary: "Error reading the record of the backend",
          detail: "What \(backendRecordPath) records of the backend \(quoted(record.type)) does not fit its arguments. "
            + "Run \"plumb init -reconfigure\"."))
    }
    return try await open(type, values)
  }

  func open(_ type: BackendType, _ values: Value) async throws(DiagnosticsError) -> any Backend {
    try await type.open(backendArguments(values))
  }

  private func backendArguments(_ values: Value) -> BackendArguments {
    BackendArguments(
      values: values, environment: environment, workingDirectory: workingDirectoryPath(), makeIdentifier: randomUUID,
      makeLockInfo: { lockInfo($0, path: "") })
  }

  /// In the schema of the record's type; nil where there is none, or they do not fit it.
  func recordedValues(_ record: BackendRecord?) -> Value? {
    guard let record, let type = BackendType.all[record.type] else { return nil }
    return try? Value(record.configuration, as: type.schema.impliedType)
  }

  // MARK: - What the configuration wants

  func backendType(of block: Block, summary: String = "Unsupported backend type") throws(DiagnosticsError)
    -> BackendType
  {
    let name = block.labels.first?.text ?? ""
    if let type = BackendType.all[name] { return type }
    let hint = suggestion(for: name, among: BackendType.all.keys.sorted()).map { " Did you mean \(quoted($0))?" } ?? ""
    throw DiagnosticsError(
      Diagnostic(
        code: "backend.unknown-type", summary: summary,
        detail: BackendType.unknown(name, hint),
        subject: block.labels.first?.range ?? block.headerRange))
  }

  /// Evaluates the block with what is given beside it. `isStrict` tells everything that is wrong with it, as `init` does;
  /// otherwise only what cannot be evaluated.
  func requestedBackend(
    _ block: Block, scope: EarlyScope, isStrict: Bool
  ) throws(DiagnosticsError) -> RequestedBackend {
    let type = try backendType(of: block)
    let lenient = type.schema.withoutRequirements
    let (literal, problems) = decode(block.body, schema: lenient, scope: scope)
    if problems.hasErrors { throw DiagnosticsError(problems) }
    let overrides = try backendOverrides(type, block: block)
    var values = literal
    for (name, value) in overrides { values = values.replacing(name, with: value) }
    let marks = values.deepMarks
    if !marks.isEmpty || !values.isWhollyKnown {
      let (_, more) = evaluateEarly(block.body, in: scope)
      throw DiagnosticsError(more)
    }
    if isStrict { values = try completed(values, type) }
    return RequestedBackend(
      type: type.name, values: values, hash: backendHash(type: type.name, literal),
      hasOverrides: flags.isGiven("backend-config"))
  }

  private func initializationRequired(_ reason: String, isInitial: Bool) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "backend.initialization-required",
        summary: isInitial
          ? "Backend initialization required, please run \"plumb init\""
          : "Backend initialization required: please run \"plumb init\"",
        detail: """
          Reason: \(reason)

          The "backend" is the interface that Plumb uses to store state, perform operations, etc. If this message is \
          showing up, it means that the configuration you're using is using a custom configuration for the backend.

          Changes to backend configurations require reinitialization. This allows Plumb to set up the new \
          configuration, copy existing state, etc. Please run
          "plumb init" with either the "-reconfigure" or "-migrate-state" flags to use the current configuration.

          If the change reason above is incorrect, please verify your configuration hasn't changed and try again. At \
          this point, no changes to your existing configuration or state have been made.
          """))
  }
}

extension Diagnostic {
  /// With the place of the argument that it is about.
  func placed(in block: Block, _ schema: SchemaBlock) -> Diagnostic {
    guard subject == nil, let path = attributePath else { return self }
    var copy = self
    copy.subject = sourceRange(of: path, in: block.body, schema: schema)
    return copy
  }
}

extension SchemaBlock {
  /// The same block with nothing that must be given.
  var withoutRequirements: SchemaBlock {
    SchemaBlock(
      attributes: attributes.map { attribute in
        var attribute = attribute
        attribute.isOptional = attribute.isOptional || attribute.isRequired
        attribute.isRequired = false
        return attribute
      },
      blocks: blocks.map { nested in
        NestedBlock(
          name: nested.name, nesting: nested.nesting, block: nested.block.withoutRequirements,
          maximumItems: nested.maximumItems)
      })
  }
}

extension Value {
  /// An object with one attribute changed.
  func replacing(_ name: String, with value: Value) -> Value {
    guard var members = keyedValues else { return self }
    members[name] = value
    return .object(members)
  }
}
