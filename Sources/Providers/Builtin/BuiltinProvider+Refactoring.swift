import Model

extension BuiltinProvider {
  /// There is nothing to be found outside of the state: an object with this identifier begins to be.
  package func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse {
    try check(request.type)
    guard var object = Self.dataSchema.block.emptyValue.keyedValues else { return ImportResponse() }
    object["id"] = .string(request.id)
    return ImportResponse(objects: [ImportResponse.Object(type: request.type, value: .object(object))])
  }

  /// `null_resource` has the same purpose, and its objects exist in the state only as well.
  package func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse {
    try check(request.targetType)
    let type = Self.dataSchema.block.impliedType
    func refused(_ summary: String, _ detail: String) -> MoveResponse {
      MoveResponse(
        value: .null(type),
        diagnostics: [Diagnostic(code: "provider.unsupported-move", summary: summary, detail: detail)])
    }
    guard request.sourceType == "null_resource",
      request.sourceProvider.namespace == "hashicorp" && request.sourceProvider.type == "null"
    else {
      return refused(
        "Unsupported source resource",
        "A \(request.targetType) can take the place of a null_resource of the provider hashicorp/null only, not of "
          + "a \(request.sourceType) of \(request.sourceProvider). Remove the \"moved\" block.")
    }
    guard let json = try? JSON.read(request.attributes), let id = json["id"]?.string,
      var object = Self.dataSchema.block.emptyValue.keyedValues
    else {
      return refused(
        "Invalid object in the state", "What the state records of the \(request.sourceType) cannot be read.")
    }
    object["id"] = .string(id)
    if let triggers = json["triggers"], triggers != .null, let value = try? Value(triggers, as: .map(.string)) {
      object["triggers_replace"] = .object((value.keyedValues ?? KeyedValues([])).pairs.map { ($0, $1) })
    }
    return MoveResponse(value: .object(object))
  }
}
