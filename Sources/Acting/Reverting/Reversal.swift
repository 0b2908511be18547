package import Configuring
package import Model
package import Planning

/// What reverting objects one by one would do, as a plan of everything tells it beforehand.
package struct Reversal: Sendable {
  private let plan: Plan
  private let session: RemoteSession?
  private let byResource: [ConfigResourceAddress: [ResourceChange]]
  private let byInstance: [ResourceInstanceAddress: [ResourceChange]]
  private var dependencies: ResourceDependencies

  package init(_ plan: Plan, graph: ConfigGraph, session: RemoteSession? = nil) {
    self.plan = plan
    self.session = session
    let changes = plan.changes.filter { $0.address.resource.mode == .managed && $0.changesSomething }
    byResource = Dictionary(grouping: changes) { $0.address.config }
    byInstance = Dictionary(grouping: changes) { $0.address }
    dependencies = ResourceDependencies(graph)
  }

  /// The changes of a plan that has this target: its own, and those of all that it depends on.
  package mutating func changes(by target: ResourceInstanceAddress) -> [ResourceChange] {
    // Nothing is searched for where nothing else changes.
    guard byInstance.count > (byInstance[target] == nil ? 0 : 1) else { return byInstance[target] ?? [] }
    let drawnIn = dependencies.all(of: target.config).subtracting([target.config])
    return (byInstance[target] ?? []) + drawnIn.sorted().flatMap { byResource[$0] ?? [] }
  }

  /// Why a person's explicit word is needed before this target is reverted.
  package mutating func dangers(of target: ResourceInstanceAddress, callers: [CallerAnswer]) -> [String] {
    Self.dangers(of: changes(by: target), in: plan, callers: callers, session: session)
  }

  /// Of a plan that is about to be applied, whatever it is for.
  package static func dangers(of plan: Plan, callers: [CallerAnswer], session: RemoteSession?) -> [String] {
    dangers(
      of: plan.changes.filter { $0.address.resource.mode == .managed }, in: plan, callers: callers, session: session)
  }

  private static func dangers(
    of changes: [ResourceChange], in plan: Plan, callers: [CallerAnswer], session: RemoteSession?
  ) -> [String] {
    var dangers: [String] = []
    for change in changes where change.changesSomething {
      if let danger = loss(by: change) { dangers.append(danger) }
      dangers += accessDangers(of: change, callers: callers, plan: plan)
      if let danger = session?.danger(of: change) { dangers.append(danger) }
    }
    return dangers.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private static func loss(by change: ResourceChange) -> String? {
    guard isStateful(change.address) else { return nil }
    let name = change.deposedKey.map { "\(change.address) (deposed object \($0))" } ?? "\(change.address)"
    switch change.action {
    case .delete: return "It destroys \(name), and what is in it is lost."
    case .replace(let order) where order != .forgetThenCreate:
      return "It replaces \(name), and what is in it is lost."
    default: return nil
    }
  }
}
