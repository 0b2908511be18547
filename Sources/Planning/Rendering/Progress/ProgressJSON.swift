import Model

extension StreamMessage {
  /// The line that tells machines what `ProgressEvent.text` tells people.
  /// Nil for what only people are told.
  package init?(_ event: ProgressEvent) {
    let id = event.identification
    let suffix = id.map { " [\($0.key)=\($0.value)]" } ?? ""
    let words: String
    let type: String
    var operation: ProgressEvent.Operation?
    var seconds: Int?
    switch event.phase {
    case .started(let started):
      operation = started
      words = started.streamStart + (started == .create || started == .read ? "" : suffix)
      type = started.isEphemeral ? "ephemeral_op_start" : "apply_start"
    case .goingOn(let current, let elapsed):
      (operation, seconds) = (current, elapsed)
      words = "Still \(current.participle)... [\(elapsedText(elapsed)) elapsed]"
      type = current.isEphemeral ? "ephemeral_op_progress" : "apply_progress"
    case .completed(let completed, let elapsed):
      (operation, seconds) = (completed, elapsed)
      words = "\(completed.streamNoun) complete after \(elapsedText(elapsed))" + (completed == .delete ? "" : suffix)
      type = completed.isEphemeral ? "ephemeral_op_complete" : "apply_complete"
    case .failed(let failed, let elapsed):
      (operation, seconds) = (failed, elapsed)
      words = "\(failed.streamNoun) errored after \(elapsedText(elapsed))"
      type = failed.isEphemeral ? "ephemeral_op_errored" : "apply_errored"
    case .importPrepared, .importReady, .imported: return nil
    case .refreshStarted:
      words = "Refreshing state...\(suffix)"
      type = "refresh_start"
    case .refreshCompleted:
      words = "Refresh complete\(suffix)"
      type = "refresh_complete"
    case .deferred: return nil
    case .provisioning, .provisionOutput, .provisioned, .provisionFailed:
      self.init(provision: event)
      return
    }
    let hidesId =
      type == "apply_progress" || type == "apply_errored" || (type == "apply_complete" && operation == .delete)
      || (type == "apply_start" && (operation == .create || operation == .read))
    let members: [(String, JSON?)] = [
      ("resource", event.address.streamJSON),
      ("action", operation.map { .string($0.rawValue) }),
      ("id_key", hidesId ? nil : id.map { .string($0.key) }),
      ("id_value", hidesId ? nil : id.map { .string($0.value) }),
      ("elapsed_seconds", seconds.map(JSON.integer)),
    ]
    self.init(message: "\(event.address): \(words)", type: type, payload: ["hook": .record(members)])
  }
}

extension StreamMessage {
  private init?(provision event: ProgressEvent) {
    let (provisioner, words, type, output): (String, String, String, String?)
    switch event.phase {
    case .provisioning(let name):
      (provisioner, words, type, output) = (name, "Provisioning with '\(name)'...", "provision_start", nil)
    case .provisionOutput(let name, let line):
      (provisioner, words, type, output) = (name, "(\(name)): \(line)", "provision_progress", line)
    case .provisioned(let name):
      (provisioner, words, type, output) = (name, "(\(name)) Provisioning complete", "provision_complete", nil)
    case .provisionFailed(let name):
      (provisioner, words, type, output) = (name, "(\(name)) Provisioning errored", "provision_errored", nil)
    default: return nil
    }
    self.init(
      message: "\(event.address): \(words)", type: type,
      payload: [
        "hook": .record([
          ("resource", event.address.streamJSON), ("provisioner", .string(provisioner)),
          ("output", output.map(JSON.string)),
        ])
      ])
  }
}

extension ProgressEvent.Operation {
  fileprivate var isEphemeral: Bool { self == .open || self == .renew || self == .close }

  fileprivate var streamStart: String {
    self == .read ? "Refreshing..." : participle.prefix(1).uppercased() + participle.dropFirst() + "..."
  }

  fileprivate var streamNoun: String {
    switch self {
    case .create: "Creation"
    case .update: "Modifications"
    case .delete: "Destruction"
    case .read: "Refresh"
    case .open: "Opening"
    case .renew: "Renewal"
    case .close: "Closing"
    }
  }
}
