import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

@Suite struct ProtobufTests {
  @Test func `fields are written as protobuf has them, without defaults`() {
    var writer = ProtobufWriter()
    writer.string(1, "hi")
    writer.string(2, "")
    writer.integer(3, 300)
    writer.integer(4, -1)
    writer.integer(5, 0)
    writer.bool(6, true)
    writer.data(7, [])
    writer.message(8) { $0.bool(1, true) }
    writer.message(16) { _ in }
    let expected: [UInt8] =
      [0x0A, 2, 0x68, 0x69, 0x18, 0xAC, 2, 0x20] + [UInt8](repeating: 0xFF, count: 9) + [1, 0x30, 1, 0x42, 2, 8, 1]
      + [0x82, 1, 0]
    #expect(writer.bytes == expected)
  }

  @Test func `fields read back, unknown ones are passed over`() throws {
    var writer = ProtobufWriter()
    writer.integer(3, -7)
    writer.message(200) { $0.string(1, "later version") }
    writer.string(2, "text")
    let fixed: [UInt8] = [0x25, 1, 2, 3, 4, 0x29, 1, 0, 0, 0, 0, 0, 0, 0]
    var reader = ProtobufReader(writer.bytes + fixed)
    var numbers: [Int] = []
    while let (number, field) = try reader.next() {
      numbers.append(number)
      switch number {
      case 2: #expect(try reader.string(field) == "text")
      case 3: #expect(try reader.integer(field) == -7)
      case 4: if case .fixed32(let value) = field { #expect(value == 0x0403_0201) }
      case 5: if case .fixed64(let value) = field { #expect(value == 1) }
      default: break
      }
    }
    #expect(numbers == [3, 200, 2, 4, 5])
  }

  @Test func `damaged messages are refused`() {
    let cases: [([UInt8], String)] = [
      ([0x08], "inside an integer"), ([0x80], "inside an integer"), ([0x0A, 5, 1], "longer than its message"),
      ([0x0A] + [UInt8](repeating: 0xFF, count: 9) + [1], "longer than its message"),
      ([0x08] + [UInt8](repeating: 0x80, count: 11), "ten bytes"), ([0x0B], "wire type 3"), ([0x00, 0], "number 0"),
      ([0x25, 1], "inside a number"),
    ]
    for (bytes, reason) in cases {
      do throws(WireError) {
        var reader = ProtobufReader(bytes)
        while try reader.next() != nil {}
        Issue.record("\(bytes) was read")
      } catch { #expect(error.message.contains(reason), "\(bytes): \(error.message)") }
    }
    #expect(throws: WireError.self) { try ResponseMessage.diagnostics([0x08, 1], field: 1) }
  }

  /// A schema with some of everything, in the form of a provider's answer.
  static func answer(_ generator: inout SeededGenerator) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1) { schema(&generator, &$0, depth: 1) }
    for number in 0..<4 {
      for field in [2, 3, 8] {
        writer.message(field) { entry in
          entry.string(1, "type_\(number)")
          entry.message(2) { schema(&generator, &$0, depth: 3) }
        }
      }
    }
    writer.message(6) {
      $0.bool(1, true)
      $0.bool(2, true)
    }
    writer.message(7) { entry in
      entry.string(1, "f")
      entry.message(2) { function in
        function.message(1) {
          $0.string(1, "p")
          $0.string(2, "\"string\"")
        }
        function.message(3) { $0.string(1, "\"bool\"") }
      }
    }
    return writer.bytes
  }

  private static func schema(_ generator: inout SeededGenerator, _ writer: inout ProtobufWriter, depth: Int) {
    writer.integer(1, Int.random(in: 0...5, using: &generator))
    writer.message(2) { block(&generator, &$0, depth: depth) }
  }

  private static func block(_ generator: inout SeededGenerator, _ writer: inout ProtobufWriter, depth: Int) {
    for number in 0..<Int.random(in: 0...3, using: &generator) {
      writer.message(2) { attribute(&generator, &$0, "a\(number)", depth: depth) }
    }
    guard depth > 0 else { return }
    for number in 0..<Int.random(in: 0...2, using: &generator) {
      writer.message(3) { nested in
        nested.string(1, "b\(number)")
        nested.message(2) { block(&generator, &$0, depth: depth - 1) }
        nested.integer(3, Int.random(in: 1...5, using: &generator))
      }
    }
  }

  private static func attribute(
    _ generator: inout SeededGenerator, _ writer: inout ProtobufWriter, _ name: String, depth: Int
  ) {
    writer.string(1, name)
    if depth > 0, generator.chance(30) {
      writer.message(10) { nested in
        for number in 0..<2 { nested.message(1) { attribute(&generator, &$0, "n\(number)", depth: depth - 1) } }
        nested.integer(3, Int.random(in: 1...4, using: &generator))
      }
    } else {
      writer.data(2, generator.type(depth: 2).json.written())
    }
    writer.bool(5, true)
    writer.bool(11, generator.chance(20))
  }

  @Test func `schemas of random shape are read, and with changed bytes read or refused`() throws {
    var refused = 0
    for seed in UInt64(1)...400 {
      var generator = SeededGenerator(seed: seed)
      var bytes = Self.answer(&generator)
      let whole = try LazyProviderSchemas(bytes, version: .six, isTrusted: false)
      #expect(whole.resourceTypes == ["type_0", "type_1", "type_2", "type_3"], "seed \(seed)")
      #expect(whole.isCacheable && whole.functions["f"]?.returnType == .bool)
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if (try? LazyProviderSchemas(bytes, version: .six, isTrusted: false)) == nil { refused += 1 }
    }
    #expect(refused > 100)
  }

  @Test func `a schema nested without end is refused`() {
    var block: [UInt8] = []
    for _ in 0..<500 {
      var nested = ProtobufWriter()
      nested.string(1, "b")
      nested.message(2, block)
      nested.integer(3, 2)
      var outer = ProtobufWriter()
      outer.message(3, nested.bytes)
      block = outer.bytes
    }
    var writer = ProtobufWriter()
    writer.message(1) { $0.message(2, block) }
    #expect(throws: WireError.self) { try LazyProviderSchemas(writer.bytes, version: .five, isTrusted: true) }
  }

  @Test func `answers with changed bytes are read or refused`() {
    var writer = ProtobufWriter()
    writer.message(1) { $0.data(1, [0x81, 0xA1, 0x61, 0xA1, 0x62]) }
    writer.message(2) { $0.message(1) { $0.string(1, "a") } }
    writer.data(3, [1, 2, 3])
    writer.message(4) {
      $0.integer(1, 1)
      $0.string(2, "summary")
      $0.message(4) { $0.message(1) { $0.integer(3, 2) } }
    }
    let type = ValueType.object(ObjectType([("a", .string)]))
    for seed in UInt64(1)...5_000 {
      var generator = SeededGenerator(seed: seed)
      var bytes = writer.bytes
      for _ in 0..<2 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? ResponseMessage.plan(bytes, type)
      _ = try? ResponseMessage.apply(bytes, type)
      _ = try? ResponseMessage.call(bytes, type)
    }
  }
}
