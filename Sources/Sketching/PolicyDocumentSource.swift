import Model

/// The data source `aws_iam_policy_document`: a policy document computed from its arguments alone, so that it can be known without the
/// provider.
///
/// As its documentation says: statements of `source_policy_documents` come first, a statement of the same `sid` replaces an earlier one,
/// those of `override_policy_documents` come last; `&{…}` stands for IAM's own variables.
enum PolicyDocumentSource {
  static let type = "aws_iam_policy_document"

  static let schema: SchemaBlock = {
    func attribute(_ name: String, _ type: ValueType) -> SchemaAttribute {
      SchemaAttribute(name: name, kind: .plain(type), isOptional: true)
    }
    let principals = SchemaBlock(attributes: [attribute("type", .string), attribute("identifiers", .list(.string))])
    let condition = SchemaBlock(attributes: [
      attribute("test", .string), attribute("variable", .string), attribute("values", .list(.string)),
    ])
    let statement = SchemaBlock(
      attributes: [attribute("sid", .string), attribute("effect", .string)]
        + ["actions", "not_actions", "resources", "not_resources"].map { attribute($0, .list(.string)) },
      blocks: [
        NestedBlock(name: "principals", nesting: .list, block: principals),
        NestedBlock(name: "not_principals", nesting: .list, block: principals),
        NestedBlock(name: "condition", nesting: .list, block: condition),
      ])
    return SchemaBlock(
      attributes: [
        attribute("policy_id", .string), attribute("version", .string), attribute("id", .string),
        attribute("source_json", .string), attribute("override_json", .string),
        attribute("source_policy_documents", .list(.string)), attribute("override_policy_documents", .list(.string)),
      ], blocks: [NestedBlock(name: "statement", nesting: .list, block: statement)])
  }()

  /// The data source's value: its arguments, and the document as `json`.
  static func value(_ arguments: Value, name: String) -> Value {
    guard case .object(var members) = arguments.deeplyUnmarked else {
      return .symbol(name, of: .dynamic, isNotNull: true)
    }
    let text = Document(arguments: members, name: name).text
    let json = text.map(SymbolText.value) ?? .symbol("\(name).json", of: .string, isNotNull: true)
    members["json"] = json
    members["minified_json"] = json
    members["id"] = .symbol("\(name).id", of: .string, isNotNull: true)
    return .object(members)
  }
}

private struct Document {
  let arguments: KeyedValues
  let name: String

  /// The JSON text, with symbols in it; nil where not even the number of statements is known.
  var text: String? {
    var statements: [(sid: String?, json: JSON)] = []
    func add(_ more: [(sid: String?, json: JSON)]) {
      for statement in more {
        if let sid = statement.sid, let index = statements.firstIndex(where: { $0.sid == sid }) {
          statements[index] = statement
        } else {
          statements.append(statement)
        }
      }
    }
    guard let sources = documents("source_json", "source_policy_documents"), let own = ownStatements,
      let overrides = documents("override_json", "override_policy_documents")
    else { return nil }
    add(sources)
    add(own)
    add(overrides)
    var members: [(String, JSON)] = [("Version", .string(arguments["version"]?.symbolText ?? "2012-10-17"))]
    if let identifier = arguments["policy_id"]?.symbolText { members.append(("Id", .string(identifier))) }
    members.append(("Statement", .array(statements.map(\.json))))
    return JSON.record(members).text()
  }

  private func documents(_ one: String, _ many: String) -> [(sid: String?, json: JSON)]? {
    var texts: [Value] = []
    if let single = arguments[one], !single.isNull { texts.append(single) }
    if let list = arguments[many], !list.isNull {
      guard let elements = list.elements else { return nil }
      texts += elements
    }
    var found: [(sid: String?, json: JSON)] = []
    for text in texts where !text.isNull {
      guard let text = text.symbolText else { return nil }
      if text.isEmpty { continue }
      guard let json = try? JSON.read(Array(text.utf8)) else { return nil }
      switch json["Statement"] {
      case .array(let elements): found += elements.map { ($0["Sid"]?.string, $0) }
      case .some(let statement): found.append((statement["Sid"]?.string, statement))
      case nil: break
      }
    }
    return found
  }

