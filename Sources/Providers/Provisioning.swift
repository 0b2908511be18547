package import Model

/// One provisioner to be carried out. Values are wholly known and carry no marks.
package struct ProvisionRequest: Sendable {
  /// `local-exec`, `remote-exec` or `file`.
  package var type: String
  /// By `ProvisionerSchemas.schema(of:)`.
  package var configuration: Value
  /// By `ProvisionerSchemas.connection`; null without one.
  package var connection: Value
  /// Neither the command nor what it says may be shown.
  package var isSensitive: Bool

  package init(type: String, configuration: Value, connection: Value, isSensitive: Bool) {
    self.type = type
    self.configuration = configuration
    self.connection = connection
    self.isSensitive = isSensitive
  }
}

/// The seam between the engine and processes, here and on other machines.
package protocol ProvisionerHost: Sendable {
  /// Carries it out and passes on what it says, line by line; what went wrong is returned.
  func provision(_ request: ProvisionRequest, output: @escaping @Sendable (String) -> Void) async -> [Diagnostic]
  /// Ends whatever is under way.
  func stop()
}

/// What provisioners and connections have as arguments.
package enum ProvisionerSchemas {
  package static let types = ["file", "local-exec", "remote-exec"]

  package static func schema(of type: String) -> SchemaBlock? {
    switch type {
    case "local-exec": localExec
    case "remote-exec": remoteExec
    case "file": file
    default: nil
    }
  }

  private static let localExec = SchemaBlock(attributes: [
    attribute("command", isRequired: true), attribute("interpreter", .list(.string)), attribute("working_dir"),
    attribute("environment", .map(.string)), attribute("quiet", .bool),
  ])
  private static let remoteExec = SchemaBlock(attributes: [
    attribute("inline", .list(.string)), attribute("script"), attribute("scripts", .list(.string)),
  ])
  private static let file = SchemaBlock(attributes: [
    attribute("source"), attribute("content"), attribute("destination", isRequired: true),
  ])

  package static let connection = SchemaBlock(
    attributes: [
      attribute("host", isRequired: true), attribute("port", .number), attribute("agent", .bool),
      attribute("bastion_port", .number), attribute("proxy_port", .number), attribute("https", .bool),
      attribute("insecure", .bool), attribute("use_ntlm", .bool),
    ]
      + [
        "type", "user", "password", "timeout", "script_path", "target_platform", "private_key", "certificate",
        "host_key", "agent_identity", "proxy_scheme", "proxy_host", "proxy_user_name", "proxy_user_password",
        "bastion_host", "bastion_host_key", "bastion_user", "bastion_password", "bastion_private_key",
        "bastion_certificate", "cacert",
      ].map { attribute($0) })

  private static func attribute(
    _ name: String, _ type: ValueType = .string, isRequired: Bool = false
  ) -> SchemaAttribute {
    SchemaAttribute(name: name, kind: .plain(type), isRequired: isRequired, isOptional: !isRequired)
  }
}
