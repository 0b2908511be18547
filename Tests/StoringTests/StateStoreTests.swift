import Foundation
import Model
import Storing
import TestSupport
import Testing

/// What every store must do, whatever it is made of.
struct StateStoreConformance {
  private func info(_ id: String) -> LockInfo {
    LockInfo(id: id, operation: "test", who: "me@here", version: "1.11.4", created: "2026-01-02T03:04:05.6Z")
  }

  private func check(_ store: some StateStore, _ other: some StateStore) async throws {
    #expect(try await store.read() == nil)
    let first = randomState(seed: 1)
    try await store.write(first)
    #expect(try await store.read()?.state == first)
    #expect(try await store.read()?.bytes == StateFile.encode(first))

    let token = try await store.lock(info("one"))
    let shorter = State(terraformVersion: "1.11.4", serial: 2, lineage: "x")
    try await store.write(shorter)
    #expect(try await store.read()?.state == shorter)
    #expect(try await other.read()?.state == shorter)
    await #expect(throws: StorageError.self) { try await other.lock(info("two")) }
    await #expect(throws: StorageError.self) { try await store.unlock(LockToken(id: "two")) }
    try await store.unlock(token)
    await #expect(throws: StorageError.self) { try await store.unlock(token) }
    let again = try await other.lock(info("three"))
    try await other.unlock(again)
  }

  @Test func `a file store keeps the contract`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("terraform.tfstate").path
      try await check(LocalStateStore(path: path), LocalStateStore(path: path))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["terraform.tfstate"])
    }
  }

  @Test func `a store in memory keeps the contract`() async throws {
    let store = MemoryStorage()
    try await check(store, store)
  }

  @Test func `a lock is waited for`() async throws {
    let store = MemoryStorage()
    let held = try await store.lock(info("one"))
    let clock = SteppedClock()
    let start = clock.now
    let error = await #expect(throws: StorageError.self) {
      try await store.lock(info("two"), timeout: .seconds(3), clock: clock)
    }
    #expect(error == .locked(info("one")))
    #expect(start.duration(to: clock.now) == .seconds(3))
    try await store.unlock(held)
    let token = try await store.lock(info("two"), timeout: .zero, clock: clock)
    try await store.unlock(token)
  }
}

struct StateSuccessionTests {
  @Test func `a state that differs gets the next serial and keeps the lineage`() {
    let stored = State(terraformVersion: "1.11.4", serial: 4, lineage: "old")
    var next = stored
    #expect(next.successor(of: stored, newLineage: "new") == nil)
    next.outputs["a"] = OutputValue(value: .true, isSensitive: false)
    next.lineage = ""
    let successor = next.successor(of: stored, newLineage: "new")
    #expect(successor?.serial == 5)
    #expect(successor?.lineage == "old")
    let first = State().successor(of: nil, newLineage: "new")
    #expect(first?.serial == 1)
    #expect(first?.lineage == "new")
  }
}

struct LocalStateStoreTests {
  private func info(_ id: String = "0d6a2b9e") -> LockInfo {
    LockInfo(
      id: id, operation: "OperationTypeApply", who: "me@here", version: "1.11.4",
      created: "2026-01-02T03:04:05.678901234Z")
  }

