import Glibc
import Model
import Planning

/// The connection by which whoever calls Plumb is signed in at this machine, as OpenSSH tells it.
package struct RemoteSession: Sendable, Hashable {
  var address: [UInt8]
  var port: Int
  private let text: String

  /// `SSH_CONNECTION` is `CLIENT PORT SERVER PORT`; nil where nobody is signed in from elsewhere.
  package init?(environment: [String: String]) {
    let parts = (environment["SSH_CONNECTION"] ?? "").split(separator: " ").map(String.init)
    guard parts.count == 4, let address = addressBytes(parts[0]), let port = Int(parts[3]) else { return nil }
    (self.address, self.port, text) = (address, port, parts[0])
  }

  /// Why a change of the rules of a network may end the session.
  func danger(of change: ResourceChange) -> String? {
    guard change.changesSomething, rules(change.before).contains(where: lets),
      change.action != .update || !rules(change.after).contains(where: lets)
    else { return nil }
    func rules(_ value: Value) -> [Value] {
      switch change.address.resource.type {
      case "aws_security_group", "aws_default_security_group": value["ingress"]?.elements ?? []
      case "aws_vpc_security_group_ingress_rule": value.isNull ? [] : [value]
      case "aws_security_group_rule": value["type"]?.stringValue == "ingress" ? [value] : []
      default: []
      }
    }
    return "A rule of \(change.address) that goes lets \(text) reach port \(port): by it you may be signed in here."
  }

  private func lets(_ rule: Value) -> Bool {
    let from = rule["from_port"]?.numberValue?.int ?? 0
    let to = rule["to_port"]?.numberValue?.int ?? 65535
    let name = rule["protocol"]?.stringValue ?? rule["ip_protocol"]?.stringValue
    guard name == "-1" || name == "all" || (name == "tcp" || name == "6") && from <= port && port <= to else {
      return false
    }
    let networks =
      ["cidr_ipv4", "cidr_ipv6"].compactMap { rule[$0]?.stringValue }
      + ["cidr_blocks", "ipv6_cidr_blocks"].flatMap { rule[$0]?.elements ?? [] }.compactMap(\.stringValue)
    return networks.contains(where: contains)
  }

  private func contains(_ network: String) -> Bool {
    let parts = network.split(separator: "/").map(String.init)
    guard parts.count == 2, let base = addressBytes(parts[0]), base.count == address.count, let length = Int(parts[1]),
      (0...base.count * 8).contains(length)
    else { return false }
    return (0..<length).allSatisfy { bit in (base[bit / 8] ^ address[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0 }
  }
}

/// Four bytes or sixteen; nil for what is no address.
private func addressBytes(_ text: String) -> [UInt8]? {
  for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
    var bytes = [UInt8](repeating: 0, count: count)
    if inet_pton(family, text, &bytes) == 1 { return bytes }
  }
  return nil
}
