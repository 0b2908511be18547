import Access
import Functions
import Model

/// `plumb::allows(document, "administrator")`: a question to the analysis of policy documents.
struct AccessQuestion {
  private let document: Value
  private let kinds: [AccessFinding.Kind]

  init(_ arguments: [Value]) throws(FunctionError) {
    document = arguments[0].deeplyUnmarked
    var kinds: [AccessFinding.Kind] = []
    for (index, argument) in arguments.enumerated().dropFirst() {
      let name = argument.stringValue ?? ""
      guard let kind = AccessFinding.Kind(rawValue: "access.\(name)") else {
        let known = AccessFinding.Kind.allCases.map { String($0.rawValue.dropFirst("access.".count)) }
        let near = suggestion(for: name, among: known).map { "; did you mean \(quoted($0))?" } ?? ""
        throw FunctionError("there is no kind of access named \(quoted(name))\(near)", argument: index)
      }
      kinds.append(kind)
    }
    self.kinds = kinds
  }

  /// True, false, or unknown. No document allows nothing.
  func answer(_ report: (Value) -> AccessReport) -> Value {
    if document.isNull { return .false }
    let found = report(document)
    let answers = kinds.map { found.has($0) }
    switch answers.max() ?? .no {
    case .yes: return .true
    case .no: return .false
    case .possible: return .unknown(.bool, .notNull)
    }
  }
}
