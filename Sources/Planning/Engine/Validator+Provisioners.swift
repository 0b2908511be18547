import Configuring
import Model
import Parsing
import Providers

extension Validator {
  /// The provisioners of what is not in the configuration any more.
  func problems(withRemoved block: RemovedBlock, _ scope: (Repetition) -> ModuleScope) -> [Diagnostic] {
    guard case .resource(let address) = block.from else { return [] }
    return block.provisioners.flatMap { provisioner in
      problems(with: [provisioner], scope(provisioner.repetition), .dynamic)
    }.map { diagnostic in
      var copy = diagnostic
      copy.address = copy.address ?? "\(address)"
      return copy
    }
  }

  /// Provisioners and their connections, by their schemas.
  func problems(with provisioners: [Provisioner], _ scope: ModuleScope, _ type: ValueType) -> [Diagnostic] {
    var scope = scope
    scope.selfValue = .unknown(type)
    var diagnostics: [Diagnostic] = []
    for provisioner in provisioners {
      guard let own = ProvisionerSchemas.schema(of: provisioner.type) else {
        diagnostics.append(unknown(provisioner))
        continue
      }
      let (value, problems) = decode(provisioner.body, schema: own, scope: scope, allowsEphemeral: true)
      diagnostics += problems
      if !problems.hasErrors { diagnostics += misuse(provisioner, value) }
      if let connection = provisioner.connection {
        diagnostics +=
          decode(
            connection, schema: ProvisionerSchemas.connection, scope: scope, allowsEphemeral: true
          ).diagnostics
      }
    }
    return diagnostics
  }

  private func unknown(_ provisioner: Provisioner) -> Diagnostic {
    let near = suggestion(for: provisioner.type, among: ProvisionerSchemas.types).map { " Did you mean \(quoted($0))?" }
    return Diagnostic(
      code: "config.unknown-provisioner", summary: "Missing required provisioner plugin",
      detail:
        "This configuration requires provisioner plugin \(quoted(provisioner.type)), which isn't available. There are "
        + "\(ProvisionerSchemas.types.map(quoted).joined(separator: ", ")).\(near ?? "")",
      subject: provisioner.typeRange)
  }

  /// Arguments that exclude each other.
  private func misuse(_ provisioner: Provisioner, _ value: Value) -> [Diagnostic] {
    func isSet(_ name: String) -> Bool { value[name]?.isNull == false }
    func refuse(_ detail: String) -> [Diagnostic] {
      [
        Diagnostic(
          code: "config.invalid-provisioner", summary: "Invalid \(provisioner.type) provisioner configuration",
          detail: detail, subject: provisioner.braceRange)
      ]
    }
    switch provisioner.type {
    case "remote-exec":
      let count = ["inline", "script", "scripts"].count(where: isSet)
      if count > 1 { return refuse("Only one of \"inline\", \"script\", or \"scripts\" must be set") }
      return count == 0 ? refuse("One of \"inline\", \"script\", or \"scripts\" must be set") : []
    case "file":
      let count = ["source", "content"].count(where: isSet)
      if count > 1 { return refuse("Cannot set both \"source\" and \"content\"") }
      return count == 0 ? refuse("Must provide one of \"source\" or \"content\"") : []
    default: return []
    }
  }
}

extension Provisioner {
  /// Of a resource that is not there any more: what the provisioner itself takes it to have had.
  fileprivate var repetition: Repetition {
    let roots = Set((body.allReferences + (connection?.allReferences ?? [])).map(\.root))
    if roots.contains("each") { return .each(key: .unknown(.string), value: .dynamicUnknown) }
    return roots.contains("count") ? .count(.unknown(.number)) : .none
  }
}
