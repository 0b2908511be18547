import Configuring
import Foundation
import Functions
import Glibc
import Model

/// The file system as module source: paths as given, relative to the working directory.
struct DiskModuleSource: ModuleSource {
  /// What others have parsed already; nil where there are no others.
  var parsed: ParsedFiles?

  func files(in directory: String) throws(ModuleSourceError) -> [String]? {
    guard let handle = opendir(WorkingDirectory.path(directory)) else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw ModuleSourceError(path: directory, message: String(cString: strerror(errno)))
    }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != "..", kind(of: directory + "/" + name) != .directory { names.append(name) }
    }
    return names.sorted()
  }

  func read(_ path: String) throws(ModuleSourceError) -> [UInt8] {
    guard let bytes = readFile(path) else {
      throw ModuleSourceError(path: path, message: String(cString: strerror(errno)) + ".")
    }
    return bytes
  }

  func parse(_ text: [UInt8], name: String) -> ParsedFile {
    parsed?.parse(text, name: name) ?? ParsedFile(text, name: name)
  }
}

enum PathKind {
  case file, directory, other
}

/// What stands at a path, links followed; nil for nothing.
func kind(of path: String) -> PathKind? {
  var status = stat()
  guard stat(WorkingDirectory.path(path), &status) == 0 else { return nil }
  switch status.st_mode & S_IFMT {
  case S_IFREG: return .file
  case S_IFDIR: return .directory
  default: return .other
  }
}

/// The working directory, absolute.
@Sendable func workingDirectoryPath() -> String {
  if let current = WorkingDirectory.current { return current }
  guard let raw = getcwd(nil, 0) else { return "." }
  defer { free(raw) }
  return String(cString: raw)
}

/// Seconds since 1970.
func currentTime() -> Int { time(nil) }

/// Eight hexadecimal digits, as deposed objects are named.
@Sendable func randomDeposedKey() -> String {
  let number = UInt32.random(in: .min ... .max)
  let text = String(number, radix: 16)
  return String(repeating: "0", count: 8 - text.count) + text
}

/// A random UUID in lower case.
@Sendable func randomUUID() -> String { UUID().uuidString.lowercased() }

/// RFC 3339 in UTC, to the microsecond: now.
func preciseTimestamp() -> String {
  let now = Int(Date().timeIntervalSince1970 * 1_000_000)
  let fraction = String(now % 1_000_000)
  return timestamp(now / 1_000_000).dropLast() + "." + String(repeating: "0", count: 6 - fraction.count) + fraction
    + "Z"
}

/// RFC 3339 in UTC, to the second.
func timestamp(_ seconds: Int) -> String {
  var time = time_t(seconds)
  var parts = tm()
  gmtime_r(&time, &parts)
  func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):"
    + "\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
}

extension FunctionContext {
  /// Functions in the real world.
  static func live(environment: [String: String], planTime: Int?, isPlanning: Bool) -> FunctionContext {
    var context = FunctionContext(
      workingDirectory: workingDirectoryPath(), homeDirectory: environment["HOME"], isPlanning: isPlanning,
      now: { currentTime() }, planTime: planTime,
      randomBytes: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
      readFile: { (path) throws(FileError) in
        guard let bytes = plumb.readFile(path) else { throw errno == ENOENT ? .notFound : .failed(lastError()) }
        return bytes
      },
      fileKind: { (path) throws(FileError) in
        switch kind(of: path) {
        case .file: return .regular
        case .directory: return .directory
        case .other: return .other("special file")
        case nil: return nil
        }
      },
      listDirectory: { (path) throws(FileError) in try entries(of: path) },
      evaluateTemplate: { (_, _, _) throws(FunctionError) in throw FunctionError("templates cannot be used here") })
    let base = context
    context.evaluateTemplate = { (text, name, variables) throws(FunctionError) in
      try renderTemplate(text, name: name, variables: variables, context: base)
    }
    return context
  }
}

private func lastError() -> String { String(cString: strerror(errno)).lowercased() }

/// Names in a directory, in any order; empty when it is none.
func entries(of directory: String) throws(FunctionContext.FileError) -> [String] {
  guard let handle = opendir(WorkingDirectory.path(directory)) else {
    if errno == ENOENT || errno == ENOTDIR { return [] }
    throw .failed(lastError())
  }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

/// `user@host`, as a lock names its holder.
func userAtHost() -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  gethostname(&buffer, buffer.count - 1)
  let host = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let user = getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) } ?? "\(getuid())"
  return "\(user)@\(host)"
}

/// Ends the program at once, without any further word.
@Sendable func exitNow() {
  Terminal.clearProgress()
  _exit(ExitCode.failure.rawValue)
}

/// Writes a whole file; false when that failed.
func writeFile(_ bytes: [UInt8], to path: String, mode: mode_t) -> Bool {
  let descriptor = open(WorkingDirectory.path(path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      return false
    }
  }
  return fsync(descriptor) == 0
}

func lastSystemError() -> String { String(cString: strerror(errno)).lowercased() }

/// The inverse of `timestamp`; nil for anything else.
func seconds(ofTimestamp text: String) -> Int? {
  let numbers = text.split { !$0.isNumber }.compactMap { Int32($0) }
  guard numbers.count == 6 else { return nil }
  var parts = tm()
  parts.tm_year = numbers[0] - 1900
  parts.tm_mon = numbers[1] - 1
  parts.tm_mday = numbers[2]
  parts.tm_hour = numbers[3]
  parts.tm_min = numbers[4]
  parts.tm_sec = numbers[5]
  return timegm(&parts)
}
