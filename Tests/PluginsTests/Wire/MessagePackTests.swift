import Model
import TestSupport
import Testing

@testable import Plugins

@Suite struct MessagePackTests {
  @Test func `values are written in the forms that providers know`() throws {
    let pair = ObjectType([("b", .string), ("a", .number)])
    let cases: [(Value, ValueType, [UInt8])] = [
      (.null(.string), .string, [0xC0]), (.true, .bool, [0xC3]), (.integer(5), .number, [5]),
      (.integer(-1), .number, [0xFF]), (.integer(200), .number, [0xCC, 200]),
      (.integer(-200), .number, [0xD1, 0xFF, 0x38]),
      (.number(Number(0.5)), .number, [0xCB, 0x3F, 0xE0, 0, 0, 0, 0, 0, 0]),
      (.number(try #require(Number("18446744073709551617"))), .number, [0xB4] + Array("18446744073709551617".utf8)),
      (.number(try #require(Number("0.1"))), .number, [0xA3] + Array("0.1".utf8)),
      (.string("hi"), .string, [0xA2, 0x68, 0x69]),
      (.unknown(.string), .string, [0xD4, 0, 0]),
      (.unknown(.string, .notNull), .string, [0xC7, 3, 12, 0x81, 1, 0xC2]),
      (
        .unknown(.string, Refinement(isNotNull: true, prefix: "ab")), .string,
        [0xC7, 7, 12, 0x82, 1, 0xC2, 2, 0xA2, 0x61, 0x62]
      ),
      (.unknown(.list(.string), Refinement(minimumLength: 0)), .list(.string), [0xD4, 0, 0]),
      (.dynamicUnknown, .dynamic, [0xD4, 0, 0]), (.null(.dynamic), .dynamic, [0xC0]),
      (.true, .dynamic, [0x92, 0xC4, 6] + Array("\"bool\"".utf8) + [0xC3]),
      (.null(.bool), .dynamic, [0x92, 0xC4, 6] + Array("\"bool\"".utf8) + [0xC0]),
      (.object([("a", .integer(1)), ("b", .null(.string))]), .object(pair), [0x82, 0xA1, 0x61, 1, 0xA1, 0x62, 0xC0]),
      (.string("secret").marked(with: .sensitive), .string, [0xA6] + Array("secret".utf8)),
      (.list(.bool, [.true, .false]), .list(.bool), [0x92, 0xC3, 0xC2]),
    ]
    for (value, type, expected) in cases {
      let written = try MessagePackWriter.write(value, as: type)
      #expect(written == expected, "\(value)")
      let expectedValue =
        value == .unknown(.list(.string), Refinement(minimumLength: 0)) ? .unknown(.list(.string)) : value
      #expect(try MessagePackReader.read(written, as: type) == expectedValue.deeplyUnmarked, "\(value)")
    }
  }

  @Test func `every form that a provider may choose is read`() throws {
    let cases: [([UInt8], ValueType, Value)] = [
      ([0xCA, 0x3F, 0, 0, 0], .number, .number(Number(0.5))),
      ([0xD3] + [UInt8](repeating: 0xFF, count: 8), .number, .integer(-1)),
      ([0xCF] + [UInt8](repeating: 0xFF, count: 8), .number, .number(try #require(Number("18446744073709551615")))),
      ([0xCB, 0x40, 0x45, 0, 0, 0, 0, 0, 0], .number, .integer(42)), ([0xA2, 0x34, 0x32], .number, .integer(42)),
      ([0xD9, 1, 0x61], .string, .string("a")), ([0xDB, 0, 0, 0, 1, 0x61], .string, .string("a")),
      ([0xA3, 0x65, 0xCC, 0x81], .string, .string("é")),
      ([0xDD, 0, 0, 0, 1, 0xC3], .list(.bool), .list(.bool, [.true])),
      ([0xDF, 0, 0, 0, 1, 0xA1, 0x6B, 0xC3], .map(.bool), .map(.bool, KeyedValues([("k", .true)]))),
      ([0x93, 2, 1, 2], .set(.number), .set(.number, [.integer(1), .integer(2)])),
      // Other extensions are unknown values, whatever they hold; and so are refinements of a later version.
      ([0xD6, 99, 1, 2, 3, 4], .string, .unknown(.string)), ([0xC8, 0, 0, 7], .bool, .unknown(.bool)),
      ([0xC7, 5, 12, 0x82, 99, 0x90, 1, 0xC2], .bool, .unknown(.bool, .notNull)),
      (
        [0x92, 0xA9] + Array(#"["set","x"#.utf8) + [0xC0], .tuple([.string, .bool]),
        .tuple([.string(#"["set","x"#), .null(.bool)])
      ),
    ]
    for (bytes, type, expected) in cases {
      #expect(try MessagePackReader.read(bytes, as: type) == expected, "\(bytes)")
    }
  }

  @Test func `what is not of the type is refused`() {
    let object = ValueType.object(ObjectType([("a", .string), ("b", .string)]))
    let cases: [([UInt8], ValueType, String)] = [
      ([], .string, "too early"), ([0xC3], .string, "a bool stands where \"string\" is required"),
      ([0xC0, 0xC0], .string, "more bytes"), ([0xC1], .string, "unknown type"),
      ([0xDD, 0xFF, 0xFF, 0xFF, 0xFF], .list(.bool), "longer than its message"),
      ([0xC6, 0xFF, 0xFF, 0xFF, 0xFF], .string, "too early"), ([0x81, 0xA1, 0x61, 0xC0], object, "2 attributes has 1"),
      ([0x82, 0xA1, 0x61, 0xC0, 0xA1, 0x61, 0xC0], object, "twice"),
      ([0x82, 0xA1, 0x61, 0xC0, 0xA1, 0x63, 0xC0], object, "\"c\""), ([0x81, 1, 0xC0], .map(.string), "name"),
      ([0x91, 0xC0], .tuple([]), "tuple of 0"), ([0xCB, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0], .number, "NaN"),
      ([0xA1, 0x78], .number, "where a number"), ([0x92, 0xC4, 1, 0x78, 0xC0], .dynamic, "no valid type"),
      ([0x92, 1, 0xC0], .dynamic, "type of a dynamic value"), ([0xC3], .dynamic, "dynamic"),
      ([0xC7, 1, 12, 0x90], .string, "no map"),
    ]
    for (bytes, type, reason) in cases {
      do throws(WireError) {
        let value = try MessagePackReader.read(bytes, as: type)
        Issue.record("\(bytes) gave \(value)")
      } catch { #expect(error.message.contains(reason), "\(bytes): \(error.message)") }
    }
    #expect(throws: WireError.self) { try MessagePackWriter.write(.string("x"), as: .number) }
    #expect(throws: WireError.self) { try MessagePackWriter.write(.object([("a", .null(.string))]), as: object) }
    #expect(throws: WireError.self) { try MessagePackWriter.write(.tuple([.true]), as: .tuple([])) }
  }

  @Test func `nesting has an end`() throws {
    let nested: [UInt8] = [0x92, 0xC4, 9] + Array("\"dynamic\"".utf8)
    let deep: [UInt8] = Array(repeatElement(nested, count: 100_000).joined()) + [0xC0]
    #expect(throws: WireError.self) { try MessagePackReader.read(deep, as: .dynamic) }
    let refinement = [UInt8](repeating: 0x91, count: 60_000)
    let bomb: [UInt8] = [0xC8, 0xEA, 0x62, 12, 0x81, 99] + refinement
    #expect(throws: WireError.self) { try MessagePackReader.read(bomb, as: .string) }
  }

  @Test func `any value of any type reads back as itself`() throws {
    for seed in UInt64(1)...400 {
      var generator = SeededGenerator(seed: seed)
      let type = generator.type(depth: 3)
      let value = generator.value(of: type)
      let written = try MessagePackWriter.write(value, as: type)
      let read = try MessagePackReader.read(written, as: type)
      #expect(read == value, "seed \(seed)")
    }
  }

  @Test func `changed bytes are read or refused, and what is read can be written`() throws {
    var read = 0
    for seed in UInt64(1)...3_000 {
      var generator = SeededGenerator(seed: seed)
      let type = generator.type(depth: 2)
      var bytes = try MessagePackWriter.write(generator.value(of: type), as: type)
      guard bytes.count < 10_000 else { continue }
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0 where index < bytes.count: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1 where index < bytes.count: bytes.remove(at: index)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        default: bytes.removeLast(bytes.count - index)
        }
      }
      guard let value = try? MessagePackReader.read(bytes, as: type) else { continue }
      read += 1
      // Infinite bounds and the like read as something simpler, once; after that, the value is stable.
      let again = try MessagePackReader.read(try MessagePackWriter.write(value, as: type), as: type)
      #expect(again == value, "seed \(seed)")
    }
    #expect(read > 100)
  }
}
