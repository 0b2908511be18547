import Access
package import Functions
import Model

/// Everything that policies can look at in one run. Owned by one run: not to be shared between tasks.
package final class PolicyWorld {
  package let subjects: [PolicySubject]
  package let context: FunctionContext
  /// Types of which nobody has looked whether there are such objects: that there is none must not be concluded.
  package let unseenTypes: @Sendable (String) -> Bool
  private let places: [String: [Int]]
  private var indices: [IndexName: Index] = [:]
  /// Of documents that were asked about: many controls ask about one.
  private var allowances: [Value: AccessReport] = [:]
  private var trusts: [Value: AccessReport] = [:]

  package init(
    _ subjects: [PolicySubject], context: FunctionContext = .pure,
    unseenTypes: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.subjects = subjects
    self.context = context
    self.unseenTypes = unseenTypes
    var places: [String: [Int]] = [:]
    for (index, subject) in subjects.enumerated() where subject.kind == .resource && !subject.attributes.isNull {
      places[subject.type, default: []].append(index)
    }
    self.places = places
  }

  /// The objects of a type whose attributes are these: those that certainly are, and those of which it cannot be told. References
  /// count: what refers to an object has its `id`, although nobody knows that yet.
  func objects(of type: String, where wanted: [(name: String, value: Value)]) -> (found: [Value], possible: [Value]) {
    guard let all = places[type] else { return ([], []) }
    var (sure, maybe) = (Set(all), Set<Int>())
    for (name, value) in wanted {
      let (found, possible) = index(IndexName(type: type, attribute: name)).lookup(
        Key(value), isOfMany: value.elements != nil)
      maybe = maybe.union(sure).intersection(possible.union(found)).union(maybe.intersection(found))
      sure.formIntersection(found)
      maybe.subtract(sure)
    }
    return (sure.sorted().map { subjects[$0].attributes }, maybe.sorted().map { subjects[$0].attributes })
  }

  /// What a policy document of an identity allows.
  func allowances(of document: Value) -> AccessReport {
    if let known = allowances[document] { return known }
    let report = accessReport([NamedPolicy("", .read(document))])
    allowances[document] = report
    return report
  }

  /// Whom a policy document of a resource lets in.
  func trust(of document: Value) -> AccessReport {
    if let known = trusts[document] { return known }
    let report = trustReport(NamedPolicy("", .read(document)), in: AccountContext())
    trusts[document] = report
    return report
  }

  private func index(_ name: IndexName) -> Index {
    if let known = indices[name] { return known }
    var index = Index()
    for place in places[name.type] ?? [] {
      let value = (subjects[place].attributes[name.attribute] ?? .null(.dynamic)).deeplyUnmarked
      index.add(place, Key(value), isOfMany: value.elements != nil)
      // One of several: `{ security_groups = attrs.id }` finds what has the group among others.
      for element in value.elements ?? [] { index.add(place, Key(element), isOfMany: false) }
    }
    indices[name] = index
    return index
  }
}

/// Whether two values mean the same object: its attributes are not told apart, and two objects of a configuration are never the same, nor
/// is one of them what was there to be named by a text. Nil where that cannot be told.
func mean(_ one: Value, _ other: Value) -> Bool? {
  switch (Key(one), Key(other)) {
  case (.unknown, _), (_, .unknown): nil
  case (.other(let a), .other(let b)) where a == b: true
  case (.other, .known), (.known, .other), (.other, .other), (.other, .null), (.null, .other): nil
  case (let a, let b): a == b
  }
}

/// Whether there is a value: neither null nor an empty text, which is how states write what is not set. Nil where that cannot be told.
func isGiven(_ value: Value) -> Bool? {
  if let text = value.deeplyUnmarked.symbolText {
    if !SymbolText.beginning(of: text).isEmpty || SymbolText.knownParts(of: text).contains(where: { !$0.isEmpty }) {
      return true
    }
    // What is read is there as well; variables may turn out to be empty.
    let open = ["var", "each", "count", "local", "self"]
    if SymbolText.names(in: text).contains(where: { !open.contains(String($0.prefix { $0 != "." })) }) { return true }
  }
  return switch Key(value) {
  case .null: false
  case .known(let text): !text.isEmpty
  case .object: true
  case .other, .unknown: nil
  }
}

private struct IndexName: Hashable {
  var type: String
  var attribute: String
}

/// What a value is called when others are held against it.
private enum Key: Hashable {
  case known(String)
  /// A reference to an object of this configuration, whatever attribute of it is named.
  case object(String)
  /// A variable, or something that was only read: it may be anything.
  case other(String)
  case null
  case unknown

  init(_ value: Value) {
    let value = value.deeplyUnmarked
    if value.isNull {
      self = .null
    } else if value.isWhollyKnown {
      self = .known(value.symbolText ?? "\(value)")
    } else if let symbol = value.symbolText {
      let names = SymbolText.names(in: symbol)
      guard names.count == 1, symbol == SymbolText.symbol(named: names[0]) else {
        self = .other(symbol)
        return
      }
      let parts = names[0].split(separator: ".")
      // What a module gives is named by the object inside.
      let first = parts.first.map(String.init) ?? ""
      if ["var", "data", "local", "each", "count"].contains(first) || names[0].contains(".data.") || parts.count < 3 {
        self = .other(symbol)
      } else {
        self = .object(parts.dropLast().joined(separator: "."))
      }
    } else {
      self = .unknown
    }
  }
}

/// Objects by the value of one attribute.
private struct Index {
  private var places: [Key: Set<Int>] = [:]
  /// By their texts.
  private var known: [String: Set<Int>] = [:]
  private var other: [String: Set<Int>] = [:]
  private var unknown: Set<Int> = []
  /// Lists of which not every element is known: no single value is one of these.
  private var unknownLists: Set<Int> = []

  mutating func add(_ place: Int, _ key: Key, isOfMany: Bool) {
    places[key, default: []].insert(place)
    switch key {
    case .known(let text): known[text, default: []].insert(place)
    case .other(let symbol): other[symbol, default: []].insert(place)
    case .unknown: if isOfMany { unknownLists.insert(place) } else { unknown.insert(place) }
    case .object, .null: break
    }
  }

  func lookup(_ key: Key, isOfMany: Bool) -> (found: Set<Int>, possible: Set<Int>) {
    let unknown = isOfMany ? unknown.union(unknownLists) : unknown
    let found = key == .unknown ? [] : places[key] ?? []
    let possible: Set<Int> =
      switch key {
      case .known(let text): places(of: other) { Self.may($0, be: text) }.union(unknown)
      // What this configuration makes was not there to be read or given.
      case .object: unknown
      case .other(let symbol): places(of: known) { Self.may(symbol, be: $0) }.union(unknown)
      case .null: unknown
      case .unknown: Set(places.values.joined())
      }
    return (found, possible.subtracting(found))
  }

  private func places(of texts: [String: Set<Int>], where isPossible: (String) -> Bool) -> Set<Int> {
    texts.reduce(into: []) { if isPossible($1.key) { $0.formUnion($1.value) } }
  }

  /// Whether a text of which only the beginning and the end are known can turn out to be this one.
  private static func may(_ symbol: String, be text: String) -> Bool {
    let (beginning, end) = (SymbolText.knownBeginning(of: symbol), SymbolText.knownEnd(of: symbol))
    return text.count >= beginning.count + end.count && text.hasPrefix(beginning) && text.hasSuffix(end)
  }
}
