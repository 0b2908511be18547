import Configuring
import Model
import Parsing

/// Objects that are gone.
extension AdoptionRun {
  /// The resource's block removed, where nothing refers to it and it stands for this object alone.
  mutating func removeDeclaration(of address: ResourceInstanceAddress, _ reading: Reading) throws(Refusal) {
    guard let resource = reading.resource(address) else { throw Refusal("The configuration does not declare it.") }
    // Whatever another was made of may have gone with that.
    if address.key != nil, reading.all[address] == nil { return }
    if case .name(let name)? = address.key, let forEach = resource.forEach, let place = reading.placeOutside(address) {
      return try removeInstance(address, name, forEach, place, reading)
    }
    guard address.key == nil, resource.count == nil, resource.forEach == nil else {
      throw Refusal(
        "The object is gone, and its block stands for other instances too.",
        advice: "Change count or for_each by hand, or revert: a plan makes the object again.")
    }
    guard address.module.steps.allSatisfy({ $0.key == nil }) else {
      throw Refusal("The object is gone, and its module has other instances.", advice: "Revert makes the object again.")
    }
    let referrers = reading.referrers(to: address)
    guard referrers.isEmpty else {
      throw Refusal(
        "The object is gone, but \(referrers.joined(separator: ", ")) \(referrers.count == 1 ? "refers" : "refer") to it.",
        advice: "Remove these references by hand first, or revert: a plan makes the object again.")
    }
    guard let block = reading.block(at: resource.range) else { throw Refusal("Its block cannot be found.") }
    let text = try draft.editable(resource.range.file)
    var next = draft
    do throws(EditingError) {
      next.replace(try text.removing(block))
    } catch {
      throw Refusal(error.message)
    }
    _ = try next.read()
    draft = next
    adoption.explanations.append(
      "\(address) does not exist any more: its block at \(resource.range.file):\(resource.range.start.line) is removed."
    )
  }
}

extension AdoptionRun {
  /// The element of `for_each` removed, where nothing else is made of it.
  private mutating func removeInstance(
    _ address: ResourceInstanceAddress, _ name: String, _ forEach: Expression, _ place: Place, _ reading: Reading
  ) throws(Refusal) {
    var follower = Follower(reading)
    follower.follow(forEach, [.key(name)], nil, place, ["for_each"])
    var reasons: [String] = []
    for candidate in follower.candidates {
      do throws(Refusal) {
        var next = draft
        let text = try next.editable(candidate.file)
        do throws(EditingError) {
          next.replace(try candidate.make(text))
        } catch {
          throw Refusal(error.message)
        }
        let after = try next.read()
        if after.hasErrors, !reading.hasErrors { throw Refusal("Something refers to \(address).") }
        guard after.all[address] == nil else { continue }
        let others = effects(from: reading, to: after).subtracting(["\(address)"]).sorted()
        guard others.isEmpty else {
          throw Refusal(
            "To remove it from \(candidate.file):\(candidate.line) would change \(others.joined(separator: ", ")) too.")
        }
        draft = next
        adoption.explanations.append(
          "\(address) does not exist any more: its element of \(candidate.way.joined(separator: ", which is ")) is removed "
            + "in \(candidate.file):\(candidate.line).")
        return
      } catch {
        reasons.append(error.reason)
      }
    }
    throw Refusal(
      (["The object is gone, and for_each still names it."] + reasons + follower.obstacles).joined(separator: " "),
      advice: "Change for_each by hand, or revert: a plan makes the object again.")
  }
}

extension Reading {
  /// Where `for_each` of an instance's resource is evaluated.
  fileprivate func placeOutside(_ address: ResourceInstanceAddress) -> Place? {
    evaluator.instance(at: address.module).map { Place(instance: $0, evaluator: evaluator, repetition: .none) }
  }

  /// Everything in the module that names a resource, with its place.
  fileprivate func referrers(to address: ResourceInstanceAddress) -> [String] {
    guard let module = configuration.modules[address.module.path] else { return [] }
    func names(_ traversals: [Traversal]) -> Bool {
      traversals.contains { traversal in
        if case .success((.resource(let name), _)) = traversal.target { return name == address.resource }
        return false
      }
    }
    var found: [String] = []
    for resource in module.resources.values where resource.name != address.resource {
      let expressions =
        [resource.count, resource.forEach].compactMap { $0 } + resource.lifecycle.replaceTriggeredBy
        + (resource.lifecycle.preconditions + resource.lifecycle.postconditions).map(\.condition)
      if names(references(of: resource.body) + resource.dependsOn + expressions.flatMap(\.references)) {
        found.append("\(resource.name) (\(resource.range.file):\(resource.range.start.line))")
      }
    }
    for local in module.locals.values where names(local.expression.references) {
      found.append("local.\(local.name) (\(local.range.file):\(local.range.start.line))")
    }
    for output in module.outputs.values where names(output.expression.references + output.dependsOn) {
      found.append("output.\(output.name) (\(output.range.file):\(output.range.start.line))")
    }
    for call in module.calls.values
    where names(
      references(of: call.body) + call.dependsOn + [call.count, call.forEach].compactMap { $0 }.flatMap(\.references))
    {
      found.append("module.\(call.name) (\(call.range.file):\(call.range.start.line))")
    }
    for provider in module.providers.values where names(references(of: provider.body)) {
      found.append("provider.\(provider.key) (\(provider.range.file):\(provider.range.start.line))")
    }
    return found.sorted()
  }
}
