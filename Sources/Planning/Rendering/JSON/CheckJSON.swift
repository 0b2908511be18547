import Model

/// The outcomes of conditions as a plan's JSON lists them.
func checksJSON(_ checks: [CheckResult]) -> JSON {
  let sorted = checks.sorted { $0.configAddress < $1.configAddress }
  return .array(
    sorted.map { check in
      .record([
        ("address", address(of: check)),
        ("status", .string(check.status.rawValue)),
        (
          "instances",
          check.objects.isEmpty
            ? nil : .array(check.objects.sorted { $0.address < $1.address }.map { instance($0, of: check) })
        ),
      ])
    })
}

private func address(of check: CheckResult) -> JSON {
  let (module, rest) = splitModule(check.configAddress)
  var members: [String: JSON] = ["kind": .string(check.kind), "to_display": .string(check.configAddress)]
  members["module"] = module.map(JSON.string)
  let parts = rest.split(separator: ".").map(String.init)
  if check.kind == "resource" {
    let isData = parts.first == "data"
    members["mode"] = .string(isData ? "data" : "managed")
    let names = parts.dropFirst(isData ? 1 : 0)
    members["type"] = .string(names.first ?? "")
    members["name"] = .string(names.dropFirst().first ?? "")
  } else {
    members["name"] = .string(parts.last ?? "")
  }
  return .sortedObject(members)
}

private func instance(_ object: CheckResult.Object, of check: CheckResult) -> JSON {
  var members: [String: JSON] = ["to_display": .string(object.address)]
  let (module, _) = splitModule(object.address)
  members["module"] = module.map(JSON.string)
  if check.kind == "resource", let key = trailingKey(object.address) { members["instance_key"] = key }
  let problems = object.failureMessages.map { JSON.record([("message", .string($0))]) }
  return .record([
    ("address", .sortedObject(members)),
    ("status", .string(object.status.rawValue)),
    ("problems", problems.isEmpty ? nil : .array(problems)),
  ])
}

/// `module.a["x.y"].aws_vpc.b` in its module and the rest.
private func splitModule(_ address: String) -> (module: String?, rest: String) {
  var position = address.startIndex
  while address[position...].hasPrefix("module.") {
    var end = address.index(position, offsetBy: "module.".count)
    var isQuoted = false
    while end < address.endIndex, isQuoted || address[end] != "." {
      if address[end] == "\\", isQuoted { end = address.index(after: end) }
      if end < address.endIndex, address[end] == "\"" { isQuoted.toggle() }
      if end < address.endIndex { end = address.index(after: end) }
    }
    if end == address.endIndex { break }
    position = address.index(after: end)
  }
  if position == address.startIndex { return (nil, address) }
  return (String(address[..<address.index(before: position)]), String(address[position...]))
}

private func trailingKey(_ address: String) -> JSON? {
  guard address.hasSuffix("]") else { return nil }
  let rest = splitModule(address).rest
  guard let open = rest.firstIndex(of: "[") else { return nil }
  return try? JSON.read(String(rest[rest.index(after: open)...].dropLast()))
}
