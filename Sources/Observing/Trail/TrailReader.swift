package import Connecting
package import Model

/// Who changed what, from CloudTrail: by asking the service, or from the log files that a trail writes into a bucket.
package struct TrailReader: Sendable {
  package enum Place: Sendable, Hashable {
    /// The last 90 days of each region, at two requests a second.
    case service
    case bucket(TrailBucket)
  }

  /// Older causes of the same thing are of no use to anybody.
  static let eventsPerQuestion = 10

  private let client: AWSClient
  private let place: Place
  private let pace: LookupPace
  private let now: @Sendable () -> UTCTime

  /// `wait` is the pause between requests of LookupEvents.
  package init(
    client: AWSClient, place: Place = .service, now: @escaping @Sendable () -> UTCTime = { .now },
    interval: Duration = LookupPace.interval,
    wait: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.client = client
    self.place = place
    self.now = now
    pace = LookupPace(interval: interval, wait: wait)
  }

  /// The events by the questions' keys, the newest first, and what could not be looked at. A question without events has no
  /// entry: with no gap beside it, nobody did it within the time.
  package func causes(
    of questions: [CauseQuestion], since: UTCTime, until: UTCTime
  ) async -> (events: [String: [ObservedEvent]], gaps: [ObservationGap]) {
    guard !questions.isEmpty, since <= until else { return ([:], []) }
    let matchers = questions.map(CauseMatcher.init)
    let found: (records: [[TrailRecord]], gaps: [ObservationGap])
    switch place {
    case .service:
      let lookup = EventLookup(client: client, pace: pace, now: now())
      found = await lookup.records(for: matchers, since: since, until: until)
    case .bucket(let bucket):
      let files = TrailFiles(client: client, bucket: bucket)
      found = await files.records(for: matchers, since: since, until: until)
    }
    var events: [String: [ObservedEvent]] = [:]
    for (matcher, records) in zip(matchers, found.records) {
      let answer = matcher.answer(records, limit: Self.eventsPerQuestion)
      if !answer.isEmpty { events[matcher.question.key, default: []] += answer }
    }
    return (events, found.gaps)
  }
}

extension ObservationGap {
  /// A gap of the audit log itself.
  static func trail(
    account: String, region: String, _ reason: Reason, _ detail: String, call: String
  ) -> ObservationGap {
    ObservationGap(
      scope: ObservedScope(type: "aws_cloudtrail", account: account, region: region), reason: reason, detail: detail,
      call: call)
  }

  static func trail(account: String, region: String, _ error: AWSError, call: String) -> ObservationGap {
    trail(account: account, region: region, reason(of: error), error.description, call: call)
  }

  private static func reason(of error: AWSError) -> Reason {
    switch error {
    case .service(let fault):
      switch fault.code {
      case "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "OptInRequired":
        return .denied
      case "ThrottlingException", "Throttling", "TooManyRequestsException", "SlowDown", "RequestLimitExceeded":
        return .throttled
      case "UnsupportedOperationException": return .unsupported
      default: return fault.status == 429 ? .throttled : fault.status == 403 ? .denied : .failed
      }
    default: return .failed
    }
  }
}
