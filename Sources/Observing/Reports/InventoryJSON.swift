package import Model

/// An observation as JSON, with what it means for the stack whose state is known.
package func inventoryJSON(_ observation: Observation, coverage: Coverage?) -> JSON {
  let objects = observation.objects.enumerated().map { index, object in
    objectJSON(object, standing: coverage?.standings[index])
  }
  return .record([
    ("format_version", .string("1.0")), ("time", .string(observation.time.iso8601)),
    ("complete", .bool(observation.gaps.isEmpty)), ("objects", .array(objects)),
    ("covered", .array(observation.covered.sorted { $0.order < $1.order }.map { .record(members($0)) })),
    ("gaps", .array(observation.gaps.map(gapJSON))), ("coverage", coverage.map(coverageJSON)),
  ])
}

private func objectJSON(_ object: ObservedObject, standing: Coverage.Standing?) -> JSON {
  var address: String?
  if case .managed(let instance)? = standing { address = "\(instance)" }
  let parent = object.parent.map {
    JSON.record([("type", .string($0.type)), ("import_id", .string($0.importID))])
  }
  return .record(
    members(object.scope) + [
      ("import_id", .string(object.importID)), ("arn", object.arn.map { .string($0) }),
      ("name", object.name.map { .string($0) }), ("created", object.created.map { .string($0.iso8601) }),
      ("tags", .sortedObject(object.tags.mapValues { .string($0) })), ("default", .bool(object.isDefault)),
      ("parent", parent), ("standing", standing.map { .string($0.name) }), ("address", address.map { .string($0) }),
    ])
}

private func members(_ scope: ObservedScope) -> [(String, JSON?)] {
  [("type", .string(scope.type)), ("account", .string(scope.account)), ("region", .string(scope.region))]
}

private func gapJSON(_ gap: ObservationGap) -> JSON {
  .record(
    members(gap.scope) + [
      ("reason", .string(gap.reason.rawValue)), ("call", .string(gap.call)), ("detail", .string(gap.detail)),
    ])
}

private func coverageJSON(_ coverage: Coverage) -> JSON {
  .record([
    ("total", countsJSON(coverage.total)), ("by_type", .sortedObject(coverage.byType.mapValues(countsJSON))),
    ("not_listed", .sortedObject(coverage.notListed.mapValues { .integer($0) })),
  ])
}

private func countsJSON(_ counts: Coverage.Counts) -> JSON {
  .record([
    ("managed", .integer(counts.managed)), ("unmanaged", .integer(counts.unmanaged)),
    ("default", .integer(counts.byDefault)), ("part", .integer(counts.parts)),
    ("not_known", .integer(counts.notKnown)),
    ("ratio", counts.ratio.map { .number(ratioText($0)) } ?? .null),
  ])
}

/// Four digits behind the point, rounded down: all is not managed as long as one is not.
private func ratioText(_ ratio: Double) -> String {
  let parts = Int(ratio * 10000)
  let digits = String(10000 + parts % 10000).dropFirst()
  return "\(parts / 10000).\(digits)"
}

extension Coverage.Standing {
  package var name: String {
    switch self {
    case .managed: "managed"
    case .byDefault: "default"
    case .part: "part"
    case .unmanaged: "unmanaged"
    }
  }
}

extension ObservedScope {
  fileprivate var order: (String, String, String) { (type, account, region) }
}
