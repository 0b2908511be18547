package import Model

/// One line of what `-json` prints while something runs: the machine-readable user interface, version 1.2.
package struct StreamMessage: Sendable, Hashable {
  package enum Level: String, Sendable {
    case info, warn, error
  }

  package static let interfaceVersion = "1.2"

  package var level: Level
  package var message: String
  package var type: String
  package var payload: [String: JSON]

  package init(level: Level = .info, message: String, type: String, payload: [String: JSON] = [:]) {
    self.level = level
    self.message = message
    self.type = type
    self.payload = payload
  }

  /// The line, without its end. The time is in RFC 3339 with microseconds, UTC.
  package func line(timestamp: String) -> String {
    let head = [
      JSON.Member("@level", .string(level.rawValue)), JSON.Member("@message", .string(message)),
      JSON.Member("@module", .string("terraform.ui")), JSON.Member("@timestamp", .string(timestamp)),
    ]
    var members = payload
    members["type"] = .string(type)
    let rest = members.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value) }
    return JSON.object(head + rest).text(.compact)
  }
}

extension StreamMessage {
  /// The first line. Readers look at `terraform` for what to expect.
  package static func version(product: String, version: String, terraformVersion: String) -> StreamMessage {
    StreamMessage(
      message: "\(product) \(version)", type: "version",
      payload: ["terraform": .string(terraformVersion), "ui": .string(interfaceVersion)])
  }

  package static func diagnostic(_ diagnostic: Diagnostic, json: JSON) -> StreamMessage {
    StreamMessage(
      level: diagnostic.isError ? .error : .warn,
      message: "\(diagnostic.isError ? "Error" : "Warning"): \(diagnostic.summary)", type: "diagnostic",
      payload: ["diagnostic": json])
  }

  /// Nil for changes that are none, and for data that is no longer kept.
  package static func planned(_ change: ResourceChange) -> StreamMessage? {
    let isMoved = change.previousAddress.map { $0 != change.address } ?? false
    if change.action == .noOp, !isMoved, change.importedID == nil { return nil }
    if change.action == .delete, change.address.resource.mode == .data { return nil }
    let action =
      change.action == .noOp && change.importedID != nil ? "import" : change.action.streamName(isMoved: isMoved)
    return StreamMessage(
      message: "\(change.address): Plan to \(action)", type: "planned_change",
      payload: ["change": change.streamJSON(action: action, isMoved: isMoved)])
  }

  package static func drift(_ change: ResourceChange) -> StreamMessage? {
    let isMoved = change.previousAddress.map { $0 != change.address } ?? false
    if change.action == .noOp, !isMoved { return nil }
    let action = change.action.streamName(isMoved: isMoved)
    return StreamMessage(
      message: "\(change.address): Drift detected (\(action))", type: "resource_drift",
      payload: ["change": change.streamJSON(action: action, isMoved: isMoved)])
  }

  package static func planSummary(_ summary: ChangeSummary) -> StreamMessage {
    changeSummary(
      "Plan: \(summary)", add: summary.add, change: summary.change, imported: summary.imported,
      remove: summary.destroy, operation: "plan")
  }

  package static func applySummary(_ summary: ApplySummary) -> StreamMessage {
    changeSummary(
      summary.sentence, add: summary.added, change: summary.changed, imported: summary.imported,
      remove: summary.destroyed,
      operation: summary.isDestroy ? "destroy" : "apply")
  }

  private static func changeSummary(
    _ message: String, add: Int, change: Int, imported: Int, remove: Int, operation: String
  ) -> StreamMessage {
    StreamMessage(
      message: message, type: "change_summary",
      payload: [
        "changes": .record([
          ("add", .integer(add)), ("change", .integer(change)), ("import", .integer(imported)),
          ("remove", .integer(remove)),
          ("operation", .string(operation)),
        ])
      ])
  }

  /// What will become of the outputs; nil when there are none.
  package static func plannedOutputs(_ changes: [OutputChange]) -> StreamMessage? {
    if changes.isEmpty { return nil }
    let outputs = changes.map { change in
      (
        change.name,
        JSON.record([
          ("sensitive", .bool(change.isSensitive)), ("action", .string(change.action.streamName(isMoved: false))),
        ])
      )
    }
    return outputsMessage(Dictionary(outputs) { $1 })
  }

  /// The outputs as they are; without the values of sensitive ones.
  package static func outputs(_ outputs: [String: OutputValue]) -> StreamMessage {
    outputsMessage(
      outputs.mapValues { output in
        .record([
          ("sensitive", .bool(output.isSensitive)), ("type", output.value.type.json),
          ("value", output.isSensitive ? nil : output.value.json),
        ])
      })
  }

  private static func outputsMessage(_ outputs: [String: JSON]) -> StreamMessage {
    StreamMessage(
      message: "Outputs: \(outputs.count)", type: "outputs", payload: ["outputs": .sortedObject(outputs)])
  }
}

extension Action {
  fileprivate func streamName(isMoved: Bool) -> String {
    switch self {
    case .noOp: isMoved ? "move" : "noop"
    case .create: "create"
    case .read: "read"
    case .update: "update"
    case .replace: "replace"
    case .delete: "delete"
    case .forget: "remove"
    }
  }
}

extension ActionReason {
  fileprivate var streamName: String {
    switch self {
    case .replaceBecauseCannotUpdate: "cannot_update"
    case .replaceBecauseTainted: "tainted"
    case .replaceByRequest: "requested"
    case .replaceByTriggers: "replace_triggered_by"
    default: rawValue
    }
  }
}

extension ResourceChange {
  /// What identified an object that is imported.
  var importingJSON: JSON? {
    if let identity = importedIdentity, let json = try? JSON.read(Array(identity.utf8)) {
      return .record([("identity", json)])
    }
    return importedID.map { .record([("id", .string($0))]) }
  }

  fileprivate func streamJSON(action: String, isMoved: Bool) -> JSON {
    .record([
      ("resource", address.streamJSON),
      ("previous_resource", isMoved ? previousAddress?.streamJSON : nil),
      ("action", .string(action)),
      ("reason", reason.map { .string($0.streamName) }),
      ("importing", importingJSON),
      ("generated_config", generatedConfiguration.map(JSON.string)),
    ])
  }
}

extension ResourceInstanceAddress {
  var streamJSON: JSON {
    .record([
      ("addr", .string(description)),
      ("module", .string(module.description)),
      ("resource", .string("\(resource)\(key?.description ?? "")")),
      ("implied_provider", .string(String(resource.type.prefix { $0 != "_" }))),
      ("resource_type", .string(resource.type)),
      ("resource_name", .string(resource.name)),
      ("resource_key", key?.json ?? .null),
    ])
  }
}