  @Test func `the state as it was before is kept once`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("terraform.tfstate").path
      let states = (1...3).map { State(terraformVersion: "1.11.4", serial: $0, lineage: "x") }
      try await LocalStateStore(path: path, backupPath: path + ".backup").write(states[0])
      #expect(!FileManager.default.fileExists(atPath: path + ".backup"))
      let store = LocalStateStore(path: path, backupPath: path + ".backup")
      try await store.write(states[1])
      try await store.write(states[2])
      #expect(try Data(contentsOf: URL(fileURLWithPath: path + ".backup")) == Data(StateFile.encode(states[0])))
    }
  }

  @Test func `of a state that is written elsewhere, what was there is kept, and not what was read`() async throws {
    try await withTemporaryFolder { folder in
      let read = folder.appendingPathComponent("terraform.tfstate").path
      let written = folder.appendingPathComponent("out.tfstate").path
      let states = (1...3).map { State(terraformVersion: "1.11.4", serial: $0, lineage: "x") }
      try await LocalStateStore(path: read).write(states[0])
      let first = LocalStateStore(path: written, readingFrom: read, backupPath: written + ".backup")
      #expect(try await first.read()?.state == states[0])
      try await first.write(states[1])
      #expect(!FileManager.default.fileExists(atPath: written + ".backup"))
      let second = LocalStateStore(path: written, readingFrom: read, backupPath: written + ".backup")
      try await second.write(states[2])
      #expect(try Data(contentsOf: URL(fileURLWithPath: written + ".backup")) == Data(StateFile.encode(states[1])))
    }
  }

  @Test func `a file that was only locked goes again`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("terraform.tfstate").path
      let store = LocalStateStore(path: path)
      let token = try await store.lock(info())
      let recorded = try JSON.read(
        Array(try Data(contentsOf: folder.appendingPathComponent(".terraform.tfstate.lock.info"))))
      #expect(recorded["Path"]?.string == path)
      try await store.unlock(token)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `writing that was cut off at any byte is finished by the next one`() async throws {
    try await withTemporaryFolder { folder in
      let url = folder.appendingPathComponent("terraform.tfstate")
      let next = folder.appendingPathComponent(".terraform.tfstate.next")
      var old = randomState(seed: 5)
      old.serial = 3
      var new = randomState(seed: 6)
      new.lineage = old.lineage
      new.serial = 4
      let oldBytes = StateFile.encode(old)
      let newBytes = StateFile.encode(new)
      for cut in stride(from: 0, through: newBytes.count, by: 37) {
        // The copy was there before the first byte of the state changed.
        try Data(newBytes).write(to: next)
        try Data([UInt8(ascii: "!")] + newBytes.prefix(cut).dropFirst() + oldBytes.dropFirst(max(cut, 1))).write(
          to: url)
        let store = LocalStateStore(path: url.path)
        #expect(try await store.read()?.state == new, "cut at \(cut)")
        let token = try await store.lock(info())
        #expect(try Data(contentsOf: url) == Data(newBytes))
        #expect(!FileManager.default.fileExists(atPath: next.path))
        try await store.unlock(token)
      }
      // A copy beside a whole state is not wanted any more.
      try Data(newBytes).write(to: next)
      try Data(oldBytes).write(to: url)
      #expect(try await LocalStateStore(path: url.path).read()?.state == old)
      // A copy that is not whole never touched the state.
      try Data(oldBytes).write(to: url)
      for cut in stride(from: 0, to: newBytes.count, by: 53) {
        try Data(newBytes.prefix(cut)).write(to: next)
        #expect(try await LocalStateStore(path: url.path).read()?.state == old, "cut at \(cut)")
      }
    }
  }

  @Test func `what cannot be read or written says why`() async throws {
    try await withTemporaryFolder { folder in
      let inTheWay = folder.appendingPathComponent("file")
      try Data().write(to: inTheWay)
      let nowhere = LocalStateStore(path: inTheWay.appendingPathComponent("where/terraform.tfstate").path)
      let error = await #expect(throws: StorageError.self) { try await nowhere.write(State()) }
      #expect(error?.diagnostics.first?.detail.contains("Not a directory") == true)
      let corrupt = folder.appendingPathComponent("corrupt.tfstate")
      try Data("{".utf8).write(to: corrupt)
      let invalid = await #expect(throws: StorageError.self) { try await LocalStateStore(path: corrupt.path).read() }
      #expect(invalid?.code == "state.unreadable")
      #expect(try Data(contentsOf: corrupt) == Data("{".utf8))
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `while Plumb holds the lock, Terraform reports it as its own`() async throws {
    let judge = try #require(TerraformJudge.find())
    try await withTemporaryFolder { folder in
      try Data("output \"a\" {\n  value = 1\n}\n".utf8).write(to: folder.appendingPathComponent("main.tf"))
      let path = folder.appendingPathComponent("terraform.tfstate").path
      let store = LocalStateStore(path: path)
      let token = try await store.lock(info())
      try await store.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
      // Another reading of the same file in this process must not lose the lock.
      _ = try Data(contentsOf: URL(fileURLWithPath: path))
      let refused = try await judge.run(["apply", "-auto-approve", "-no-color"], in: folder)
      #expect(refused.status == 1)
      var ours = StorageError.locked(
        LockInfo(
          id: "0d6a2b9e", operation: "OperationTypeApply", who: "me@here", version: "1.11.4",
          created: "2026-01-02T03:04:05.678901234Z", path: path)
      ).diagnostics[0].text()
      ours.replace("Plumb acquires", with: "Terraform acquires")
      #expect(unwrapped(refused.errors) == unwrapped(ours))
      try await store.unlock(token)
      #expect(try await judge.run(["apply", "-auto-approve", "-no-color"], in: folder).status == 0)
      #expect(try await store.read()?.state.outputs["a"]?.value == .integer(1))
      #expect(try await store.read()?.state.lineage == "x")
    }
  }

  /// Without line ends, for names of different length break lines at different words.
  private func unwrapped(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `while Terraform holds the lock, Plumb reports who and waits when told to`() async throws {
    let judge = try #require(TerraformJudge.find())
    try await withTemporaryFolder { folder in
      let configuration = """
        resource "terraform_data" "a" {
          provisioner "local-exec" {
            command = "touch started; while [ ! -e go ]; do sleep 0.05; done"
          }
        }
        """
      try Data(configuration.utf8).write(to: folder.appendingPathComponent("main.tf"))
      #expect(try await judge.run(["init"], in: folder).status == 0)
      let store = LocalStateStore(path: folder.appendingPathComponent("terraform.tfstate").path)
      async let applied = judge.run(["apply", "-auto-approve", "-no-color"], in: folder)
      let started = folder.appendingPathComponent("started").path
      for _ in 0..<600 where !FileManager.default.fileExists(atPath: started) {
        try await Task.sleep(for: .milliseconds(50))
      }
      let error = await #expect(throws: StorageError.self) { try await store.lock(info()) }
      guard case .locked(let owner?) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(owner.operation == "OperationTypeApply")
      #expect(owner.version == "1.11.4")
      try Data().write(to: folder.appendingPathComponent("go"))
      let token = try await store.lock(info(), timeout: .seconds(30), clock: ContinuousClock())
      #expect(try await applied.status == 0)
      #expect(try await store.read()?.state.resources.count == 1)
      try await store.unlock(token)
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `a Terraform that waits for the lock goes on with what Plumb wrote`() async throws {
    let judge = try #require(TerraformJudge.find())
    try await withTemporaryFolder { folder in
      try Data("output \"a\" {\n  value = 1\n}\n".utf8).write(to: folder.appendingPathComponent("main.tf"))
      let store = LocalStateStore(path: folder.appendingPathComponent("terraform.tfstate").path)
      let token = try await store.lock(info())
      async let applied = judge.run(["apply", "-auto-approve", "-no-color", "-lock-timeout=30s"], in: folder)
      try await Task.sleep(for: .seconds(1))
      try await store.write(State(terraformVersion: "1.11.4", serial: 41, lineage: "from-plumb"))
      try await store.unlock(token)
      #expect(try await applied.status == 0)
      let after = try await store.read()?.state
      #expect(after?.lineage == "from-plumb")
      #expect(after?.serial == 42)
      #expect(after?.outputs["a"]?.value == .integer(1))
    }
  }
}
