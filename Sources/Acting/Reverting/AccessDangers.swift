import Model
package import Planning

/// Whether a change can take away, or give, access: only then does anybody need to know who acts.
package func decidesAccess(_ change: ResourceChange) -> Bool {
  guard change.changesSomething else { return false }
  let type = change.address.resource.type
  if AccessType.obscure.contains(type) { return true }
  if let access = AccessType.all[type] {
    return access.isExclusive || !change.before.isNull && change.touches(access.parts) || change.deniesAnew(nil)
  }
  return change.changedDocuments.contains { $0.shutsOut || $0.isUnknown && !$0.before.isEmpty }
}

/// Why a change may take away the access of those who make it. Nobody is asked anything here: `callers` are all as whom it would be
/// made.
func accessDangers(of change: ResourceChange, callers: [CallerAnswer], plan: Plan) -> [String] {
  guard decidesAccess(change) else { return [] }
  var dangers: [String] = []
  for answer in callers {
    switch answer {
    case .unknown(let reason):
      dangers.append(
        "It could not be told whether \(change.address) decides what you may do yourself: \(reason)")
    case .known(let caller):
      guard let reason = AccessQuestion(change: change, caller: caller, plan: plan).answer() else { continue }
      dangers.append(reason)
    }
  }
  return dangers.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
}

/// One change and one caller.
private struct AccessQuestion {
  let change: ResourceChange
  let caller: Caller
  let plan: Plan
  private var address: ResourceInstanceAddress { change.address }

  func answer() -> String? {
    let type = address.resource.type
    if AccessType.obscure.contains(type) {
      if caller.identity == .root, !type.hasPrefix("aws_organizations") { return nil }
      return "It could not be told whether you have your access by \(address): you act as \(caller.arn)."
    }
    if let access = AccessType.all[type], let danger = byName(access) { return danger }
    return byDocument()
  }

  // MARK: what is about the caller

  private func byName(_ access: AccessType) -> String? {
    for (attribute, named) in access.names.sorted(by: { $0.key < $1.key }) {
      let (before, after) = (change.names(attribute, in: change.before), change.names(attribute, in: change.after))
      switch (isMeant(before, named), isMeant(after, named)) {
      case (.no, .no): continue
      case (.unclear(let why), _), (.no, .unclear(let why)):
        return "It could not be told whether \(address) decides what you may do yourself: \(why)"
      case (.no, .yes) where change.action == .update: continue
      case (.yes, .yes) where change.action == .update:
        // Of a list only others may come and go.
        if let danger = aboutCaller(access, besides: [attribute]) { return danger }
      case (.yes, _), (.no, .yes):
        if let danger = aboutCaller(access) { return danger }
      }
    }
    return nil
  }

  private enum Meant {
    case yes, no
    case unclear(String)
  }

  private func isMeant(_ names: [String], _ named: AccessType.Named) -> Meant {
    if names.isEmpty { return .no }
    let last = names.map { String($0.split(separator: "/").last ?? "") }
    switch (named, caller.identity) {
    case (.principal, _): return names.contains(where: caller.isNamed) ? .yes : .no
    case (_, .root): return .no
    case (_, .other): return .unclear("you act as \(caller.arn), which is neither a user nor a role.")
    case (.user, .user(let name)), (.role, .role(let name)): return last.contains(name) ? .yes : .no
    case (.user, .role), (.role, .user), (.group, .role): return .no
    case (.group, .user):
      guard let groups = caller.groups else { return .unclear("your groups could not be listed.") }
      return last.contains(where: groups.contains) ? .yes : .no
    case (.policy, _):
      guard let policies = caller.policies else { return .unclear("your policies could not be listed.") }
      return names.contains(where: policies.contains) ? .yes : .no
    }
  }

  /// The object is about the caller: whether the change takes anything from them.
  private func aboutCaller(_ access: AccessType, besides known: Set<String> = []) -> String? {
    let sentence = "\(address) decides what you may do yourself, for you act as \(caller.arn)."
    if change.before.isNull { return access.isExclusive || change.deniesAnew(plan) ? sentence : nil }
    if change.action != .update { return sentence }
    let roots = change.changedRoots(among: access.parts).subtracting(known)
    // A document may say more than before without taking anything, and so may a list.
    let grants = Set(change.changedDocuments.filter { !$0.removes && !$0.denies && !$0.isUnknown }.map(\.name))
    return roots.subtracting(grants).allSatisfy { change.grows($0) && !access.isExclusive } ? nil : sentence
  }

  // MARK: documents that name the caller

