import Configuring
import Connecting
import Model
import Parsing
import Storing

/// Turns what is said about encryption into settings. Variables and local values may be used, secret ones too: nothing of
/// this is ever stored or shown.
struct EncryptionDecoder {
  private let blocks: EncryptionBlocks
  private let scope: EarlyScope
  private var settings = EncryptionSettings()
  private var diagnostics: [Diagnostic]

  static func decode(_ blocks: EncryptionBlocks, scope: EarlyScope) throws(DiagnosticsError) -> EncryptionSettings {
    var decoder = EncryptionDecoder(blocks, scope)
    decoder.decodeAll()
    if decoder.diagnostics.hasErrors { throw DiagnosticsError(decoder.diagnostics) }
    return decoder.settings
  }

  private init(_ blocks: EncryptionBlocks, _ scope: EarlyScope) {
    self.blocks = blocks
    self.scope = scope
    diagnostics = blocks.diagnostics
  }

  private mutating func decodeAll() {
    for (_, block) in blocks.keyProviders.sorted(by: { $0.key < $1.key }) {
      let address = EncryptionSettings.Address(type: block.labels[0].text, name: block.labels[1].text)
      let alias = string(block, "encrypted_metadata_alias")
      if let kind = keyProvider(block) { settings.keyProviders[address] = KeyProvider(kind, metadataAlias: alias) }
    }
    for (_, block) in blocks.methods.sorted(by: { $0.key < $1.key }) {
      let address = EncryptionSettings.Address(type: block.labels[0].text, name: block.labels[1].text)
      if let method = method(block) { settings.methods[address] = method }
    }
    settings.state = blocks.targets["state"].flatMap { target($0) }
    settings.plan = blocks.targets["plan"].flatMap { target($0) }
    settings.remoteDefault = blocks.targets["default"].flatMap { target($0) }
    for (name, named) in blocks.remoteTargets.sorted(by: { $0.key < $1.key }) { settings.remote[name] = target(named) }
  }

  // MARK: - Key providers

