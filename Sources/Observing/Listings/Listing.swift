/// A question that a service answers with a list, what is in the list, and what is asked further for each of its
/// entries.
struct Listing: Sendable {
  var step: ListStep
  var types: [ListedType]
  /// Asked with the entries of this one.
  var then: [Listing]
  /// Asked before, to tell AWS's own things from the customer's.
  var lookups: [Lookup]

  init(_ step: ListStep, _ types: [ListedType] = [], lookups: [Lookup] = [], then: [Listing] = []) {
    self.step = step
    self.types = types
    self.then = then
    self.lookups = lookups
  }

  /// Of this one and all that follow from it.
  var allTypes: [ListedType] { types + then.flatMap(\.allTypes) }

  /// Only what is needed to find these types; nil when nothing is.
  func narrowed(to wanted: Set<String>) -> Listing? {
    var listing = self
    listing.types = types.filter { wanted.contains($0.type) }
    listing.then = then.compactMap { $0.narrowed(to: wanted) }
    return listing.types.isEmpty && listing.then.isEmpty ? nil : listing
  }
}

/// A set of texts, such as the identifiers of default VPCs.
struct Lookup: Sendable {
  var name: String
  var step: ListStep
  var value: Template
}

/// Terraform's view of an entry.
struct ListedType: Sendable {
  /// Something that it is a part of: when nobody declares that, nobody is expected to declare the part.
  struct Parent: Sendable, Hashable {
    var type: String
    var id: Template
    var when: Condition

    init(_ type: String, _ id: Template, when: Condition = .always) {
      self.type = type
      self.id = id
      self.when = when
    }
  }

  var type: String
  /// The entries within an entry of the list that are meant; empty for the entry itself. `a.b>c` are the `c` of `a.b`.
  var within: String
  /// As Terraform's `import` takes it.
  var id: Template
  var arn: Template?
  var name: Template?
  /// A path; empty where the list tells no tags.
  var tags: String
  /// A path.
  var created: String
  /// Where the object is, for lists of a service that is in no region.
  var region: Template?
  /// Only such entries are of this type.
  var only: Condition
  /// AWS has made it itself.
  var isDefault: Condition
  /// The first whose identifier is there.
  var parents: [Parent]

  init(
    _ type: String, within: String = "", id: Template, arn: Template? = nil, name: Template? = nil, tags: String = "",
    created: String = "", region: Template? = nil, only: Condition = .always, isDefault: Condition = .never,
    parents: [Parent] = []
  ) {
    self.type = type
    self.within = within
    self.id = id
    self.arn = arn
    self.name = name
    self.tags = tags
    self.created = created
    self.region = region
    self.only = only
    self.isDefault = isDefault
    self.parents = parents
  }
}