  private var ownStatements: [(sid: String?, json: JSON)]? {
    guard let blocks = arguments["statement"]?.elements else { return nil }
    return blocks.enumerated().compactMap { index, block in
      guard case .object(let statement) = block else { return nil }
      let place = "\(name).statement[\(index)]"
      var members: [(String, JSON)] = []
      let sid = statement["sid"]?.symbolText
      if let sid, !sid.isEmpty { members.append(("Sid", .string(sid))) }
      let effect = statement["effect"]
      members.append(
        ("Effect", .string(effect?.isNull == false ? effect?.symbolText ?? symbol(place, "effect") : "Allow")))
      for (key, argument) in [
        ("Action", "actions"), ("NotAction", "not_actions"), ("Resource", "resources"),
        ("NotResource", "not_resources"),
      ] {
        if let json = texts(statement[argument], "\(place).\(argument)") { members.append((key, json)) }
      }
      for (key, argument) in [("Principal", "principals"), ("NotPrincipal", "not_principals")] {
        if let json = principals(statement[argument], "\(place).\(argument)") { members.append((key, json)) }
      }
      if let json = conditions(statement["condition"], "\(place).condition") { members.append(("Condition", json)) }
      return (sid?.isEmpty == false ? sid : nil, .record(members))
    }
  }

  private func symbol(_ place: String, _ part: String) -> String { SymbolText.symbol(named: "\(place).\(part)") }

  /// One text alone, several in a list; nil where nothing is written.
  private func texts(_ value: Value?, _ place: String) -> JSON? {
    guard let value, !value.isNull else { return nil }
    guard let elements = value.elements else { return .string(SymbolText.symbol(named: place)) }
    let texts = elements.enumerated().map { index, element in
      (element.symbolText ?? SymbolText.symbol(named: "\(place)[\(index)]")).replacing("&{", with: "${")
    }
    if texts.isEmpty { return nil }
    return texts.count == 1 ? .string(texts[0]) : .array(texts.map(JSON.string))
  }

  private func principals(_ value: Value?, _ place: String) -> JSON? {
    guard let value, !value.isNull else { return nil }
    guard let blocks = value.elements else { return .string(SymbolText.symbol(named: place)) }
    var byType: [(String, [JSON])] = []
    for (index, block) in blocks.enumerated() {
      let type = block["type"]?.symbolText ?? SymbolText.symbol(named: "\(place)[\(index)].type")
      let found: [JSON] =
        switch texts(block["identifiers"], "\(place)[\(index)].identifiers") {
        case .array(let elements): elements
        case .some(let one): [one]
        case nil: []
        }
      if let known = byType.firstIndex(where: { $0.0 == type }) {
        byType[known].1 += found
      } else {
        byType.append((type, found))
      }
    }
    if byType.isEmpty { return nil }
    // Anybody at all is written in another way.
    if byType.count == 1, byType[0].0 == "*", byType[0].1 == [.string("*")] { return .string("*") }
    return .record(byType.map { ($0, $1.count == 1 ? $1[0] : .array($1)) })
  }

  private func conditions(_ value: Value?, _ place: String) -> JSON? {
    guard let value, !value.isNull else { return nil }
    guard let blocks = value.elements else {
      return .record([(SymbolText.symbol(named: place), .string(SymbolText.symbol(named: place)))])
    }
    var tests: [(String, [(String, JSON)])] = []
    for (index, block) in blocks.enumerated() {
      let test = block["test"]?.symbolText ?? SymbolText.symbol(named: "\(place)[\(index)].test")
      let variable = block["variable"]?.symbolText ?? SymbolText.symbol(named: "\(place)[\(index)].variable")
      let values = texts(block["values"], "\(place)[\(index)].values") ?? .array([])
      if let known = tests.firstIndex(where: { $0.0 == test }) {
        tests[known].1.append((variable, values))
      } else {
        tests.append((test, [(variable, values)]))
      }
    }
    return tests.isEmpty ? nil : .record(tests.map { ($0, .record($1)) })
  }
}
