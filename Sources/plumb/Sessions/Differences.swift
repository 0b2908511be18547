import Foundation

/// How two texts differ, in the unified format, as the program diff finds it; nil when it cannot be run.
func unifiedDifference(_ old: [UInt8], _ new: [UInt8], name: String) -> [UInt8]? {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-\(randomUUID())")
  defer { try? FileManager.default.removeItem(at: folder) }
  do {
    // Configuration may have secrets in it: nobody else may look into the folder.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let oldFile = folder.appendingPathComponent("old")
    let newFile = folder.appendingPathComponent("new")
    try Data(old).write(to: oldFile)
    try Data(new).write(to: newFile)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["diff", "--label=old/\(name)", "--label=new/\(name)", "-u", oldFile.path, newFile.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 1 ? Array(data) : nil
  } catch {
    return nil
  }
}
