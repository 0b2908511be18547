import Configuring
import Model
import TestRuns
import Testing

@Suite struct RunScheduleTests {
  /// The order in which runs begin when all that have begun end together, in rounds.
  private func rounds(_ text: String, failing: Set<String> = [], limit: Int = .max) -> [[String]] {
    let (file, problems) = TestFileDecoder.read(
      Array(text.utf8), path: "a.tftest.hcl", source: TextModuleSource([String: String]()))
    #expect(problems.isEmpty)
    var schedule = RunSchedule(file, limit: limit)
    var result: [[String]] = []
    var ready = schedule.start()
    while !ready.isEmpty {
      result.append(ready.map { file.runs[$0].name })
      ready = ready.flatMap { schedule.finished($0, failing.contains(file.runs[$0].name) ? .error : .pass) }
    }
    return result
  }

  @Test func `runs follow one another unless they are parallel`() {
    #expect(rounds("run \"a\" {}\nrun \"b\" {}\nrun \"c\" {}\n") == [["a"], ["b"], ["c"]])
  }

  @Test func `parallel runs with states of their own begin together`() {
    let text = """
      test { parallel = true }
      run "a" { state_key = "a" }
      run "b" { state_key = "b" }
      run "c" { state_key = "a" }
      run "d" {
        state_key = "d"
        variables { x = run.b.id }
      }
      """
    #expect(rounds(text) == [["a", "b"], ["c", "d"]])
  }

  @Test func `a run that is not parallel waits for all before it, and all after it for this`() {
    let text = """
      test { parallel = true }
      run "a" { state_key = "a" }
      run "b" { state_key = "b" }
      run "c" {
        state_key = "c"
        parallel = false
      }
      run "d" { state_key = "d" }
      run "e" { state_key = "e" }
      """
    #expect(rounds(text) == [["a", "b"], ["c"], ["d", "e"]])
  }

  @Test func `a run that names an earlier one in an assertion waits for it`() {
    let text = """
      run "a" {
        parallel  = true
        state_key = "a"
      }
      run "b" {
        parallel  = true
        state_key = "b"
        assert {
          condition     = run.a.id != ""
          error_message = "${run.a.id}"
        }
      }
      """
    #expect(rounds(text) == [["a"], ["b"]])
  }

  @Test func `no more run at once than the limit`() {
    let text = "test { parallel = true }\n" + (1...4).map { "run \"r\($0)\" { state_key = \"\($0)\" }\n" }.joined()
    #expect(rounds(text, limit: 2).allSatisfy { $0.count <= 2 })
    #expect(rounds(text, limit: 2).flatMap { $0 }.count == 4)
  }

  @Test func `after an error nothing begins`() {
    #expect(rounds("run \"a\" {}\nrun \"b\" {}\nrun \"c\" {}\n", failing: ["b"]) == [["a"], ["b"]])
  }
}
