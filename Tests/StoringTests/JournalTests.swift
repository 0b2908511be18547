import Model
import Storing
import TestSupport
import Testing

struct JournalTests {
  static func records(seed: UInt64, count: Int) -> [JournalRecord] {
    var generator = SeededGenerator(seed: seed)
    let provider = ProviderConfigAddress(provider: ProviderAddress(namespace: "hashicorp", type: "aws"))
    return (0..<count).map { _ in
      let address = ResourceInstanceAddress(
        module: Bool.random(using: &generator) ? .root : ModuleAddress.root.child("m", .name("x\"y")),
        resource: ResourceName(mode: .managed, type: "t", name: "n"),
        key: .index(Int.random(in: 0..<5, using: &generator)))
      var instance = ResourceInstanceState()
      if Int.random(in: 0..<5, using: &generator) > 0 { instance.current = generator.object() }
      if Int.random(in: 0..<5, using: &generator) == 0 { instance.deposed["0badcafe"] = generator.object() }
      return JournalRecord(address: address, provider: provider, instance: instance)
    }
  }

  static func state(_ base: State, after records: some Sequence<JournalRecord>) -> State {
    records.reduce(into: base) { $0.apply($1) }
  }

  static let base = JournalBase(lineage: "here", serial: 7, terraformVersion: "1.11.4")

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `a journal reads as it was written`(seed: UInt64) throws {
    let records = Self.records(seed: seed, count: 10)
    let journal = try #require(JournalFile(JournalFile.bytes(Self.base, records.map { .became($0) })))
    #expect(journal.base == Self.base)
    #expect(journal.records == records, "seed \(seed)")
  }

  @Test func `a journal cut off at any byte gives the records that were whole`() throws {
    let records = Self.records(seed: 3, count: 6)
    let bytes = JournalFile.bytes(Self.base, records.map { .became($0) })
    let stored = randomState(seed: 9)
    var base = Self.base
    base.lineage = stored.lineage
    base.serial = stored.serial
    let whole = JournalFile.bytes(base, records.map { .became($0) })
    for length in 0...whole.count {
      let cut = Array(whole.prefix(length))
      let complete = max(0, cut.count { $0 == UInt8(ascii: "\n") } - 1)
      let expected = Self.state(stored, after: records.prefix(complete))
      switch Recovery.decide(journal: cut, stored: stored) {
      case .nothing: #expect(complete == 0 || expected == stored, "cut at \(length)")
      case .recovered(var state, let found):
        #expect(found == Array(records.prefix(complete)), "cut at \(length)")
        state.serial -= 1
        #expect(state == expected, "cut at \(length)")
      case .foreign, .unreadable: Issue.record("cut at \(length)")
      }
    }
    #expect(!bytes.isEmpty)
  }

