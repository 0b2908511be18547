extension ValueType {
  /// Why a value of this type is none of the wanted type, in which `dynamic` stands for anything; nil when it is one. Unlike
  /// a conversion nothing is changed for it.
  package func nonconformance(with wanted: ValueType) -> String? {
    switch (self, wanted) {
    case (_, .dynamic): return nil
    case (.list(let own), .list(let wanted)), (.set(let own), .set(let wanted)), (.map(let own), .map(let wanted)):
      return own.nonconformance(with: wanted)
    case (.object(let own), .object(let wanted)):
      for (name, type) in own.attributes {
        guard let wanted = wanted[name] else { return "unsupported attribute \(quotedText(name))" }
        if let reason = type.nonconformance(with: wanted) { return reason }
      }
      return wanted.names.first { own.index(of: $0) == nil }.map { "missing required attribute \(quotedText($0))" }
    case (.tuple(let own), .tuple(let wanted)):
      guard own.count == wanted.count else { return "\(wanted.count) elements are required, but got \(own.count)" }
      return zip(own, wanted).lazy.compactMap { $0.nonconformance(with: $1) }.first
    default:
      return self == wanted ? nil : "\(wanted.friendlyName) required, but received \(friendlyName)"
    }
  }
}

extension Value {
  /// Why a converted value is not of the wanted type after all: a set that is not wholly known becomes a list of what its own
  /// elements are, whatever was wanted.
  package func mismatch(with wanted: ValueType) -> String? {
    switch (self, wanted) {
    case (.marked(let value, _), _): return value.mismatch(with: wanted)
    case (.unknown(.list(let own), _), .list(let wanted)): return own.nonconformance(with: wanted)
    case (.list(_, let elements), .list(let wanted)) where wanted.isCollection:
      return elements.lazy.compactMap { $0.mismatch(with: wanted) }.first
    case (.map(_, let elements), .map(let wanted)) where wanted.isCollection:
      return elements.values.lazy.compactMap { $0.mismatch(with: wanted) }.first
    default: return nil
    }
  }
}
