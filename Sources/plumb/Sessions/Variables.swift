import Configuring
import Model
import Planning
import Synchronization

/// Flags that set variables; later ones win over earlier ones.
let variableFlags: [Flag] = [
  .text(
    "var", "'NAME=VALUE'",
    "Set a variable of the root module. May be repeated; the last one for a name wins."),
  .text(
    "var-file", "FILE",
    "Read values of variables from a file, beside terraform.tfvars and *.auto.tfvars, which are always read. May be repeated."
  ),
]

/// What the user gave for variables, in the order in which later ones win, and what is wrong with it.
typealias VariableInputs = (inputs: [(name: String, input: VariableInput)], diagnostics: [Diagnostic])

/// Remembers what was given in each working directory: it is asked for several times in a run, and the files may be large.
final class VariableInputsRead: Sendable {
  private let read = Mutex<[String: VariableInputs]>([:])

  func inputs(in directory: String, _ make: () -> VariableInputs) -> VariableInputs {
    if let known = read.withLock({ $0[directory] }) { return known }
    let made = make()
    read.withLock { $0[directory] = made }
    return made
  }
}

func variableInputs(_ invocation: Invocation) -> VariableInputs {
  invocation.variableInputs.inputs(in: workingDirectoryPath()) { readVariableInputs(invocation) }
}

/// Gathers what the user gave for variables: the environment first, then files that are always read, then flags in order.
private func readVariableInputs(_ invocation: Invocation) -> VariableInputs {
  var inputs: [(name: String, input: VariableInput)] = []
  var diagnostics: [Diagnostic] = []
  for (name, text) in invocation.environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("TF_VAR_") {
    inputs.append(
      (String(name.dropFirst(7)), VariableInput(content: .text(text), origin: .environment(name: name))))
  }
  for file in automaticVariableFiles() { readFile(file, into: &inputs, &diagnostics) }
  for given in invocation.flags.ordered(["var", "var-file"]) {
    if given.name == "var-file" {
      readFile(given.value, into: &inputs, &diagnostics)
      continue
    }
    guard let equals = given.value.firstIndex(of: "=") else {
      diagnostics.append(
        Diagnostic(
          code: "command.invalid-var", summary: "Invalid -var option",
          detail:
            "The given -var option \(quoted(given.value)) is not correctly specified. Must be a variable name and value "
            + "separated by an equals sign, like -var=\"key=value\"."))
      continue
    }
    let name = String(given.value[..<equals])
    let text = String(given.value[given.value.index(after: equals)...])
    inputs.append((name, VariableInput(content: .text(text), origin: .commandLine)))
  }
  return (inputs, diagnostics)
}

/// What sources of modules and backends may depend on. What is wrong with the values given is told where they are used.
func earlyInputs(_ invocation: Invocation) -> EarlyInputs {
  EarlyInputs(variables: variableInputs(invocation).inputs, environment: earlyEnvironment(invocation))
}

/// The same as it was when a plan was made.
func earlyInputs(_ invocation: Invocation, of saved: SavedPlan) -> EarlyInputs {
  EarlyInputs(
    variables: saved.plan.variables.filter(\.isSet).map {
      ($0.name, VariableInput(content: .value($0.value.deeplyUnmarked), origin: .savedPlan))
    }, environment: earlyEnvironment(invocation))
}

private func earlyEnvironment(_ invocation: Invocation) -> EvaluationEnvironment {
  EvaluationEnvironment(
    functions: .live(environment: invocation.environment, planTime: nil, isPlanning: true),
    workingDirectory: workingDirectoryPath(), workspace: workspaceName(invocation))
}

/// The configuration of the working directory, or of another folder in it as a root of its own.
func configurationOnDisk(
  _ invocation: Invocation, root: String = ".", place: ModulePath = .root, readsQueries: Bool = false
) -> LoadedConfiguration {
  let manifestPath = "\(invocation.dataDirectory)/\(ModuleManifest.fileName)"
  return loadConfiguration(
    from: DiskModuleSource(parsed: invocation.shared?.parsed), root: root, inputs: earlyInputs(invocation),
    manifestPath: manifestPath, place: place, readsQueries: readsQueries)
}

/// What the files in a folder that are always read give for variables.
func automaticVariableInputs(
  in directory: String
) -> VariableInputs {
  var inputs: [(name: String, input: VariableInput)] = []
  var diagnostics: [Diagnostic] = []
  for file in automaticVariableFiles(in: directory) { readFile(file, into: &inputs, &diagnostics) }
  return (inputs, diagnostics)
}

private func automaticVariableFiles(in directory: String = ".") -> [String] {
  let names = (try? DiskModuleSource().files(in: directory)) ?? []
  let fixed = ["terraform.tfvars", "terraform.tfvars.json"].filter(names.contains)
  let found = fixed + names.filter { $0.hasSuffix(".auto.tfvars") || $0.hasSuffix(".auto.tfvars.json") }
  return directory == "." ? found : found.map { "\(directory)/\($0)" }
}

private func readFile(
  _ path: String, into inputs: inout [(name: String, input: VariableInput)], _ diagnostics: inout [Diagnostic]
) {
  guard let bytes = readFile(path) else {
    diagnostics.append(
      Diagnostic(
        code: "command.unreadable-var-file", summary: "Failed to read variables file",
        detail: "Given variables file \(path) does not exist, or cannot be read."))
    return
  }
  let (more, problems) = readVariableFile(bytes, name: path, isJSON: path.hasSuffix(".json"))
  inputs += more
  diagnostics += problems
}

/// Asks the user for variables that have no value, where a person is there to be asked.
func askForMissing(
  _ declared: [String: Variable], _ inputs: inout [(name: String, input: VariableInput)], _ invocation: Invocation
) {
  let mayAsk =
    invocation.terminal.isInteractive && invocation.flags.bool("input", default: true)
    && !["0", "false"].contains(invocation.environment["TF_INPUT"] ?? "")
  guard mayAsk else { return }
  let given = Set(inputs.map(\.name))
  for name in declared.keys.sorted() {
    guard let variable = declared[name], variable.defaultValue == nil, !given.contains(name) else { continue }
    invocation.terminal.writeLine("var.\(name)")
    if let description = variable.description { invocation.terminal.writeLine("  \(description)\n") }
    guard let answer = invocation.terminal.ask("  Enter a value: ") else { return }
    invocation.terminal.writeLine()
    inputs.append((name, VariableInput(content: .text(answer), origin: .commandLine)))
  }
}
