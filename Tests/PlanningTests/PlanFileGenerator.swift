import Model
import TestSupport

@testable import Planning

/// Plans with every field filled with anything it may hold.
struct PlanGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func chance(_ percent: Int) -> Bool { number(0...99) < percent }
  private mutating func pick<T>(_ choices: [T]) -> T { choices[number(0...choices.count - 1)] }
  private mutating func some<T>(_ most: Int, _ make: (inout PlanGenerator) -> T) -> [T] {
    (0..<number(0...most)).map { _ in make(&self) }
  }

  mutating func text() -> String {
    some(4) { $0.pick(["a", "B", "\"", "\\", "ü", "日", "😀", "\n", "\u{0}", "${x}", "e\u{301}"]) }.joined()
  }

  mutating func bytes() -> [UInt8] { some(9) { UInt8($0.number(0...255)) } }

  mutating func type(depth: Int) -> ValueType {
    switch number(0...(depth > 0 ? 8 : 3)) {
    case 0: .string
    case 1: .number
    case 2: .bool
    case 3: .dynamic
    case 4: .list(type(depth: depth - 1))
    case 5: .set(type(depth: depth - 1))
    case 6: .map(type(depth: depth - 1))
    case 7: .tuple(some(2) { $0.type(depth: depth - 1) })
    default:
      .object(
        ObjectType(["a", "b", "ü"].map { ($0, type(depth: depth - 1)) }, optional: chance(30) ? ["b"] : []))
    }
  }

  mutating func refinement() -> Refinement {
    Refinement(
      isNotNull: chance(50), prefix: text(),
      lowerBound: chance(30) ? Refinement.Bound(value: numberValue(), isInclusive: chance(50)) : nil,
      upperBound: chance(30) ? Refinement.Bound(value: numberValue(), isInclusive: chance(50)) : nil,
      minimumLength: chance(30) ? number(0...9) : nil, maximumLength: chance(30) ? number(0...Int.max) : nil)
  }

  mutating func numberValue() -> Number {
    switch number(0...4) {
    case 0: Number(number(Int.min...Int.max))
    case 1: Number(number(-9...9))
    case 2: Number("1e40") ?? Number(0)
    case 3: Number(1) / Number(number(3...9))
    default: Number("-0.000000000000000000000000000000000000000123456789012345678901234567890123456789") ?? Number(0)
    }
  }

  mutating func value(depth: Int) -> Value {
    let value: Value
    switch number(0...(depth > 0 ? 10 : 5)) {
    case 0: value = .string(text())
    case 1: value = .number(numberValue())
    case 2: value = .bool(chance(50))
    case 3: value = .null(type(depth: 1))
    case 4, 5: value = .unknown(type(depth: 1), chance(50) ? .none : refinement())
    case 6: value = .list(type(depth: 1), some(3) { $0.value(depth: depth - 1) })
    case 7: value = .set(.dynamic, unsorted: some(3) { $0.value(depth: depth - 1).deeplyUnmarked })
    case 8: value = .map(type(depth: 1), KeyedValues(some(3) { ($0.text(), $0.value(depth: depth - 1)) }))
    case 9: value = .tuple(some(3) { $0.value(depth: depth - 1) })
    default: value = .object(KeyedValues(some(3) { ($0.text(), $0.value(depth: depth - 1)) }))
    }
    return chance(15) ? value.marked(with: pick([.sensitive, .ephemeral, [.sensitive, .ephemeral]])) : value
  }

  mutating func path() -> ValuePath {
    some(3) { $0.chance(50) ? .attribute($0.text()) : .index($0.value(depth: 1).deeplyUnmarked) }
  }

  mutating func key() -> InstanceKey? { chance(40) ? nil : chance(50) ? .index(number(0...99)) : .name(text()) }

  mutating func address() -> ResourceInstanceAddress {
    ResourceInstanceAddress(
      module: ModuleAddress(some(2) { ModuleAddress.Step(name: $0.text(), key: $0.key()) }),
      resource: ResourceName(mode: pick([.managed, .data]), type: text(), name: text()), key: key())
  }

  mutating func change() -> ResourceChange {
    var change = ResourceChange(
      address: address(), previousAddress: chance(20) ? address() : nil, deposedKey: chance(20) ? "0123abcd" : nil,
      provider: ProviderConfigAddress(
        module: ModulePath(some(2) { $0.text() }), provider: ProviderAddress(namespace: text(), type: text()),
        alias: chance(30) ? text() : nil, key: chance(20) ? .name(text()) : nil),
      action: pick(
        [
          .noOp, .create, .read, .update, .replace(.deleteThenCreate), .replace(.createThenDelete),
          .replace(.forgetThenCreate), .delete, .forget,
        ]),
      reason: pick([nil, .replaceBecauseTainted, .deleteBecauseEachKey, .readBecauseConfigUnknown]),
      before: value(depth: 3), after: value(depth: 3), requiresReplace: some(2) { $0.path() },
      priorPrivateData: bytes(), plannedPrivateData: bytes(), dependencies: some(2) { $0.address().config },
      createBeforeDestroy: chance(50), isTainted: chance(50))
    change.importedID = chance(20) ? text() : nil
    change.importedIdentity = chance(20) ? text() : nil
    change.generatedConfiguration = chance(20) ? text() : nil
    return change
  }

  mutating func plan() -> Plan {
    var plan = Plan(mode: pick([.normal, .destroy, .refreshOnly]), timestamp: "2026-11-21T10:00:00Z")
    plan.variables = some(3) { PlannedVariable(name: $0.text(), value: $0.value(depth: 2), isSet: $0.chance(50)) }
    plan.changes = [change()] + some(4) { $0.change() }
    plan.drift = some(2) { $0.change() }
    plan.outputChanges = some(2) {
      OutputChange(
        name: $0.text(), action: $0.pick([.create, .noOp]), before: $0.value(depth: 2), after: $0.value(depth: 2),
        isSensitive: $0.chance(50))
    }
    plan.previousState = randomState(seed: random.next())
    plan.priorState = randomState(seed: random.next())
    plan.checks = some(2) {
      CheckResult(
        kind: "resource", configAddress: $0.text(), status: $0.pick([.pass, .fail, .error, .unknown]),
        objects: $0.some(2) {
          CheckResult.Object(address: $0.text(), status: .fail, failureMessages: $0.some(2) { $0.text() })
        })
    }
    plan.relevantAttributes = some(2) { RelevantAttribute(resource: $0.address(), path: $0.path()) }
    let count = plan.changes.count
    plan.execution.steps = (0..<number(0...4)).map { index in
      ExecutionStep(
        kind: pick([.create, .read, .update, .destroy, .forget, .destroyDeposed]), change: number(0...count - 1),
        dependencies: Array(0..<index))
    }
    plan.execution.steps.append(ExecutionStep(kind: .join, change: ExecutionStep.noChange, dependencies: []))
    plan.targets = some(2) { $0.text() }
    plan.excludes = some(2) { $0.text() }
    plan.forceReplace = some(2) { $0.address() }
    plan.isErrored = chance(20)
    return plan
  }

  mutating func saved() -> SavedPlan {
    SavedPlan(
      plan: plan(), productVersion: text(), files: Dictionary(some(3) { ($0.text(), $0.bytes()) }) { $1 },
      rootDirectory: text(), lockFile: chance(50) ? bytes() : nil,
      providers: some(2) {
        SavedPlan.Provider(
          address: ProviderAddress(namespace: $0.text(), type: $0.text()), version: $0.text(),
          hashes: $0.some(2) { $0.text() })
      },
      backend: text(), workspace: text())
  }
}
