import Configuring
import Model

extension GraphDrawing {
  /// The graph in the DOT language, dressed to be looked at: modules lie in one another, and colours tell kinds apart.
  package var pictureText: String {
    var text = """
      digraph G {
        rankdir = "RL";
        graph [fontname = "Helvetica", fontsize = 11, fontcolor = "#3c4858", color = "#c5ccd6", fillcolor = "#f6f8fa",
          style = "rounded,filled", labeljust = "l", ranksep = 0.6, nodesep = 0.2, bgcolor = "white", pad = 0.3];
        node [fontname = "Helvetica", fontsize = 11, shape = box, style = "rounded,filled", margin = "0.14,0.07",
          color = "#8a97a8", fontcolor = "#1f2933", height = 0.3];
        edge [color = "#8a97a8", arrowsize = 0.6];

      """
    if nodes.isEmpty { text += "  \"nothing\" [label = \"There is nothing in this graph.\", shape = plaintext];\n" }
    text += body(of: .root, indentation: "  ")
    let onCycle = marksCycles ? cycleEdges : []
    for edge in edges {
      let mark = onCycle.contains(edge) ? " [color = \"#d1242f\", penwidth = 2]" : ""
      text += "  \(dotQuoted(nodes[edge.from].identity)) -> \(dotQuoted(nodes[edge.to].identity))\(mark);\n"
    }
    return text + "}\n"
  }

  private func body(of module: ModulePath, indentation: String) -> String {
    var text = ""
    for node in nodes where node.module == module { text += "\(indentation)\(pictureLine(node))\n" }
    // Modules that hold nothing but other modules are frames too.
    let children = Set(
      nodes.compactMap { node in
        node.module.names.starts(with: module.names) && node.module.names.count > module.names.count
          ? module.child(node.module.names[module.names.count]) : nil
      })
    for child in children.sorted() {
      text += "\(indentation)subgraph \(dotQuoted("cluster_\(child)")) {\n"
      text += "\(indentation)  label = \(dotQuoted("module.\(child.names.last ?? "")"));\n"
      if child.names.count.isMultiple(of: 2) { text += "\(indentation)  fillcolor = \"#ffffff\";\n" }
      text += body(of: child, indentation: indentation + "  ") + "\(indentation)}\n"
    }
    return text
  }

  private func pictureLine(_ node: Node) -> String {
    let look = node.kind.look
    let isBare = node.kind == .boundary || node.kind == .step(.join)
    let label = isBare ? "\"\"" : pictureLabel(node)
    let shape = isBare ? ", shape = point, width = 0.08" : look.shape.map { ", shape = \($0)" } ?? ""
    return "\(dotQuoted(node.identity)) [label = \(label), fillcolor = \"\(look.fill)\"\(shape)];"
  }

  /// The type small above the name, for it is the name that one looks for.
  private func pictureLabel(_ node: Node) -> String {
    let name = node.label
    // What comes before the last dot outside of brackets and quotes.
    var depth = 0
    var split: String.Index?
    for index in name.indices {
      switch name[index] {
      case "[": depth += 1
      case "]": depth -= 1
      case "." where depth == 0: split = index
      default: break
      }
    }
    let front = split.map { String(name[..<$0]) } ?? ""
    let back = split.map { String(name[name.index(after: $0)...]) } ?? name
    let above = markup(node.kind.verb + front)
    let upper = above.isEmpty ? "" : "<font point-size=\"8\" color=\"#5a6675\">\(above)</font><br/>"
    return "<\(upper)\(markup(back))>"
  }
}

/// Text as it stands in a label of Graphviz that is written like HTML.
package func markup(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .replacing("\"", with: "&quot;")
}

extension GraphDrawing.Kind {
  fileprivate var look: (fill: String, shape: String?) {
    switch self {
    case .managed: ("#dbe9f9", nil)
    case .data: ("#e3f3e2", nil)
    case .ephemeral: ("#f1e6f8", nil)
    case .provider: ("#fdeccb", "hexagon")
    case .variable: ("#fff8dc", "note")
    case .local: ("#f4f4f4", "ellipse")
    case .output: ("#d5eeee", nil)
    case .boundary: ("#8a97a8", nil)
    case .step(let kind):
      switch kind {
      case .create: ("#d7f0d5", nil)
      case .read: ("#dff0f7", nil)
      case .update: ("#fdf1c7", nil)
      case .destroy, .destroyDeposed: ("#fadbd8", nil)
      case .forget: ("#ececec", nil)
      case .join: ("#8a97a8", nil)
      }
    }
  }
}
