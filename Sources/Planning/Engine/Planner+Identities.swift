import Configuring
import Model
import Parsing
import Providers

extension ImportTarget {
  /// For people: the identifier, or the parts of the identity.
  var text: String {
    switch source {
    case .id(let id): id
    case .identity(let value, _):
      value.keyedValues?.pairs.filter { !$1.isNull }.map { name, part in
        "\(name)=\(part.stringValue ?? String(decoding: part.json.written(), as: UTF8.self))"
      }.joined(separator: ",") ?? ""
    }
  }

  /// As messages name it.
  var described: String {
    switch source {
    case .id(let id): "ID \(quoted(id))"
    case .identity: "the identity \(text)"
    }
  }
}

extension Planner {
  /// What an import block's `identity` says: all of it must be known, and can be shown.
  func importIdentity(_ expression: Expression, _ scope: ModuleScope) -> Value? {
    let (result, problems) = evaluate(expression, in: scope)
    evaluator.report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String) -> Value? {
      evaluator.report(
        Diagnostic(
          code: "plan.invalid-import", summary: "Invalid import identity argument", detail: detail,
          subject: expression.range))
      return nil
    }
    let marks = result.deepMarks
    if marks.contains(.ephemeral) {
      return refuse("The import identity cannot be ephemeral: it is a part of the plan.")
    }
    if marks.contains(.sensitive) { return refuse("The import identity cannot be sensitive: it is shown in the plan.") }
    if result.isNull { return refuse("The import identity cannot be null.") }
    guard result.isWhollyKnown else {
      return refuse(
        "The import block \"identity\" argument depends on resource attributes that cannot be determined until apply, so Plumb "
          + "cannot plan to import this resource.")
    }
    guard result.keyedValues != nil else {
      return refuse("An identity is an object: write { name = value } for each of its parts.")
    }
    return result
  }

  /// A record with its identity as the provider has it today, if it is an earlier version's; without, where that says nothing to
  /// the provider.
  func upgradingIdentity(
    of record: ObjectRecord, at address: ResourceInstanceAddress, _ client: any ProviderClient
  ) async throws(ProviderError) -> Result<ObjectRecord, DiagnosticsError> {
    let type = address.resource.type
    guard let identity = record.objectIdentity, let schema = try await client.identitySchema(of: type),
      schema.version != identity.schemaVersion
    else { return .success(record) }
    var upgraded = record
    upgraded.objectIdentity = nil
    if identity.schemaVersion > schema.version {
      diagnostics.add(
        Diagnostic(
          .warning, code: "state.newer-identity", summary: "Identity recorded by newer provider version",
          detail:
            "The identity of \(address) in the state has version \(identity.schemaVersion), the provider knows version "
            + "\(schema.version). It is left out, and read anew. Upgrade the provider to work with this state.",
          address: address.description))
      return .success(upgraded)
    }
    do throws(ProviderError) {
      let response = try await client.upgrade(identity: identity, of: type)
      let found = response.diagnostics.map { $0.about(address) }
      if found.hasErrors { return .failure(DiagnosticsError(found)) }
      diagnostics.add(found)
      upgraded.objectIdentity = response.identity
    } catch {
      // One that upgrades nothing tells the identity when it reads the object.
      guard error.code == .unsupported else { throw error }
    }
    return .success(upgraded)
  }

  /// The question for an object, with the identity as the provider declares it; nil when it does not fit, which is reported.
  func importRequest(
    _ target: ImportTarget, _ type: String, _ client: any ProviderClient
  ) async throws(ProviderError) -> ImportRequest? {
    guard case .identity(let value, let range) = target.source else {
      return ImportRequest(type: type, id: target.text)
    }
    func refuse(_ detail: String) -> ImportRequest? {
      diagnostics.add(
        Diagnostic(
          code: "plan.invalid-import", summary: "Invalid import identity argument", detail: detail, subject: range))
      return nil
    }
    guard let schema = try await client.identitySchema(of: type) else {
      return refuse(
        "The provider \(client.address.displayName) declares no identity for \(type). Use \"id\" instead, or a newer version "
          + "of the provider.")
    }
    let given = value.keyedValues ?? KeyedValues()
    let names = schema.attributes.map(\.name)
    for name in given.keys where !names.contains(name) {
      let near = suggestion(for: name, among: names).map { " Did you mean \(quoted($0))?" } ?? ""
      return refuse(
        "The identity of \(type) has no attribute \(quoted(name)).\(near) It has: \(names.joined(separator: ", ")).")
    }
    for attribute in schema.attributes where attribute.isRequired && given[attribute.name]?.isNull ?? true {
      return refuse("The identity of \(type) needs the attribute \(quoted(attribute.name)).")
    }
    let whole = schema.attributes.map { ($0.name, given[$0.name] ?? .null($0.type)) }
    do {
      let identity = try Value.object(whole).converted(to: schema.impliedType)
      return ImportRequest(
        type: type, id: "",
        identity: ObjectIdentity(
          schemaVersion: schema.version, attributes: identity.json(as: schema.impliedType).written()))
    } catch {
      return refuse("The identity of \(type) does not fit: \(error).")
    }
  }
}
