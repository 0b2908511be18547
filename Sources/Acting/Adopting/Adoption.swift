import Configuring
package import Model
import Parsing
package import Planning

/// What adopting came to: edits that make the configuration say what is, and what could not be said.
package struct Adoption: Sendable, Hashable {
  package struct Refused: Sendable, Hashable {
    /// As users write it: `aws_instance.web.tags["Owner"]`.
    package var subject: String
    /// Full sentences: why, and what to do by hand.
    package var reason: String

    package init(subject: String, reason: String) {
      self.subject = subject
      self.reason = reason
    }
  }

  package var patch = TextPatch()
  /// For each edit, the way that was followed, e.g. "aws_instance.web.size is var.size, set in terraform.tfvars:3."
  package var explanations: [String] = []
  package var refused: [Refused] = []

  /// As a way out that can be offered; nil where there is nothing to edit.
  package var remediation: Remediation? {
    guard !patch.isEmpty else { return nil }
    return Remediation(
      kind: .adopt, summary: explanations.joined(separator: " "), steps: [.edit(patch)],
      dangers: refused.map { "It does not settle \($0.subject): \($0.reason)" })
  }
}

/// Edits the configuration so that a plan leaves objects as they are. Nothing is written: the outcome is a patch.
///
/// `changes` are those of a plan whose prior state is the estate's; `parts` limits the first of them to some attributes and
/// nested blocks. Values that are shared are changed where they are set only if no other object is affected, or each of these is
/// so already.
package func adopt(
  _ changes: [ResourceChange], parts: Set<String>? = nil, in estate: Estate
) -> Adoption {
  var run = AdoptionRun(estate)
  for change in changes { run.adopt(change, parts: parts) }
  run.adoption.patch = run.draft.patch
  return run.adoption
}

/// Adopting under way: after each edit the configuration is read anew, so that every edit is made on what the others left.
struct AdoptionRun {
  var draft: Draft
  var adoption = Adoption()
  /// Whose configuration is being edited.
  private var target: ResourceInstanceAddress?
  /// So many edits for one object are more than drift.
  static let maximumEdits = 200

  init(_ estate: Estate) { draft = Draft(estate) }

  mutating func adopt(_ change: ResourceChange, parts: Set<String>?) {
    let address = change.address
    func refuse(_ refusal: Refusal) {
      adoption.refused.append(
        Adoption.Refused(
          subject: "\(address)", reason: [refusal.reason, refusal.advice].filter { !$0.isEmpty }.joined(separator: " "))
      )
    }
    do throws(Refusal) {
      var reading = try draft.read()
      guard !change.before.isNull else { return try removeDeclaration(of: address, reading) }
      var refused: Set<Wish> = []
      var isFirst = true
      var unset: [String] = []
      target = address
      for _ in 0..<Self.maximumEdits {
        guard let place = reading.place(address), let resource = reading.resource(address),
          let schema = reading.schema(address)
        else { throw Refusal("The configuration does not declare it.") }
        var comparison = Comparison(parts: parts)
        comparison.compare(
          resource: resource.body, schema.block, live: change.before, planned: change.after, at: place)
        // What follows from other changes goes with them.
        if isFirst { unset = comparison.wishes.isEmpty && comparison.secrets.isEmpty ? comparison.unset : [] }
        isFirst = false
        guard let wish = comparison.wishes.first(where: { !refused.contains($0) }) else {
          finish(secrets: comparison.secrets, unset: unset, address)
          return
        }
        do throws(Refusal) {
          reading = try grant(wish, of: address, resource, schema.block, place, reading)
        } catch {
          refused.insert(wish)
          adoption.refused.append(
            Adoption.Refused(
              subject: "\(address).\(wish.text)",
              reason: [error.reason, error.advice].filter { !$0.isEmpty }.joined(separator: " ")))
        }
      }
      throw Refusal("It takes more than \(Self.maximumEdits) edits.", advice: "Edit the configuration by hand.")
    } catch {
      refuse(error)
    }
  }

  private mutating func finish(secrets: [String], unset: [String], _ address: ResourceInstanceAddress) {
    for secret in secrets {
      adoption.refused.append(
        Adoption.Refused(
          subject: "\(address).\(secret)",
          reason:
            "It is sensitive, and secrets are never written into text. Set it by hand, where your secrets are kept."))
    }
    for name in unset {
      adoption.refused.append(
        Adoption.Refused(
          subject: "\(address).\(name)",
          reason: name == "tags_all"
            ? "A tag of the provider's default_tags is not as declared there: to change it would change every object of that "
              + "provider. Edit default_tags, or set the tag at the resource."
            : "No argument of the resource sets it. It follows from other values, or the provider decides it."))
    }
  }

