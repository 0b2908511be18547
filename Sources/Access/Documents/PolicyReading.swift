package import Model

extension PolicyDocument {
  /// Reads a policy from JSON text, in whose strings symbols may stand for what is not known. Whatever is wrong is told; what could be
  /// understood is there.
  package static func read(_ text: String) -> PolicyDocument {
    if let name = wholeSymbol(text) { return unknown(name) }
    do throws(JSONError) {
      return read(try JSON.read(text))
    } catch {
      if SymbolText.isSymbolic(text) { return unknown(SymbolText.names(in: text).joined(separator: ", ")) }
      return PolicyDocument(
        version: nil,
        problems: [
          PolicyProblem(
            .error, code: "policy.no-json", path: "", summary: "The policy is not JSON",
            detail: "\(error.message) (line \(error.line), column \(error.column)).")
        ])
    }
  }

  /// One of which nothing is known but a name.
  package static func unknown(_ name: String) -> PolicyDocument {
    PolicyDocument(version: nil, unknowns: [name])
  }

  /// Of a value of the configuration: a text that is known, has symbols, or is not known at all.
  package static func read(_ value: Value) -> PolicyDocument {
    let document = value.symbolText.map { read($0) } ?? unknown("the policy")
    return value.deepMarks.contains(.sensitive) ? document.hidden() : document
  }

  package static func read(_ json: JSON) -> PolicyDocument {
    var reading = PolicyReading()
    return reading.document(json)
  }

  static func wholeSymbol(_ text: String) -> String? {
    guard text.first == SymbolText.begin, text.last == SymbolText.end,
      text.filter({ $0 == SymbolText.begin }).count == 1
    else { return nil }
    return SymbolText.shown(String(text.dropFirst().dropLast()))
  }
}

/// The walk over one document.
struct PolicyReading {
  var unknowns: [String] = []
  var problems: [PolicyProblem] = []

  mutating func error(_ code: String, _ path: String, _ summary: String, _ detail: String) {
    problems.append(PolicyProblem(.error, code: "policy.\(code)", path: path, summary: summary, detail: detail))
  }

  mutating func warning(_ code: String, _ path: String, _ summary: String, _ detail: String) {
    problems.append(PolicyProblem(.warning, code: "policy.\(code)", path: path, summary: summary, detail: detail))
  }

  mutating func document(_ json: JSON) -> PolicyDocument {
    var document = PolicyDocument(version: nil)
    guard json.members != nil else {
      error("shape", "", "The policy is not an object", "A policy is a JSON object with a \"Statement\".")
      document.problems = problems
      return document
    }
    let members = elements(of: json, ["Version", "Id", "Statement"], "")
    if let version = members["Version"] {
      document.version = version.string
      if let text = version.string, !SymbolText.isSymbolic(text), !["2012-10-17", "2008-10-17"].contains(text) {
        error(
          "version", "Version", "Unknown version of the policy language",
          "\(quotedText(text)) is none of the versions \"2012-10-17\" and \"2008-10-17\". It is no date of the policy's own."
        )
      }
    }
    document.id = members["Id"]?.string
    switch members["Statement"] {
    case nil:
      error("no-statement", "Statement", "The policy has no statement", "A policy needs a \"Statement\".")
    case .array(let list):
      document.statements = list.enumerated().compactMap { statement($1, $0, "Statement[\($0)]") }
    case .some(let one): document.statements = [statement(one, 0, "Statement")].compactMap { $0 }
    }
    let sids = Dictionary(grouping: document.statements.compactMap(\.sid), by: { $0 }).filter { $0.value.count > 1 }
    for sid in sids.keys.sorted() {
      warning(
        "sid", "Statement", "Two statements have the same Sid",
        "\(quotedText(sid)) names \(sids[sid]?.count ?? 2) statements; IAM wants each once in a policy.")
    }
    document.unknowns = unknowns
    document.problems = problems
    return document
  }

  private mutating func statement(_ json: JSON, _ index: Int, _ path: String) -> PolicyStatement? {
    if let text = json.string, SymbolText.isSymbolic(text) {
      unknowns.append("\(path): \(SymbolText.shown(text))")
      return nil
    }
    guard json.members != nil else {
      error(
        "shape", path, "A statement is not an object", "Each statement is a JSON object with \"Effect\" and \"Action\"."
      )
      return nil
    }
    let names = [
      "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
    ]
    let members = elements(of: json, names, path)
    let actions = selection(members["Action"], members["NotAction"], "Action", path)
    if actions == nil {
      error("no-action", path, "A statement has no action", "A statement needs \"Action\" or \"NotAction\".")
    }
    checkActions(actions, path)
    return PolicyStatement(
      index: index, sid: members["Sid"]?.string.flatMap { $0.isEmpty ? nil : $0 },
      effect: effect(members["Effect"], path),
      actions: actions ?? .only([]),
      resources: selection(members["Resource"], members["NotResource"], "Resource", path),
      principals: principals(members["Principal"], members["NotPrincipal"], path),
      conditions: conditions(members["Condition"], "\(path).Condition"))
  }

