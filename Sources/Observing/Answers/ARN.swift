/// The parts of an ARN that say where something is.
struct ARN: Sendable, Hashable {
  var service: String
  /// Empty where the service has none in its names.
  var region: String
  var account: String

  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "arn" else { return nil }
    (service, region, account) = (String(parts[2]), String(parts[3]), String(parts[4]))
  }
}
