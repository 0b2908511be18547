import Foundation
import Model
import Storing
import TestSupport
import Testing

/// Two runs in one directory, of which one has no lock of the state: it was taken away, or never asked for.
struct LiveJournalTests {
  private static func entry(_ name: String) throws -> JournalEntry {
    .creating(try ResourceInstanceAddress(parsing: "terraform_data.\(name)"))
  }

  @Test func `the journal of a run that still goes on is nobody else's`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("terraform.tfstate").path
      let other = FileJournal(statePath: path)
      do {
        let journal = FileJournal(statePath: path)
        try await journal.begin(JournalTests.base, [try Self.entry("first")])
        #expect(try await other.contents() == nil)
        for attempt: () async throws -> Void in [
          { try await other.remove() }, { _ = try await other.setAside() },
          { try await other.begin(JournalTests.base, [try Self.entry("another")]) },
        ] {
          await #expect { try await attempt() } throws: { "\($0)".contains("another run in this directory") }
        }
        try await journal.append([try Self.entry("second")])
        // Its own next journal takes the place of the first, and is as much its own.
        try await journal.begin(JournalTests.base, [try Self.entry("third")])
        #expect(try await other.contents() == nil)
      }
      // It has ended, and what it leaves must be recovered, not written over by one that has not read it.
      await #expect { try await other.begin(JournalTests.base, []) } throws: { "\($0)".contains("Run again") }
      let left = try #require(try await other.contents().flatMap { JournalFile($0) })
      #expect(left.entries == [try Self.entry("third")])
      try await other.begin(JournalTests.base, [try Self.entry("fourth")])
    }
  }

  @Test func `who has lost the lock does not write over a state that another has written since`() async throws {
    let storage = MemoryStorage(state: StateFile.encode(randomState(seed: 4)))
    func open() async throws -> StateSession<SteppedClock> {
      try await StateSession.open(
        store: storage, journal: nil, newLineage: "new", terraformVersion: "1.11.4", clock: SteppedClock()
      ).session
    }
    let records = JournalTests.records(seed: 5, count: 20).filter { $0.instance.current != nil }
    let (first, second) = (try await open(), try await open())
    try await second.record(records[0])
    try await second.finish()
    let kept = await storage.stateBytes
    await #expect { try await first.record(records[1]) } throws: { "\($0)".contains("another run has written it") }
    #expect(await storage.stateBytes == kept)
  }
}
