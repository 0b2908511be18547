package import Model

extension StateFile {
  /// Reads a state file. Versions before and after 4, and whatever cannot be understood, are diagnostics.
  package static func decode(_ bytes: [UInt8]) throws(DiagnosticsError) -> State {
    guard bytes.count <= maximumSize else {
      throw stateFormatDiagnostic(
        "too-large", "State file too large",
        "The state file has \(bytes.count) bytes; more than \(maximumSize) bytes are not read.")
    }
    do {
      return try bytes.withUnsafeBufferPointer { text in
        try checkVersion(text)
        var decoder = StateDecoder(text)
        return try decoder.state()
      }
    } catch let error as DiagnosticsError {
      throw error
    } catch let error as JSONError {
      throw unreadable(error)
    } catch {
      throw stateFormatDiagnostic("invalid", "Invalid state file format", "\(error)")
    }
  }

  private static func unreadable(_ error: JSONError) -> DiagnosticsError {
    stateFormatDiagnostic(
      "unreadable", "Unsupported state file format",
      "The state file could not be parsed as JSON: \(error.message), at line \(error.line), column \(error.column) "
        + "(byte \(error.byte)). The file may be damaged: restore it from a backup, such as terraform.tfstate.backup "
        + "beside it.")
  }

  /// The version is read before anything else, for it says how the rest is to be understood.
  private static func checkVersion(_ text: UnsafeBufferPointer<UInt8>) throws {
    var scanner = JSONScanner(text)
    guard try scanner.nextKind() == .object else { throw withoutVersion }
    try scanner.beginObject()
    var isFirst = true
    var found: Int?
    var creator = ""
    while let name = try scanner.nextMember(&isFirst) {
      switch (name, try scanner.nextKind()) {
      case ("version", .number): found = Int(try scanner.number()) ?? -1
      case ("version", let kind):
        throw stateFormatDiagnostic(
          "version", "Unsupported state file format",
          "The version in the state file is \(kind). A positive whole number is required.")
      case ("terraform_version", .string): creator = try scanner.string()
      default: try scanner.skipValue()
      }
      // Terraform writes these two first: the rest need not be walked through twice.
      if found == version, !creator.isEmpty { return }
    }
    guard let found else { throw withoutVersion }
    if found != version { throw unsupported(found, creator: creator) }
  }

  private static var withoutVersion: DiagnosticsError {
    stateFormatDiagnostic(
      "version", "Unsupported state file format",
      "The state file does not have a \"version\" attribute, which is required to identify the format version.")
  }

  private static func unsupported(_ found: Int, creator: String) -> DiagnosticsError {
    let origin = creator.isEmpty ? "" : " This state file was created by Terraform \(creator)."
    if (1..<version).contains(found) {
      return stateFormatDiagnostic(
        "old-version", "Unsupported state file format",
        "The state file uses format version \(found), which is no longer read here.\(origin) Run \"terraform apply\" "
          + "once with Terraform 0.12 or later to bring it to version \(version); its objects stay as they are.")
    }
    if found > version {
      return stateFormatDiagnostic(
        "new-version", "Unsupported state file format",
        "The state file uses format version \(found), which is not supported; version \(version) is.\(origin) A newer "
          + "release is needed to read it. Nothing was changed.")
    }
    return stateFormatDiagnostic(
      "version", "Unsupported state file format",
      "The version in the state file is not a positive whole number, as it must be.")
  }
}

struct StateDecoder {
  var scanner: JSONScanner
  /// Few different modules, providers and dependencies stand many times in one file.
  var modules: [String: ModuleAddress] = [:]
  private var providers: [String: ProviderConfigAddress] = [:]
  private var knownDependencies: [String: ConfigResourceAddress] = [:]
  /// The list of dependencies read last, with the bytes of each.
  private var lastDependencies: [(text: UnsafeBufferPointer<UInt8>, address: ConfigResourceAddress)] = []

  init(_ text: UnsafeBufferPointer<UInt8>) { scanner = JSONScanner(text) }

  func invalid(_ summary: String, _ detail: String) -> DiagnosticsError {
    stateFormatDiagnostic("invalid", summary, detail)
  }

