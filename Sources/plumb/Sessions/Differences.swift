import Foundation

/// How two texts differ, in the unified format, as the program diff finds it; nil when it cannot be run.
func unifiedDifference(_ old: [UInt8], _ new: [UInt8], name: String) -> [UInt8]? {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-\(randomUUID())").path
  defer { try? FileManager.default.removeItem(atPath: file) }
  guard
    FileManager.default.createFile(atPath: file, contents: Data(old), attributes: [.posixPermissions: 0o600]),
    case .success(let result) = runProgram(
      "diff", ["--label=old/\(name)", "--label=new/\(name)", "-u", file, "-"], input: new),
    result.status == 1
  else { return nil }
  return result.output
}
