import Model
import Planning
import Providers
import Synchronization

/// The plan that was shown to whoever approved it, and what has been asked of the cloud since.
final class Shown: Sendable {
  struct Operation: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String {
      case create, update, delete
    }

    var kind: Kind
    var address: String
    /// Which object it is about; nil for one that is to be made.
    var id: String?

    init(_ request: ApplyRequest) {
      kind = request.planned.isNull ? .delete : request.prior.isNull ? .create : .update
      let value = request.planned.isNull ? request.prior : request.planned
      address = "\(request.type).\(value["name"]?.stringValue ?? "")"
      id = request.prior["id"]?.stringValue
    }

    var description: String { "\(kind) \(address)" + (id.map { " (\($0))" } ?? "") }
  }

  private let content = Mutex<(plan: Plan?, done: Set<Operation>)>((nil, []))

  func set(_ plan: Plan) { content.withLock { $0.plan = plan } }

  func check(
    _ operation: Operation, _ request: ApplyRequest, _ process: SimulatedProcess, _ witness: Witness,
    isDeliveredTwice: Bool = false
  ) {
    let (plan, isFirst) = content.withLock { ($0.plan, $0.done.insert(operation).inserted) }
    if !isFirst, !isDeliveredTwice {
      witness.broken(.nothingIsMadeTwice, "process \(process.number) asks a second time to \(operation)")
    }
    guard let plan else {
      witness.broken(.shownIsApplied, "process \(process.number) asks to \(operation), and has shown no plan")
      return
    }
    if !plan.changes.contains(where: { $0.allows(operation, request) }) {
      witness.broken(.shownIsApplied, "process \(process.number) asks to \(operation), which its plan does not show")
    }
  }
}

extension ResourceChange {
  fileprivate func allows(_ operation: Shown.Operation, _ request: ApplyRequest) -> Bool {
    guard "\(address)" == operation.address else { return false }
    switch operation.kind {
    case .create: return (action == .create || action.isReplace) && after.deeplyUnmarked.agrees(with: request.planned)
    case .update:
      return action == .update && before["id"]?.stringValue == operation.id
        && after.deeplyUnmarked.agrees(with: request.planned)
    case .delete: return (action == .delete || action.isReplace) && before["id"]?.stringValue == operation.id
    }
  }
}

extension Value {
  /// Whether the other is this with its unknown parts filled in.
  fileprivate func agrees(with other: Value) -> Bool {
    switch (self, other) {
    case (.unknown, _): true
    case (.object(let members), .object(let others)):
      members.keys.allSatisfy { name in
        guard let mine = members[name], let theirs = others[name] else { return false }
        return mine.agrees(with: theirs)
      }
    case (.list(_, let elements), .list(_, let others)):
      elements.count == others.count && zip(elements, others).allSatisfy { $0.agrees(with: $1) }
    case (.set, .set): !isWhollyKnown || self == other
    default: self == other
    }
  }
}