  /// A field of the wrong kind.
  mutating func require(_ kind: JSONScanner.Kind, of field: String) throws {
    let found = try scanner.nextKind()
    guard found == kind else {
      throw invalid(
        "Invalid state file format",
        "The state file field \"\(field)\" has invalid value \(found): \(kind) is required.")
    }
  }

  mutating func string(_ field: String) throws -> String {
    try require(.string, of: field)
    return try scanner.string()
  }

  mutating func integer(_ field: String) throws -> Int {
    try require(.number, of: field)
    let text = try scanner.number()
    guard let integer = Int(text), integer >= 0 else {
      throw invalid(
        "Invalid state file format",
        "The state file field \"\(field)\" has invalid value \(text): a whole number that is "
          + "not negative is required.")
    }
    return integer
  }

  mutating func bool(_ field: String) throws -> Bool {
    try require(.bool, of: field)
    return try scanner.bool()
  }

  /// Whether an array or object begins; null stands for an empty one.
  mutating func begins(_ kind: JSONScanner.Kind, _ field: String) throws -> Bool {
    if try scanner.nextKind() == .null {
      try scanner.null()
      return false
    }
    try require(kind, of: field)
    if kind == .array { try scanner.beginArray() } else { try scanner.beginObject() }
    return true
  }

  mutating func state() throws -> State {
    var state = State()
    try scanner.beginObject()
    var isFirst = true
    while let name = try scanner.nextMember(&isFirst) {
      switch name {
      case "terraform_version": state.terraformVersion = try string(name)
      case "serial": state.serial = try integer(name)
      case "lineage": state.lineage = try string(name)
      case "outputs":
        guard try begins(.object, name) else { continue }
        var isFirst = true
        while let output = try scanner.nextMember(&isFirst) { state.outputs[output] = try self.output(output) }
      case "resources":
        guard try begins(.array, name) else { continue }
        var isFirst = true
        while try scanner.nextElement(&isFirst) { try resource(into: &state) }
      case "check_results":
        guard try begins(.array, name) else { continue }
        var isFirst = true
        while try scanner.nextElement(&isFirst) { state.checkResults.append(try checkResult()) }
      default: try scanner.skipValue()
      }
    }
    try scanner.finish()
    return state
  }

  private mutating func output(_ output: String) throws -> OutputValue {
    var value = JSON.null
    var type = JSON.string("dynamic")
    var isSensitive = false
    guard try begins(.object, "outputs") else { return OutputValue(value: .null(.dynamic), isSensitive: false) }
    var isFirst = true
    while let name = try scanner.nextMember(&isFirst) {
      switch name {
      case "value": value = try scanner.value()
      case "type": type = try scanner.value()
      case "sensitive": isSensitive = try bool(name)
      default: try scanner.skipValue()
      }
    }
    guard let type = ValueType(json: type) else {
      throw invalid(
        "Invalid output value type in state",
        "The state file has an invalid type specification for output \"\(output)\".")
    }
    do {
      return OutputValue(value: try Value(value, as: type), isSensitive: isSensitive)
    } catch {
      throw invalid(
        "Invalid output value saved in state",
        "The state file has an invalid value for output \"\(output)\": \(error.message).")
    }
  }

