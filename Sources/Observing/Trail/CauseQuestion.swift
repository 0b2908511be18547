package import Model

/// An object of which one wants to know who changed it.
package struct CauseQuestion: Sendable, Hashable {
  package enum Change: Sendable, Hashable {
    /// The names of attributes at the top, e.g. `tags`; empty for whatever it was.
    case changed(Set<String>)
    case deleted
    case created
  }

  /// By which the answer is found again.
  package var key: String
  /// Where it is, and of which type.
  package var scope: ObservedScope
  /// All by which the object may be named: identifier, name, ARN, URL.
  package var identifiers: [String]
  package var change: Change

  package init(key: String, scope: ObservedScope, identifiers: [String], change: Change) {
    self.key = key
    self.scope = scope
    self.identifiers = identifiers.filter { !$0.isEmpty }
    self.change = change
  }

  /// Where its events are kept: services without regions have theirs in one region of their partition.
  var trailRegion: String { scope.region.isEmpty || scope.region == "global" ? "us-east-1" : scope.region }
}

/// A question with what is worked out of it once for all records.
struct CauseMatcher: Sendable {
  let question: CauseQuestion
  private let subject: TrailSubject?
  private let names: Set<String>

  init(_ question: CauseQuestion) {
    self.question = question
    subject = TrailSubject.of(question.scope.type)
    names = Set(question.identifiers.flatMap(Self.forms))
  }

  /// Whether the record is about the object, and may have changed it.
  func concerns(_ record: TrailRecord) -> Bool {
    guard record.changesSomething, !record.isDataEvent || question.scope.type == "aws_s3_object" else { return false }
    if let subject {
      guard record.event.service == subject.source, !makesAnother(record) else { return false }
      if subject.paths.contains(where: { path in
        [record.request, record.response].contains { $0.texts(at: path).contains(where: isName) }
      }) {
        return true
      }
      // What a record names itself as its resources is what it is about, but for EC2, which lists all that takes part.
      return subject.source != "ec2.amazonaws.com" && record.event.resources.contains(where: isName)
        && isAboutResources(record)
    }
    return record.event.resources.contains(where: isName)
      || (record.request.members ?? []).contains { $0.value.string.map(isName) == true }
  }

  /// What is made in EC2 names where: a subnet names its network, and does not change it.
  private func makesAnother(_ record: TrailRecord) -> Bool {
    let name = record.event.name
    guard record.event.service == "ec2.amazonaws.com" else { return false }
    if ["vpc", "subnet", "security_group"].contains(where: { question.scope.type.hasSuffix("_\($0)") }),
      ["Attach", "Detach", "Associate", "Disassociate"].contains(where: { name.hasPrefix($0) })
    {
      return true
    }
    return ["Create", "Run", "Import"].contains { name.hasPrefix($0) } && !isOfType(name, Self.creations)
      && !Self.creationsInside.contains(name)
  }

  /// Of parts of an object that is there.
  private static let creationsInside: Set = [
    "CreateTags", "CreateRoute", "CreateNetworkAclEntry", "CreateLaunchTemplateVersion",
  ]

  /// A policy that is attached to a role is among the resources, and is not changed.
  private func isAboutResources(_ record: TrailRecord) -> Bool {
    !["Attach", "Detach", "Associate", "Disassociate", "Assume"].contains { record.event.name.hasPrefix($0) }
  }

  private func isName(_ text: String) -> Bool { Self.forms(text).contains { names.contains($0) } }

  /// How the same thing is named elsewhere: by the end of its ARN or URL.
  private static func forms(_ text: String) -> [String] {
    if text.hasPrefix("arn:") {
      let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
      guard parts.count == 6 else { return [text] }
      // `role/path/name`, `function:name`, `log-group:/a/b:*`
      var resource = String(parts[5])
      if resource.hasSuffix(":*") { resource.removeLast(2) }
      var forms = [text, resource]
      if let colon = resource.firstIndex(of: ":") { forms.append(String(resource[resource.index(after: colon)...])) }
      if let last = resource.split(whereSeparator: { $0 == "/" }).last { forms.append(String(last)) }
      if let last = resource.split(whereSeparator: { $0 == ":" }).last { forms.append(String(last)) }
      return forms
    }
    if text.hasPrefix("https://") || text.hasPrefix("http://") {
      return [text] + (text.split(separator: "/").last.map { [String($0)] } ?? [])
    }
    // `/hostedzone/Z1`
    if text.hasPrefix("/hostedzone/") { return [text, String(text.dropFirst(12))] }
    return [text]
  }

