import Configuring
import Model

extension GraphDrawing {
  /// The graph in the DOT language, for people and for programs: that of the resources is the same as Terraform's.
  package var dotText: String {
    var text = "digraph G {\n  rankdir = \"RL\";\n  node [shape = rect, fontname = \"sans-serif\"];\n"
    if nodes.isEmpty { return text + Self.nothing(isSummary) + "}\n" }
    for module in modules {
      let members = nodes.filter { $0.module == module }
      if module.isRoot {
        for node in members { text += "  \(line(node))\n" }
      } else {
        text += "  subgraph \(dotQuoted("cluster_\(module)")) {\n    label = \(dotQuoted(module.description))\n"
        text += "    fontname = \"sans-serif\"\n"
        for node in members { text += "    \(line(node))\n" }
        text += "  }\n"
      }
    }
    let onCycle = marksCycles ? cycleEdges : []
    for edge in edges {
      let mark = onCycle.contains(edge) ? " [color = \"red\", penwidth = \"2.0\"]" : ""
      text += "  \(dotQuoted(nodes[edge.from].identity)) -> \(dotQuoted(nodes[edge.to].identity))\(mark);\n"
    }
    return text + "}\n"
  }

  private static func nothing(_ isSummary: Bool) -> String {
    guard isSummary else { return "  /* There is nothing in this graph. */\n" }
    let lines = [
      "This configuration does not contain any resources.", "For a more detailed graph, try: plumb graph -type=plan",
    ]
    let width = lines.map(\.count).max() ?? 0
    return lines.map { "  /* \($0)\(String(repeating: " ", count: width - $0.count)) */\n" }.joined()
  }

  private func line(_ node: Node) -> String {
    let shape = isSummary ? "" : node.kind.shape.map { ", shape = \($0)" } ?? ""
    let label = isSummary ? node.label : node.kind.verb + node.label
    return "\(dotQuoted(node.identity)) [label=\(dotQuoted(label))\(shape)];"
  }

  /// The root first.
  var modules: [ModulePath] {
    Set(nodes.map(\.module)).sorted { $0.description.utf8.lexicographicallyPrecedes($1.description.utf8) }
  }

  struct Edge: Hashable {
    var from: Int
    var to: Int
  }

  var edges: [Edge] {
    dependencies.dependencies.enumerated().flatMap { from, list in list.sorted().map { Edge(from: from, to: $0) } }
  }

  /// Those between things that depend on each other in a circle.
  var cycleEdges: Set<Edge> {
    var component = [Int](repeating: -1, count: nodes.count)
    for (number, members) in dependencies.components.enumerated() where members.count > 1 {
      for member in members { component[member] = number }
    }
    return Set(edges.filter { component[$0.from] >= 0 && component[$0.from] == component[$0.to] })
  }
}

extension GraphDrawing.Kind {
  /// In DOT; nil for the rectangle that a box has anyway.
  var shape: String? {
    switch self {
    case .managed, .data, .step: nil
    case .ephemeral: "component"
    case .provider: "diamond"
    case .variable: "note"
    case .local: "ellipse"
    case .output: "cds"
    case .boundary: "point"
    }
  }

  /// What a step does, in front of the address.
  var verb: String {
    guard case .step(let kind) = self else { return "" }
    return switch kind {
    case .create: "create "
    case .read: "read "
    case .update: "update "
    case .destroy, .destroyDeposed: "destroy "
    case .forget: "forget "
    case .join: ""
    }
  }
}

/// A string of the DOT language.
package func dotQuoted(_ text: String) -> String {
  "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
}
