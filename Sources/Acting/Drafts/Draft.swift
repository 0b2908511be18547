package import Configuring
package import Model
import Parsing
import Planning

/// Everything that a configuration is read and evaluated from, with the world as it was seen last.
package struct Estate: Sendable {
  package var source: any ModuleSource
  /// Where it is written which modules are installed.
  package var manifestPath: String?
  package var early: EarlyInputs
  /// What the user gave for the root module's variables, later ones winning.
  package var inputs: [(name: String, input: VariableInput)]
  package var environment: EvaluationEnvironment
  /// The objects as they are: a plan's prior state.
  package var state: State
  package var schemas: @Sendable (ResourceName, ProviderAddress) -> Schema?

  package init(
    source: any ModuleSource, manifestPath: String? = nil, early: EarlyInputs = .none,
    inputs: [(name: String, input: VariableInput)] = [], environment: EvaluationEnvironment, state: State,
    schemas: @escaping @Sendable (ResourceName, ProviderAddress) -> Schema?
  ) {
    self.source = source
    self.manifestPath = manifestPath
    self.early = early
    self.inputs = inputs
    self.environment = environment
    self.state = state
    self.schemas = schemas
  }
}

/// Why something cannot be done by editing the configuration, and what a person can do.
package struct Refusal: Error, Sendable, Hashable {
  /// Full sentences.
  package var reason: String
  /// What to do by hand; empty where the reason says it.
  package var advice: String

  package init(_ reason: String, advice: String = "") {
    self.reason = reason
    self.advice = advice
  }
}

/// A configuration's files, some of them edited, nothing of it written.
struct Draft {
  let estate: Estate
  /// Files that were edited: as they were, and as they are now.
  private(set) var originals: [String: [UInt8]] = [:]
  private(set) var texts: [String: [UInt8]] = [:]

  init(_ estate: Estate) { self.estate = estate }

  /// A file's present text; nil where it cannot be read.
  func text(_ file: String) -> [UInt8]? { texts[file] ?? (try? estate.source.read(file)) }

  func editable(_ file: String) throws(Refusal) -> EditedText {
    if file.hasPrefix(".terraform/") || file.contains("/.terraform/") {
      throw Refusal("It is set in \(file), which is part of an installed module.")
    }
    guard let text = text(file) else { throw Refusal("The file \(file) cannot be read.") }
    do throws(EditingError) {
      return try EditedText(text, name: file)
    } catch {
      throw Refusal(error.message)
    }
  }

  mutating func replace(_ text: EditedText) {
    if originals[text.name] == nil { originals[text.name] = (try? estate.source.read(text.name)) ?? [] }
    texts[text.name] = text.bytes
  }

  var patch: TextPatch { TextPatch(from: originals, to: texts) }

  /// The configuration as the draft has it, evaluated with the objects as they are.
  func read() throws(Refusal) -> Reading {
    let source = EditedSource(estate.source, texts: texts)
    let loaded = load(source)
    var problems = loaded.diagnostics
    let (graph, graphProblems) = ConfigGraph.build(loaded.configuration)
    problems += graphProblems
    let inputs = estate.inputs.map { rereading($0) }
    let variables = rootVariables(declared: loaded.configuration.root.variables, inputs: inputs)
    problems += variables.diagnostics
    if let problem = problems.first(where: \.isError) {
      throw Refusal(
        "The configuration would not be valid: \(problem.summary)\(problem.subject.map { " at \($0.place)" } ?? "").")
    }
    let evaluator = stateEvaluator(
      configuration: loaded.configuration, graph: graph, state: estate.state, variables: variables,
      environment: estate.environment, schemas: estate.schemas)
    let reading = Reading(
      estate: estate, configuration: loaded.configuration, evaluator: evaluator, inputs: inputs,
      text: { [self] in text($0) })
    reading.hasErrors = evaluator.takeDiagnostics().hasErrors
    return reading
  }

  private func load(_ source: some ModuleSource) -> LoadedConfiguration {
    loadConfiguration(from: source, inputs: estate.early, manifestPath: estate.manifestPath)
  }

  /// A value that was read from a file, as the file has it now.
  private func rereading(_ given: (name: String, input: VariableInput)) -> (name: String, input: VariableInput) {
    guard case .file(let range) = given.input.origin, let text = texts[range.file] else { return given }
    let (inputs, _) = readVariableFile(text, name: range.file, isJSON: range.file.hasSuffix(".json"))
    return inputs.last { $0.name == given.name } ?? given
  }
}

/// The files of a source with some edited, and some that are not there yet.
package struct EditedSource: ModuleSource {
  private let base: any ModuleSource
  private let texts: [String: [UInt8]]

  package init(_ base: any ModuleSource, texts: [String: [UInt8]]) {
    self.base = base
    self.texts = texts
  }

  package func files(in directory: String) throws(ModuleSourceError) -> [String]? {
    guard let names = try base.files(in: directory) else { return nil }
    let prefix = directory == "." ? "" : directory + "/"
    let new = texts.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .filter { !$0.contains("/") && !names.contains($0) }
    return new.isEmpty ? names : (names + new).sorted()
  }

  package func read(_ path: String) throws(ModuleSourceError) -> [UInt8] {
    if let text = texts[path] ?? (path.hasPrefix("./") ? texts[String(path.dropFirst(2))] : nil) { return text }
    return try base.read(path)
  }

  package func parse(_ text: [UInt8], name: String) -> ParsedFile { base.parse(text, name: name) }
}
