import Configuring
import Model
import Parsing

/// What is wrong with the moves of a configuration, once it is known which instances there are.
struct MoveValidation {
  let configuration: Configuration
  let evaluator: Evaluator
  let moves: MovedState
  private(set) var diagnostics: [Diagnostic] = []
  private var destinations: [MoveStatement.End: (end: MoveStatement.End, range: SourceRange)] = [:]
  private var sources: [MoveStatement.End: (end: MoveStatement.End, range: SourceRange)] = [:]

  init(_ moves: MovedState, configuration: Configuration, evaluator: Evaluator) {
    self.moves = moves
    self.configuration = configuration
    self.evaluator = evaluator
    for statement in moves.statements {
      for module in evaluator.instances(of: statement.module) { check(statement, in: module.address) }
    }
    if diagnostics.isEmpty { diagnostics = moves.order.cycles.map(cycle) }
  }

  private mutating func refuse(_ statement: MoveStatement, _ summary: String, _ detail: String) {
    diagnostics.append(
      Diagnostic(code: "plan.invalid-move", summary: summary, detail: detail, subject: statement.range))
  }

  private mutating func check(_ statement: MoveStatement, in module: ModuleAddress) {
    let from = statement.from.inside(module)
    let to = statement.to.inside(module)
    if from == to {
      return refuse(
        statement, "Redundant move statement",
        "This statement declares a move from \(from) to the same address, which is the same as not declaring this move at all."
      )
    }
    if let place = declaration(of: from) {
      refuse(
        statement, "Moved object still exists",
        "This statement declares a move from \(from), but that \(from.kind) is still declared at "
          + "\(place.file):\(place.start.line),\(place.start.column).\n\nChange your configuration so that this "
          + "\(from.shortKind) will be declared as \(to) instead.")
    }
    if let known = sources[from] {
      if known.end != to {
        refuse(
          statement, "Ambiguous move statements",
          "A statement at \(known.range.beginning) declared that \(from) moved to \(known.end), but this statement instead "
            + "declares that it moved to \(to).\n\nEach \(from.kind) can move to only one destination \(from.shortKind)."
        )
      }
    } else {
      sources[from] = (to, statement.range)
    }
    if let known = destinations[to] {
      if known.end != from {
        refuse(
          statement, "Ambiguous move statements",
          "A statement at \(known.range.beginning) declared that \(known.end) moved to \(to), but this statement instead "
            + "declares that \(from) moved there.\n\nEach \(from.kind) can have moved from only one source "
            + "\(from.shortKind).")
      }
    } else {
      destinations[to] = (from, statement.range)
    }
  }

  private func cycle(_ places: [Int]) -> Diagnostic {
    let members = places.map { place in
      let statement = moves.statements[place]
      return "\n  - \(statement.range.beginning): \(statement.shown(statement.from)) → \(statement.shown(statement.to))"
    }
    return Diagnostic(
      code: "plan.invalid-move", summary: "Cyclic dependency in move statements",
      detail:
        "The following chained move statements form a cycle, and so there is no final location to move objects to:"
        + members.sorted().joined()
        + "\n\nA chain of move statements must end with an address that doesn't appear in any "
        + "other statements, and which typically also refers to an object still declared in the configuration.")
  }

  /// Where something is declared that is still there; what decides about its instances, where one instance is meant.
  private func declaration(of end: MoveStatement.End) -> SourceRange? {
    switch end {
    case .call(let parent, let name): return evaluator.instance(at: parent)?.module.calls[name]?.range
    case .module(let address):
      guard let parent = address.parent, let name = address.steps.last?.name, evaluator.instance(at: address) != nil,
        let call = configuration.modules[parent.path]?.calls[name]
      else { return nil }
      return call.forEach?.range ?? call.count?.range ?? call.range
    case .resource(let address):
      return evaluator.instance(at: address.module)?.module.resources[address.resource]?.range
    case .instance(let address):
      guard let instance = evaluator.instance(at: address.module),
        let values = instance.resources[address.resource], values.expansion.contains(address.key),
        let resource = instance.module.resources[address.resource]
      else { return nil }
      return resource.forEach?.range ?? resource.count?.range ?? resource.range
    }
  }
}

