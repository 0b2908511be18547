import Glibc
import Plugins

/// Where providers' logs go, as `TF_LOG`, `TF_LOG_PROVIDER` and `TF_LOG_PATH` say: to a file, or to standard error.
func providerLog(_ invocation: Invocation) -> ProviderLogSink {
  let filter = ProviderLogFilter(environment: invocation.environment)
  guard filter.minimum != nil else { return { _ in } }
  let terminal = invocation.terminal
  let path = invocation.environment["TF_LOG_PATH"] ?? ""
  if path.isEmpty {
    return { line in if filter.passes(line) { terminal.writeErrorLine(line.text) } }
  }
  // Logs may tell more than their author meant to: they are for the user's eyes.
  let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
  guard file >= 0 else {
    terminal.writeErrorLine("Error opening log file \(path): \(String(cString: strerror(errno)))")
    return { _ in }
  }
  // One write a line, which the kernel does not mix with those of other providers. Open until the program ends.
  return { line in
    guard filter.passes(line) else { return }
    let bytes = Array(line.text.utf8) + [UInt8(ascii: "\n")]
    _ = write(file, bytes, bytes.count)
  }
}
