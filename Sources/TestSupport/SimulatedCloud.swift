package import Model

/// A world of objects in memory, which simulated providers change and tests look at: what counts is what exists in the end.
package actor SimulatedCloud {
  package struct Object: Sendable, Equatable {
    package var type: String
    package var id: String
    /// Of the type's schema.
    package var value: Value
    /// What reads still see after a change, and how often: the world is only eventually consistent.
    var stale: (value: Value, reads: Int)?

    package var name: String { value["name"]?.stringValue ?? "" }

    package static func == (a: Object, b: Object) -> Bool { a.id == b.id && a.type == b.type && a.value == b.value }
  }

  /// What a provider is about to do with an object.
  package struct Operation: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
      case create, read, update, delete
    }

    package var kind: Kind
    package var type: String
    package var name: String
    /// How often this was done to an object of this type and name before.
    package var attempt: Int
  }

  /// How an operation goes wrong.
  package enum Fault: String, Sendable, Hashable, CaseIterable {
    /// An error, and nothing was done.
    case refuses
    /// An error, although it was done: of a creation an object is left.
    case failsHalfWay
    /// The provider ends before anything was done.
    case dies
    /// Done, but the provider ends before it could say so.
    case diesAfterwards
  }

  package private(set) var objects: [String: Object] = [:]
  /// All that was done, in order, faults included.
  package private(set) var history: [Operation] = []
  /// What was done with ephemeral resources, in order: `open a`, `renew a`, `close a`.
  package private(set) var ephemeralHistory: [String] = []
  private var attempts: [Operation: Int] = [:]
  private var made: [String: Int] = [:]
  private var isReachable = true
  private var fault: @Sendable (Operation) -> Fault?
  private let staleReads: Int

  package init(staleReads: Int = 0, fault: @escaping @Sendable (Operation) -> Fault? = { _ in nil }) {
    self.staleReads = staleReads
    self.fault = fault
  }

  /// Faults that depend on the seed and the operation only, so that one seed gives one story in whatever order tasks run.
  package static func seededFaults(
    _ seed: UInt64, percent: Int, among faults: [Fault] = Fault.allCases
  ) -> @Sendable (Operation) -> Fault? {
    { operation in
      var mixed = seed
      for byte in "\(operation.kind) \(operation.type) \(operation.name) \(operation.attempt)".utf8 {
        mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
      var numbers = SeededGenerator(seed: mixed)
      guard Int.random(in: 0..<100, using: &numbers) < percent else { return nil }
      return faults.randomElement(using: &numbers)
    }
  }

  package func setFaults(_ fault: @escaping @Sendable (Operation) -> Fault?) { self.fault = fault }

  /// From now on nothing reaches the cloud, as when the process that would ask is gone.
  package func disconnect() { isReachable = false }
  package func reconnect() { isReachable = true }

  /// All objects, sorted by type and name.
  /// Regions that providers were configured for.
  package private(set) var regions: Set<String> = []
  func enter(region: String) { regions.insert(region) }

  package var inventory: [Object] { objects.values.sorted { ($0.type, $0.name, $0.id) < ($1.type, $1.name, $1.id) } }

  /// Changes an object behind everyone's back.
  package func tamper(id: String, attribute: String, with value: Value) {
    guard var object = objects[id], case .object(var attributes) = object.value else { return }
    attributes[attribute] = value
    object.value = .object(attributes)
    objects[id] = object
  }

  /// Takes an object away behind everyone's back.
  package func remove(id: String) { objects[id] = nil }

  // MARK: for providers

  /// Begins an operation and gives the fault that it meets; nil means that it goes well. False when there is no cloud.
  func begin(_ kind: Operation.Kind, type: String, name: String) -> (isReachable: Bool, fault: Fault?) {
    guard isReachable else { return (false, nil) }
    var operation = Operation(kind: kind, type: type, name: name, attempt: 0)
    let attempt = attempts[operation, default: 0]
    attempts[operation] = attempt + 1
    operation.attempt = attempt
    history.append(operation)
    return (true, fault(operation))
  }

  /// Names depend on what was made before with the same name only.
  func newID(type: String, name: String) -> String {
    made["\(type)-\(name)", default: 0] += 1
    return "\(type)-\(name)-\(made["\(type)-\(name)"] ?? 0)"
  }

  func put(_ value: Value, type: String, id: String) {
    let previous = objects[id]
    let stale = previous.flatMap { staleReads > 0 ? (value: $0.value, reads: staleReads) : nil }
    objects[id] = Object(type: type, id: id, value: value, stale: stale)
  }

  func delete(id: String) { objects[id] = nil }

  func note(ephemeral event: String) { ephemeralHistory.append(event) }

  func read(id: String) -> Value? {
    guard var object = objects[id] else { return nil }
    guard let stale = object.stale, stale.reads > 0 else { return object.value }
    object.stale = (stale.value, stale.reads - 1)
    objects[id] = object
    return stale.value
  }

  func find(type: String, name: String) -> Value? { inventory.first { $0.type == type && $0.name == name }?.value }
}
