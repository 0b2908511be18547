extension Selection {
  /// Whether it takes in all resources of a service: `*`, `arn:aws:s3:::*`, `arn:aws:iam::123456789012:role/*`. Account and region do not
  /// count: within them it is everything.
  func takesInAll(of service: String) -> Ternary {
    switch self {
    case .unknown: .possible
    // All but a few is nearly all.
    case .allBut(let texts): texts.map { !$0.isEverything(of: service) }.allOf
    case .only(let texts): texts.map { $0.isEverything(of: service) }.anyOf
    }
  }

  /// Whether it takes in what has no name of its own: only `*` does.
  var takesInNameless: Ternary {
    switch self {
    case .unknown: .possible
    case .allBut(let texts): texts.map { !$0.isStar }.allOf
    case .only(let texts): texts.map(\.isStar).anyOf
    }
  }

  /// Whether there may be something in it that the service's actions can be about.
  func mayName(resourcesOf services: [String]) -> Bool {
    switch self {
    case .unknown, .allBut: true
    case .only(let texts): texts.contains { $0.mayName(resourcesOf: services) }
    }
  }

  /// Whether everything that `other` takes in is surely taken in by this as well.
  func contains(_ other: Selection?) -> Bool {
    let all = [PolicyText("*")]
    switch (self, other ?? .only(all)) {
    case (_, .unknown), (.unknown, _):
      return takesInNameless == .yes
    case (.only(let mine), .only(let others)):
      return others.allSatisfy { other in mine.contains { $0.wildcard.contains(other.wildcard) } }
    case (.only(let mine), .allBut): return mine.contains { $0.isStar == .yes }
    case (.allBut(let mine), .only(let others)):
      return others.allSatisfy { other in !mine.contains { $0.wildcard.meets(other.wildcard) } }
    case (.allBut(let mine), .allBut(let others)):
      // Less is left out.
      return mine.allSatisfy { one in others.contains { $0.wildcard.contains(one.wildcard) } }
    }
  }
}

extension PolicyText {
  /// Nothing but stars.
  var isStar: Ternary {
    if isKnown { return Ternary(!text.isEmpty && text.allSatisfy { $0 == "*" }) }
    return Wildcard(replacing(Self.widest)).matchesEverything ? .possible : .no
  }

  func mayName(resourcesOf services: [String]) -> Bool {
    let parts = wildcard.bytes.split(separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    // A star, or what is not known, may be any number of parts.
    for part in parts.prefix(2) where part.contains(where: { $0 == Wildcard.star || $0 == Wildcard.unknown }) {
      return true
    }
    guard parts.count > 2 else { return false }
    let pattern = Wildcard(parts[2].map(\.loweredLetter))
    return services.contains { pattern.matches($0) }
  }

  func isEverything(of service: String) -> Ternary {
    if isKnown { return Ternary(Self.isEverything(text, of: service)) }
    // An object's name is one name. A variable may hold a star.
    let narrow = String(
      decoding: replacing { Self.namesObject($0) ? [UInt8(ascii: "x")] : [UInt8(ascii: "y")] }, as: UTF8.self)
    if Self.isEverything(narrow, of: service) { return .yes }
    return Self.isEverything(String(decoding: replacing(Self.widest), as: UTF8.self), of: service) ? .possible : .no
  }

  /// The widest that a name can stand for.
  private static func widest(_ name: String) -> [UInt8] { [namesObject(name) ? UInt8(ascii: "x") : Wildcard.star] }

  private static func isEverything(_ pattern: String, of service: String) -> Bool {
    if !pattern.isEmpty, pattern.allSatisfy({ $0 == "*" }) { return true }
    let parts = pattern.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    func may(_ index: Int, _ text: String) -> Bool { index >= parts.count || Wildcard(parts[index]).matches(text) }
    guard may(0, "arn"),
      parts.count < 3
        || ActionCatalogue.aws.ownResourceServices(of: service).contains(where: {
          Wildcard(parts[2].lowercased()).matches($0)
        })
    else {
      return false
    }
    if parts.count < 6 { return parts.last?.last == "*" }
    return isWhole(parts[5], of: service)
  }

  /// Stars, perhaps behind the name of a type: `role/*`, `secret:*`.
  private static func isWhole(_ resource: String, of service: String) -> Bool {
    let rest: Substring
    if namesComeFirst.contains(service) {
      rest = resource[...]
    } else {
      rest = resource.drop { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      // A name without a separator is a name.
      if rest.startIndex != resource.startIndex, let first = rest.first, first != "/", first != ":" { return false }
    }
    return rest.contains("*") && rest.allSatisfy { "*/:?".contains($0) }
  }

  /// In whose identifiers no type stands before the name.
  private static let namesComeFirst: Set<String> = [
    "s3", "sns", "sqs", "execute-api", "codecommit", "s3-object-lambda", "kafka-cluster",
  ]
}