  private mutating func effect(_ json: JSON?, _ path: String) -> PolicyStatement.Effect {
    let path = "\(path).Effect"
    guard let text = json?.string else {
      error("no-effect", path, "A statement has no effect", "\"Effect\" is \"Allow\" or \"Deny\".")
      return .unknown
    }
    if text == "Allow" { return .allow }
    if text == "Deny" { return .deny }
    if SymbolText.isSymbolic(text) {
      unknowns.append("\(path): \(SymbolText.shown(text))")
      return .unknown
    }
    let near = ["Allow", "Deny"].first { $0.lowercased() == text.lowercased() }
    error(
      "effect", path, "Unknown effect",
      "\(quotedText(text)) is neither \"Allow\" nor \"Deny\"" + (near.map { ": write \(quotedText($0))." } ?? "."))
    // What was meant, for what was meant may come to be.
    return near == "Allow" ? .allow : near == "Deny" ? .deny : .unknown
  }

  // MARK: Actions and resources

  mutating func selection(_ plain: JSON?, _ negated: JSON?, _ name: String, _ path: String) -> Selection? {
    if plain != nil, negated != nil {
      error(
        "both", path, "A statement has an element and its opposite",
        "It has both \"\(name)\" and \"Not\(name)\", of which only one may be there.")
    }
    let place = negated != nil && plain == nil ? "\(path).Not\(name)" : "\(path).\(name)"
    guard let json = plain ?? negated else { return nil }
    guard let texts = texts(json, place) else { return .unknown }
    return plain == nil ? .allBut(texts) : .only(texts)
  }

  /// One text or a list of them; nil where that is not known or no such thing.
  mutating func texts(_ json: JSON, _ path: String) -> [PolicyText]? {
    let list: [JSON]
    switch json {
    case .array(let elements): list = elements
    default: list = [json]
    }
    var found: [PolicyText] = []
    var isWhole = true
    for element in list {
      let text: String
      switch element {
      case .string(let string): text = string
      // What a condition compares may be written without quotes.
      case .bool(let bool): text = bool ? "true" : "false"
      case .number(let number): text = number
      default:
        error("shape", path, "A list has something else than texts in it", "Here stand texts, alone or in a list.")
        isWhole = false
        continue
      }
      let policyText = PolicyText(text)
      if !policyText.isKnown {
        // What this configuration makes is one object, whatever it will be called.
        if !policyText.names.allSatisfy(PolicyText.namesObject) { unknowns.append("\(path): \(policyText.shown)") }
        // A variable alone may be a list of its own.
        if PolicyDocument.wholeSymbol(text).map({ !PolicyText.namesObject($0) }) == true, case .string = json {
          isWhole = false
          continue
        }
      }
      found.append(policyText)
    }
    if found.isEmpty, isWhole {
      warning("empty", path, "An empty list", "An empty list stands for nothing at all.")
    }
    return isWhole ? found : nil
  }

  mutating func checkActions(_ selection: Selection?, _ path: String) {
    let (texts, name): ([PolicyText], String)
    switch selection {
    case .only(let found): (texts, name) = (found, "Action")
    case .allBut(let found): (texts, name) = (found, "NotAction")
    default: return
    }
    for text in texts where text.isKnown && !text.text.allSatisfy({ $0 == "*" }) {
      let parts = text.text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        error(
          "action", "\(path).\(name)", "An action without a service",
          "\(quotedText(text.text)) is no action: actions are written as \"s3:GetObject\" or \"s3:Get*\".")
        continue
      }
      let catalogue = ActionCatalogue.aws
      let service = parts[0].lowercased()
      if service.contains("*") || service.contains("?") { continue }
      guard catalogue.range(of: service) != nil else {
        let near = suggestion(for: service, among: catalogue.services).map { " Did you mean \(quotedText($0))?" } ?? ""
        warning(
          "service", "\(path).\(name)", "Unknown service",
          "No service that is known (\(ActionCatalogue.source)) has the prefix \(quotedText(service)).\(near)")
        continue
      }
      if catalogue.numbers(matching: text.lowercasedWildcard).isEmpty {
        let names = catalogue.range(of: service)?.map { catalogue.name(of: $0) } ?? []
        let near = suggestion(for: text.text, among: names).map { " Did you mean \(quotedText($0))?" } ?? ""
        warning(
          "unknown-action", "\(path).\(name)", "Unknown action",
          "No action that is known (\(ActionCatalogue.source)) is \(quotedText(text.text)): the statement says nothing of it.\(near)"
        )
      }
    }
  }

  // MARK: Names

  /// An object's members by the names that they should have.
  mutating func elements(of json: JSON, _ names: [String], _ path: String) -> [String: JSON] {
    var found: [String: JSON] = [:]
    for member in json.members ?? [] {
      let place = path.isEmpty ? member.name : "\(path).\(member.name)"
      guard let name = names.first(where: { $0.lowercased() == member.name.lowercased() }) else {
        if SymbolText.isSymbolic(member.name) {
          unknowns.append(SymbolText.shown(place))
          continue
        }
        let near = suggestion(for: member.name, among: names).map { " Did you mean \(quotedText($0))?" } ?? ""
        error(
          "element", place, "Unknown element", "\(quotedText(member.name)) is no element of a policy here.\(near)")
        continue
      }
      if name != member.name { spelling(member.name, name, place) }
      if found[name] != nil {
        error(
          "twice", place, "An element is written twice",
          "\(quotedText(name)) is there more than once; which of them counts is not said. Put them together into a list."
        )
        unknowns.append("\(place), which is written twice")
      }
      if member.value != .null { found[name] = member.value }
    }
    return found
  }

  mutating func spelling(_ written: String, _ name: String, _ path: String) {
    error(
      "spelling", path, "An element in other letters",
      "\(quotedText(written)) is written \(quotedText(name)) in policies.")
  }
}
