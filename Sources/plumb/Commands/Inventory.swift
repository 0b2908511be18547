import Connecting
import Model
import Observing
import Storing

extension Command {
  static let inventory = Command(
    "inventory", group: .other, summary: "List what there is in an AWS account, declared or not",
    help: """
      Asks AWS for every resource of the account, service by service, and shows how many there are of each type. Nothing \
      is changed. Where there is a state, it also shows which of them it is about, and which nobody declares: \
      coverage is managed / (managed + unmanaged). What AWS has made itself, such as the default VPC, \
      counts as neither, nor do parts of something that is unmanaged itself.

      Credentials, region and endpoints are found as the AWS SDKs find them: in the environment (AWS_PROFILE, AWS_REGION, \
      AWS_ENDPOINT_URL, ...), in the shared files, from a container or an instance. Those of provider blocks are not read.

      Ends with 0 when everything was looked at, 1 when nothing could be, and 3 when the result is partial: some lists were \
      denied, throttled or broken. They are named at the end, and nothing is said about what they would have shown.
      """,
    flags: [
      .json,
      .text(
        "region", "REGION",
        "Look in this region instead of the usual one. Can be given more than once; \"all\" is every region of the account."
      ),
      .text("type", "TYPE", "Look only for this resource type, such as aws_s3_bucket. Can be given more than once."),
      .bool("list-types", "Show the types that can be found, and ask nobody."), .state,
    ],
    run: { invocation in try await showingErrors(invocation) { try await runInventory(invocation) } })
}

private func runInventory(_ invocation: Invocation) async throws -> ExitCode {
  _ = try invocation.arguments(atMost: 0, "inventory takes no arguments; name types with -type.")
  let isJSON = invocation.flags.bool(Flag.json.name)
  if invocation.flags.bool("list-types") {
    invocation.terminal.write(
      isJSON ? ListingCatalog.json.text(.indented) + "\n" : ListingCatalog.types.map { "\($0)\n" }.joined())
    return .success
  }
  let types = try wantedTypes(invocation)
  // Before anything is asked: a state that cannot be read is known at once.
  let state = try await readState(invocation)
  let observation = try await observe(invocation, types: types)
  let coverage = state.map { Coverage(observation, managed: ManagedIdentities($0)) }
  if isJSON {
    invocation.terminal.write(inventoryJSON(observation, coverage: coverage).text(.indented) + "\n")
  } else {
    show(observation, coverage, invocation)
  }
  return observation.gaps.isEmpty ? .success : .partial
}

private func wantedTypes(_ invocation: Invocation) throws -> Set<String>? {
  let given = invocation.flags.strings("type").flatMap { $0.split(separator: ",").map(String.init) }
  for type in given where !ListingCatalog.types.contains(type) {
    let guess = suggestion(for: type, among: ListingCatalog.types).map { " Did you mean \"\($0)\"?" } ?? ""
    throw UsageError(
      summary: "Unknown resource type",
      detail: "No inventory has \"\(type)\".\(guess) plumb inventory -list-types shows what can be found.")
  }
  return given.isEmpty ? nil : Set(given)
}

/// What there is in the regions that are named.
func observe(_ invocation: Invocation, types: Set<String>?) async throws -> Observation {
  try await observe(invocation, types: types, by: AWSSettings(), regions: invocation.namedRegions)
}

extension Invocation {
  /// Those of -region; "all" is one of them.
  var namedRegions: [String] { flags.strings("region").flatMap { $0.split(separator: ",").map(String.init) } }
}

/// The same, reached as settings say; of no regions the usual one is meant.
func observe(
  _ invocation: Invocation, types: Set<String>?, by settings: AWSSettings, regions given: [String]
) async throws -> Observation {
  let surroundings = AWSSurroundings(environment: invocation.environment, http: HTTPClient(keepsConnections: true))
  do throws(AWSError) {
    var settings = settings
    // Of several, one to sign in with.
    if let first = given.first(where: { $0 != "all" }) { settings.region = first }
    let client = try await AWSClient.open(
      settings, in: surroundings, fallbackRegion: given.contains("all") ? "us-east-1" : nil)
    var limits = AWSObserver.Limits()
    if let most = invocation.environment["AWS_MAX_ATTEMPTS"].flatMap({ Int($0) }), most > 0 {
      (limits.attempts, limits.attemptsWhenThrottled) = (most, most)
    }
    let observer = AWSObserver(client: client, surroundings: surroundings, limits: limits)
    var regions = given.isEmpty ? [client.region] : given
    if given.contains("all") { regions = try await observer.regions() }
    return try await Tracing.measure("observe") { () async throws(AWSError) in
      try await observer.observe(regions: regions, types: types)
    }
  } catch {
    throw DiagnosticsError(
      Diagnostic(
        code: "inventory.failed", summary: "Cannot look at the account",
        detail: "AWS could not be asked for anything: \(error)."))
  }
}

private func show(_ observation: Observation, _ coverage: Coverage?, _ invocation: Invocation) {
  invocation.terminal.write(inventoryText(observation, coverage: coverage, layout: invocation.terminal.layout))
  guard !observation.gaps.isEmpty else { return }
  let lines = gapLines(observation)
  invocation.terminal.writeLine()
  invocation.report([
    Diagnostic(
      .warning, code: "inventory.partial", summary: "Not everything was looked at",
      detail:
        "Some lists could not be had, so that there may be more than is shown. Nothing is known about:\n\n"
        + lines.map { "  \($0)" }.joined(separator: "\n"))
  ])
}
