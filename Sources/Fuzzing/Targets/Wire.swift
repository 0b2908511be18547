import Model
import Plugins

extension FuzzTarget {
  /// What a provider sends.
  static let wire: [FuzzTarget] = [
    FuzzTarget("messagepack", bytes: packWords, seeds: packs(withType: true)) { bytes in
      let type = types[Int(bytes.first ?? 0) % types.count]
      let value = try ProviderBytes.readMessagePack(Array(bytes.dropFirst()), as: type)
      let again = try ProviderBytes.writeMessagePack(value, as: type)
      try require(try ProviderBytes.readMessagePack(again, as: type) == value, "what is written is read as the same")
    },
    FuzzTarget("protobuf", bytes: packWords, seeds: messages) { bytes in
      for type in types.prefix(3) {
        for reader in ProviderBytes.readers(type) { try? reader.read(bytes) }
      }
    },
    FuzzTarget("grpc", bytes: packWords, seeds: messages.map { [0, 0, 0, 0, UInt8($0.count)] + $0 }) { bytes in
      for size in [1, 7, 4096] { ProviderBytes.readFrames(bytes, inPiecesOf: size) }
    },
    FuzzTarget("handshake", words: ["|", "1", "5", "tcp", "unix", "127.0.0.1:", "grpc"], seeds: handshakes) { bytes in
      try ProviderBytes.readHandshake(String(decoding: bytes, as: UTF8.self))
    },
  ]

  private static let types: [ValueType] = [
    .dynamic,
    .object(
      ObjectType([
        ("id", .string), ("many", .list(.dynamic)), ("map", .map(.number)),
        ("set", .set(.object(ObjectType([("a", .bool)])))),
        ("tuple", .tuple([.string, .number])),
      ])),
    .list(.string), .number, .string, .set(.dynamic), .map(.list(.bool)), .tuple([.dynamic, .dynamic]),
  ]

  private static func value(of type: ValueType, depth: Int = 0) -> Value {
    switch type {
    case .dynamic: depth > 2 ? .null(.dynamic) : .string("any")
    case .string: .string("té\u{301}xt")
    case .number: .number(Number(12.5))
    case .bool: .bool(true)
    case .list(let element): .list(element == .dynamic ? .string : element, [value(of: element, depth: depth + 1)])
    case .set(let element):
      .set(element == .dynamic ? .string : element, unsorted: [value(of: element, depth: depth + 1)])
    case .map(let element): .map(element, KeyedValues([("k", value(of: element, depth: depth + 1))]))
    case .tuple(let types): .tuple(types.map { value(of: $0, depth: depth + 1) })
    case .object(let object):
      .object(zip(object.names, object.types).map { ($0, value(of: $1, depth: depth + 1)) })
    }
  }

  private static func packs(withType: Bool) -> [[UInt8]] {
    types.enumerated().flatMap { index, type in
      [value(of: type), .null(type), .unknown(type)].compactMap { value in
        (try? ProviderBytes.writeMessagePack(value, as: type)).map { (withType ? [UInt8(index)] : []) + $0 }
      }
    }
  }

  /// A value in field 1, a diagnostic with a path in field 4, bytes in field 3: the shape of most answers.
  private static let messages: [[UInt8]] = packs(withType: false).map { pack in
    let dynamic = field(1, pack)
    let path = field(4, field(1, field(1, "name".bytes)) + field(1, [0x18, 3]))
    return field(1, dynamic) + field(4, [0x08, 1] + field(2, "Summary".bytes) + field(3, "Detail".bytes) + path)
      + field(3, [1, 2, 3]) + [0x28, 1]
  }

  private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    let count = bytes.count
    let length = count < 128 ? [UInt8(count)] : [UInt8(count & 0x7F) | 0x80, UInt8(truncatingIfNeeded: count >> 7)]
    return [number << 3 | 2] + length + bytes
  }

  private static let packWords: [[UInt8]] = [
    [0xC0], [0x80], [0x90], [0xD9], [0xDD, 0xFF, 0xFF, 0xFF, 0xFF], [0xC7, 0x0C], [0xD4, 0], [0xCB], [0, 0, 0, 0],
    "[\"list\",\"string\"]".bytes, "[\"object\",{\"a\":\"dynamic\"}]".bytes, [0x92], [0x0A],
    [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
  ]

  private static let handshakes = [
    "1|5|unix|/tmp/plugin123|grpc|", "1|6|tcp|127.0.0.1:1234|grpc|MIIB", "1|4|unix|/x|netrpc",
  ].map(\.bytes)
}
