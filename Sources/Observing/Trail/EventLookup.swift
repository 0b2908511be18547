import Connecting
import Model

/// Asks CloudTrail's LookupEvents: for each object by its names, and where that tells nothing by what could have changed it.
struct EventLookup: Sendable {
  /// What the service keeps.
  static let daysKept = 90
  /// All requests of one region: a minute and a half at the pace allowed.
  static let requestsPerRegion = 180
  /// The newest events come first, fifty on a page. Where the cause is not among these, that is told.
  static let pagesPerQuery = 4
  fileprivate static let pageSize = 50
  private static let service = AWSService(name: "CloudTrail", host: "cloudtrail")
  private static let call = "cloudtrail:LookupEvents"

  let client: AWSClient
  let pace: LookupPace
  let now: UTCTime

  func records(
    for matchers: [CauseMatcher], since: UTCTime, until: UTCTime
  ) async -> (records: [[TrailRecord]], gaps: [ObservationGap]) {
    let oldest = now + -Self.daysKept * 86400
    var gaps: [ObservationGap] = []
    let regions = Dictionary(grouping: matchers.indices, by: { matchers[$0].question.trailRegion })
    if since < oldest {
      for region in regions.keys.sorted() {
        gaps.append(
          .trail(
            account: account(of: regions[region] ?? [], matchers), region: region, .unsupported,
            "CloudTrail keeps \(Self.daysKept) days of events; who did something before \(oldest.iso8601) is not known",
            call: Self.call))
      }
    }
    var records = [[TrailRecord]](repeating: [], count: matchers.count)
    guard until >= oldest else { return (records, gaps) }
    await withTaskGroup(of: ([(Int, [TrailRecord])], [ObservationGap]).self) { group in
      for (region, places) in regions {
        group.addTask {
          var query = RegionLookup(
            lookup: self, region: region, account: account(of: places, matchers), since: max(since, oldest),
            until: until)
          return await query.run(places.map { ($0, matchers[$0]) })
        }
      }
      for await (found, missed) in group {
        for (place, list) in found { records[place] = list }
        gaps += missed
      }
    }
    return (records, gaps.sorted { ($0.scope.region, $0.detail) < ($1.scope.region, $1.detail) })
  }

  private func account(of places: [Int], _ matchers: [CauseMatcher]) -> String {
    places.map { matchers[$0].question.scope.account }.first { !$0.isEmpty } ?? ""
  }

