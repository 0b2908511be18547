import Foundation
import Glibc
import Model

/// The one folder that a pattern such as `*` or `modules/a` means, below a directory. Archives of hosting services have all
/// their files in a folder whose name nobody knows before.
func onlyMatch(of pattern: String, in directory: String) throws(FetchError) -> String {
  var found = [""]
  for part in pattern.split(separator: "/") {
    found = found.flatMap { folder -> [String] in
      let prefix = folder.isEmpty ? "" : folder + "/"
      if !part.contains(where: { "*?[".contains($0) }) { return [prefix + part] }
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)")) ?? []
      return names.filter { fnmatch(String(part), $0, FNM_PERIOD) == 0 }.sorted().map { prefix + $0 }
    }
  }
  found.removeAll { !FileManager.default.fileExists(atPath: "\(directory)/\($0)") }
  guard let first = found.first else { throw FetchError("subdir \(quoted(pattern)) not found") }
  if found.count > 1 { throw FetchError("subdir \(quoted(pattern)) matches multiple paths") }
  return first
}
