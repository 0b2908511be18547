import Foundation
import Simulation
import Synchronization

// Plays stories of the engine in a simulated world; docs/safety.md says what they are and what must hold in them. One seed
// is one story, in every process: for that, the order of dictionaries must not depend on where they lie in memory.
if getenv("SWIFT_DETERMINISTIC_HASHING") == nil {
  setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
  var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
  execv("/proc/self/exe", &arguments)
  perror("simulate")
  exit(2)
}

let options: Options
do throws(UsageFailure) {
  options = try Options(Array(CommandLine.arguments.dropFirst()), ProcessInfo.processInfo.environment)
} catch {
  FileHandle.standardError.write(Data("\(error.message)\n\(Options.usage)\n".utf8))
  exit(2)
}
exit(Runner(options: options).run() ? 0 : 1)
