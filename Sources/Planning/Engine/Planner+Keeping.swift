import Configuring
import Model

/// Objects that are not to be destroyed: with `destroy = false` they leave the state, and stay in the world.
extension Planner {
  /// Whether an object without a place in the configuration stays. A `removed` block has the last word; then what its resource
  /// says, where that is still there; and what was recorded when the object was made.
  func isKept(_ record: ObjectRecord?, at address: ResourceInstanceAddress) -> Bool {
    // Whoever destroys everything means what was removed, too.
    if options.mode == .normal, isForgotten(address.config) { return true }
    if isRemovedToBeDestroyed(address.config) { return false }
    return lifecycle(of: address)?.destroys == false || record?.skipsDestroy == true
  }

  /// Whether an object that an earlier replacement has set aside stays: better once too often than destroyed by mistake.
  func isKept(deposed record: ObjectRecord, at address: ResourceInstanceAddress) -> Bool {
    isKept(record, at: address)
  }

  private func lifecycle(of address: ResourceInstanceAddress) -> Lifecycle? {
    input.configuration.modules[address.module.path]?.resources[address.resource]?.lifecycle
  }

  private func isRemovedToBeDestroyed(_ address: ConfigResourceAddress) -> Bool {
    input.configuration.modules.contains { path, module in
      module.removed.contains { $0.destroys && $0.covers(address, in: path) }
    }
  }

  /// What a resource says now counts for the objects that it has.
  func noteKeeping(_ context: ResourceContext, at address: ResourceInstanceAddress) {
    guard var record = priorState[address]?.current, record.skipsDestroy == context.resource.lifecycle.destroys else {
      return
    }
    record.skipsDestroy.toggle()
    priorState.setCurrent(record, at: address)
  }
}
