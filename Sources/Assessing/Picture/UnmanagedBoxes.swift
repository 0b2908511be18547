import Configuring
import Model

private let objectsShown = 5
private let typesShown = 24
private let longestIdentifier = 24
private let tooltipShown = 15

/// What nobody declares, a box for each type, and one for each place that could not be listed.
func unmanagedBoxes(_ findings: [Finding], unlisted: [String]) -> [DriftPicture.Box] {
  var byType: [String: [(object: ObservedObject, finding: Finding)]] = [:]
  for finding in findings {
    if case .object(let object) = finding.subject { byType[object.scope.type, default: []].append((object, finding)) }
  }
  let types = byType.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
  var boxes = types.prefix(typesShown).map { box($0.key, $0.value) }
  let rest = types.dropFirst(typesShown)
  if !rest.isEmpty {
    boxes.append(
      DriftPicture.Box(
        identity: "unmanaged others", kind: "and \(counted(rest.count, "more type"))",
        name: counted(rest.reduce(0) { $0 + $1.value.count }, "object"), lines: [], status: .unmanaged, module: .root,
        tooltip: rest.map { "\($0.value.count) \($0.key)" }, isFolded: true))
  }
  if !unlisted.isEmpty {
    var lines = unlisted.prefix(objectsShown).map {
      DriftPicture.Line(status: .unseen, text: pictureText($0, limit: 60))
    }
    if unlisted.count > objectsShown {
      lines.append(DriftPicture.Line(status: .unseen, text: "and \(unlisted.count - objectsShown) more"))
    }
    boxes.append(
      DriftPicture.Box(
        identity: "not looked at", kind: counted(unlisted.count, "list"), name: "not looked at", lines: lines,
        status: .unseen, module: .root, tooltip: unlisted.prefix(tooltipShown).map { pictureText($0, limit: 300) }))
  }
  return boxes
}

private func box(_ type: String, _ found: [(object: ObservedObject, finding: Finding)]) -> DriftPicture.Box {
  let sorted = found.sorted {
    ($0.finding.isActionable ? 0 : 1, $0.object.importID) < ($1.finding.isActionable ? 0 : 1, $1.object.importID)
  }
  var lines = sorted.prefix(objectsShown).map { object, finding in
    // An identifier that is long, such as a URL, says less than the name; the pointer is told both.
    let name = object.name.flatMap { name -> String? in
      if name == object.importID || name.isEmpty { return nil }
      return object.importID.count > longestIdentifier ? name : "\(name) (\(object.importID))"
    }
    return DriftPicture.Line(
      status: finding.isActionable ? .unmanaged : .accepted, text: pictureText(name ?? object.importID, limit: 48))
  }
  let more = sorted.dropFirst(objectsShown)
  if !more.isEmpty {
    let status: DriftStatus = more.contains { $0.finding.isActionable } ? .unmanaged : .accepted
    lines.append(DriftPicture.Line(status: status, text: "and \(more.count) more"))
  }
  return DriftPicture.Box(
    identity: "unmanaged \(type)", kind: type, name: counted(found.count, "object"), lines: lines,
    status: sorted.first?.finding.isActionable == true ? .unmanaged : .accepted, module: .root,
    tooltip: sorted.prefix(tooltipShown).map {
      pictureText("\($0.finding.subject.text): \($0.finding.summary)", limit: 300)
    }
      + (sorted.count > tooltipShown ? ["and \(sorted.count - tooltipShown) more"] : []))
}