  // MARK: one edit

  /// Makes the first edit that affects this object alone.
  private mutating func grant(
    _ wish: Wish, of address: ResourceInstanceAddress, _ resource: Resource, _ schema: SchemaBlock, _ place: Place,
    _ reading: Reading
  ) throws(Refusal) -> Reading {
    let spot = try spot(wish, resource, schema, place, reading)
    var (candidates, obstacles) = spot.candidates(reading)
    var affected: [String] = []
    var unusable: [String] = []
    candidates += spot.candidates(for: address.key, reading)
    if candidates.isEmpty, obstacles.isEmpty { obstacles = ["It cannot be told where it is set."] }
    for candidate in candidates {
      do throws(Refusal) {
        var next = draft
        let text = try next.editable(candidate.file)
        do throws(EditingError) {
          next.replace(try candidate.make(text))
        } catch {
          throw Refusal(error.message)
        }
        let after = try next.read()
        if after.hasErrors, !reading.hasErrors { throw Refusal("The configuration would not be valid.") }
        let effects = effects(from: reading, to: after)
        guard effects.contains(address.description) else {
          unusable.append("An edit of \(candidate.file):\(candidate.line) would not change it.")
          continue
        }
        guard touchesNothingElse(from: reading, to: after) else {
          unusable.append("An edit of \(candidate.file):\(candidate.line) would change other parts of it.")
          continue
        }
        let others = effects.subtracting([address.description])
        if others.isEmpty {
          draft = next
          adoption.explanations.append(candidate.explanation(of: "\(address).\(wish.text)"))
          return after
        }
        affected.append(
          "To change it in \(candidate.file):\(candidate.line) would change \(listed(others.sorted())) too.")
      } catch {
        unusable.append(error.reason)
      }
    }
    candidates = []
    let reasons = (affected + obstacles + unusable).unique
    throw Refusal(
      reasons.joined(separator: " "),
      advice: affected.isEmpty
        ? "Edit the configuration by hand." : "Give this object a value of its own by hand, or revert it.")
  }

  /// Whether all that has changed of the object's own configuration is thereby as the object is, or on its way there.
  private func touchesNothingElse(from before: Reading, to after: Reading) -> Bool {
    guard let target, let live = after.live(target) else { return true }
    return differences(from: before.all[target], to: after.all[target]).allSatisfy { difference in
      let there = difference.path.reduce(Optional(live)) { $0?.part(at: $1) }
      // Lists and documents get there one part at a time.
      if there?.document != nil || there?.withoutMarks.elements != nil
        || difference.wanted?.withoutMarks.elements != nil
      {
        return true
      }
      return areEquivalent(there, difference.wanted)
        || (difference.wanted == nil && (there.map(\.isEmptyOrNull) ?? true)) || there?.keyedValues != nil
        // An argument that is left out is the provider's to decide.
        || difference.wanted == nil && difference.path.count == 1
    }
  }

  private func listed(_ names: [String]) -> String {
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  /// All that is configured otherwise than before, but for what thereby comes to say how it is.
  func effects(from before: Reading, to after: Reading) -> Set<String> {
    var names: Set<String> = []
    let (old, new) = (before.all, after.all)
    for address in Set(old.keys).union(new.keys) {
      guard old[address] != new[address] else { continue }
      // Not declared any more, and not there either.
      if new[address] == nil, after.live(address) == nil, address != target { continue }
      if let was = old[address], let will = new[address], let live = after.live(address) {
        let changed = differences(from: was, to: will)
        let isSo = changed.allSatisfy { difference in
          let there = difference.path.reduce(Optional(live)) { $0?.part(at: $1) }
          return areEquivalent(there, difference.wanted)
        }
        if isSo, address != target { continue }
      }
      names.insert("\(address)")
    }
    let (oldProviders, newProviders) = (before.providers, after.providers)
    for key in Set(oldProviders.keys).union(newProviders.keys) where oldProviders[key] != newProviders[key] {
      names.insert("the provider configuration\(key)")
    }
    return names
  }

}

extension [String] {
  fileprivate var unique: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
