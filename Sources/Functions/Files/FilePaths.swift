/// The shortest path that leads to the same place, by its text alone.
package func cleanPath(_ path: String) -> String {
  if path.isEmpty { return "." }
  let isAbsolute = path.hasPrefix("/")
  var parts: [Substring] = []
  for part in path.split(separator: "/") {
    switch part {
    case ".": continue
    case "..":
      if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !isAbsolute {
        parts.append(part)
      }
    default: parts.append(part)
    }
  }
  let joined = parts.joined(separator: "/")
  if isAbsolute { return "/" + joined }
  return joined.isEmpty ? "." : joined
}

func joinPaths(_ paths: String...) -> String {
  let parts = paths.filter { !$0.isEmpty }
  return parts.isEmpty ? "" : cleanPath(parts.joined(separator: "/"))
}

/// The last part of a path.
func baseName(_ path: String) -> String {
  if path.isEmpty { return "." }
  return path.split(separator: "/").last.map(String.init) ?? "/"
}

/// All but the last part of a path.
func directoryName(_ path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return cleanPath(String(path[...slash]))
}