extension MoveStatement.End {
  var kind: String {
    switch self {
    case .call: "module call"
    case .module: "module instance"
    case .resource: "resource"
    case .instance: "resource instance"
    }
  }

  var shortKind: String {
    switch self {
    case .call: "call"
    case .module, .instance: "instance"
    case .resource: "resource"
    }
  }
}

extension MoveStatement {
  /// An end for all instances of the module that the statement is in.
  fileprivate func shown(_ end: End) -> String {
    let prefix = module.names.map { "module.\($0)[*]." }.joined()
    switch end {
    case .call, .resource: return "\(prefix)\(end)[*]"
    case .module, .instance: return "\(prefix)\(end)"
    }
  }
}

extension SourceRange {
  /// `main.tf:3,1`
  fileprivate var beginning: String { "\(file):\(start.line),\(start.column)" }
}

extension MovedState {
  /// Moves that could not be: their objects stay where they were, and are most likely going to be destroyed.
  var warning: Diagnostic? {
    if blocked.isEmpty { return nil }
    let list = blocked.map { "\n  - \($0.from) could not move to \($0.to)" }.sorted().joined()
    return Diagnostic(
      .warning, code: "plan.blocked-move", summary: "Unresolved resource instance address changes",
      detail:
        "Plumb tried to adjust resource instance addresses in the prior state based on change information recorded in the "
        + "configuration, but some adjustments did not succeed due to existing objects already at the intended addresses:"
        + "\(list)\n\nPlumb has planned to destroy these objects. If Plumb's proposed changes aren't appropriate, you must first "
        + "resolve the conflicts using the \"plumb state\" subcommands and then create a new plan.")
  }

  /// Moves that a plan with targets would leave half done; nil when all is covered.
  func excluded(isIncluded: (ResourceInstanceAddress) -> Bool) -> Diagnostic? {
    guard previous.contains(where: { !isIncluded($0.key) || !isIncluded($0.value) }) else { return nil }
    let missing = Set(previous.flatMap { [$0.key, $0.value] }.filter { !isIncluded($0) })
    let options = Set(missing.map { "\($0.containing)" }).sorted().map { "\n  -target=\(quotedForShell($0))" }.joined()
    return Diagnostic(
      code: "plan.excluded-move", summary: "Moved resource instances excluded by targeting",
      detail:
        "Resource instances in your current state have moved to new addresses in the latest configuration. Plumb must include "
        + "those resource instances while planning in order to ensure a correct result, but your -target=... options do not "
        + "fully cover all of those resource instances.\n\nTo create a valid plan, either remove your -target=... options "
        + "altogether or add the following additional target options:\(options)\n\nNote that adding these options may include "
        + "further additional resource instances in your plan, in order to respect object dependencies.")
  }

  /// Moves of which one end is excluded, so that it would be left half done; nil when there are none.
  func excluded(by excludes: [TargetAddress]) -> Diagnostic? {
    let involved = excludes.filter { exclude in
      previous.contains { exclude.covers($0.key) || exclude.covers($0.value) }
    }
    if involved.isEmpty { return nil }
    let options = Set(involved.map { "\n  -exclude=\(quotedForShell($0.description))" }).sorted().joined()
    return Diagnostic(
      code: "plan.excluded-move", summary: "Moved resource instances excluded by targeting",
      detail:
        "Resource instances in your current state have moved to new addresses in the latest configuration. Plumb must include "
        + "those resource instances while planning in order to ensure a correct result, but your -exclude=... options exclude "
        + "some of those resource instances.\n\nTo create a valid plan, either remove your -exclude=... options altogether or "
        + "just specifically remove the following options:\(options)")
  }

  private func quotedForShell(_ text: String) -> String {
    text.contains("\"") ? "'\(text)'" : "\"\(text)\""
  }
}
