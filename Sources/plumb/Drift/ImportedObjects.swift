import Acting
import Assessing
import Configuring
import Model
import Planning

/// A stack's configuration with objects imported into it that nobody declared. Nothing is written.
struct ImportedObjects {
  /// Files that are other than on the disk, as they would be.
  var texts: [String: [UInt8]]
  var explanations: [String] = []
  var refused: [Adoption.Refused] = []

  /// A plan with new blocks may still change what they are about: what it would change is adopted, and looked at again.
  private static let maximumRounds = 4

  /// `edited` are files that are to be changed anyway.
  static func make(
    of objects: [ObservedObject], in stack: AssessedStack, edited: TextPatch, invocation: Invocation
  ) async throws -> ImportedObjects {
    try await WorkingDirectory.$current.withValue(stack.stack.path) {
      let session = try Session.open(invocation, usesState: true)
      do {
        let result = try await make(of: objects, in: session, stack, edited)
        await session.close()
        return result
      } catch {
        await session.close()
        throw error
      }
    }
  }

  private static func make(
    of objects: [ObservedObject], in session: Session, _ stack: AssessedStack, _ edited: TextPatch
  ) async throws -> ImportedObjects {
    guard let plan = stack.plan else { return ImportedObjects(texts: [:]) }
    var result = ImportedObjects(texts: edited.applied { readFile($0) })
    let (variables, _) = try plumb.variables(session)
    let providers = RegionProviders(session.configuration, stack.providers, session.invocation.environment)
    var known: [ObservedObject] = []
    for object in objects {
      if let reason = providers.refusal(of: object) { result.refuse(object, reason) } else { known.append(object) }
    }
    let (found, diagnostics) = await session.read(
      known, variables: variables, state: plan.priorState, provider: { providers.reference(for: $0) })
    let read = Set(found.map(\.object))
    let errors = diagnostics.filter(\.isError)
    for object in known where !read.contains(object) {
      let error = errors.first { $0.detail.contains(object.importID) } ?? errors.first
      result.refuse(object, "It could not be read: \(error?.onOneLine ?? "the provider does not know it.")")
    }
    var wanted = found
    // What cannot be said so that the object stays as it is, is left out, and the rest is tried again.
    while !wanted.isEmpty {
      let outcome = try await result.trying(wanted, session, variables, plan)
      if outcome.failed.isEmpty {
        result = outcome.result
        break
      }
      for object in wanted { if let reason = outcome.failed[object.address] { result.refuse(object.object, reason) } }
      wanted.removeAll { outcome.failed[$0.address] != nil }
    }
    return result
  }

  private mutating func refuse(_ object: ObservedObject, _ reason: String) {
    refused.append(Adoption.Refused(subject: "\(object.scope.type) \(object.importID)", reason: reason))
  }

  /// With blocks for these objects, edited until a plan leaves them as they are.
  private func trying(
    _ objects: [UnmanagedObject], _ session: Session, _ variables: RootVariables, _ plan: Plan
  ) async throws -> (result: ImportedObjects, failed: [ResourceInstanceAddress: String]) {
    var result = self
    var estate = try await session.estate(of: plan)
    let disk = estate.source
    estate.source = EditedSource(disk, texts: texts)
    let written = adopt(objects, in: estate)
    guard !written.patch.isEmpty else {
      return (
        self,
        Dictionary(
          uniqueKeysWithValues: objects.map { object in
            (
              object.address,
              written.refused.first { $0.subject == "\(object.address)" }?.reason ?? "It could not be written."
            )
          })
      )
    }
    result.take(written, from: disk)
    let addresses = Set(objects.map(\.address))
    var left: [Adoption.Refused] = []
    for round in 1...Self.maximumRounds {
      let source = EditedSource(disk, texts: result.texts)
      let planned = await session.plan(source, variables, plan.previousState, only: addresses)
      if planned.diagnostics.hasErrors {
        return (result, Self.blame(planned.diagnostics, objects))
      }
      let changes = planned.plan.changes.filter { addresses.contains($0.address) && $0.deposedKey == nil }
      let lost = changes.filter { $0.action != .noOp && $0.action != .update }
      if !lost.isEmpty {
        return (
          result,
          Dictionary(
            uniqueKeysWithValues: lost.map {
              (
                $0.address,
                "A plan would replace it, whatever is written: \($0.requiresReplace.map { partText($0) }.sorted().joined(separator: ", "))."
              )
            })
        )
      }
      let open = changes.filter { $0.action == .update }
      if open.isEmpty { return (result, [:]) }
      var estate = try await session.estate(of: planned.plan)
      estate.source = source
      let schemas = Dictionary(objects.map { ($0.address.resource, $0.schema) }) { first, _ in first }
      let usual = estate.schemas
      estate.schemas = { schemas[$0] ?? usual($0, $1) }
      let edits = adopt(open, in: estate)
      left = edits.refused
      if edits.patch.isEmpty || round == Self.maximumRounds {
        for change in open {
          let reasons = left.filter { $0.subject.hasPrefix("\(change.address)") }.map { "\($0.subject): \($0.reason)" }
          result.refused.append(
            Adoption.Refused(
              subject: "\(change.address)",
              reason: ([
                "It is imported, and the next plan still changes \(change.changedNames): look at that before you apply."
              ] + reasons)
              .joined(separator: " ")))
        }
        return (result, [:])
      }
      var quiet = edits
      quiet.explanations = []
      quiet.refused = []
      result.take(quiet, from: source)
    }
    return (result, [:])
  }

