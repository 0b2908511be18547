package import Configuring
package import Model
package import Planning
package import Providers

/// Everything that running tests starts from.
package struct TestSuite: Sendable {
  package var files: [TestFile]
  /// The module under test under nil, others that runs name by their identity.
  package var modules: [String?: Configuration]
  /// Values for variables from the command line, from files and from the environment; later ones win.
  package var globals: [(name: String, input: VariableInput)]
  package var parallelism: Int
  /// RFC 3339, UTC: what `plantimestamp()` gives.
  package var timestamp: String
  /// For planning (true) and for applying.
  package var environment: @Sendable (Bool) -> EvaluationEnvironment
  package var values: GeneratedValues
  package var makeDeposedKey: @Sendable () -> String
  package var provisioners: any ProvisionerHost

  package init(
    files: [TestFile], modules: [String?: Configuration], globals: [(name: String, input: VariableInput)],
    parallelism: Int, timestamp: String, environment: @escaping @Sendable (Bool) -> EvaluationEnvironment,
    values: GeneratedValues, makeDeposedKey: @escaping @Sendable () -> String,
    provisioners: any ProvisionerHost
  ) {
    self.files = files
    self.modules = modules
    self.globals = globals
    self.parallelism = parallelism
    self.timestamp = timestamp
    self.environment = environment
    self.values = values
    self.makeDeposedKey = makeDeposedKey
    self.provisioners = provisioners
  }
}

/// What became of one run.
package struct RunResult: Sendable {
  /// What a run has made or would make, for those who want to see it.
  package enum Outcome: Sendable {
    case plan(Plan)
    case state(State)
  }

  package var name: String
  package var status: RunStatus
  package var diagnostics: [Diagnostic]
  package var outcome: Outcome?
  package var configuration: Configuration?
  package var schemas: [ProviderAddress: any ProviderSchemas] = [:]
  package var duration: Duration = .zero
  /// Seconds since 1970.
  package var began: Int?

  package init(name: String, status: RunStatus, diagnostics: [Diagnostic] = []) {
    self.name = name
    self.status = status
    self.diagnostics = diagnostics
  }
}

/// What became of a file's runs.
package struct FileResult: Sendable {
  package var path: String
  package var runs: [RunResult]
  /// Objects that could not be destroyed, by the run that used their state last.
  package var leftovers: [Leftover]

  /// The worst of its runs; an error, too, when something is left over.
  package var status: RunStatus {
    let worst = runs.map(\.status).max() ?? .pass
    return leftovers.isEmpty ? worst : .error
  }
}

/// Objects of one state that a test could not destroy.
package struct Leftover: Sendable {
  package var run: String
  package var stateKey: String
  package var state: State
  package var diagnostics: [Diagnostic]

  package var objects: [(address: ResourceInstanceAddress, deposedKey: String?)] { state.managedObjects }
}

extension State {
  /// Every managed object, in order.
  package var managedObjects: [(address: ResourceInstanceAddress, deposedKey: String?)] {
    var found: [(address: ResourceInstanceAddress, deposedKey: String?)] = []
    for (address, resource) in resources where address.resource.mode == .managed {
      for (key, instance) in resource.instances {
        if instance.current != nil { found.append((address.instance(key), nil)) }
        for deposed in instance.deposed.keys { found.append((address.instance(key), deposed)) }
      }
    }
    return found.sorted {
      $0.address == $1.address ? ($0.deposedKey ?? "") < ($1.deposedKey ?? "") : $0.address < $1.address
    }
  }
}

/// Something that happens while tests run, to be told to whoever watches.
package enum TestEvent: Sendable {
  case fileStarted(String)
  case runStarted(file: String, run: String)
  /// Every few seconds, so that nobody thinks that it hangs.
  case runGoingOn(file: String, run: String, elapsed: Duration, isTearingDown: Bool)
  case runFinished(file: String, RunResult)
  case fileTearingDown(String)
  case runTearingDown(file: String, run: String)
  case leftOver(file: String, Leftover)
  case fileFinished(FileResult)
}

/// What exists while tests run, for the moment at which they must be given up.
package struct LiveState: Sendable {
  package var file: String
  package var run: String
  package var state: State
}
