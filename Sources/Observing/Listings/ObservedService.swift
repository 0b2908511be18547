import Connecting

/// A service of AWS that is asked for lists: its address, its manner of speaking, and how much it may be asked.
struct ObservedService: Sendable, Hashable {
  enum Speech: Sendable, Hashable {
    /// A form, answered by XML whose entries are below `<operation>Result`.
    case query(version: String)
    /// The same, without that element.
    case ec2(version: String)
    case json(target: String, version: String)
    case restJSON
    case restXML
  }

  var service: AWSService
  var speech: Speech
  var usualPaging: ListStep.Paging
  /// Per second and region, to begin with. AWS allows most lists more, and we are not the only ones who ask.
  var rate: Double
  /// Its lists are the same wherever one asks.
  var isAskedOnce: Bool

  init(
    _ name: String, _ host: String, signingName: String? = nil, key: String? = nil, _ speech: Speech,
    paging: ListStep.Paging = .none, rate: Double = 20, isGlobal: Bool = false,
    isAskedOnce: Bool = false
  ) {
    service = AWSService(name: name, host: host, signingName: signingName, key: key, isGlobal: isGlobal)
    self.speech = speech
    usualPaging = paging
    self.rate = rate
    self.isAskedOnce = isGlobal || isAskedOnce
  }

  /// As policies name it: `ec2`.
  var policyName: String { service.signingName }
}