  private mutating func take(_ adoption: Adoption, from source: any ModuleSource) {
    let current = texts
    texts.merge(adoption.patch.applied { current[$0] ?? (try? source.read($0)) }) { $1 }
    explanations += adoption.explanations
    refused += adoption.refused
  }

  /// Whose block an error is about; where that cannot be told, it may be anyone's.
  private static func blame(
    _ diagnostics: [Diagnostic], _ objects: [UnmanagedObject]
  ) -> [ResourceInstanceAddress: String] {
    var failed: [ResourceInstanceAddress: String] = [:]
    for error in diagnostics where error.isError {
      let text = error.onOneLine
      let meant = objects.first {
        error.address == "\($0.address)" || text.contains("\($0.address)") || text.contains($0.object.importID)
      }
      if let meant { failed[meant.address] = failed[meant.address] ?? "What would be written is not valid: \(text)" }
    }
    if failed.isEmpty, let error = diagnostics.first(where: \.isError) {
      for object in objects { failed[object.address] = "What would be written is not valid: \(error.onOneLine)" }
    }
    return failed
  }
}

extension Adoption {
  /// What is imported is based on what was edited anyway: the texts have both.
  mutating func add(_ imported: ImportedObjects) {
    explanations += imported.explanations
    refused += imported.refused
    let originals = Dictionary(uniqueKeysWithValues: imported.texts.keys.map { ($0, readFile($0) ?? []) })
    patch = TextPatch(from: originals, to: imported.texts)
  }
}

extension Session {
  /// Of a configuration that is not written yet; of some resources only. What is imported must not be in the state.
  fileprivate func plan(
    _ source: EditedSource, _ variables: RootVariables, _ state: State, only addresses: Set<ResourceInstanceAddress>
  ) async -> PlanningResult {
    let loaded = loadConfiguration(
      from: source, inputs: earlyInputs(invocation),
      manifestPath: "\(invocation.dataDirectory)/\(ModuleManifest.fileName)")
    let (graph, problems) = ConfigGraph.build(loaded.configuration)
    if loaded.diagnostics.hasErrors || problems.hasErrors {
      return PlanningResult(
        plan: Plan(mode: .normal, timestamp: timestamp(planTime), isErrored: true),
        diagnostics: loaded.diagnostics + problems)
    }
    var options = PlanningOptions()
    options.targets = addresses.sorted().compactMap { try? TargetAddress(parsing: "\($0)") }
    return await validatedPlan(
      PlanningInput(
        configuration: loaded.configuration, variables: variables, state: state,
        environment: environment(isPlanning: true), timestamp: timestamp(planTime)),
      options: options, pool: pool, graph: graph)
  }
}

extension ResourceChange {
  /// The top-level parts that it changes.
  fileprivate var changedNames: String {
    let names = (after.keyedValues?.keys ?? []).filter { before[$0]?.deeplyUnmarked != after[$0]?.deeplyUnmarked }
    return names.isEmpty ? "it" : names.joined(separator: ", ")
  }
}
