import Model
import TestSupport

extension SeededGenerator {
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  mutating func type(depth: Int) -> ValueType {
    switch Int.random(in: 0..<(depth > 0 ? 10 : 4), using: &self) {
    case 0: return .string
    case 1: return .number
    case 2: return .bool
    case 3: return .dynamic
    case 4: return .list(type(depth: depth - 1))
    case 5: return .set(type(depth: depth - 1).withoutDynamic)
    case 6: return .map(type(depth: depth - 1))
    case 7: return .tuple((0..<Int.random(in: 0...3, using: &self)).map { _ in type(depth: depth - 1) })
    default:
      return .object(ObjectType((0..<Int.random(in: 0...20, using: &self)).map { ("a\($0)", type(depth: depth - 1)) }))
    }
  }

  /// A value that may stand where the type is asked for.
  mutating func value(of type: ValueType, depth: Int = 4) -> Value {
    if type != .dynamic {
      if chance(10) { return .null(type) }
      if chance(10) { return .unknown(type, refinement(of: type)) }
    }
    let count = chance(5) ? 40 : Int.random(in: 0...3, using: &self)
    switch type {
    case .string: return .string(text())
    case .number: return .number(number())
    case .bool: return .bool(chance(50))
    case .dynamic:
      if depth == 0 || chance(20) { return chance(50) ? .null(.dynamic) : .dynamicUnknown }
      return value(of: self.type(depth: 1).withoutDynamic, depth: depth - 1)
    case .list(let element): return .list(element, (0..<count).map { _ in value(of: element, depth: depth) })
    case .set(let element):
      // The order of several unknown elements is nobody's promise.
      return .set(
        element, unsorted: (0..<count).map { _ in value(of: element, depth: depth) }.filter(\.isWhollyKnown))
    case .map(let element):
      return .map(element, KeyedValues((0..<count).map { _ in (text(), value(of: element, depth: depth)) }))
    case .tuple(let types): return .tuple(types.map { value(of: $0, depth: depth) })
    case .object(let object):
      return .object(
        KeyedValues(sortedKeys: object.names, values: object.types.map { value(of: $0, depth: depth) }))
    }
  }

  private mutating func refinement(of type: ValueType) -> Refinement {
    var refinement = Refinement(isNotNull: chance(50))
    switch type {
    case .string: if chance(50) { refinement.prefix = text() }
    case .number:
      if chance(50) { refinement.lowerBound = Refinement.Bound(value: number(), isInclusive: chance(50)) }
      if chance(50) { refinement.upperBound = Refinement.Bound(value: number(), isInclusive: chance(50)) }
    case .list, .set, .map:
      if chance(50) { refinement.minimumLength = Int.random(in: 1...70_000, using: &self) }
      if chance(50) { refinement.maximumLength = Int.random(in: 0...70_000, using: &self) }
    default: break
    }
    return refinement
  }

  mutating func text() -> String {
    let pieces = ["a", "é", "日本", "👩‍👩‍👧", " ", "\0", "\"", String(repeating: "x", count: 31), "\u{1F1E6}"]
    if chance(2) { return String(repeating: "long", count: 20_000) }
    return (0..<Int.random(in: 0...9, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
      .normalizedNFC
  }

  private mutating func number() -> Number {
    let texts = [
      "0", "-1", "127", "128", "-32", "-33", "255", "256", "65535", "65536", "4294967295", "4294967296", "-128", "-129",
      "-32768", "-32769", "-2147483648", "-2147483649", "9223372036854775807", "-9223372036854775808",
      "9223372036854775808", "18446744073709551616", "0.1", "0.5", "-2.25", "1e100",
      "3.14159265358979323846264338327950288",
      "123456789012345678901234567890.5", "1e-30",
    ]
    return Number(texts.randomElement(using: &self) ?? "0") ?? .integer(0)
  }
}

extension ValueType {
  /// Elements of a set must be of one type.
  fileprivate var withoutDynamic: ValueType {
    switch self {
    case .dynamic: .string
    case .string, .number, .bool: self
    case .list(let element): .list(element.withoutDynamic)
    case .set(let element): .set(element.withoutDynamic)
    case .map(let element): .map(element.withoutDynamic)
    case .tuple(let types): .tuple(types.map(\.withoutDynamic))
    case .object(let object): .object(ObjectType(object.attributes.map { ($0, $1.withoutDynamic) }))
    }
  }
}
