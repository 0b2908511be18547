import Acting
import Assessing
import Connecting
import Model
import Observing
import Planning
import Reporting

/// What there is in the account that none of the stacks knows. A stack that could not be read may know anything: then nothing is
/// said to be unmanaged.
func unmanagedObjects(
  _ assessed: [AssessedStack], at time: UTCTime, _ invocation: Invocation
) async throws -> (stack: FindingsReport.Stack, coverage: [FindingsReport.Coverage]) {
  var report = FindingsReport.Stack(name: "", findings: [])
  let unread = assessed.filter { $0.plan == nil }
  guard unread.isEmpty else {
    report.gaps.append(
      FindingsReport.Gap(
        .stack, .failed,
        detail: "Which objects nobody declares cannot be told, for \(unread[0].stack.name)"
          + (unread.count > 1 ? " and \(unread.count - 1) others" : "") + " could not be read."))
    return (report, [])
  }
  let (observation, failures) = try await observed(assessed, at: time, invocation)
  // What was found of the stacks is told all the same.
  report.gaps += failures
  guard let observation else { return (report, []) }
  var managed = ManagedIdentities()
  for plan in assessed.compactMap(\.plan) {
    // What has just gone is not there to be found; what a refresh has changed is known by its new names.
    managed.add(plan.previousState)
    managed.add(plan.priorState)
  }
  let coverage = Coverage(observation, managed: managed)
  let remedies = DriftRemedies(folder: assessed.first?.stack.name ?? "")
  report.findings = unmanaged(coverage.unmanaged, rules: assessed.flatMap(\.rules), at: time)
    .sorted { $0.isShownBefore($1) }
    .map { finding in
      var finding = finding
      finding.remediations = remedies.remediations(ofUnmanaged: finding, isAmongStacks: assessed.count > 1)
      return finding
    }
  report.subjects = Set(report.findings.map(\.subject))
  report.covered = observation.covered
  report.gaps += observation.gaps.map { FindingsReport.Gap($0) }
  let counts = coverage.byType.filter { $0.value.managed + $0.value.unmanaged > 0 }.map {
    FindingsReport.Coverage(type: $0.key, managed: $0.value.managed, unmanaged: $0.value.unmanaged)
  }
  return (report, counts)
}

/// Every account and region that the stacks' provider configurations reach, as the plans have evaluated them; with -region those
/// regions of each account. Without any such configuration, what the environment says. Nil where nothing could be looked at.
private func observed(
  _ assessed: [AssessedStack], at time: UTCTime, _ invocation: Invocation
) async throws -> (Observation?, [FindingsReport.Gap]) {
  var failures: [FindingsReport.Gap] = []
  var regions: [AWSSettings: Set<String>] = [:]
  for stack in assessed {
    for (address, value) in stack.providers.sorted(by: { "\($0.key)" < "\($1.key)" }) where address.provider.isAWS {
      do throws(UnusableProvider) {
        var settings = try AWSSettings(providerConfiguration: value)
        let region = settings.region
        settings.region = nil
        // Where it names none, the usual one.
        regions[settings, default: []].insert(region ?? "")
      } catch {
        failures.append(
          FindingsReport.Gap(
            .stack, .unsupported,
            detail:
              "What \(address) of \(stack.stack.name) reaches was not looked at for objects that nobody declares: \(error.reason)."
          ))
      }
    }
  }
  let isImplied = assessed.contains { stack in
    stack.plan?.changes.contains { $0.provider.provider.isAWS && stack.providers[$0.provider] == nil } == true
  }
  if regions.isEmpty || isImplied { regions[AWSSettings(), default: []].insert("") }
  var whole: Observation?
  let named = invocation.namedRegions
  for (settings, own) in regions.sorted(by: { "\($0.key) \($0.value.sorted())" < "\($1.key) \($1.value.sorted())" }) {
    do {
      var wanted = named
      if named.isEmpty, own.count > 1, own.contains("") {
        // Beside others, the usual one has to be known by its name.
        let client = try? await AWSClient.open(settings, in: AWSSurroundings(environment: invocation.environment))
        wanted = own.subtracting([""]).union(client.map { [$0.region] } ?? []).sorted()
      } else if named.isEmpty {
        wanted = own.subtracting([""]).sorted()
      }
      let found = try await observe(invocation, types: nil, by: settings, regions: wanted)
      whole = whole.map { $0.merged(with: found) } ?? found
    } catch let error as DiagnosticsError {
      failures.append(
        FindingsReport.Gap(
          .stack, .failed, detail: error.diagnostics.first.map { "\($0.summary). \($0.detail)" } ?? "It failed."))
    }
  }
  return (whole, failures)
}

extension Observation {
  /// Two looks, perhaps at the same account by two ways: each thing once.
  fileprivate func merged(with other: Observation) -> Observation {
    var merged = self
    var seen = Set(objects.map { ObjectKey(scope: $0.scope, id: $0.importID) })
    merged.objects += other.objects.filter { seen.insert(ObjectKey(scope: $0.scope, id: $0.importID)).inserted }
    merged.objects.sort {
      ($0.scope.type, $0.importID, $0.scope.region) < ($1.scope.type, $1.importID, $1.scope.region)
    }
    merged.covered.formUnion(other.covered)
    // What one way could not see, the other may have.
    merged.gaps = (gaps + other.gaps.filter { !gaps.contains($0) }).filter { !merged.covered.contains($0.scope) }
    return merged
  }

  private struct ObjectKey: Hashable {
    var scope: ObservedScope
    var id: String
  }
}
