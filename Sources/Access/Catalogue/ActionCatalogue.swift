import CZlib
import Model

/// All actions of AWS: their names, levels, and whether they can be confined to resources.
///
/// The text has a line for each service (`=s3`, with the services in the identifiers of what its actions are about, where these are
/// others than itself), and one for each of its actions: the letter of its level (l, r, w, p, t; a capital where
/// it can be confined to resources) and its name. Services are sorted, and the actions of each.
package final class ActionCatalogue: Sendable {
  /// Decoded when first asked for.
  package static let aws = ActionCatalogue(
    text: unpacked(ActionCatalogueData.packed, size: ActionCatalogueData.size))
  package static var source: String { ActionCatalogueData.source }

  private let text: [UInt8]
  /// `s3:getobject` for each action, one after the other.
  private let lowered: [UInt8]
  private let names: [Range<Int>]
  private let loweredNames: [Range<Int>]
  private let levels: [AccessLevel]
  private let confinable: [Bool]
  /// In their order.
  package let services: [String]
  private let ranges: [String: Range<Int>]
  private let serviceOfAction: [UInt16]
  private let resourceServices: [String: [String]]
  /// Those that can be confined to resources.
  let confinableActions: ActionSet

  private init(text: [UInt8]) {
    self.text = text
    var lowered: [UInt8] = []
    lowered.reserveCapacity(text.count * 2)
    var (names, loweredNames): ([Range<Int>], [Range<Int>]) = ([], [])
    var (levels, confinable): ([AccessLevel], [Bool]) = ([], [])
    var services: [String] = []
    var ranges: [String: Range<Int>] = [:]
    var serviceOfAction: [UInt16] = []
    var resourceServices: [String: [String]] = [:]
    var confinableActions = ActionSet()
    var prefix: [UInt8] = []
    var (first, position) = (0, 0)
    func finish() {
      if let service = services.last { ranges[service] = first..<names.count }
    }
    while position < text.count {
      let end = text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      if text[position] == UInt8(ascii: "=") {
        finish()
        let words = String(decoding: text[(position + 1)..<end], as: UTF8.self).split(separator: " ").map(String.init)
        prefix = Array(words[0].utf8)
        services.append(words[0])
        if words.count > 1 { resourceServices[words[0]] = words[1].split(separator: ",").map(String.init) }
        first = names.count
      } else {
        let letter = text[position]
        levels.append(Self.level(letter | 0x20))
        confinable.append(letter & 0x20 == 0)
        if letter & 0x20 == 0 { confinableActions.insert(names.count) }
        names.append((position + 1)..<end)
        let start = lowered.count
        lowered += prefix
        lowered.append(UInt8(ascii: ":"))
        for byte in text[(position + 1)..<end] { lowered.append(byte.loweredLetter) }
        loweredNames.append(start..<lowered.count)
        serviceOfAction.append(UInt16(services.count - 1))
      }
      position = end + 1
    }
    finish()
    (self.lowered, self.names, self.loweredNames) = (lowered, names, loweredNames)
    (self.levels, self.confinable) = (levels, confinable)
    (self.resourceServices, self.confinableActions) = (resourceServices, confinableActions)
    (self.services, self.ranges, self.serviceOfAction) = (services, ranges, serviceOfAction)
  }

  private static func level(_ letter: UInt8) -> AccessLevel {
    switch letter {
    case UInt8(ascii: "l"): .list
    case UInt8(ascii: "r"): .read
    case UInt8(ascii: "t"): .tagging
    case UInt8(ascii: "w"): .write
    default: .permissionsManagement
    }
  }

  private static func unpacked(_ text: String, size: Int) -> [UInt8] {
    guard let packed = Base64.decode(text) else { return [] }
    var length = uLong(size)
    var output = [UInt8](repeating: 0, count: size)
    let status = uncompress(&output, &length, packed, uLong(packed.count))
    precondition(status == Z_OK && length == size, "the actions in this program are damaged")
    return output
  }

  package var count: Int { names.count }
  package func level(of number: Int) -> AccessLevel { levels[number] }
  /// Whether a statement can say of which resources; of others `*` says nothing.
  package func isConfinable(_ number: Int) -> Bool { confinable[number] }
  package func service(of number: Int) -> String { services[Int(serviceOfAction[number])] }
  /// As AWS writes it: `s3:GetObject`.
  package func name(of number: Int) -> String {
    "\(service(of: number)):\(String(decoding: text[names[number]], as: UTF8.self))"
  }
  package func range(of service: String) -> Range<Int>? { ranges[service.lowercased()] }

  /// The services in the identifiers of all that a service's actions can be about.
  func resourceServices(of service: String) -> [String] { resourceServices[service] ?? [service] }

  /// Those of what they are mostly about: a statement about these is one about the service.
  func ownResourceServices(of service: String) -> [String] {
    let all = resourceServices(of: service)
    // Roles are what is assumed.
    return service != "sts" && all.contains(service) ? [service] : all
  }

  /// The action of this name, whatever its case.
  package func number(of name: String) -> Int? {
    let wanted = Array(name.lowercased().utf8)
    guard let colon = wanted.firstIndex(of: UInt8(ascii: ":")),
      let range = ranges[String(decoding: wanted[..<colon], as: UTF8.self)]
    else { return nil }
    // They are sorted.
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if lowered[loweredNames[middle]].lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    return low < range.upperBound && lowered[loweredNames[low]].elementsEqual(wanted) ? low : nil
  }

  /// All actions that a pattern such as `s3:Get*` stands for.
  func numbers(matching pattern: Wildcard) -> ActionSet {
    var found = ActionSet()
    if pattern.matchesEverything { return .all }
    let literal = pattern.bytes.prefix { !Wildcard.isSpecial($0) }
    // A service that is written out is all that needs looking at.
    let candidates: Range<Int> =
      literal.firstIndex(of: UInt8(ascii: ":")).map { ranges[String(decoding: literal[..<$0], as: UTF8.self)] ?? 0..<0 }
      ?? 0..<count
    lowered.withUnsafeBufferPointer { text in
      for number in candidates where pattern.matches(UnsafeBufferPointer(rebasing: text[loweredNames[number]])) {
        found.insert(number)
      }
    }
    return found
  }
}

extension UInt8 {
  var loweredLetter: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}
