package import Model

/// What a configuration says about its backend, evaluated: the arguments with those given beside the block.
package struct RequestedBackend: Sendable, Equatable {
  package var type: String
  /// Of the schema's implied type; null where nothing is given.
  package var values: Value
  /// Of the block alone (`backendHash`).
  package var hash: Int
  /// Whether anything was given beside the block.
  package var hasOverrides: Bool

  package init(type: String, values: Value, hash: Int, hasOverrides: Bool) {
    self.type = type
    self.values = values
    self.hash = hash
    self.hasOverrides = hasOverrides
  }

  /// What is to be remembered of it.
  package var record: BackendRecord { BackendRecord(type: type, configuration: values.json, hash: hash) }
}

/// What lies between the backend that a working directory remembers and the one that its configuration wants.
package enum BackendChange: Sendable, Equatable {
  /// None is remembered and none wanted: states are in files beside the configuration.
  case unconfigured
  /// The remembered one is the wanted one. Its hash is another where the block says the same in other words.
  case same(BackendRecord, isRehashed: Bool)
  case initial(RequestedBackend)
  case unset(BackendRecord)
  case changed(BackendRecord, RequestedBackend)

  /// `recordedValues` are those of the record in the wanted type's schema; nil when they do not fit it.
  package static func between(
    _ record: BackendRecord?, _ recordedValues: Value?, and wanted: RequestedBackend?, isInitializing: Bool
  ) -> BackendChange {
    switch (record, wanted) {
    case (nil, nil): return .unconfigured
    case (nil, let wanted?): return .initial(wanted)
    case (let record?, nil): return .unset(record)
    case (let record?, let wanted?):
      guard record.type == wanted.type else { return .changed(record, wanted) }
      if record.hash == wanted.hash, !isInitializing || !wanted.hasOverrides {
        return .same(record, isRehashed: false)
      }
      if recordedValues == wanted.values {
        var record = record
        let isRehashed = record.hash != wanted.hash
        record.hash = wanted.hash
        return .same(record, isRehashed: isRehashed)
      }
      return .changed(record, wanted)
    }
  }

  /// Why `init` must run first, in Terraform's words; nil when it need not.
  package var reason: String? {
    switch self {
    case .unconfigured, .same: nil
    case .initial(let wanted): "Initial configuration of the requested backend \"\(wanted.type)\""
    case .unset(let record): "Unsetting the previously set backend \"\(record.type)\""
    case .changed(let record, let wanted):
      record.type == wanted.type
        ? "Backend configuration block has changed"
        : "Backend type changed from \"\(record.type)\" to \"\(wanted.type)\""
    }
  }
}
