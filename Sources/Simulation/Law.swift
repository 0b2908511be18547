/// What must hold in every story, whatever happens in it. docs/safety.md says each at length.
package enum Law: String, Sendable, CaseIterable {
  /// Each object that exists is in the state, in a journal or a rescued state, or was named as possibly existing.
  case noObjectIsLost = "no created object is lost"
  /// A provider is asked once for what a plan shows once, and never for what exists without being on record.
  case nothingIsMadeTwice = "nothing is created twice without being recorded"
  case oneHolder = "a lock is never held by two"
  case staleIsRefused = "a saved plan applied to a changed state is refused"
  case shownIsApplied = "what is applied is what was shown"
  /// Readable, and one of those that somebody wrote: the last one that was finished, or a later one.
  case stateIsReadable = "the state is always readable"
  case historyGoesForwards = "serial and lineage never go back"
  /// With all faults gone, a few runs end in a plan without changes.
  case allIsMended = "a run without failures sets everything right"
  /// The engine goes on, ends, and never waits for ever.
  case storyEnds = "every command ends"
}

/// A law that was broken, and how.
package struct Violation: Sendable, Hashable {
  package var law: Law
  package var detail: String
}

/// What is broken on purpose, so that it is seen that the laws can be broken.
package enum Mutation: String, Sendable, CaseIterable {
  case nothingSynchronized = "files-without-fsync"
  case fileLockIgnored = "file-lock-not-checked"
  case serviceLockIgnored = "service-lock-not-checked"
  case stalePlanTaken = "stale-plan-not-checked"
  case resultForgotten = "result-not-recorded"
  case intentForgotten = "creation-not-announced"
  case unknownForgotten = "unknown-outcome-not-recorded"
  case journalIgnored = "journal-not-read"
  case stateOverwritten = "state-written-in-place"
  case stateGoesBack = "older-state-written"
  case otherThanShown = "other-than-shown"
  case madeTwice = "created-twice"
  case nothingRefreshed = "objects-not-read"

  /// Who must notice; more than one where the same damage is seen from two sides.
  package var caughtBy: Set<Law> {
    switch self {
    case .nothingSynchronized: [.noObjectIsLost, .stateIsReadable, .historyGoesForwards, .nothingIsMadeTwice]
    case .fileLockIgnored, .serviceLockIgnored: [.oneHolder]
    case .stalePlanTaken: [.staleIsRefused]
    case .resultForgotten, .intentForgotten, .unknownForgotten, .journalIgnored: [.noObjectIsLost, .nothingIsMadeTwice]
    case .stateOverwritten: [.stateIsReadable]
    case .stateGoesBack: [.historyGoesForwards]
    case .otherThanShown: [.shownIsApplied]
    case .madeTwice: [.nothingIsMadeTwice]
    case .nothingRefreshed: [.allIsMended]
    }
  }
}