  private mutating func keyProvider(_ block: Block) -> KeyProvider.Kind? {
    switch block.labels[0].text {
    case "pbkdf2": return passphraseKey(block).map { .pbkdf2($0) }
    case "external":
      allow(block, ["command"])
      return strings(block, "command", isRequired: true).map { .external(command: $0) }
    case "aws_kms": return keyService(block)
    case let type:
      let known = ["pbkdf2", "external", "aws_kms"]
      let hint = suggestion(for: type, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
      report(
        "Unknown key_provider type", "Can not find \(quoted(type)); there are \(known.joined(separator: ", ")).\(hint)",
        block.labels[0].range)
      return nil
    }
  }

  private mutating func passphraseKey(_ block: Block) -> PassphraseKey? {
    allow(block, ["passphrase", "chain", "key_length", "iterations", "salt_length", "hash_function"])
    let source: PassphraseKey.Source
    switch (block.body.attribute("passphrase"), block.body.attribute("chain")) {
    case (let attribute?, nil):
      guard let text = string(block, "passphrase") else { return nil }
      guard text.count >= PassphraseKey.minimumLength else {
        report(
          "Unable to build encryption key data",
          "The passphrase is too short (minimum \(PassphraseKey.minimumLength) characters).", attribute.expression.range
        )
        return nil
      }
      source = .passphrase(text)
    case (nil, let attribute?):
      guard let address = reference(attribute, "key_provider") else { return nil }
      source = .chain(address)
    default:
      report(
        "Unable to build encryption key data", "Exactly one of \"passphrase\" and \"chain\" must be given.",
        block.headerRange)
      return nil
    }
    var key = PassphraseKey(source)
    if let length = int(block, "key_length", minimum: 1, maximum: 1024) { key.keyLength = length }
    if let count = int(block, "iterations", minimum: PassphraseKey.minimumIterations, maximum: 100_000_000) {
      key.iterations = count
    }
    if let length = int(block, "salt_length", minimum: 1, maximum: 1024) { key.saltLength = length }
    if let attribute = block.body.attribute("hash_function"), let name = string(block, "hash_function") {
      guard let hash = KeyDerivation.HashFunction(rawValue: name) else {
        report(
          "Unable to build encryption key data",
          "There is no hash function \(quoted(name)); there are sha256 and sha512.", attribute.expression.range)
        return nil
      }
      key.hash = hash
    }
    return key
  }

  private mutating func keyService(_ block: Block) -> KeyProvider.Kind? {
    allow(
      block,
      [
        "kms_key_id", "key_spec", "region", "profile", "access_key", "secret_key", "token", "shared_config_files",
        "shared_credentials_files", "max_retries", "endpoints", "assume_role", "skip_metadata_api_check", "insecure",
        "custom_ca_bundle", "sts_region", "use_fips_endpoint", "use_dualstack_endpoint",
        "ec2_metadata_service_endpoint", "ec2_metadata_service_endpoint_mode", "skip_credentials_validation",
        "skip_requesting_account_id",
      ], blocks: ["endpoints", "assume_role"])
    guard let keyID = string(block, "kms_key_id", isRequired: true),
      let spec = string(block, "key_spec", isRequired: true), let attribute = block.body.attribute("key_spec")
    else { return nil }
    guard ["AES_256", "AES_128"].contains(spec) else {
      report(
        "Unable to build encryption key data", "The key_spec must be AES_256 or AES_128.", attribute.expression.range)
      return nil
    }
    var settings = AWSSettings()
    settings.region = string(block, "region")
    settings.profile = string(block, "profile")
    settings.accessKey = string(block, "access_key")
    settings.secretKey = string(block, "secret_key")
    settings.sessionToken = string(block, "token")
    settings.configFiles = strings(block, "shared_config_files") ?? []
    settings.credentialsFiles = strings(block, "shared_credentials_files") ?? []
    settings.maximumAttempts = int(block, "max_retries", minimum: 1, maximum: 100) ?? 5
    settings.stsRegion = string(block, "sts_region")
    settings.caBundle = string(block, "custom_ca_bundle")
    settings.metadataEndpoint = string(block, "ec2_metadata_service_endpoint")
    settings.metadataMode = string(block, "ec2_metadata_service_endpoint_mode")
    settings.skipsInstanceMetadata = bool(block, "skip_metadata_api_check")
    settings.isInsecure = bool(block, "insecure") ?? false
    settings.usesFIPS = bool(block, "use_fips_endpoint")
    settings.usesDualStack = bool(block, "use_dualstack_endpoint")
    for (key, value) in object(block, "endpoints") { settings.endpoints[key] = value.stringValue }
    let role = object(block, "assume_role")
    if let arn = role["role_arn"]?.stringValue {
      var assumed = AWSRole(arn: arn)
      assumed.sessionName = role["session_name"]?.stringValue
      assumed.externalID = role["external_id"]?.stringValue
      assumed.policy = role["policy"]?.stringValue
      settings.roles = [assumed]
    }
    return .awsKMS(keyID: keyID, keySpec: spec, settings: settings)
  }

  // MARK: - Methods and targets

  private mutating func method(_ block: Block) -> EncryptionMethod? {
    switch block.labels[0].text {
    case "aes_gcm":
      allow(block, ["keys", "aad"])
      guard let attribute = required(block, "keys"), let keys = reference(attribute, "key_provider") else { return nil }
      var additional: [UInt8] = []
      if let attribute = block.body.attribute("aad") {
        for element in value(attribute)?.elements ?? [] {
          guard let number = element.numberValue, let byte = UInt8(number.description) else {
            report("Invalid additional data", "The aad is a list of numbers from 0 to 255.", attribute.expression.range)
            return nil
          }
          additional.append(byte)
        }
      }
      return .aesGCM(keys: keys, additional: additional)
    case "external":
      allow(block, ["keys", "encrypt_command", "decrypt_command"])
      guard let encrypt = strings(block, "encrypt_command", isRequired: true),
        let decrypt = strings(block, "decrypt_command", isRequired: true)
      else { return nil }
      let keys = block.body.attribute("keys").flatMap { reference($0, "key_provider") }
      return .external(encrypt: encrypt, decrypt: decrypt, keys: keys)
    case "unencrypted":
      allow(block, [])
      return .unencrypted
    case let type:
      let known = ["aes_gcm", "external", "unencrypted"]
      let hint = suggestion(for: type, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
      report(
        "Unknown method type", "Can not find \(quoted(type)); there are \(known.joined(separator: ", ")).\(hint)",
        block.labels[0].range)
      return nil
    }
  }

  private mutating func target(_ target: EncryptionBlocks.Target) -> EncryptionTarget? {
    var enforced = false
    for attribute in target.enforced where value(attribute)?.boolValue == true { enforced = true }
    var methods: [EncryptionSettings.Address] = []
    if let attribute = target.method {
      if let address = methodReference(attribute) { methods.append(address) }
    } else {
      report(
        "Missing method", "The block must name a method: method = method.TYPE.NAME.", target.block.headerRange)
    }
    var fallback = target.fallback
    while let block = fallback {
      allow(block, ["method"], blocks: ["fallback"])
      if let attribute = required(block, "method"), let address = methodReference(attribute) { methods.append(address) }
      fallback = block.body.blocks("fallback").first
    }
    if enforced, let first = methods.first, case .unencrypted? = settings.methods[first] {
      report(
        "Unencrypted method is forbidden", "Unable to use unencrypted method since the enforced flag is set.",
        target.method?.expression.range ?? target.block.headerRange)
    }
    if methods.isEmpty { return nil }
    return EncryptionTarget(methods: methods, isEnforced: enforced)
  }

  private mutating func methodReference(_ attribute: Attribute) -> EncryptionSettings.Address? {
    reference(attribute, "method")
  }

  /// `key_provider.TYPE.NAME` or `method.TYPE.NAME`, of one that is there.
  private mutating func reference(_ attribute: Attribute, _ root: String) -> EncryptionSettings.Address? {
    let range = attribute.expression.range
    guard let traversal = Self.traversal(of: attribute.expression), traversal.root == root, traversal.steps.count == 2,
      let type = traversal.steps[0].name, let name = traversal.steps[1].name
    else {
      report("Invalid reference", "Refer to it as \(root).TYPE.NAME.", range)
      return nil
    }
    let declared = root == "method" ? blocks.methods : blocks.keyProviders
    guard declared["\(type).\(name)"] != nil else {
      let hint =
        suggestion(for: "\(type).\(name)", among: declared.keys.sorted())
        .map { " Did you mean \(root).\($0)?" } ?? ""
      report(
        "Reference to undeclared encryption \(root)",
        "There is no \(root) \(quoted(type)) \(quoted(name)) block.\(hint)",
        range)
      return nil
    }
    return EncryptionSettings.Address(type: type, name: name)
  }

  /// As written; in JSON, in a text of its own with or without `${}`.
  private static func traversal(of expression: Expression) -> Traversal? {
    switch expression.kind {
    case .templateWrap(let inner): return inner.traversal
    case .literal(let value):
      guard var text = value.stringValue else { return nil }
      if text.hasPrefix("${"), text.hasSuffix("}") { text = String(text.dropFirst(2).dropLast()) }
      return parseExpression(Array(text.utf8), name: expression.range.file).0?.traversal
    default: return expression.traversal
    }
  }

  // MARK: - Arguments

  private mutating func allow(_ block: Block, _ attributes: [String], blocks: [String] = []) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    let common = block.type == "key_provider" ? ["encrypted_metadata_alias"] : []
    reader.allow(attributes: attributes + common, blocks: blocks)
    diagnostics += reader.diagnostics
  }

  private mutating func required(_ block: Block, _ name: String) -> Attribute? {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    let attribute = reader.required(name)
    diagnostics += reader.diagnostics
    return attribute
  }

  /// Secret or not; nil when it is null or wrong, which is then reported.
  private mutating func value(_ attribute: Attribute) -> Value? {
    let (value, problems) = evaluate(
      attribute.expression, in: scope.needed(for: "the encryption's \(attribute.name)"))
    diagnostics += problems
    if problems.hasErrors { return nil }
    guard value.isWhollyKnown else {
      report(
        "Unknown value in static context",
        "The argument \(quoted(attribute.name)) is needed before anything is planned.",
        attribute.expression.range)
      return nil
    }
    let plain = value.deeplyUnmarked
    return plain.isNull ? nil : plain
  }

  private mutating func typed(_ block: Block, _ name: String, _ type: ValueType) -> Value? {
    guard let attribute = block.body.attribute(name), let value = value(attribute) else { return nil }
    do { return try value.converted(to: type) } catch {
      report(
        "Unsuitable value type", "The argument \(quoted(name)) is unsuitable: \(error.message).",
        attribute.expression.range)
      return nil
    }
  }

  private mutating func string(_ block: Block, _ name: String, isRequired: Bool = false) -> String? {
    if isRequired, required(block, name) == nil { return nil }
    return typed(block, name, .string)?.stringValue
  }

  private mutating func bool(_ block: Block, _ name: String) -> Bool? { typed(block, name, .bool)?.boolValue }

  private mutating func strings(_ block: Block, _ name: String, isRequired: Bool = false) -> [String]? {
    if isRequired, required(block, name) == nil { return nil }
    return typed(block, name, .list(.string))?.elements?.compactMap(\.stringValue)
  }

  private mutating func int(_ block: Block, _ name: String, minimum: Int, maximum: Int) -> Int? {
    guard let number = typed(block, name, .number)?.numberValue, let attribute = block.body.attribute(name) else {
      return nil
    }
    guard let found = Int(number.description), (minimum...maximum).contains(found) else {
      report(
        "Unable to build encryption key data",
        "The argument \(quoted(name)) must be a whole number from \(minimum) to \(maximum).", attribute.expression.range
      )
      return nil
    }
    return found
  }

  /// What stands in an object or a block.
  private mutating func object(_ block: Block, _ name: String) -> [String: Value] {
    var found: [String: Value] = [:]
    if let attribute = block.body.attribute(name), let values = value(attribute)?.keyedValues {
      for (key, value) in values.pairs { found[key] = value }
    }
    for inner in block.body.blocks(name) {
      for attribute in inner.body.attributes { found[attribute.name] = value(attribute) }
    }
    return found
  }

  private mutating func report(_ summary: String, _ detail: String, _ range: SourceRange) {
    diagnostics.append(Diagnostic(code: "encryption.invalid", summary: summary, detail: detail, subject: range))
  }
}
