import Configuring
import Model
import Parsing
import Planning
import Storing

extension Invocation {
  private static let variable = "TF_ENCRYPTION"

  /// What the configuration and the environment ask for; nil when neither speaks of encryption.
  func encryption(
    _ configuration: Configuration, saved: SavedPlan? = nil
  ) throws(DiagnosticsError) -> EncryptionSettings? {
    var blocks = EncryptionBlocks()
    for block in configuration.root.encryption { blocks.add(block.body, missingRange: block.headerRange) }
    if let text = environment[Self.variable], !text.isEmpty {
      let (body, problems) = Self.parsed(text)
      if problems.hasErrors { throw DiagnosticsError(problems) }
      blocks.add(body, missingRange: body.range)
    }
    if blocks.isEmpty && blocks.diagnostics.isEmpty { return nil }
    let inputs = saved.map { earlyInputs(self, of: $0) } ?? earlyInputs(self)
    let scope = EarlyScope(root: configuration.root, inputs: inputs, purpose: "the encryption's configuration")
    return try EncryptionDecoder.decode(blocks, scope: scope)
  }

  /// In either syntax.
  private static func parsed(_ text: String) -> (Body, [Diagnostic]) {
    let bytes = Array(text.utf8)
    guard text.first(where: { !$0.isWhitespace }) == "{" else { return parseFile(bytes, name: variable) }
    let (root, problems) = parseJSON(bytes, name: variable)
    let (read, more) = body(of: root, as: .encryption)
    return (read, problems + more)
  }

  /// The same for commands that need nothing else of the configuration: it is read only where a file speaks of encryption.
  func encryption() throws(DiagnosticsError) -> EncryptionSettings? {
    let isMentioned = try configurationMentions("encryption")
    return try encryption(isMentioned ? configurationOnDisk(self).configuration : Configuration(modules: [:]))
  }

  /// Nil when states are not encrypted.
  func stateSealer(_ configuration: Configuration, saved: SavedPlan? = nil) throws(DiagnosticsError) -> Sealer? {
    guard let settings = try encryption(configuration, saved: saved), let target = settings.state else { return nil }
    return Sealer(target, of: settings, environment: environment, purpose: "state")
  }

  func stateSealer() throws(DiagnosticsError) -> Sealer? {
    guard let settings = try encryption(), let target = settings.state else { return nil }
    return Sealer(target, of: settings, environment: environment, purpose: "state")
  }

  /// How the states of other configurations are read.
  func remoteStates(_ configuration: Configuration) throws(DiagnosticsError) -> BackendStates {
    var states = BackendStates(environment: environment)
    guard let settings = try encryption(configuration) else { return states }
    func sealer(_ target: EncryptionTarget) -> Sealer {
      Sealer(target, of: settings, environment: environment, purpose: "state")
    }
    states.sealer = settings.remoteDefault.map(sealer)
    states.named = settings.remote.mapValues(sealer)
    return states
  }

  /// Nil when plans are not encrypted.
  func planSealer(_ configuration: Configuration) throws(DiagnosticsError) -> Sealer? {
    guard let settings = try encryption(configuration), let target = settings.plan else { return nil }
    return Sealer(target, of: settings, environment: environment, purpose: "plan")
  }

  func planSealer() throws(DiagnosticsError) -> Sealer? {
    guard let settings = try encryption(), let target = settings.plan else { return nil }
    return Sealer(target, of: settings, environment: environment, purpose: "plan")
  }
}
