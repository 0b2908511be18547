import Model

/// A provider that somebody else started, as `TF_REATTACH_PROVIDERS` announces it.
struct Reattachment: Sendable, Hashable {
  static let variable = "TF_REATTACH_PROVIDERS"

  var endpoint: Endpoint
  var version: ProtocolVersion

  /// Those of the variable's value that can be used, by the provider's full name.
  static func read(_ text: String) -> [String: Reattachment] {
    guard let json = try? JSON.read(text), let members = json.members else { return [:] }
    var found: [String: Reattachment] = [:]
    for member in members {
      let content = member.value
      guard content["Protocol"]?.string ?? "grpc" == "grpc",
        let version = ProtocolVersion(rawValue: content["ProtocolVersion"]?.int ?? 5),
        let network = content["Addr"]?["Network"]?.string, let address = content["Addr"]?["String"]?.string,
        let endpoint = Endpoint(network: network, address: address)
      else { continue }
      found[fullName(member.name)] = Reattachment(endpoint: endpoint, version: version)
    }
    return found
  }

  /// `aws` and `hashicorp/aws` leave out what is usual.
  private static func fullName(_ name: String) -> String {
    let parts = name.split(separator: "/").map(String.init)
    switch parts.count {
    case 1: return ProviderAddress(namespace: "hashicorp", type: parts[0]).description
    case 2: return ProviderAddress(namespace: parts[0], type: parts[1]).description
    default: return name
    }
  }
}
