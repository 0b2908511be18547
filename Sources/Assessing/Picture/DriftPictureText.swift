import Configuring
import Model
import Planning

extension DriftPicture {
  /// The picture in the DOT language.
  package var dotText: String {
    var text = """
      digraph G {
        rankdir = "RL";
        graph [fontname = "Helvetica", fontsize = 11, fontcolor = "#3c4858", color = "#c5ccd6", fillcolor = "#f6f8fa",
          style = "rounded,filled", labeljust = "r", ranksep = 0.5, nodesep = 0.14, bgcolor = "white", pad = 0.3];
        node [fontname = "Helvetica", fontsize = 11, shape = box, margin = "0.1,0.05", fontcolor = "#1f2933", height = 0.3];
        edge [color = "#9aa5b4", arrowsize = 0.6];

      """
    if boxes.isEmpty { text += "  \"nothing\" [label = \"There are no resources.\", shape = plaintext];\n" }
    text += body(of: .root, indentation: "  ")
    for (from, list) in dependencies.dependencies.enumerated() {
      for to in list.sorted() {
        text += "  \(dotQuoted(boxes[from].identity)) -> \(dotQuoted(boxes[to].identity));\n"
      }
    }
    text += columns(loose(in: .root), indentation: "  ") + unmanagedText
    // What is inside has labels of its own: this one is written last, so that it is nobody's default.
    return text + "  labelloc = \"t\";\n  labeljust = \"l\";\n  label = <\(heading)>;\n}\n"
  }

  private func body(of module: ModulePath, indentation: String) -> String {
    var text = ""
    for box in boxes where box.module == module { text += "\(indentation)\(box.dotLine)\n" }
    let depth = module.names.count
    let children = Set(
      boxes.compactMap { box in
        box.module.names.count > depth && box.module.names.starts(with: module.names)
          ? module.child(box.module.names[depth]) : nil
      })
    for child in children.sorted() {
      text += "\(indentation)subgraph \(dotQuoted("cluster_\(child)")) {\n"
      text += "\(indentation)  label = \(dotQuoted("module.\(child.names.last ?? "")"));\n"
      if child.names.count.isMultiple(of: 2) { text += "\(indentation)  fillcolor = \"#ffffff\";\n" }
      text += body(of: child, indentation: indentation + "  ")
      text += columns(loose(in: child), indentation: indentation + "  ") + "\(indentation)}\n"
    }
    return text
  }

  /// What no edge holds in its place: boxes, and a first one for each module that no edge leads into.
  private func loose(in module: ModulePath) -> [Box] {
    var held: Set<Int> = []
    for (from, list) in dependencies.dependencies.enumerated() where !list.isEmpty {
      held.formUnion(list.union([from]))
    }
    let depth = module.names.count
    let inside = boxes.indices.filter { boxes[$0].module.names.starts(with: module.names) }
    let units = Dictionary(grouping: inside) {
      boxes[$0].module.names.count > depth ? boxes[$0].module.names[depth] : ""
    }
    let own = (units[""] ?? []).filter { !held.contains($0) }
    let modules = units.filter { !$0.key.isEmpty && $0.value.allSatisfy { !held.contains($0) } }
    return own.map { boxes[$0] } + modules.sorted { $0.key < $1.key }.compactMap { $0.value.first.map { boxes[$0] } }
  }

  /// Nothing but edges that are not seen makes Graphviz set side by side what does not depend on each other.
  private func columns(_ boxes: [Box], indentation: String) -> String {
    let height = max(Self.shortestColumn, Int((Double(boxes.count) * 2).squareRoot()))
    return boxes.indices.dropFirst(height).map { index in
      "\(indentation)\(dotQuoted(boxes[index - height].identity)) -> \(dotQuoted(boxes[index].identity)) [style = \"invis\"];\n"
    }.joined()
  }

  private static let shortestColumn = 6

  private var unmanagedText: String {
    guard let unmanaged, !unmanaged.isEmpty else { return "" }
    var text = "  subgraph \"cluster (unmanaged)\" {\n    label = \"No stack declares these\";\n"
    text +=
      "    color = \"\(DriftStatus.unmanaged.look.stroke)\";\n    fillcolor = \"#fffafc\";\n    style = \"rounded,filled,dashed\";\n"
    for box in unmanaged { text += "    \(box.dotLine)\n" }
    text += columns(unmanaged, indentation: "    ")
    return text + "  }\n"
  }

