import Foundation

/// What another program said.
struct ProgramResult: Sendable {
  var status: Int32
  var output: [UInt8]
  var errors: [UInt8]
}

/// There is no such program on PATH, or it could not be started.
struct ProgramNotRun: Error {}

/// Runs a program of PATH to its end. Input and output go through files, so that neither side waits for the other.
func runProgram(_ name: String, _ arguments: [String], input: [UInt8] = []) -> Result<ProgramResult, ProgramNotRun> {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  guard
    let path = folders.map({ "\($0)/\(name)" }).first(where: { FileManager.default.isExecutableFile(atPath: $0) })
  else { return .failure(ProgramNotRun()) }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-\(randomUUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    // What goes through may be secret: nobody else may look into the folder.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let files = ["input", "output", "errors"].map(folder.appendingPathComponent)
    try Data(input).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return .success(
      ProgramResult(
        status: process.terminationStatus, output: Array(try Data(contentsOf: files[1])),
        errors: Array(try Data(contentsOf: files[2]))))
  } catch {
    return .failure(ProgramNotRun())
  }
}
