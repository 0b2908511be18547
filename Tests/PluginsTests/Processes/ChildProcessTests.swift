import Foundation
import Model
import TestSupport
import Testing

@testable import Plugins

@Suite struct ChildProcessTests {
  private static func start(
    _ script: String, environment: [String: String] = ["PATH": "/usr/bin:/bin"], within limit: Duration = .seconds(10),
    log: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> ChildProcess {
    let launch = ChildProcess.Launch(executable: "/bin/sh", arguments: ["-c", script], environment: environment)
    return try ChildProcess.start(launch, firstLineWithin: limit) { text in
      log(text)
      return ProviderLogLine(provider: TestProviders.address, text: text)
    }
  }

  private static func process(in file: String) throws -> pid_t? {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
    return pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  @Test func `a child has its own group, no other descriptors, and only the environment it was given`() async throws {
    try await withFolder { folder in
      let script = """
        ls /proc/self/fd > '\(folder)/descriptors'; env | sort > '\(folder)/environment'
        cat /proc/$$/stat > '\(folder)/stat'; grep -E 'Sig(Blk|Ign)' /proc/self/status > '\(folder)/signals'
        read line; echo "end of input: [$line]"
        """
      let extra = open("/dev/null", O_RDONLY)  // Not closed on exec: the child must close it itself.
      defer { close(extra) }
      let child = try Self.start(script, environment: ["PATH": "/usr/bin:/bin", "ONE": "1 = one"])
      #expect(await child.firstLine.value == .line("end of input: []"))
      #expect(await child.ending.value == .exited(0))
      // The fourth is that of the folder ls reads.
      let descriptors = try String(contentsOfFile: "\(folder)/descriptors", encoding: .utf8)
      #expect(descriptors.split(separator: "\n") == ["0", "1", "2", "3"])
      let environment = try String(contentsOfFile: "\(folder)/environment", encoding: .utf8)
      #expect(environment.contains("ONE=1 = one\n") && !environment.contains("HOME="))
      let stat = try String(contentsOfFile: "\(folder)/stat", encoding: .utf8).split(separator: " ")
      #expect(stat[4] == "\(child.identifier)")
      let signals = try String(contentsOfFile: "\(folder)/signals", encoding: .utf8)
      let masks = signals.split(whereSeparator: \.isWhitespace).compactMap { UInt64($0, radix: 16) }
      // 32 and 33 are the C library's own, and out of reach.
      #expect(masks.map { $0 & ~(3 << 31) } == [0, 0])
    }
  }

  @Test func `a child that writes more than pipes hold is not held up`() async throws {
    let lines = Lines()
    let child = try Self.start(
      "echo first; head -c 5000000 /dev/zero | tr '\\0' x; i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done"
    ) { lines.add(ProviderLogLine(provider: TestProviders.address, text: $0)) }
    #expect(await child.firstLine.value == .line("first"))
    #expect(await child.ending.value == .exited(0))
    #expect(lines.all.count == 3_000)
    #expect(lines.all.last?.text == "line 2999")
    #expect(child.lastWords.hasSuffix("line 2998\nline 2999"))
    #expect(child.lastWords.split(separator: "\n").count == LastWords.maximumLines)
  }

  @Test func `the end of a child ends what it has started`() async throws {
    try await withFolder { folder in
      let child = try Self.start("sleep 600 & echo $! > '\(folder)/child'; echo ready")
      #expect(await child.firstLine.value == .line("ready"))
      #expect(await child.ending.value == .exited(0))
      let grandchild = try #require(try Self.process(in: "\(folder)/child"))
      #expect(try await eventually { !isRunning(grandchild) || isZombie(grandchild) })
    }
  }

  @Test func `killing ends the whole group and may come too late or twice`() async throws {
    try await withFolder { folder in
      let child = try Self.start("sleep 600 & echo $! > '\(folder)/child'; trap '' TERM INT HUP; echo ready; wait")
      #expect(await child.firstLine.value == .line("ready"))
      child.kill()
      #expect(await child.ending.value == .killed(signal: SIGKILL))
      let grandchild = try #require(try Self.process(in: "\(folder)/child"))
      #expect(try await eventually { !isRunning(grandchild) || isZombie(grandchild) })
      child.kill()
      child.kill()
    }
  }

  /// The one that nothing can be done about in time: `kill -9`.
  @Test(arguments: ["killed", "exited", "crashed"])
  func `no child and no child of a child outlives this process, however it ends`(_ way: String) async throws {
    try await withFolder { folder in
      setenv("PLUMB_TEST_FOLDER", folder, 1)
      setenv("PLUMB_TEST_WAY", way, 1)
      defer {
        unsetenv("PLUMB_TEST_FOLDER")
        unsetenv("PLUMB_TEST_WAY")
      }
      let result = await #expect(processExitsWith: .failure) {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["PLUMB_TEST_FOLDER"] ?? ""
        let script = """
          trap '' TERM INT HUP
          sh -c 'trap "" TERM INT HUP; echo $$ > "\(folder)/grandchild"; sleep 600; sleep 600' &
          echo $$ > '\(folder)/child'
          while [ ! -s '\(folder)/grandchild' ]; do sleep 0.01; done
          echo ready
          wait
          """
        let child = try Self.start(script)
        guard await child.firstLine.value == .line("ready") else { exit(0) }
        switch environment["PLUMB_TEST_WAY"] {
        case "killed": kill(getpid(), SIGKILL)
        case "crashed": kill(getpid(), SIGSEGV)
        default: exit(3)
        }
        while true { pause() }
      }
      #expect(result != nil)
      for name in ["child", "grandchild"] {
        let process = try #require(try Self.process(in: "\(folder)/\(name)"))
        #expect(try await eventually { !isRunning(process) || isZombie(process) }, "\(name)")
      }
    }
  }

  @Test func `many children start and end at once`() async throws {
    let start = ContinuousClock.now
    let endings = try await withThrowingTaskGroup { group in
      for number in 0..<50 {
        group.addTask {
          let child = try Self.start("echo \(number); sleep 2; exit \(number)", within: .seconds(60))
          guard await child.firstLine.value == .line("\(number)") else { return Int32(-1) }
          guard case .exited(let status) = await child.ending.value else { return -1 }
          return status
        }
      }
      return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
    }
    #expect(endings == Set(0..<50))
    // In sequence it would take a hundred seconds of sleep alone, and the tests beside it take their time too.
    #expect(ContinuousClock.now - start < .seconds(100))
  }
}