  @Test func `a journal with one damaged byte never gives a record that was not written`() throws {
    let records = Self.records(seed: 5, count: 4)
    let bytes = JournalFile.bytes(Self.base, records.map { .became($0) })
    var generator = SeededGenerator(seed: 11)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= UInt8.random(in: 1...255, using: &generator)
      guard let journal = JournalFile(damaged) else { continue }
      #expect(journal.base == Self.base, "byte \(index)")
      #expect(journal.records == Array(records.prefix(journal.records.count)), "byte \(index)")
      #expect(journal.records.count < records.count, "byte \(index)")
    }
  }

  @Test func `what was being made and has no outcome is unfinished`() throws {
    let records = Self.records(seed: 3, count: 2)
    let other = ResourceInstanceAddress(
      module: .root, resource: ResourceName(mode: .managed, type: "t", name: "other"), key: nil)
    let entries: [JournalEntry] = [
      .creating(records[0].address), .creating(other), .creating(records[1].address), .became(records[0]),
      .became(records[1]),
    ]
    let journal = try #require(JournalFile(JournalFile.bytes(Self.base, entries)))
    #expect(journal.entries == entries)
    #expect(journal.unfinished == [other])
  }

  @Test func `an object that was being made when a run ended is told of by the next`() async throws {
    let storage = MemoryStorage()
    let clock = SteppedClock()
    let records = Self.records(seed: 21, count: 1)
    let other = ResourceInstanceAddress(
      module: .root, resource: ResourceName(mode: .managed, type: "t", name: "other"), key: nil)
    let (session, _) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: clock)
    try await session.begin(creating: other)
    // The whole state is written meanwhile, which ends the journal of the old one.
    clock.advance(by: .seconds(6))
    try await session.record(records[0])

    // It is told until somebody has heard it, whatever else happens.
    for isHeard in [false, false, true] {
      let (session, diagnostics) = try await StateSession.open(
        store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: clock)
      #expect(diagnostics.map(\.code) == ["state.unfinished"])
      #expect(diagnostics[0].detail.contains("t.other"))
      try await session.record(records[0])
      if isHeard { try await session.told() }
      try await session.finish()
    }
    #expect(await storage.journalBytes == nil)
  }

  @Test func `an object of which a provider did not tell whether it was made is told of until somebody has heard it`()
    async throws
  {
    let storage = MemoryStorage()
    let clock = SteppedClock()
    let records = Self.records(seed: 21, count: 1)
    let open = {
      try await StateSession.open(
        store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: clock)
    }
    let (session, _) = try await open()
    try await session.begin(creating: records[0].address)
    try await session.outcomeUnknown(at: records[0].address)
    // What stood there before is put back, which says nothing about the new one.
    try await session.record(records[0])
    let (next, diagnostics) = try await open()
    #expect(diagnostics.map(\.code) == ["state.recovered", "state.unfinished"])
    try await next.finish()
    #expect(await storage.journalBytes != nil)
    try await next.told()
    #expect(await storage.journalBytes == nil)
    // The first run was thought to have ended: it may not write over what was recovered.
    await #expect(throws: StorageError.self) { try await session.finish() }
  }

  @Test func `a journal of another version is kept for it`() async throws {
    let line = JournalFile.line(Array(#"{"journal":99,"lineage":"here","terraform_version":"1.11.4"}"#.utf8))
    let storage = MemoryStorage(journal: line)
    let (_, diagnostics) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: SteppedClock())
    #expect(diagnostics.map(\.code) == ["state.unreadable-journal"])
    #expect(await storage.asideBytes == line)
  }

  @Test func `a journal is never replayed on another state`() {
    let records = Self.records(seed: 3, count: 3)
    let journal = JournalFile.bytes(Self.base, records.map { .became($0) })
    for stored in [
      State(serial: 8, lineage: "here"), State(serial: 6, lineage: "here"), State(serial: 7, lineage: "there"), nil,
    ] {
      #expect(Recovery.decide(journal: journal, stored: stored) == .foreign(records))
    }
    #expect(Recovery.decide(journal: nil, stored: nil) == .nothing)
    #expect(Recovery.decide(journal: Array("nonsense\n".utf8), stored: nil) == .nothing)
  }

  @Test func `a journal whose records are in the state already is done with`() {
    let records = Self.records(seed: 3, count: 3)
    let written = Self.state(State(serial: 8, lineage: "here"), after: records)
    #expect(
      Recovery.decide(journal: JournalFile.bytes(Self.base, records.map { .became($0) }), stored: written) == .nothing)
  }

  /// Runs a command that changes a state until the disk stops it. Returns what it was told is safe.
  private func run(
    _ records: [JournalRecord], on storage: MemoryStorage, clock: SteppedClock
  ) async -> (safe: [JournalRecord], begun: JournalRecord?) {
    var safe: [JournalRecord] = []
    var begun: JournalRecord?
    do {
      let (session, _) = try await StateSession.open(
        store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: clock)
      for record in records {
        begun = record
        try await session.record(record)
        safe.append(record)
        begun = nil
        clock.advance(by: .seconds(2))
      }
      try await session.finish()
    } catch {
      return (safe, begun)
    }
    return (safe, nil)
  }

  @Test(arguments: 0..<40)
  func `a run that is stopped at any step loses nothing that was made`(steps: Int) async throws {
    for torn in [0, 300, 999, 1000] {
      for hasState in [true, false] {
        let before = hasState ? randomState(seed: UInt64(steps)) : nil
        let records = Self.records(seed: UInt64(steps + 100), count: 12)
        let storage = MemoryStorage(state: before.map(StateFile.encode), stopsAfter: steps, torn: torn)
        let (safe, begun) = await run(records, on: storage, clock: SteppedClock())

        let after = MemoryStorage(state: await storage.stateBytes, journal: await storage.journalBytes)
        let (session, diagnostics) = try await StateSession.open(
          store: after, journal: after, newLineage: "new", terraformVersion: "1.11.4", clock: SteppedClock())
        let found = await session.state
        let expected = Self.state(before ?? State(), after: safe)
        let alsoRight = begun.map { Self.state(before ?? State(), after: safe + [$0]) } ?? expected
        #expect(
          found.resources == expected.resources || found.resources == alsoRight.resources,
          "stopped after \(steps), torn \(torn), state \(hasState)")
        #expect(await after.asideBytes == nil)
        #expect(await after.journalBytes == nil)
        if !diagnostics.isEmpty { #expect(diagnostics[0].code == "state.recovered") }
        // What a reader without the journal sees is the same.
        if let stored = try await after.read() { #expect(stored.state.resources == found.resources) }
      }
    }
  }

  @Test func `a journal on a full disk is made up for by writing the state`() async throws {
    let records = Self.records(seed: 8, count: 3)
    let storage = MemoryStorage()
    await storage.setJournalFails(true)
    let (session, _) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: SteppedClock())
    for record in records { try await session.record(record) }
    #expect(try await storage.read()?.state.resources == Self.state(State(), after: records).resources)
  }

  @Test func `nothing is begun that could not be noted, although the state can be written`() async throws {
    // Found by a simulation: the state was written in the journal's place, which says nothing of what is being made.
    let records = Self.records(seed: 8, count: 1)
    let storage = MemoryStorage()
    await storage.setJournalFails(true)
    let (session, _) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: SteppedClock())
    await #expect(throws: StorageError.self) { try await session.begin(creating: records[0].address) }
    await storage.setJournalFails(false)
    try await session.begin(creating: records[0].address)
    #expect(JournalFile(await storage.journalBytes ?? [])?.unfinished == [records[0].address])
  }

  @Test func `many records at once are all noted`() async throws {
    let storage = MemoryStorage()
    let clock = SteppedClock()
    let (session, _) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: clock)
    let provider = ProviderConfigAddress(provider: .builtin)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<200 {
        group.addTask {
          try await session.record(
            JournalRecord(
              address: ResourceInstanceAddress(
                module: .root, resource: ResourceName(mode: .managed, type: "t", name: "n"), key: .index(index)),
              provider: provider, instance: ResourceInstanceState(current: ObjectRecord(attributes: Array("{}".utf8)))))
        }
      }
      try await group.waitForAll()
    }
    #expect(await session.state.resources.values.first?.instances.count == 200)
    let noted = try #require(JournalFile(await storage.journalBytes ?? []))
    #expect(noted.records.count == 200)
    try await session.finish()
    #expect(await storage.journalBytes == nil)
    #expect(try await storage.read()?.state.resources.values.first?.instances.count == 200)
  }

  @Test func `the whole state is written every few seconds`() async throws {
    let storage = MemoryStorage()
    let clock = SteppedClock()
    let (session, _) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "new", terraformVersion: "1.11.4", clock: clock)
    let records = Self.records(seed: 21, count: 2)
    try await session.record(records[0])
    #expect(await storage.stateBytes == nil)
    clock.advance(by: .seconds(6))
    try await session.record(records[1])
    #expect(try await storage.read()?.state.resources == Self.state(State(), after: records).resources)
    #expect(try await storage.read()?.state.lineage == "new")
  }
}
