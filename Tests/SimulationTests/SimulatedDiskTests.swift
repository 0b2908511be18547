import Glibc
import Model
import Simulation
import Storing
import Testing

/// What a disk promises, and what it does not: simulations are worth no more than this.
struct SimulatedDiskTests {
  private static let seeds: [UInt64] = Array(0..<40)

  private func disk(_ seed: UInt64) -> SimulatedDisk { SimulatedDisk(chance: Chance(seed: seed)) }

  /// A file of two sectors, as far as `steps` of the careful way lead.
  private func write(_ disk: SimulatedDisk, steps: Int) throws {
    let file = try disk.open("/stack/file", O_RDWR | O_CREAT, process: 1)
    if steps > 0 { _ = try disk.write(file, [UInt8](repeating: 7, count: 1024)[...], at: 0) }
    if steps > 1 { try disk.synchronize(file) }
    if steps > 2 { try disk.synchronize(try disk.open("/stack", O_DIRECTORY, process: 1)) }
  }

  @Test func `what was synchronized, content and name, survives every power failure`() throws {
    for seed in Self.seeds {
      let disk = disk(seed)
      try write(disk, steps: 3)
      disk.losePower()
      #expect(disk.bytes(at: "/stack/file") == [UInt8](repeating: 7, count: 1024), "seed \(seed)")
    }
  }

  @Test func `a name that was not synchronized may be gone, and content may be torn`() throws {
    var outcomes: Set<[UInt8]?> = []
    for seed in Self.seeds {
      let disk = disk(seed)
      try write(disk, steps: 1)
      disk.losePower()
      outcomes.insert(disk.bytes(at: "/stack/file"))
    }
    #expect(outcomes.contains(nil))
    #expect(outcomes.contains([]))
    #expect(outcomes.contains([UInt8](repeating: 7, count: 1024)))
    #expect(outcomes.contains([UInt8](repeating: 0, count: 512) + [UInt8](repeating: 7, count: 512)))
  }

  @Test func `a renaming happens or does not, whole`() throws {
    var outcomes: Set<String> = []
    for seed in Self.seeds {
      let disk = disk(seed)
      try write(disk, steps: 3)
      let next = try disk.open("/stack/next", O_RDWR | O_CREAT, process: 1)
      _ = try disk.write(next, [8], at: 0)
      try disk.synchronize(next)
      try disk.synchronize(try disk.open("/stack", O_DIRECTORY, process: 1))
      try disk.rename("/stack/next", to: "/stack/file")
      disk.losePower()
      outcomes.insert("\(disk.paths) \(disk.bytes(at: "/stack/file")?.count ?? 0)")
    }
    #expect(outcomes == ["[\"/stack/file\"] 1", "[\"/stack/file\", \"/stack/next\"] 1024"])
  }

  @Test func `a lock ends with its process and is nobody else's meanwhile`() throws {
    let disk = disk(1)
    let mine = try disk.open("/stack/file", O_RDWR | O_CREAT, process: 1)
    let theirs = try disk.open("/stack/file", O_RDWR, process: 2)
    #expect(try disk.lock(mine))
    #expect(try !disk.lock(theirs))
    disk.end(process: 1)
    #expect(try disk.lock(theirs))
  }

  @Test func `a full disk takes a part, then nothing, and what was there can be written over`() throws {
    let disk = disk(1)
    try write(disk, steps: 3)
    disk.setFree(10)
    let file = try disk.open("/stack/file", O_RDWR, process: 1)
    #expect(try disk.write(file, [UInt8](repeating: 9, count: 100)[...], at: 1000) == 34)
    #expect(throws: SystemFailure(code: ENOSPC)) { try disk.write(file, [1], at: 1034) }
    #expect(try disk.write(file, [1], at: 0) == 1)
  }

  @Test(arguments: [0, 10, 400, 900, 1500, 2500])
  func `a store on a full disk keeps a whole state, and goes on when there is room`(room: Int) async throws {
    let process = QuietProcess(seed: 1)
    let path = "/stack/terraform.tfstate"
    let store = LocalStateStore(path: path, disk: process.disk)
    let first = State(terraformVersion: "1.11.4", serial: 1, lineage: "l")
    var second = State(terraformVersion: "1.11.4", serial: 2, lineage: "l")
    second.outputs["text"] = OutputValue(value: .string(String(repeating: "ü", count: 500)), isSensitive: false)
    let token = try await store.lock(
      LockInfo(id: "1", operation: "test", who: "me@here", version: "1.11.4", created: ""))
    try await store.write(first)
    process.setFree(room)
    let isWritten = (try? await store.write(second)) != nil
    // Without a lock, as others read it.
    let found = try await LocalStateStore(path: path, disk: process.disk).read()?.state
    #expect(found == second || (!isWritten && found == first))
    process.setFree(nil)
    try await store.write(second)
    #expect(try await LocalStateStore(path: path, disk: process.disk).read()?.state == second)
    try await store.unlock(token)
  }

  @Test func `a journal in new folders survives a power failure`() async throws {
    // Found by a simulation: the folders themselves were not on the disk.
    for seed in Self.seeds {
      let process = QuietProcess(seed: seed)
      let path = "/stack/.terraform/plumb/default.journal"
      let journal = FileJournal(path: path, disk: process.disk)
      try await journal.begin(JournalBase(lineage: "l", serial: nil, terraformVersion: "1.11.4"), [])
      process.losePower()
      #expect(process.bytes(at: path)?.isEmpty == false, "seed \(seed)")
    }
  }
}
