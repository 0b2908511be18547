import Model

/// What came of one entry: an object, or word of one that has no identifier.
enum ListedObject: Sendable {
  case object(ObservedObject)
  case withoutIdentifier
  /// It is of another type, or in a region that nobody asked for.
  case irrelevant
}

/// What the run knows when it turns entries into objects.
struct ListedSurroundings: Sendable {
  var regions: Set<String>
  var isGlobal: Bool
  var lookups: [String: Set<String>]
}

extension ListedType {
  func objects(of context: TemplateContext, in surroundings: ListedSurroundings) -> [ListedObject] {
    var contexts = [context]
    for path in within.split(separator: ">") {
      contexts = contexts.flatMap { outer in
        (outer.entries.last?.all(String(path)) ?? []).map { outer.with($0) }
      }
    }
    return contexts.map { object($0, surroundings) }
  }

  private func object(_ entry: TemplateContext, _ surroundings: ListedSurroundings) -> ListedObject {
    var context = entry
    if !tags.isEmpty, let node = context.entries.last { context.tags = node.tags(tags) }
    guard only.holds(in: context, lookups: surroundings.lookups) else { return .irrelevant }
    var place = surroundings.isGlobal ? "global" : context.region
    if let region {
      guard let own = region.filled(from: context) else { return .withoutIdentifier }
      guard surroundings.regions.contains(own) else { return .irrelevant }
      place = own
    }
    if region != nil { context.region = place }
    guard let importID = id.filled(from: context) else { return .withoutIdentifier }
    var object = ObservedObject(
      scope: ObservedScope(type: type, account: context.account, region: place), importID: importID)
    object.arn = arn?.filled(from: context)
    object.name = context.tags["Name"].flatMap { $0.isEmpty ? nil : $0 } ?? name?.filled(from: context)
    object.tags = context.tags
    if !created.isEmpty { object.created = context.entries.last?.first(created)?.time }
    object.isDefault = isDefault.holds(in: context, lookups: surroundings.lookups)
    for parent in parents where parent.when.holds(in: context, lookups: surroundings.lookups) {
      guard let id = parent.id.filled(from: context) else { continue }
      object.parent = ObservedObject.Parent(type: parent.type, importID: id)
      break
    }
    return .object(object)
  }

  /// The places in which a run looks for this type.
  func scopes(account: String, region: String, regions: Set<String>, isGlobal: Bool) -> [ObservedScope] {
    let places = self.region != nil ? regions.sorted() : [isGlobal ? "global" : region]
    return places.map { ObservedScope(type: type, account: account, region: $0) }
  }
}
