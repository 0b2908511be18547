/// What was seen of the world at one time, and what could not be looked at: what is in neither is not known.
package struct Observation: Sendable, Hashable {
  package var time: UTCTime
  /// Sorted by type, then identifier.
  package var objects: [ObservedObject]
  /// The places that were looked at to their end: only of these may be said that something is not there.
  package var covered: Set<ObservedScope>
  package var gaps: [ObservationGap]

  package init(
    time: UTCTime, objects: [ObservedObject] = [], covered: Set<ObservedScope> = [], gaps: [ObservationGap] = []
  ) {
    self.time = time
    self.objects = objects
    self.covered = covered
    self.gaps = gaps
  }
}

/// Everything of one resource type in one account and region.
package struct ObservedScope: Sendable, Hashable {
  /// Terraform's name, e.g. `aws_s3_bucket`.
  package var type: String
  /// Empty where it is not known.
  package var account: String
  /// `global` for services without regions.
  package var region: String

  package init(type: String, account: String, region: String) {
    self.type = type
    self.account = account
    self.region = region
  }
}

/// A thing that exists, as the cloud's own lists tell of it.
package struct ObservedObject: Sendable, Hashable {
  /// Another object of the same account, named as it would be imported.
  package struct Parent: Sendable, Hashable {
    package var type: String
    package var importID: String

    package init(type: String, importID: String) {
      self.type = type
      self.importID = importID
    }
  }

  package var scope: ObservedScope
  /// What an `import` block takes.
  package var importID: String
  package var arn: String?
  /// What people call it: its `Name` tag, or its name in the service.
  package var name: String?
  /// Made by the cloud itself, in every account or for a service: not a thing that somebody forgot to declare.
  package var isDefault: Bool
  /// What it is a part of, such as the load balancer of a listener: when nobody declares that, the part is no news.
  package var parent: Parent?
  package var created: UTCTime?
  /// As far as the list tells them; many do not.
  package var tags: [String: String]

  package init(
    scope: ObservedScope, importID: String, arn: String? = nil, name: String? = nil, isDefault: Bool = false,
    parent: Parent? = nil, created: UTCTime? = nil, tags: [String: String] = [:]
  ) {
    self.scope = scope
    self.importID = importID
    self.arn = arn
    self.name = name
    self.isDefault = isDefault
    self.parent = parent
    self.created = created
    self.tags = tags
  }
}

/// What was not looked at, or not to its end.
package struct ObservationGap: Sendable, Hashable {
  package enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The caller may not look.
    case denied
    /// The service asked again and again to be asked less.
    case throttled
    /// A page after the first could not be had: what came before is among the objects.
    case incomplete
    /// The service, or the way to it, failed.
    case failed
    /// There is no way to list this here, e.g. no endpoint in the region.
    case unsupported
  }

  package var scope: ObservedScope
  package var reason: Reason
  /// The service's own words, without secrets.
  package var detail: String
  /// The call that failed, e.g. `ec2:DescribeVpcs`.
  package var call: String

  package init(scope: ObservedScope, reason: Reason, detail: String, call: String) {
    self.scope = scope
    self.reason = reason
    self.detail = detail
    self.call = call
  }
}

/// Who did something to an object, when, and from where, as the cloud's audit log tells it.
package struct ObservedEvent: Sendable, Hashable {
  package var time: UTCTime
  /// The log's own identifier.
  package var id: String
  /// `s3.amazonaws.com`, `PutBucketTagging`.
  package var service: String
  package var name: String
  /// `arn:aws:iam::1:user/me`, or who assumed which role.
  package var actor: String
  package var sourceAddress: String?
  package var userAgent: String?
  package var region: String
  /// What it was done to: names, identifiers and ARNs.
  package var resources: [String]
  /// The service's refusal, where it refused.
  package var errorCode: String?
  /// Nil where nothing tells.
  package var means: Means?

  /// By what it was done, as far as programs tell of themselves.
  package enum Means: String, Sendable, Hashable, CaseIterable {
    case console, plumb, terraform, commandLine, sdk
    /// A service of the cloud itself, on somebody's behalf or its own.
    case service
  }

  package init(
    time: UTCTime, id: String, service: String, name: String, actor: String, sourceAddress: String? = nil,
    userAgent: String? = nil, region: String, resources: [String] = [], errorCode: String? = nil, means: Means? = nil
  ) {
    self.time = time
    self.id = id
    self.service = service
    self.name = name
    self.actor = actor
    self.sourceAddress = sourceAddress
    self.userAgent = userAgent
    self.region = region
    self.resources = resources
    self.errorCode = errorCode
    self.means = means
  }
}
