import Connecting
import Testing

struct ExternalCommandTests {
  private func run(_ text: String, input: [UInt8] = []) async throws -> ExternalCommand.Outcome {
    var command = ExternalCommand.shell(text, environment: ["PATH": "/usr/bin:/bin", "GIVEN": "yes"])
    command.input = input
    return try await command.run()
  }

  @Test func `a program is asked, and answers`() async throws {
    let large = [UInt8](repeating: 7, count: 1 << 20)
    let outcome = try await run("cat; echo $GIVEN >&2; exit 3", input: large)
    #expect(outcome.output == large)
    #expect(outcome.errors == Array("yes\n".utf8))
    #expect(outcome.status == 3)
  }

  @Test func `a program that does not listen ends nobody`() async throws {
    let outcome = try await run("exec <&-; sleep 0.1; echo done", input: [UInt8](repeating: 7, count: 1 << 20))
    #expect(outcome.output == Array("done\n".utf8))
  }

  @Test func `a program that goes on and on is ended`() async throws {
    var command = ExternalCommand.shell("sleep 20", environment: [:])
    command.timeout = .milliseconds(200)
    let slow = command
    await #expect(throws: ExternalCommand.Failure.timedOut) { try await slow.run() }
    let missing = ExternalCommand(executable: "no-such-program-here", arguments: [], environment: [:])
    await #expect(throws: ExternalCommand.Failure.notFound("no-such-program-here")) { try await missing.run() }
    await #expect(throws: ExternalCommand.Failure.tooMuchOutput) {
      try await ExternalCommand.shell("cat /dev/zero", environment: [:]).run()
    }
  }
}
