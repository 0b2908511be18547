import Foundation
import Functions
import Model

/// The real file system below a directory, at a moment that never changes.
func testWorld(directory: String, isPlanning: Bool = false) -> FunctionContext {
  FunctionContext(
    workingDirectory: directory, homeDirectory: "/home/plumb", isPlanning: isPlanning, now: { 1_700_000_000 },
    planTime: 1_700_000_000, randomBytes: { count in (0..<count).map { UInt8($0 &* 37 & 255) } },
    readFile: { (path) throws(FunctionContext.FileError) in
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { throw .notFound }
      if isDirectory.boolValue { throw .failed("is a directory") }
      guard let data = FileManager.default.contents(atPath: path) else { throw .failed("permission denied") }
      return Array(data)
    },
    fileKind: { (path) throws(FunctionContext.FileError) in
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return nil }
      return isDirectory.boolValue ? .directory : .regular
    },
    listDirectory: { (path) throws(FunctionContext.FileError) in
      (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    },
    evaluateTemplate: { (text, _, _) throws(FunctionError) in .string(text) })
}
