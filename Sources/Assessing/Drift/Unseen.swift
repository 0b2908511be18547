package import Model
package import Planning

extension Plan {
  /// Managed objects of which a plan that broke off tells nothing: they could not be read, or what they depend on could not. They
  /// are neither fine nor changed.
  package var unseen: [ResourceInstanceAddress] {
    guard isErrored else { return [] }
    let seen = Set(changes.filter { $0.deposedKey == nil }.map(\.address))
    var recorded = Set(drift.filter { $0.deposedKey == nil }.map(\.address))
    for (address, resource) in priorState.resources where address.resource.mode == .managed {
      for (key, instance) in resource.instances where instance.current != nil { recorded.insert(address.instance(key)) }
    }
    return recorded.filter { $0.resource.mode == .managed && !seen.contains($0) }.sorted()
  }

  /// Whether it was made far enough to tell something.
  package var tellsSomething: Bool { !isErrored || changes.contains { $0.address.resource.mode == .managed } }
}

extension ObservationGap.Reason {
  /// What a provider's error says of why it could not look. Providers hand on what services say in many words.
  package init(providersWords text: String) {
    let throttling = [
      "Throttl", "TooManyRequests", "Too Many Requests", "RequestLimitExceeded", "SlowDown", "StatusCode: 429",
      "StatusCode: 503",
    ]
    let denying = [
      "AccessDenied", "UnauthorizedOperation", "AuthorizationError", "not authorized", "Forbidden", "StatusCode: 403",
    ]
    if throttling.contains(where: text.contains) {
      self = .throttled
    } else if denying.contains(where: text.contains) {
      self = .denied
    } else {
      self = .failed
    }
  }
}
