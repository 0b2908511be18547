package import Model

/// What a journal left by an earlier run means for the state that is stored now.
package enum Recovery: Sendable, Equatable {
  /// Nothing was left, or all of it is in the state already.
  case nothing
  /// The state with everything that was made.
  case recovered(State, [JournalRecord])
  /// The state was written by another since then: the records cannot be applied to it.
  case foreign([JournalRecord])
  /// The journal is whole, but of a kind that this version does not know.
  case unreadable

  package static func decide(journal: [UInt8]?, stored: State?) -> Recovery {
    guard let journal else { return .nothing }
    // A journal without a whole first line was never told of any object.
    guard let file = JournalFile(journal) else { return JournalFile.isWhole(journal) ? .unreadable : .nothing }
    if file.records.isEmpty { return .nothing }
    var state: State
    switch (stored, file.base.serial) {
    case (let stored?, let serial?) where stored.lineage == file.base.lineage && stored.serial == serial:
      state = stored
    case (nil, nil):
      state = State(terraformVersion: file.base.terraformVersion, serial: 0, lineage: file.base.lineage)
    case (let stored?, _) where file.isContained(in: stored):
      return .nothing
    default: return .foreign(file.records)
    }
    for record in file.records { state.apply(record) }
    if state == stored { return .nothing }
    state.serial += 1
    return .recovered(state, file.records)
  }
}

extension JournalFile {
  /// Whether the state has all that the records tell, as it has when the run ended between writing it and removing the
  /// journal.
  fileprivate func isContained(in state: State) -> Bool {
    guard state.lineage == base.lineage, state.serial > base.serial ?? 0 else { return false }
    var last: [ResourceInstanceAddress: JournalRecord] = [:]
    for record in records { last[record.address] = record }
    return last.values.allSatisfy { (state[$0.address] ?? ResourceInstanceState()) == $0.instance }
  }
}