  /// Title, time, legend with counts, and what was not looked at.
  private var heading: String {
    let columns = 2 * shownStatuses.count
    func row(_ content: String, _ attributes: String) -> String {
      "<tr><td colspan=\"\(max(columns, 1))\" align=\"left\"><font \(attributes)>\(content)</font></td></tr>"
    }
    var text = "<table border=\"0\" cellborder=\"0\" cellspacing=\"3\" cellpadding=\"2\">"
    text += row("<b>\(markup(title))</b>", "point-size=\"16\" color=\"#1f2933\"")
    text += row("as of \(Self.minute(time))", "point-size=\"10\" color=\"#5a6675\"")
    text += "<tr>"
    for status in shownStatuses {
      let look = status.look
      text +=
        "<td border=\"1\" width=\"20\" bgcolor=\"\(look.fill)\" color=\"\(look.stroke)\" style=\"\(look.cellStyle)\">"
      text += "<font color=\"\(look.ink)\"><b>\(status.sign)</b></font></td>"
      text += "<td align=\"left\"><font color=\"#1f2933\">\(counts[status] ?? 0) \(status.words)</font></td>"
    }
    text += "</tr>"
    if unmanaged == nil {
      text += row("What no stack declares was not looked for.", "point-size=\"10\" color=\"#5a6675\"")
    }
    for note in notes.prefix(Self.notesShown) {
      text += row("? " + markup(pictureText(note, limit: 160)), "point-size=\"10\" color=\"#8c1d18\"")
    }
    if notes.count > Self.notesShown {
      text += row("? and \(notes.count - Self.notesShown) more", "point-size=\"10\" color=\"#8c1d18\"")
    }
    return text + "</table>"
  }

  private static let notesShown = 4

  private static func minute(_ time: UTCTime) -> String {
    let text = time.iso8601
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// What is of the essence has its place in the legend even where there is none of it.
  private var shownStatuses: [DriftStatus] {
    DriftStatus.allCases.filter { status in
      switch status {
      case .asDeclared, .changed, .missing: wasSeen || counts[status] != nil
      case .unmanaged: unmanaged != nil || counts[status] != nil
      default: counts[status] != nil || unmanaged?.contains { $0.status == status } == true
      }
    }
  }
}

extension DriftPicture.Box {
  fileprivate var dotLine: String {
    let look = status.look
    let style = "\"\(look.style)\(isFolded ? ",bold" : "")\""
    let tip = tooltip.map { pictureText($0, limit: 400) }.joined(separator: "\n")
    return
      "\(dotQuoted(identity)) [label = <\(label)>, style = \(style), fillcolor = \"\(look.fill)\", color = \"\(look.stroke)\", "
      + "penwidth = \(look.width), tooltip = \(dotQuoted(tip))];"
  }

  private var label: String {
    var text = "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\">"
    text += "<tr><td align=\"left\"><font point-size=\"8\" color=\"#5a6675\">\(markup(kind))</font></td></tr>"
    let sign = lines.isEmpty ? "<font color=\"\(status.look.ink)\">\(status.sign)</font> " : ""
    text += "<tr><td align=\"left\">\(sign)<b>\(markup(name))</b></td></tr>"
    for line in lines {
      text += "<tr><td align=\"left\"><font point-size=\"9\" color=\"\(line.status.look.ink)\">"
      text += "\(line.status.sign) \(markup(line.text))</font></td></tr>"
    }
    return text + "</table>"
  }
}

/// How something is drawn. Outlines differ as colours do, for whom colours tell nothing.
private struct DriftLook {
  var fill: String
  var stroke: String
  /// Of writing on the fill, dark enough to be read.
  var ink: String
  var style = "rounded,filled"
  var width = "1"
  var cellStyle = "rounded"
}

extension DriftStatus {
  fileprivate var look: DriftLook {
    switch self {
    case .missing: DriftLook(fill: "#fbd5d0", stroke: "#b3261e", ink: "#8c1d18", width: "2.5")
    case .changed: DriftLook(fill: "#ffe3a6", stroke: "#b26a00", ink: "#6d4100", width: "2")
    case .unmanaged: DriftLook(fill: "#fbdcec", stroke: "#a0306f", ink: "#7c1d52")
    case .unseen:
      DriftLook(
        fill: "#eceef1", stroke: "#7b8794", ink: "#4a5560", style: "rounded,filled,dashed", width: "1.5",
        cellStyle: "rounded,dashed")
    case .pending:
      DriftLook(fill: "#d6e6fb", stroke: "#2563a8", ink: "#17467c", style: "rounded,filled,dotted", width: "2")
    case .accepted: DriftLook(fill: "#ebe3f6", stroke: "#6b4fa0", ink: "#4b3378")
    case .asDeclared: DriftLook(fill: "#e3f2e6", stroke: "#86b391", ink: "#256b37")
    case .readOnly: DriftLook(fill: "#ffffff", stroke: "#b4bdc8", ink: "#5a6675")
    }
  }
}
