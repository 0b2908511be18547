import Model
import TestSupport
import Testing

@testable import Planning

struct PlanFileTests {
  @Test(arguments: UInt64(1)...200)
  func `a plan that was saved and read again is the same`(seed: UInt64) throws {
    var generator = PlanGenerator(seed: seed)
    let saved = generator.saved()
    #expect(try PlanFile.decode(PlanFile.encode(saved), path: "p") == saved, "seed \(seed)")
  }

  @Test(arguments: RenderingFixture.all)
  func `a recorded plan survives saving`(_ fixture: RenderingFixture) throws {
    let plan = Plan(recorded: try #require(fixture.json("plan.json")), arguments: fixture.arguments)
    let saved = SavedPlan(plan: plan, productVersion: "1", files: ["main.tf": try #require(fixture.bytes("after.tf"))])
    #expect(try PlanFile.decode(PlanFile.encode(saved), path: "p") == saved)
  }

  @Test func `one plan is always written as the same bytes`() {
    var generator = PlanGenerator(seed: 7)
    let saved = generator.saved()
    #expect(PlanFile.encode(saved) == PlanFile.encode(saved))
  }

  @Test func `every field of what is saved has its place in the file`() {
    func fields(_ value: Any) -> [String] { Mirror(reflecting: value).children.compactMap(\.label) }
    var generator = PlanGenerator(seed: 1)
    let saved = generator.saved()
    // A new field must be written, read and generated above; then its name is added here.
    #expect(
      fields(saved) == [
        "plan", "productVersion", "files", "rootDirectory", "lockFile", "providers", "backend", "workspace",
      ]
    )
    #expect(
      fields(saved.plan) == [
        "mode", "timestamp", "variables", "changes", "drift", "outputChanges", "previousState", "priorState", "checks",
        "relevantAttributes", "execution", "targets", "excludes", "forceReplace", "isErrored",
      ])
    #expect(
      fields(generator.change()) == [
        "address", "previousAddress", "deposedKey", "provider", "action", "reason", "before", "after",
        "requiresReplace", "priorPrivateData", "plannedPrivateData", "dependencies", "createBeforeDestroy", "isTainted",
        "importedID", "importedIdentity", "generatedConfiguration",
      ])
    #expect(
      fields(ObjectRecord(attributes: [])) == [
        "status", "schemaVersion", "attributes", "sensitivePaths", "privateData", "dependencies",
        "createBeforeDestroy", "skipsDestroy", "identitySchemaVersion", "identity",
      ])
    // Symbols are those of sketches, which are never saved.
    #expect(
      fields(Refinement.none) == [
        "isNotNull", "prefix", "lowerBound", "upperBound", "minimumLength", "maximumLength", "symbol",
      ])
  }

  struct Bad: Sendable, CustomStringConvertible {
    var name: String
    var bytes: [UInt8]
    var code: String
    var description: String { name }
  }

  static let good: [UInt8] = {
    var generator = PlanGenerator(seed: 3)
    return PlanFile.encode(generator.saved())
  }()

  static var bad: [Bad] {
    var newer = good
    newer[11] = 0xFE
    var changed = good
    changed[changed.count - 3] ^= 1
    var lied = good
    lied[12] = 0xFF
    return [
      Bad(name: "empty", bytes: [], code: "plan-file.invalid"),
      Bad(name: "a configuration", bytes: Array("resource \"a\" \"b\" {}".utf8), code: "plan-file.invalid"),
      Bad(name: "Terraform's", bytes: [0x50, 0x4B, 0x03, 0x04, 0x14], code: "plan-file.foreign"),
      Bad(name: "newer", bytes: newer, code: "plan-file.version"),
      Bad(name: "a mark alone", bytes: Array(good.prefix(10)), code: "plan-file.damaged"),
      Bad(name: "cut short", bytes: Array(good.dropLast(5)), code: "plan-file.damaged"),
      Bad(name: "one bit changed", bytes: changed, code: "plan-file.damaged"),
      Bad(name: "a length that lies", bytes: lied, code: "plan-file.damaged"),
    ]
  }

  @Test(arguments: bad)
  func `what is no plan of ours is refused with its reason`(_ bad: Bad) {
    let error = #expect(throws: DiagnosticsError.self) { try PlanFile.decode(bad.bytes, path: "saved.plan") }
    #expect(error?.diagnostics.map(\.code) == [bad.code])
    #expect(error?.diagnostics.first?.detail.contains("saved.plan") == true)
    #expect(error?.diagnostics.first?.detail.contains("plan -out") == true)
  }

  @Test func `changed bytes never crash the reader nor pass for a plan`() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      var bytes = Self.good
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if bytes == Self.good { continue }
      #expect(throws: DiagnosticsError.self) { try PlanFile.decode(bytes, path: "p") }
    }
  }

  @Test func `changed contents behind a right checksum end in a plan or an error`() {
    var random = SeededGenerator(seed: 12)
    var writer = BinaryWriter()
    var generator = PlanGenerator(seed: 3)
    writer.saved(generator.saved())
    for _ in 0..<5000 {
      var bytes = writer.bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      var reader = BinaryReader(bytes)
      let result = Result { () throws(BinaryReadingError) in try reader.saved() }
      // Whatever came out can be written again.
      if case .success(let saved) = result {
        var again = BinaryWriter()
        again.saved(saved)
        #expect(!again.bytes.isEmpty)
      }
    }
  }

  @Test func `values nested without end are refused, deep ones are not`() {
    func nested(_ depth: Int) -> [UInt8] {
      var value = Value.true
      for _ in 0..<depth { value = .tuple([value]) }
      var writer = BinaryWriter()
      writer.value(value)
      return writer.bytes
    }
    var deep = BinaryReader(nested(BinaryReader.maximumDepth - 1))
    #expect(throws: Never.self) { try deep.value() }
    var tooDeep = BinaryReader(nested(BinaryReader.maximumDepth))
    #expect(throws: BinaryReadingError.self) { try tooDeep.value() }
    var types = BinaryReader([UInt8](repeating: 4, count: 1_000_000))
    #expect(throws: BinaryReadingError.self) { try types.type() }
  }

  @Test func `a number keeps every one of its bits`() throws {
    for text in ["0.1", "1e-300", "123456789012345678901234567890.5", "-9223372036854775808", "9223372036854775808"] {
      let number = try #require(Number(text))
      var writer = BinaryWriter()
      writer.value(.number(number))
      var reader = BinaryReader(writer.bytes)
      #expect(try reader.value() == .number(number))
    }
  }
}
