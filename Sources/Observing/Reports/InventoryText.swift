package import Model

/// An observation as a table by type, and below it what nobody declares.
package func inventoryText(_ observation: Observation, coverage: Coverage?, layout: TextLayout) -> String {
  var rows: [[String]] = []
  let gaps = Set(observation.gaps.map(\.scope.type))
  let types = Set(observation.objects.map(\.scope.type)).sorted()
  for type in types {
    let objects = observation.objects.filter { $0.scope.type == type }
    let mark = gaps.contains(type) ? "*" : ""
    rows.append([type + mark] + cells(objects, coverage?.byType[type]))
  }
  guard !rows.isEmpty else { return "Nothing was found.\n" }
  rows.append(["all"] + cells(observation.objects, coverage?.total))
  let headings =
    coverage == nil
    ? ["TYPE", "OBJECTS", "DEFAULT"]
    : ["TYPE", "OBJECTS", "MANAGED", "UNMANAGED", "DEFAULT", "PART", "COVERAGE"]
  var text = table(headings, rows, layout: layout)
  if !gaps.isDisjoint(with: types) { text += "\n* Not looked at to the end; such objects are in no coverage.\n" }
  if let coverage { text += unmanagedText(coverage, layout: layout) }
  return text
}

private func cells(_ objects: [ObservedObject], _ counts: Coverage.Counts?) -> [String] {
  guard let counts else { return ["\(objects.count)", "\(objects.count { $0.isDefault })"] }
  return [
    "\(objects.count)", "\(counts.managed)", "\(counts.unmanaged)", "\(counts.byDefault)", "\(counts.parts)",
    counts.ratio.map { "\(Int($0 * 100)) %" } ?? "-",
  ]
}

private func unmanagedText(_ coverage: Coverage, layout: TextLayout) -> String {
  var text = ""
  if !coverage.unmanaged.isEmpty {
    let rows = coverage.unmanaged.map { object in
      [
        object.scope.type, object.scope.region, object.importID,
        object.name == object.importID ? "" : object.name ?? "",
      ]
    }
    text += "\n\(layout.styled("Unmanaged:", .bold)) nothing in the state is about these.\n\n"
    text += table(["TYPE", "REGION", "IMPORT ID", "NAME"], rows, layout: layout, numbers: false)
  }
  if !coverage.notListed.isEmpty {
    let types = coverage.notListed.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
    text +=
      "\n" + wrapped("Managed, of types that no inventory has: \(types.joined(separator: ", ")).", to: layout.width)
      + "\n"
  }
  return text
}

private func table(_ headings: [String], _ rows: [[String]], layout: TextLayout, numbers: Bool = true) -> String {
  let all = [headings] + rows
  let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
  var text = ""
  for (index, row) in all.enumerated() {
    let cells = row.enumerated().map { column, cell in
      let blanks = String(repeating: " ", count: widths[column] - cell.count)
      return numbers && column > 0 ? blanks + cell : cell + blanks
    }
    var line = cells.joined(separator: "  ")
    while line.last == " " { line.removeLast() }
    text += (index == 0 ? layout.styled(line, .bold) : line) + "\n"
  }
  return text
}

/// What was not looked at, one line for each call and reason.
package func gapLines(_ observation: Observation) -> [String] {
  struct Key: Hashable {
    var call: String
    var reason: String
    var detail: String
  }
  var groups: [Key: (types: Set<String>, regions: Set<String>)] = [:]
  for gap in observation.gaps {
    let key = Key(call: gap.call, reason: gap.reason.rawValue, detail: gap.detail)
    groups[key, default: ([], [])].types.insert(gap.scope.type)
    groups[key, default: ([], [])].regions.insert(gap.scope.region)
  }
  return groups.sorted { ($0.key.call, $0.key.detail) < ($1.key.call, $1.key.detail) }.map { key, value in
    let types = value.types.sorted().joined(separator: ", ")
    let regions = value.regions.sorted().joined(separator: ", ")
    return "\(key.call) in \(regions) (\(types)): \(key.reason): \(key.detail)"
  }
}
