import Configuring
import Model
import Planning

/// A plan read from a file, with all that is needed to carry it out.
struct SavedPlan {
  var plan: Plan
  var source: any ModuleSource
  var planTime: Int
  func staleness(against state: State) -> Diagnostic? { nil }
}
func readSavedPlan(_ path: String) throws(DiagnosticsError) -> SavedPlan {
  throw DiagnosticsError(Diagnostic(code: "x", summary: "x"))
}
func savePlan(
  _ plan: Plan, session: Session, variables: RootVariables, state: State, to path: String
) throws(DiagnosticsError) {}