  /// The records that answer the question, the newest first.
  func answer(_ records: [TrailRecord], limit: Int) -> [ObservedEvent] {
    var seen = Set<String>()
    let sorted = records.sorted { ($0.event.time, $0.event.id) > ($1.event.time, $1.event.id) }
      .filter { $0.event.id.isEmpty || seen.insert($0.event.id).inserted }
    return Array(chosen(sorted).prefix(limit).map(\.event))
  }

  private func chosen(_ records: [TrailRecord]) -> [TrailRecord] {
    func named(_ verbs: [String]) -> [TrailRecord] {
      let named = records.filter { record in verbs.contains { record.event.name.hasPrefix($0) } }
      let exact = named.filter { isOfType($0.event.name, verbs) }
      return exact.isEmpty ? named.filter { !$0.event.name.contains("Tag") } : exact
    }
    switch question.change {
    case .deleted: return named(Self.deletions)
    case .created: return named(Self.creations)
    case .changed(let attributes):
      let known = attributes.map { TrailChanges.events(changing: $0, of: question.scope.type) }
      // Where it is not known what changes one of them, the newest change of the object is told.
      guard !attributes.isEmpty, !known.contains(nil) else { return Array(records.prefix(1)) }
      let events = Set(known.flatMap { $0 ?? [] })
      let found = records.filter { events.contains($0.event.name) }
      // Or it was made like that; a change of something else is nobody's fault.
      return found.isEmpty ? records.filter { isOfType($0.event.name, Self.creations) } : found
    }
  }

  /// The names by which one may ask for records, when asking for the object found none.
  var eventNames: [String] {
    guard case .changed(let attributes) = question.change else { return [] }
    return Set(attributes.flatMap { TrailChanges.events(changing: $0, of: question.scope.type) ?? [] }).sorted()
  }

  /// `DeleteBucket` is what becomes of a bucket, and `DeleteBucketPolicy` is not.
  private func isOfType(_ event: String, _ verbs: [String]) -> Bool {
    guard let verb = verbs.first(where: { event.hasPrefix($0) }) else { return false }
    // Without the version that some services put into their events: `CreateFunction20150331`.
    let noun = event.dropFirst(verb.count).prefix { !$0.isNumber }.lowercased()
    let type = question.scope.type.replacing("_", with: "")
    return [noun, noun.hasSuffix("s") ? String(noun.dropLast()) : noun].contains { word in
      !word.isEmpty && (type.hasSuffix(word) || Self.otherNouns[question.scope.type]?.contains(word) == true)
    }
  }

  /// What services call things that Terraform calls otherwise.
  private static let otherNouns: [String: Set<String>] = [
    "aws_lb": ["loadbalancer"], "aws_alb": ["loadbalancer"], "aws_eip": ["address"], "aws_ami": ["image"],
    "aws_rds_cluster": ["dbcluster"], "aws_route53_zone": ["hostedzone"], "aws_elasticache_cluster": ["cachecluster"],
    "aws_elasticache_subnet_group": ["cachesubnetgroup"], "aws_kms_key": ["keydeletion"],
    "aws_lb_listener_rule": ["rule"],
    "aws_route53_record": ["resourcerecordset"], "aws_instance": ["instance"],
  ]

  private static let deletions = ["Delete", "Terminate", "Remove", "Deregister", "Release", "Schedule"]
  private static let creations = [
    "Create", "Run", "Allocate", "Register", "Import", "Request", "Copy", "Restore", "Put",
  ]
}

extension JSON {
  /// All texts at a path of members; what is in lists counts for each element.
  fileprivate func texts(at path: String) -> [String] {
    var values = [self]
    for name in path.split(separator: ".") {
      values = values.flatMap { $0.elements }.compactMap { $0[String(name)] }
    }
    return values.flatMap { $0.elements }.compactMap(\.string)
  }

  private var elements: [JSON] { array ?? [self] }
}