  fileprivate func page(
    _ attribute: (key: String, value: String), region: String, since: UTCTime, until: UTCTime, token: String?
  ) async throws(AWSError) -> (records: [TrailRecord], damaged: Int, token: String?) {
    do { try await pace.turn(in: region) } catch { throw .transport(.cancelled) }
    let content = JSON.record([
      (
        "LookupAttributes",
        .array([.record([("AttributeKey", .string(attribute.key)), ("AttributeValue", .string(attribute.value))])])
      ), ("StartTime", .integer(since.seconds)), ("EndTime", .integer(until.seconds)),
      ("MaxResults", .integer(Self.pageSize)), ("NextToken", token.map { .string($0) }),
    ])
    let call = AWSCall.json(
      Self.service, target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents", content)
    let outcome: Result<HTTPResponse, AWSError>
    do throws(AWSError) { outcome = .success(try await client.send(call, region: region)) } catch {
      outcome = .failure(error)
    }
    await pace.answered(in: region)
    let response = try outcome.get()
    guard let answer = try? JSON.read(response.body), let events = answer["Events"]?.array else {
      throw .malformed(service: Self.service.name, operation: call.operation)
    }
    let records = events.map(Self.record)
    return (
      records.compactMap { $0 }, records.filter { $0 == nil }.count,
      answer["NextToken"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    )
  }

  /// The whole event is a text within the answer.
  private static func record(_ event: JSON) -> TrailRecord? {
    guard let text = event["CloudTrailEvent"]?.string, let json = try? JSON.read(text) else { return nil }
    return TrailRecord(json, resources: (event["Resources"]?.array ?? []).compactMap { $0["ResourceName"]?.string })
  }
}

/// The requests of one region, one after the other as the service allows.
private struct RegionLookup {
  let lookup: EventLookup
  let region: String
  let account: String
  let since: UTCTime
  let until: UTCTime
  private var requests = 0
  private var gaps: [ObservationGap] = []
  /// What was asked already, for many objects share the names of events.
  private var answers: [Query: [TrailRecord]] = [:]
  /// Those that have more pages than are read.
  private var unfinished: Set<Query> = []
  private var hasFailed = false

  private struct Query: Hashable {
    var key: String
    var value: String
  }

  init(lookup: EventLookup, region: String, account: String, since: UTCTime, until: UTCTime) {
    self.lookup = lookup
    self.region = region
    self.account = account
    self.since = since
    self.until = until
  }

  mutating func run(_ questions: [(Int, CauseMatcher)]) async -> ([(Int, [TrailRecord])], [ObservationGap]) {
    var found: [(Int, [TrailRecord])] = []
    for (place, matcher) in questions {
      var records: [TrailRecord] = []
      for name in names(of: matcher.question) where matcher.answer(records, limit: 1).isEmpty {
        records += await answer(Query(key: "ResourceName", value: name)).filter(matcher.concerns)
      }
      // Some services name no resources in their events.
      for name in matcher.eventNames where matcher.answer(records, limit: 1).isEmpty {
        records += await answer(Query(key: "EventName", value: name)).filter(matcher.concerns)
      }
      if matcher.answer(records, limit: 1).isEmpty { tell(matcher) }
      found.append((place, records))
    }
    return (found, gaps)
  }

  /// That a cause which was not found may be among the events that were not read: once for each question to the service.
  private mutating func tell(_ matcher: CauseMatcher) {
    let asked =
      names(of: matcher.question).map { Query(key: "ResourceName", value: $0) }
      + matcher.eventNames.map { Query(key: "EventName", value: $0) }
    for query in asked where unfinished.remove(query) != nil {
      gaps.append(
        .trail(
          account: account, region: region, .incomplete,
          "only the newest \(EventLookup.pagesPerQuery * EventLookup.pageSize) events about \(query.value) were read, and the "
            + "cause is not among them; read the log files of a trail for the others", call: "cloudtrail:LookupEvents"))
    }
  }

  /// What events name an object by: its identifier or its ARN, each once.
  private func names(of question: CauseQuestion) -> [String] {
    question.identifiers.reduce(into: []) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  private mutating func answer(_ query: Query) async -> [TrailRecord] {
    if let known = answers[query] { return known }
    var records: [TrailRecord] = []
    var token: String?
    var pages = 0
    repeat {
      guard !hasFailed else { break }
      guard requests < EventLookup.requestsPerRegion else {
        hasFailed = true
        gaps.append(
          .trail(
            account: account, region: region, .throttled,
            "only the first \(EventLookup.requestsPerRegion) requests were made, for the service allows two a second; "
              + "ask for fewer objects, or read the log files of a trail", call: "cloudtrail:LookupEvents"))
        break
      }
      requests += 1
      do throws(AWSError) {
        let page = try await lookup.page(
          (query.key, query.value), region: region, since: since, until: until, token: token)
        records += page.records
        token = page.token
        pages += 1
        if page.damaged > 0 {
          gaps.append(
            .trail(
              account: account, region: region, .incomplete,
              "\(page.damaged) events about \(query.value) cannot be understood", call: "cloudtrail:LookupEvents"))
        }
      } catch {
        // The next question would fail as well, half a second later.
        hasFailed = true
        gaps.append(.trail(account: account, region: region, error, call: "cloudtrail:LookupEvents"))
      }
    } while token != nil && pages < EventLookup.pagesPerQuery
    if token != nil, pages == EventLookup.pagesPerQuery { unfinished.insert(query) }
    answers[query] = records
    return records
  }
}
