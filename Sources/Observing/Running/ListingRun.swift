import Connecting
import Model

/// One walk through listings: page by page, and from the entries to what is asked about them.
struct ListingRun: Sendable {
  var regions: Set<String>
  var collector: ObservationCollector
  var ask: @Sendable (ListStep, AWSCall, _ region: String) async throws -> HTTPResponse
  var limits: AWSObserver.Limits

  /// Requests about the entries of one page that wait at the same time.
  private static let fan = 64

  func begin(_ listing: Listing, _ context: TemplateContext) async {
    await collector.look(at: scopes(listing.allTypes, listing, context))
    var lookups: [String: Set<String>] = [:]
    for lookup in listing.lookups {
      do throws(CallFailure) {
        lookups[lookup.name] = try await values(lookup, context)
      } catch {
        let call = lookup.step.policyCall
        return await collector.fail(scopes(listing.allTypes, listing, context), error, call: call)
      }
    }
    await walk(listing, context, batch: [], lookups: lookups, root: listing)
  }

  private func scopes(_ types: [ListedType], _ root: Listing, _ context: TemplateContext) -> [ObservedScope] {
    types.flatMap {
      $0.scopes(
        account: context.account, region: context.region, regions: regions, isGlobal: root.step.service.isAskedOnce)
    }
  }

  private func values(_ lookup: Lookup, _ context: TemplateContext) async throws(CallFailure) -> Set<String> {
    var values: Set<String> = []
    try await pages(lookup.step, context, batch: []) { page in
      values.formUnion(page.entries.compactMap { lookup.value.filled(from: context.with($0)) })
    }
    return values
  }

  /// `root` is the listing that the walk began with.
  private func walk(
    _ listing: Listing, _ context: TemplateContext, batch: [TemplateContext], lookups: [String: Set<String>],
    root: Listing
  ) async {
    let surroundings = ListedSurroundings(
      regions: regions, isGlobal: root.step.service.isAskedOnce, lookups: lookups)
    do throws(CallFailure) {
      try await pages(listing.step, context, batch: batch) { page in
        for type in listing.types { await add(type, page, context, surroundings, listing, root) }
        await follow(listing, page.entries.map { context.with($0) }, context, lookups: lookups, root: root)
      }
    } catch {
      await collector.fail(scopes(listing.allTypes, root, context), error, call: listing.step.policyCall)
    }
  }

  private func add(
    _ type: ListedType, _ page: AnswerPage, _ context: TemplateContext, _ surroundings: ListedSurroundings,
    _ listing: Listing, _ root: Listing
  ) async {
    var found: [ObservedObject] = []
    var nameless = 0
    for entry in page.entries {
      for result in type.objects(of: context.with(entry), in: surroundings) {
        switch result {
        case .object(let object): found.append(object)
        case .withoutIdentifier: nameless += 1
        case .irrelevant: break
        }
      }
    }
    await collector.add(found)
    guard nameless > 0 else { return }
    let failure = CallFailure(.failed, "the answer has \(nameless) entries without what identifies them")
    await collector.fail(scopes([type], root, context), failure, call: listing.step.policyCall)
  }

  /// Asks what is to be asked about entries.
  private func follow(
    _ listing: Listing, _ entries: [TemplateContext], _ context: TemplateContext, lookups: [String: Set<String>],
    root: Listing
  ) async {
    await withTaskGroup(of: Void.self) { group in
      var waiting = 0
      for next in listing.then {
        for (base, batch) in next.step.batches(of: entries, in: context) {
          if waiting == Self.fan {
            await group.next()
            waiting -= 1
          }
          group.addTask { await walk(next, base, batch: batch, lookups: lookups, root: root) }
          waiting += 1
        }
      }
    }
  }

  /// Hands over one page after another.
  private func pages(
    _ step: ListStep, _ context: TemplateContext, batch: [TemplateContext], _ use: (AnswerPage) async -> Void
  ) async throws(CallFailure) {
    var next: [(String, String)] = []
    var number = 1
    while true {
      let page: AnswerPage
      do throws(CallFailure) {
        page = try await self.page(step, context, batch: batch, next)
      } catch {
        guard number > 1 else { throw error }
        throw CallFailure(.incomplete, "page \(number) could not be had, \(error.reason.rawValue): \(error.detail)")
      }
      await use(page)
      if page.next.isEmpty { return }
      if page.next.elementsEqual(next, by: ==) {
        throw CallFailure(.incomplete, "page \(number) says of the next what the page before said")
      }
      guard number < limits.pages else { throw CallFailure(.incomplete, "there are more than \(number) pages") }
      next = page.next
      number += 1
    }
  }

  private func page(
    _ step: ListStep, _ context: TemplateContext, batch: [TemplateContext], _ next: [(String, String)]
  ) async throws(CallFailure) -> AnswerPage {
    guard let call = step.call(in: context, batch: batch, page: next) else {
      throw CallFailure(.failed, "the entry to ask about lacks what identifies it")
    }
    // Of the entry, and where that says nothing, of the run.
    var region = context.region
    if let template = step.region {
      guard let own = template.filled(from: context) else {
        throw CallFailure(.failed, "the entry to ask about is in no known region")
      }
      region = own
    }
    if step.region != nil, !regions.contains(region) { return AnswerPage(entries: [], next: []) }
    do {
      return try step.page(of: try await ask(step, call, region).body)
    } catch let error as AWSError {
      if case .service(let fault) = error, step.absent.contains(fault.code) {
        return AnswerPage(entries: [], next: [])
      }
      throw CallFailure(error)
    } catch let error as UnreadableAnswer {
      throw CallFailure(.failed, error.reason)
    } catch {
      throw CallFailure(.failed, "the request was cancelled")
    }
  }
}

extension ListStep {
  /// `ec2:DescribeVpcs`.
  var policyCall: String { "\(service.policyName):\(operation)" }

  /// The requests to be made about entries: one for each, or one for some of them together.
  func batches(
    of entries: [TemplateContext], in context: TemplateContext
  ) -> [(base: TemplateContext, batch: [TemplateContext])] {
    guard batch > 1 else { return entries.map { ($0, []) } }
    return stride(from: 0, to: entries.count, by: batch).map { start in
      (context, Array(entries[start..<min(start + batch, entries.count)]))
    }
  }
}
