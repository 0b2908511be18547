import Model

/// One entry of a resource's `instances`: a current or a deposed object.
struct DecodedInstance {
  var key: InstanceKey?
  var deposed = ""
  var status = ""
  var hasFlatAttributes = false
  /// Of the provider configuration, where the instance names its own.
  var provider: ProviderConfigAddress?
  var object = ObjectRecord(attributes: Array("{}".utf8))

  func record(of address: ResourceAddress) throws(DiagnosticsError) -> ObjectRecord {
    var object = object
    switch status {
    case "": object.status = .ready
    case "tainted": object.status = .tainted
    default:
      throw stateFormatDiagnostic(
        "invalid", "Invalid resource instance metadata in state",
        "Instance \(address.instance(key)) has invalid status \"\(status)\".")
    }
    if hasFlatAttributes {
      throw stateFormatDiagnostic(
        "flat-attributes", "Resource instance of an old release in state",
        "Instance \(address.instance(key)) is recorded in the form of Terraform 0.11. Run \"terraform apply "
          + "-refresh-only\" once with Terraform 0.12 or later, which records it anew; the object stays as it is.")
    }
    return object
  }
}

extension StateDecoder {
  mutating func instance() throws -> DecodedInstance {
    var instance = DecodedInstance()
    try require(.object, of: "instances")
    try scanner.beginObject()
    var isFirst = true
    while let name = try scanner.nextMember(&isFirst) {
      switch name {
      case "index_key": instance.key = try instanceKey()
      case "status": instance.status = try string(name)
      case "deposed": instance.deposed = try string(name)
      case "schema_version": instance.object.schemaVersion = try integer(name)
      case "attributes":
        if try scanner.nextKind() == .null { try scanner.null() } else { instance.object.attributes = try object(name) }
      case "attributes_flat":
        instance.hasFlatAttributes = try scanner.nextKind() != .null
        try scanner.skipValue()
      case "sensitive_attributes": instance.object.sensitivePaths = try sensitivePaths()
      case "identity_schema_version": instance.object.identitySchemaVersion = try integer(name)
      case "identity":
        if try scanner.nextKind() == .null { try scanner.null() } else { instance.object.identity = try object(name) }
      case "private":
        if try scanner.nextKind() == .null {
          try scanner.null()
        } else {
          guard let bytes = Base64.decode(try string(name)) else {
            throw invalid(
              "Invalid resource instance metadata in state", "An instance has private data that is no Base64.")
          }
          instance.object.privateData = bytes
        }
      case "dependencies":
        guard try begins(.array, name) else { continue }
        instance.object.dependencies = try dependencies(name)
      case "provider": instance.provider = try provider(try string(name))
      case "create_before_destroy": instance.object.createBeforeDestroy = try bool(name)
      case "skip_destroy": instance.object.skipsDestroy = try bool(name)
      default: try scanner.skipValue()
      }
    }
    return instance
  }

  private mutating func object(_ field: String) throws -> [UInt8] {
    try require(.object, of: field)
    return try scanner.compactValue()
  }

  private mutating func instanceKey() throws -> InstanceKey? {
    switch try scanner.nextKind() {
    case .null:
      try scanner.null()
      return nil
    case .string: return .name(try scanner.string())
    case .number:
      let text = try scanner.number()
      if let index = Number(text)?.int { return .index(index) }
      fallthrough
    default:
      throw invalid(
        "Invalid resource instance metadata in state",
        "An instance has an \"index_key\" that is neither a whole number nor a string.")
    }
  }

  private mutating func sensitivePaths() throws -> [ValuePath] {
    guard try begins(.array, "sensitive_attributes") else { return [] }
    var paths: [ValuePath] = []
    var isFirst = true
    while try scanner.nextElement(&isFirst) {
      guard let path = ValuePath(stateJSON: try scanner.value()) else {
        throw invalid(
          "Invalid sensitive attributes in state", "An instance has a path among its sensitive attributes that is none."
        )
      }
      paths.append(path)
    }
    return paths
  }

  mutating func checkResult() throws -> CheckResult {
    let json = try scanner.value()
    guard let kind = json["object_kind"]?.string, let address = json["config_addr"]?.string,
      let status = json["status"]?.string.flatMap(CheckResult.Status.init(rawValue:))
    else { throw invalid("Invalid check results in state", "An entry of \"check_results\" cannot be understood.") }
    var objects: [CheckResult.Object] = []
    for object in json["objects"]?.array ?? [] {
      guard let address = object["object_addr"]?.string,
        let status = object["status"]?.string.flatMap(CheckResult.Status.init(rawValue:))
      else { throw invalid("Invalid check results in state", "An object of \"check_results\" cannot be understood.") }
      objects.append(
        CheckResult.Object(
          address: address, status: status,
          failureMessages: object["failure_messages"]?.array?.compactMap(\.string) ?? []))
    }
    return CheckResult(kind: StateFile.kind(ofObject: kind), configAddress: address, status: status, objects: objects)
  }
}
