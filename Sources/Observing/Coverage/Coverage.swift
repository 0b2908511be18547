package import Model

/// How much of what there is, is declared.
package struct Coverage: Sendable {
  /// What an observed object is to those who declare infrastructure.
  package enum Standing: Sendable, Hashable {
    case managed(ResourceInstanceAddress)
    /// AWS made it.
    case byDefault
    /// It belongs to something that is unmanaged itself.
    case part
    case unmanaged
  }

  package struct Counts: Sendable, Hashable {
    package var managed = 0
    package var unmanaged = 0
    package var byDefault = 0
    package var parts = 0
    /// Objects of places that were not looked at to their end: they are in no ratio.
    package var notKnown = 0

    /// Nil where there is nothing that anybody could declare.
    package var ratio: Double? {
      managed + unmanaged == 0 ? nil : Double(managed) / Double(managed + unmanaged)
    }

    package var all: Int { managed + unmanaged + byDefault + parts + notKnown }

    static func + (one: Counts, other: Counts) -> Counts {
      Counts(
        managed: one.managed + other.managed, unmanaged: one.unmanaged + other.unmanaged,
        byDefault: one.byDefault + other.byDefault, parts: one.parts + other.parts,
        notKnown: one.notKnown + other.notKnown)
    }
  }

  /// One for each of the observation's objects, in its order.
  package let standings: [Standing]
  package let byType: [String: Counts]
  /// Managed objects of types that no list of the inventory has, by type.
  package let notListed: [String: Int]
  /// Sorted as in the observation; with those of places that were not looked at to their end.
  package let unmanaged: [ObservedObject]

  package init(_ observation: Observation, managed: ManagedIdentities) {
    var family = Family(observation, managed: managed)
    var byType: [String: Counts] = [:]
    var standings: [Standing] = []
    var unmanaged: [ObservedObject] = []
    for object in observation.objects {
      let standing = family.standing(of: object)
      standings.append(standing)
      if standing == .unmanaged { unmanaged.append(object) }
      if observation.covered.contains(object.scope) {
        byType[object.scope.type, default: Counts()].add(standing)
      } else {
        byType[object.scope.type, default: Counts()].notKnown += 1
      }
    }
    let listed = Set(Listing.allTypes.map(\.type))
    self.standings = standings
    self.byType = byType
    self.unmanaged = unmanaged
    notListed = managed.counts.filter { !listed.contains($0.key) }
  }

  package var total: Counts { byType.values.reduce(Counts(), +) }
}

extension Coverage.Counts {
  fileprivate mutating func add(_ standing: Coverage.Standing) {
    switch standing {
    case .managed: managed += 1
    case .byDefault: byDefault += 1
    case .part: parts += 1
    case .unmanaged: unmanaged += 1
    }
  }
}

/// The observed objects by their names, to find what one is a part of.
private struct Family {
  private struct Key: Hashable {
    var parent: ObservedObject.Parent
    var account: String
    var region: String
  }

  private let managed: ManagedIdentities
  private var objects: [Key: ObservedObject] = [:]
  private var standings: [Key: Coverage.Standing] = [:]
  /// More generations than any type has.
  private static let maximumDepth = 8

  init(_ observation: Observation, managed: ManagedIdentities) {
    self.managed = managed
    for object in observation.objects { objects[Self.key(object)] = object }
  }

  private static func key(_ object: ObservedObject) -> Key {
    Key(
      parent: .init(type: object.scope.type, importID: object.importID), account: object.scope.account,
      region: object.scope.region)
  }

  mutating func standing(of object: ObservedObject, depth: Int = 0) -> Coverage.Standing {
    let key = Self.key(object)
    if let known = standings[key] { return known }
    let standing = decided(object, depth)
    standings[key] = standing
    return standing
  }

  private mutating func decided(_ object: ObservedObject, _ depth: Int) -> Coverage.Standing {
    if let address = managed.address(of: object) { return .managed(address) }
    if object.isDefault { return .byDefault }
    guard let parent = object.parent, depth < Self.maximumDepth else { return .unmanaged }
    for region in [object.scope.region, "global"] {
      let key = Key(parent: parent, account: object.scope.account, region: region)
      guard let above = objects[key] else { continue }
      switch standing(of: above, depth: depth + 1) {
      case .unmanaged, .part: return .part
      case .managed, .byDefault: return .unmanaged
      }
    }
    return .unmanaged
  }
}