  private mutating func resource(into state: inout State) throws {
    var module = ModuleAddress.root
    var mode: ResourceMode?
    var modeText = ""
    var type = ""
    var resourceName = ""
    var provider: ProviderConfigAddress?
    var instances: [DecodedInstance] = []
    try require(.object, of: "resources")
    try scanner.beginObject()
    var isFirst = true
    while let name = try scanner.nextMember(&isFirst) {
      switch name {
      case "module": module = try self.module(try string(name))
      case "mode":
        modeText = try string(name)
        mode = ResourceMode(rawValue: modeText).flatMap { $0 == .list ? nil : $0 }
      case "type": type = try string(name)
      case "name": resourceName = try string(name)
      case "provider": provider = try self.provider(try string(name))
      case "instances":
        guard try begins(.array, name) else { continue }
        var isFirst = true
        while try scanner.nextElement(&isFirst) { instances.append(try instance()) }
      default: try scanner.skipValue()
      }
    }
    guard let mode else {
      throw invalid(
        "Invalid resource mode in state",
        "State contains a resource with mode \"\(modeText)\" (\"\(type)\" \"\(resourceName)\") which is not supported.")
    }
    let resource = ResourceName(mode: mode, type: type, name: resourceName)
    let address = ResourceAddress(module: module, resource: resource)
    guard !type.isEmpty, !resourceName.isEmpty, let provider = provider ?? instances.lazy.compactMap(\.provider).first
    else {
      throw invalid(
        "Invalid resource in state", "The resource \"\(address)\" lacks its type, its name or its provider.")
    }
    var recorded = state.resources[address]?.instances ?? [:]
    for instance in instances {
      try record(instance, of: address, in: &recorded)
      if let key = instance.provider?.key { recorded[instance.key]?.providerKey = key }
    }
    state.resources[address] = ResourceState(provider: provider, instances: recorded)
  }

  private func record(
    _ instance: DecodedInstance, of address: ResourceAddress, in recorded: inout [InstanceKey?: ResourceInstanceState]
  ) throws {
    if instance.deposed.isEmpty {
      guard recorded[instance.key]?.current == nil else {
        throw invalid(
          "Duplicate resource instance in state",
          "Instance \(address.instance(instance.key)) appears multiple times in the state file.")
      }
      recorded[instance.key, default: ResourceInstanceState()].current = try instance.record(of: address)
    } else {
      guard recorded[instance.key]?.deposed[instance.deposed] == nil else {
        throw invalid(
          "Duplicate resource instance in state",
          "Instance \(address.instance(instance.key)) deposed object \"\(instance.deposed)\" appears multiple times in "
            + "the state file.")
      }
      recorded[instance.key, default: ResourceInstanceState()].deposed[instance.deposed] = try instance.record(
        of: address)
    }
  }

  private mutating func module(_ text: String) throws -> ModuleAddress {
    if let known = modules[text] { return known }
    do {
      let address = try ModuleAddress(parsing: text)
      modules[text] = address
      return address
    } catch {
      throw invalid("Invalid module instance address", "\(error.message) The state has \"\(text)\".")
    }
  }

  mutating func provider(_ text: String) throws -> ProviderConfigAddress {
    if let known = providers[text] { return known }
    do {
      let address = try ProviderConfigAddress(parsing: text)
      providers[text] = address
      return address
    } catch {
      throw invalid("Invalid provider configuration address", "\(error.message) The state has \"\(text)\".")
    }
  }

  /// The rest of a list of dependencies. Records name everything at any distance, so that lists are long and each is much like
  /// the one before: what stands there in the same order need not be looked up.
  mutating func dependencies(_ field: String) throws -> [ConfigResourceAddress] {
    var list: [(text: UnsafeBufferPointer<UInt8>, address: ConfigResourceAddress)] = []
    var rest: [ConfigResourceAddress] = []
    var place = 0
    var isFirst = true
    while try scanner.nextElement(&isFirst) {
      try require(.string, of: field)
      guard rest.isEmpty, let text = try scanner.plainString() else {
        rest.append(try dependency(try scanner.string()))
        continue
      }
      let near = lastDependencies.indices.clamped(to: place..<(place + Self.furthestLooked))
      if let found = near.first(where: { lastDependencies[$0].text.elementsEqual(text) }) {
        list.append(lastDependencies[found])
        place = found + 1
      } else {
        list.append((text, try dependency(String(decoding: text, as: UTF8.self))))
      }
    }
    lastDependencies = list
    return list.map(\.address) + rest
  }

  /// How far the list before is looked through for the next name.
  private static let furthestLooked = 4

  private mutating func dependency(_ text: String) throws -> ConfigResourceAddress {
    if let known = knownDependencies[text] { return known }
    do {
      let address = try ConfigResourceAddress(parsing: text)
      knownDependencies[text] = address
      return address
    } catch {
      throw invalid("Invalid dependency address in state", "\(error.message) The state has \"\(text)\".")
    }
  }
}
