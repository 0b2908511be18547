import Simulation

struct UsageFailure: Error {
  var message: String
}

/// What is to be played.
struct Options: Sendable {
  var seeds = 1000
  var first: UInt64 = 0
  var threads = 2
  var mutation: Mutation?
  /// Whether the mutation is to be caught; otherwise, what it breaks is a failure like any other.
  var isHunted = false
  /// The story of one seed is told in full.
  var isTold = false

  static let replayVariable = "PLUMB_SIMULATION_SEED"
  static let usage = """
    usage: simulate [--seeds NUMBER] [--from SEED] [--threads NUMBER] [--mutation NAME | --break NAME]
    With \(replayVariable)=SEED in the environment, plays that story alone, and tells it.
    Mutations: \(Mutation.allCases.map(\.rawValue).joined(separator: ", "))
    """

  init(_ arguments: [String], _ environment: [String: String]) throws(UsageFailure) {
    var rest = arguments[...]
    func number<Number: FixedWidthInteger>(_ text: String?, _ what: String) throws(UsageFailure) -> Number {
      guard let text, let number = Number(text), number >= 0 else {
        throw UsageFailure(message: "\(what) needs a number.")
      }
      return number
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--seeds": seeds = try number(rest.popFirst(), argument)
      case "--from": first = try number(rest.popFirst(), argument)
      case "--threads": threads = max(1, try number(rest.popFirst(), argument))
      case "--mutation", "--break":
        guard let mutation = rest.popFirst().flatMap(Mutation.init) else {
          throw UsageFailure(message: "\(argument) needs the name of a mutation.")
        }
        self.mutation = mutation
        isHunted = argument == "--mutation"
      default: throw UsageFailure(message: "There is no option \(argument).")
      }
    }
    if let seed = environment[Self.replayVariable], !seed.isEmpty {
      first = try number(seed, Self.replayVariable)
      seeds = 1
      isTold = true
    }
  }
}
