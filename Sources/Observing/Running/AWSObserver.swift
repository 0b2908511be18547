package import Connecting
package import Model

/// Looks at everything in an AWS account that the table of listings knows.
package struct AWSObserver: Sendable {
  /// How much is done at once and how often again.
  package struct Limits: Sendable {
    /// Requests under way.
    package var width = 16
    /// A service that wants to be asked less is asked again more patiently than one that failed.
    package var attemptsWhenThrottled = 8
    package var attempts = 4
    /// Of one list. More mean that the service gives no end, and memory does.
    package var pages = 20_000

    package init() {}
  }

  private let client: AWSClient
  private let surroundings: AWSSurroundings
  private let limits: Limits
  private let table: [Listing]
  private let gate: CallGate

  /// `elapsed` are seconds from any beginning.
  package init(
    client: AWSClient, surroundings: AWSSurroundings, limits: Limits = Limits(),
    elapsed: @escaping @Sendable () -> Double = AWSObserver.clock()
  ) {
    self.init(client: client, surroundings: surroundings, limits: limits, elapsed: elapsed, table: Listing.all)
  }

  init(
    client: AWSClient, surroundings: AWSSurroundings, limits: Limits, elapsed: @escaping @Sendable () -> Double,
    table: [Listing]
  ) {
    self.client = client
    self.surroundings = surroundings
    self.limits = limits
    self.table = table
    gate = CallGate(width: limits.width, elapsed: elapsed, wait: surroundings.wait)
  }

  package static func clock() -> @Sendable () -> Double {
    let beginning = ContinuousClock.now
    return {
      let (seconds, attoseconds) = (ContinuousClock.now - beginning).components
      return Double(seconds) + Double(attoseconds) * 1e-18
    }
  }

  /// `types` nil is all of them. Throws only where nothing at all can be asked: what fails for one list is a gap.
  package func observe(regions: [String], types: Set<String>? = nil) async throws(AWSError) -> Observation {
    let time = surroundings.now()
    let account = try await account()
    let partition = AWSPartition.of(region: client.region)
    let run = ListingRun(
      regions: Set(regions), collector: ObservationCollector(),
      ask: { step, call, region in
        try await ask(step, call, region: region)
      }, limits: limits)
    let listings = types.map { types in table.compactMap { $0.narrowed(to: types) } } ?? table
    await withTaskGroup(of: Void.self) { group in
      for listing in listings {
        let isOnce = listing.step.service.isAskedOnce
        // Also of S3, which tells only there where the buckets of all regions are.
        for region in isOnce ? [partition.globalRegion] : Set(regions).sorted() {
          let context = TemplateContext(account: account, region: region, partition: partition.name)
          group.addTask { await run.begin(listing, context) }
        }
      }
    }
    return await run.collector.observation(at: time)
  }

  /// Empty when nobody says, which is no reason not to look.
  private func account() async throws(AWSError) -> String {
    do throws(AWSError) {
      let answer = try await client.xml(.query(.sts, "GetCallerIdentity", version: "2011-06-15", []))
      return answer.first("Account")?.text ?? ""
    } catch .service(let error) where !error.isAboutCredentials {
      return ""
    } catch .transport, .malformed {
      return ""
    }
  }

  /// All regions that are open to the account.
  package func regions() async throws(AWSError) -> [String] {
    let call = AWSCall.query(ObservedService.ec2.service, "DescribeRegions", version: "2016-11-15", [])
    return try await client.xml(call).first("regionInfo")?.all("item").compactMap { $0["regionName"]?.text }.sorted()
      ?? []
  }

  /// One page, asked for until it is there or there is no hope.
  private func ask(_ step: ListStep, _ call: AWSCall, region: String) async throws -> HTTPResponse {
    let place = CallGate.Place(service: step.service.service.name, region: region)
    var attempt = 1
    while true {
      let outcome = try await gate.pass(place, rate: step.service.rate) { () -> Result<HTTPResponse, AWSError> in
        do throws(AWSError) { return .success(try await client.send(call, region: region)) } catch {
          return .failure(error)
        }
      }
      switch outcome {
      case .success(let response):
        await gate.answered(place)
        return response
      case .failure(let error):
        let isThrottled = error.isThrottling
        if isThrottled { await gate.complained(place) }
        let most = isThrottled ? limits.attemptsWhenThrottled : limits.attempts
        guard attempt < most, AWSRetry.mayPass(error) else { throw error }
        try await surroundings.wait(AWSRetry.delay(after: attempt, random: surroundings.random()))
        attempt += 1
      }
    }
  }
}

extension AWSError {
  fileprivate var isThrottling: Bool {
    if case .service(let error) = self { return AWSRetry.isThrottling(error) }
    return false
  }
}
