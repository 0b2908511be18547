package import Model

/// A kind of backend, as `backend "s3"` names it: what can be said about it, and how to open one.
package struct BackendType: Sendable {
  package let name: String
  /// Every argument that Terraform's backend of this name has, for all of them, null or not, go into the record of the
  /// working directory and into its hash. What may also come from the environment is optional here.
  package let schema: SchemaBlock
  /// Checks the arguments, which are of the schema's type and wholly known, and opens the backend. Nothing is written
  /// anywhere. Diagnostics name the argument they are about by `attributePath`, and never hold a secret.
  package let open: @Sendable (BackendArguments) async throws(DiagnosticsError) -> any Backend

  package init(
    name: String, schema: SchemaBlock,
    open: @escaping @Sendable (BackendArguments) async throws(DiagnosticsError) -> any Backend
  ) {
    self.name = name
    self.schema = schema
    self.open = open
  }

  /// All that there are, by name.
  package static let all: [String: BackendType] = Dictionary(
    uniqueKeysWithValues: [
      BackendType.azurerm, .consul, .gcs, .http, .kubernetes, .local, .pg, .s3,
    ].map { ($0.name, $0) })

  /// What to say of a name that is none of these.
  package static func unknown(_ name: String, _ hint: String) -> String {
    let all = all.keys.sorted().joined(separator: ", ")
    switch name {
    case "remote":
      return "HCP Terraform, which the backend \"remote\" stands for, is not supported: Plumb keeps state in files and "
        + "stores of your own. Choose another backend: \(all)."
    case "cos", "oss": return "Plumb does not keep states in \"\(name)\" yet. The backends that there are: \(all)."
    default: return "There is no backend type named \(quotedText(name)).\(hint)"
    }
  }
}

/// An argument of a backend, in one line of its schema.
package func backendArgument(
  _ name: String, _ type: ValueType = .string, isRequired: Bool = false, isSensitive: Bool = false,
  isDeprecated: Bool = false, description: String = ""
) -> SchemaAttribute {
  SchemaAttribute(
    name: name, kind: .plain(type), isRequired: isRequired, isOptional: !isRequired, isSensitive: isSensitive,
    isDeprecated: isDeprecated, description: description)
}
