package import Model

/// Something that happens to one object while planning or applying, to be told to whoever watches.
package struct ProgressEvent: Sendable, Hashable {
  package enum Operation: String, Sendable, Hashable {
    case create, update, delete, read
    /// Of ephemeral resources.
    case open, renew, close
  }

  package enum Phase: Sendable, Hashable {
    case started(Operation)
    case goingOn(Operation, seconds: Int)
    case completed(Operation, seconds: Int)
    case failed(Operation, seconds: Int)
    case refreshStarted
    case refreshCompleted
    /// An ephemeral resource is left alone until its arguments are known.
    case deferred
    /// A provider is asked for an object that exists.
    case importPrepared(id: String)
    /// It has found it, and the object is to be read next.
    case importReady(type: String)
    /// While applying: what the plan imported is in the state now.
    case imported(id: String)
    /// Of a provisioner, by its type.
    case provisioning(String)
    case provisionOutput(String, line: String)
    case provisioned(String)
    case provisionFailed(String)
  }

  /// By which people recognise an object: `id`, or its name.
  package struct Identification: Sendable, Hashable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
      self.key = key
      self.value = value
    }

    /// Nil when the object has nothing of the kind that is known and may be shown.
    package init?(_ object: Value) {
      func text(_ value: Value?) -> String? {
        if case .string(let text)? = value, !text.isEmpty { return text }
        return nil
      }
      guard object.marks.isEmpty, let members = object.keyedValues else { return nil }
      if let id = text(members["id"]) {
        self.init(key: "id", value: id)
      } else if let name = text(members["name"]) {
        self.init(key: "name", value: name)
      } else if case .map(_, let tags)? = members["tags"] {
        guard let name = ["name", "Name"].lazy.compactMap({ key in text(tags[key]).map { (key, $0) } }).first else {
          return nil
        }
        self.init(key: "tags.\(name.0)", value: name.1)
      } else {
        return nil
      }
    }
  }

  package var address: ResourceInstanceAddress
  package var deposedKey: String?
  package var identification: Identification?
  package var phase: Phase

  package init(
    address: ResourceInstanceAddress, deposedKey: String? = nil, identification: Identification? = nil, phase: Phase
  ) {
    self.address = address
    self.deposedKey = deposedKey
    self.identification = identification
    self.phase = phase
  }
}

extension ProgressEvent {
  /// Longer identifications are shortened in the middle: a line should stay a line.
  private static let longestIdentification = 80

  /// The line for people; nil where only machines are told.
  package func text(_ palette: Palette) -> String? {
    let subject = address.description + (deposedKey.map { " (deposed object \($0))" } ?? "")
    let identified = identification.map { "\($0.key)=\(Self.shortened($0.value))" }
    let suffix = identified.map { " [\($0)]" } ?? ""
    switch phase {
    case .started(.create): return palette(.reset, .bold, "\(subject): Creating...", .reset)
    case .started(.read): return palette(.reset, .bold, "\(subject): Reading...", .reset)
    case .started(let operation):
      return palette(.reset, .bold, "\(subject): \(operation.participle.capitalized)...\(suffix)", .reset)
    case .goingOn(let operation, let seconds):
      let elapsed = "\(elapsedText(seconds)) elapsed"
      let details = operation == .create ? elapsed : (identified.map { "\($0), " } ?? "") + elapsed
      return palette(.reset, .bold, "\(subject): Still \(operation.participle)... [\(details)]", .reset)
    case .completed(let operation, let seconds):
      let shown = operation == .delete ? "" : suffix
      return palette(.reset, .bold, "\(subject): \(operation.completion) after \(elapsedText(seconds))\(shown)")
    case .refreshStarted: return palette(.reset, .bold, "\(subject): Refreshing state...\(suffix)")
    case .deferred: return palette(.reset, .bold, "\(subject): Configuration unknown, deferring...", .reset)
    case .importPrepared(let id): return palette(.reset, .bold, "\(subject): Preparing import... [id=\(id)]", .reset)
    case .importReady(let type):
      return palette(
        .reset, .bold, .green, "\(subject): Import prepared!", .reset, .green, "\n  Prepared \(type) for import", .reset
      )
    case .imported(let id):
      return palette(.reset, .bold, "\(subject): Importing... [id=\(id)]", .reset) + "\n"
        + palette(.reset, .bold, "\(subject): Import complete [id=\(id)]", .reset)
    case .provisioning(let type):
      return palette(.reset, .bold, "\(subject): Provisioning with '\(type)'...", .reset)
    case .provisionOutput(let type, let line):
      return palette(.reset, .bold, "\(subject) (\(type)):", .reset) + " " + line
    case .provisioned, .provisionFailed: return nil
    case .refreshCompleted, .failed: return nil
    }
  }

  private static func shortened(_ text: String) -> String {
    let characters = Array(text.unicodeScalars)
    if characters.count <= longestIdentification { return text }
    let half = longestIdentification / 2
    var short = String.UnicodeScalarView(characters.prefix(half - 1))
    short.append(contentsOf: "...".unicodeScalars)
    short.append(contentsOf: characters.suffix(half - 2))
    return String(short)
  }
}

extension ProgressEvent.Operation {
  var participle: String {
    switch self {
    case .create: "creating"
    case .update: "modifying"
    case .delete: "destroying"
    case .read: "reading"
    case .open: "opening"
    case .renew: "renewing"
    case .close: "closing"
    }
  }

  var completion: String {
    switch self {
    case .create: "Creation complete"
    case .update: "Modifications complete"
    case .delete: "Destruction complete"
    case .read: "Read complete"
    case .open: "Opening complete"
    case .renew: "Renewal complete"
    case .close: "Closing complete"
    }
  }
}

extension String {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// `2s`, `1m10s`, `1h0m0s`.
func elapsedText(_ seconds: Int) -> String {
  let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
  if hours > 0 { return "\(hours)h\(minutes)m\(rest)s" }
  return minutes > 0 ? "\(minutes)m\(rest)s" : "\(rest)s"
}
