import Acting
import Connecting
import Model
import Observing
import Planning

/// As whom changes would be made, asked for once for each way of reaching AWS, and only when somebody needs to know.
actor CallerDirectory {
  private let environment: [String: String]
  private var answers: [AWSSettings: Task<CallerAnswer, Never>] = [:]

  init(environment: [String: String]) { self.environment = environment }

  /// All as whom these changes would be made: the providers' callers, and whoever is signed in where Plumb runs.
  func callers(for changes: [ResourceChange], providers: [ProviderConfigAddress: Value]) async -> [CallerAnswer] {
    let deciding = changes.filter { $0.provider.provider.isAWS && decidesAccess($0) }
    guard !deciding.isEmpty else { return [] }
    var settings: Set<AWSSettings> = [Self.usual]
    var found: [CallerAnswer] = []
    for address in Set(deciding.map(\.provider)) {
      guard let configuration = providers[address] else { continue }
      do {
        settings.insert(Self.patientNoMore(try AWSSettings(providerConfiguration: configuration)))
      } catch {
        found.append(.unknown("the configuration of \(address) cannot be used: \(error.reason)."))
      }
    }
    // Where a provider says all by itself, nobody needs to be signed in besides.
    let own = settings.subtracting([Self.usual])
    for one in own { found.append(await answer(one)) }
    let usual = await answer(Self.usual)
    if case .unknown = usual, !own.isEmpty { return found.unique }
    return (found + [usual]).unique
  }

  private static let usual: AWSSettings = patientNoMore(AWSSettings())

  /// A person waits for the answer, and does without it.
  private static func patientNoMore(_ settings: AWSSettings) -> AWSSettings {
    var settings = settings
    settings.maximumAttempts = 2
    return settings
  }

  private func answer(_ settings: AWSSettings) async -> CallerAnswer {
    if let known = answers[settings] { return await known.value }
    let environment = environment
    let task = Task<CallerAnswer, Never> {
      do throws(AWSError) {
        let client = try await AWSClient.open(
          settings, in: AWSSurroundings(environment: environment), fallbackRegion: "us-east-1")
        return await CallerLookup(client: client).answer()
      } catch {
        return .unknown("AWS could not be asked as whom this runs (\(error)).")
      }
    }
    answers[settings] = task
    return await task.value
  }
}

extension [CallerAnswer] {
  fileprivate var unique: [CallerAnswer] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}
