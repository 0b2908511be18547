package import Model

/// Where the built-in provider finds the states of other configurations.
package protocol RemoteStates: Sendable {
  /// What is wrong with a backend's type or arguments, as far as that can be told without reaching it.
  func problems(backend: String, arguments: Value) -> [Diagnostic]
  /// The outputs of a state; nil when there is none.
  func outputs(
    backend: String, arguments: Value, workspace: String
  ) async throws(DiagnosticsError) -> [String: Value]?
  /// The same for one data resource, where it matters which one asks.
  func states(for address: ResourceInstanceAddress) -> any RemoteStates
}

extension RemoteStates {
  package func states(for address: ResourceInstanceAddress) -> any RemoteStates { self }
}

/// The data resource `terraform_remote_state`: outputs of another configuration's state, by whatever backend it is kept.
enum RemoteStateData {
  static let type = "terraform_remote_state"

  static let schema = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      attribute("backend", .string, isRequired: true, "The type of the backend that the state is kept by."),
      attribute(
        "config", .dynamic,
        "The backend's arguments, as its block in the other configuration has them. Most backends need some."),
      attribute("defaults", .dynamic, "Values for outputs that the state lacks."),
      SchemaAttribute(
        name: "outputs", kind: .plain(.dynamic), isComputed: true,
        description: "All outputs of the state's root module.",
        descriptionIsMarkdown: true),
      attribute("workspace", .string, "The workspace whose state is read, where the backend has several."),
    ]))

  private static func attribute(
    _ name: String, _ type: ValueType, isRequired: Bool = false, _ description: String
  ) -> SchemaAttribute {
    SchemaAttribute(
      name: name, kind: .plain(type), isRequired: isRequired, isOptional: !isRequired, description: description,
      descriptionIsMarkdown: true)
  }

  static func problems(_ configuration: Value, _ states: any RemoteStates) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let arguments = configuration["config"] ?? .null(.dynamic)
    if let backend = configuration["backend"]?.withoutMarks.stringValue {
      diagnostics += states.problems(backend: backend, arguments: arguments).map(inConfiguration)
    }
    if let defaults = configuration["defaults"]?.withoutMarks, !defaults.isNull, defaults.isKnown,
      defaults.keyedValues == nil
    {
      diagnostics.append(
        Diagnostic(
          code: "backend.invalid-defaults", summary: "Invalid default values",
          detail: "Defaults must be given in an object value.", attributePath: [.attribute("defaults")]))
    }
    return diagnostics
  }

  static func read(
    _ configuration: Value, _ states: any RemoteStates
  ) async -> DataSourceResponse {
    let problems = problems(configuration, states)
    guard !problems.hasErrors, var members = configuration.keyedValues,
      let backend = members["backend"]?.withoutMarks.stringValue
    else { return DataSourceResponse(value: configuration, diagnostics: problems) }
    let workspace = members["workspace"]?.withoutMarks.stringValue ?? "default"
    let found: [String: Value]?
    do {
      found = try await states.outputs(
        backend: backend, arguments: members["config"] ?? .null(.dynamic), workspace: workspace)
    } catch {
      return DataSourceResponse(value: configuration, diagnostics: error.diagnostics.map(inConfiguration))
    }
    guard let found else {
      return DataSourceResponse(
        value: configuration,
        diagnostics: [
          Diagnostic(
            code: "backend.no-state", summary: "Unable to find remote state",
            detail: "No stored state was found for the given workspace in the given backend.", attributePath: [])
        ])
    }
    var outputs = members["defaults"]?.withoutMarks.keyedValues ?? KeyedValues()
    // What is null is not there at all, as far as a state tells.
    for (name, value) in found where !value.isNull { outputs[name] = value }
    members["outputs"] = .object(outputs)
    return DataSourceResponse(value: .object(members))
  }

  /// Arguments of the backend are inside the argument `config`.
  private static func inConfiguration(_ diagnostic: Diagnostic) -> Diagnostic {
    var copy = diagnostic
    let isType = diagnostic.code == "backend.unknown-type"
    copy.attributePath = isType ? [.attribute("backend")] : [.attribute("config")]
    return copy
  }
}
