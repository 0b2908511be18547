import Model

/// What the tasks of a run have found so far.
actor ObservationCollector {
  private struct Key: Hashable {
    var scope: ObservedScope
    var importID: String
  }

  private struct GapKey: Hashable {
    var scope: ObservedScope
    var reason: ObservationGap.Reason
    var call: String
  }

  private var objects: [Key: ObservedObject] = [:]
  private var looked: Set<ObservedScope> = []
  private var gaps: [GapKey: (detail: String, count: Int)] = [:]

  /// Lists that change while they are read may name a thing twice.
  func add(_ found: [ObservedObject]) {
    for object in found { objects[Key(scope: object.scope, importID: object.importID)] = object }
  }

  /// Counts as covered in the end unless something failed.
  func look(at scopes: [ObservedScope]) { looked.formUnion(scopes) }

  func fail(_ scopes: [ObservedScope], _ failure: CallFailure, call: String) {
    for scope in scopes {
      let key = GapKey(scope: scope, reason: failure.reason, call: call)
      gaps[key, default: (failure.detail, 0)].count += 1
    }
  }

  func observation(at time: UTCTime) -> Observation {
    let gaps = gaps.map { key, value in
      ObservationGap(
        scope: key.scope, reason: key.reason,
        detail: value.detail + (value.count > 1 ? " (and \(value.count - 1) more like this)" : ""), call: key.call)
    }
    return Observation(
      time: time, objects: objects.values.sorted { $0.order < $1.order },
      covered: looked.subtracting(gaps.map(\.scope)), gaps: gaps.sorted { $0.order < $1.order })
  }
}

extension ObservedObject {
  fileprivate var order: (String, String, String) { (scope.type, importID, scope.region) }
}

extension ObservationGap {
  fileprivate var order: (String, String, String, String) { (scope.type, scope.region, call, reason.rawValue) }
}
