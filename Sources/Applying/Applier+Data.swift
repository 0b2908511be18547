import Configuring
import Model
import Planning
import Providers

/// Data sources that could not be read while planning, or are read again to check what was made.
extension Applier {
  func read(_ change: ResourceChange) async throws -> Run.Outcome {
    guard let target = await prepared(change) else { return .failed }
    let address = change.address
    let (value, problems) = await dataObject(change, target)
    if let check = target.resource.check {
      let planned = plannedDataResource(schema: target.schema.block, configuration: target.configuration.deeplyUnmarked)
      remember(value ?? planned.unknownAsNull, change, target)
      report(evaluator.settled(problems, readingFor: check, in: address.module))
      return .succeeded
    }
    var all = problems
    if let value {
      let marked = remember(value, change, target)
      let scope = evaluator.scope(target.scope.instance, repetition: target.scope.repetition, selfValue: marked)
      check(target.resource.lifecycle.postconditions, .postcondition, scope, address)
      all += evaluator.takeDiagnostics()
    }
    report(all)
    return all.hasErrors ? .failed : .succeeded
  }

  /// Puts what was read into the state; gives it as others see it.
  @discardableResult
  private func remember(_ value: Value, _ change: ResourceChange, _ target: Target) -> Value {
    let schema = target.schema
    let marked = value.marking(target.configuration.separatingMarks().marks)
      .marking(schema.block.sensitivePaths(in: value).map { ($0, .sensitive) })
    state.setCurrent(
      ObjectRecord(
        schemaVersion: schema.version, attributes: value.json(as: schema.block.impliedType).written(),
        sensitivePaths: marked.sensitivePathList), at: change.address, provider: change.provider)
    return marked
  }

  /// Asks the provider for the object; nil, with the reason, where it has none that can be used.
  private func dataObject(
    _ change: ResourceChange, _ target: Target
  ) async -> (value: Value?, problems: [Diagnostic]) {
    let address = change.address
    let configuration = target.configuration.deeplyUnmarked
    let client = target.client
    var found: [Diagnostic] = []
    do throws(ProviderError) {
      found = try await client.validateDataSource(type: address.resource.type, configuration: configuration)
    } catch {
      found = [error.diagnostic]
    }
    var problems = located(found, target.resource, target.schema, address)
    if problems.hasErrors { return (nil, problems) }
    tell(address, nil, .started(.read))
    let meta = providerMeta(change)
    let stopwatch = stopwatch(address, .read, nil)
    answer: do throws(ProviderError) {
      let response = try await client.readDataSource(
        type: address.resource.type, configuration: configuration, providerMeta: meta)
      problems += located(response.diagnostics, target.resource, target.schema, address)
      let mistakes = ProviderMistakes(provider: change.provider, address: address)
      problems += mistakes.invalidObject(
        assertConforms(response.value, to: target.schema.block.impliedType), during: "read")
      if !problems.hasErrors, response.value.isNull { problems.append(mistakes.nullDataSource()) }
      if !problems.hasErrors, !response.value.isWhollyKnown { problems.append(mistakes.unknownDataSource()) }
      if problems.hasErrors { break answer }
      let identity = ProgressEvent.Identification(response.value)
      tell(address, identity, .completed(.read, seconds: stopwatch.seconds))
      return (response.value, problems)
    } catch {
      problems += located([error.diagnostic], target.resource, target.schema, address)
    }
    tell(address, nil, .failed(.read, seconds: stopwatch.seconds))
    return (nil, problems)
  }
}