  private func byDocument() -> String? {
    for document in change.changedDocuments {
      if document.isUnknown, document.before.contains(where: { $0.names(caller) }) {
        return
          "The policy of \(address) names you (\(caller.arn)), and what it will be is not known before it is applied."
      }
      if document.removed.contains(where: { !$0.isDeny && $0.names(caller) }) {
        return "A statement of \(address) that is removed lets you in: it names \(caller.arn) or its account."
      }
      let refusals = document.added.filter { $0.isDeny && !$0.isAboutEncryptionAlone }
      if refusals.contains(where: { $0.names(caller) || $0.principals.contains("*") || $0.isAboutOthers }) {
        return "A statement of \(address) that comes back denies something to you (\(caller.arn)), or to everybody."
      }
    }
    return nil
  }
}

extension PolicyStatement {
  fileprivate func names(_ caller: Caller) -> Bool { principals.contains(where: caller.isNamed) }
}

extension Caller {
  /// Whether a principal of a policy is this caller, or their whole account.
  fileprivate func isNamed(_ principal: String) -> Bool {
    if principal == arn || !account.isEmpty && principal == account || !id.isEmpty && principal == id { return true }
    let parts = principal.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", parts[4] == account else { return false }
    if parts[5] == "root" { return true }
    let names = parts[5].split(separator: "/").map(String.init)
    switch identity {
    case .user(let name): return names.first == "user" && names.last == name
    case .role(let name):
      return names.first == "role" && names.last == name
        || names.first == "assumed-role" && names.dropFirst().first == name
    case .root, .other: return false
    }
  }
}

/// How a policy document of an object changes.
struct DocumentChange {
  var name: String
  var before: Set<PolicyStatement>
  var after: Set<PolicyStatement>
  var isUnknown: Bool

  var removed: Set<PolicyStatement> { isUnknown ? [] : before.subtracting(after) }
  var added: Set<PolicyStatement> { after.subtracting(before) }
  /// Takes away what was allowed.
  var removes: Bool { removed.contains { !$0.isDeny } }
  var denies: Bool { added.contains(where: \.isDeny) }
  /// Somebody who is named, or everybody who encrypts.
  var shutsOut: Bool {
    removed.contains { !$0.isDeny && $0.principals != ["*"] }
      || added.contains { $0.isDeny && !$0.isAboutEncryptionAlone }
  }
}

extension ResourceChange {
  var changesSomething: Bool { action != .noOp && action != .read && action != .forget }

  /// The top-level parts that change; of a new or removed object all that it has.
  func changedRoots(among parts: Set<String>?) -> Set<String> {
    let names = Set((before.keyedValues?.keys).map(Array.init) ?? [])
      .union((after.keyedValues?.keys).map(Array.init) ?? [])
    return names.filter { name in
      if let parts, !parts.contains(name) { return false }
      return before[name]?.deeplyUnmarked != after[name]?.deeplyUnmarked
    }
  }

  func touches(_ parts: Set<String>?) -> Bool { action != .update || !changedRoots(among: parts).isEmpty }

  /// Texts of an attribute, one or many.
  func names(_ attribute: String, in value: Value) -> [String] {
    guard let value = value[attribute]?.deeplyUnmarked else { return [] }
    if let text = value.stringValue { return [text] }
    return (value.elements ?? []).compactMap(\.stringValue)
  }

  /// Whether all that a list has had stays in it.
  func grows(_ name: String) -> Bool {
    guard after[name]?.isWhollyKnown == true, after[name]?.elements != nil else { return false }
    return Set(names(name, in: before)).isSubset(of: names(name, in: after)) && !names(name, in: after).isEmpty
  }

  var changedDocuments: [DocumentChange] {
    changedRoots(among: AccessType.documents).sorted().compactMap { name in
      func statements(_ value: Value) -> Set<PolicyStatement>? {
        value[name]?.stringValue.flatMap(PolicyStatement.all)
      }
      let isUnknown = after[name]?.isWhollyKnown == false
      let change = DocumentChange(
        name: name, before: statements(before) ?? [], after: statements(after) ?? [], isUnknown: isUnknown)
      return change.before.isEmpty && change.after.isEmpty && !isUnknown ? nil : change
    }
  }

  /// Whether what is made denies something: a document with such a statement, or a policy that is attached and has one. Without a
  /// plan every policy may.
  func deniesAnew(_ plan: Plan?) -> Bool {
    if changedDocuments.contains(where: \.denies) { return true }
    guard before.isNull, let arn = after["policy_arn"]?.stringValue else { return false }
    guard let plan else { return true }
    let policy = plan.changes.first {
      $0.address.resource.type == "aws_iam_policy" && $0.before["arn"]?.stringValue == arn
    }
    if let text = policy?.before["policy"]?.stringValue {
      return PolicyStatement.all(in: text)?.contains(where: \.isDeny) ?? true
    }
    // AWS's own and those of others tell by their names.
    let name = arn.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return name.contains("deny") || name.contains("quarantine")
  }
}
