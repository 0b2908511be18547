import Assessing
import Configuring
import Model
import Planning

extension Command {
  static let graph = Command(
    "graph", summary: "Show how resources depend on each other", usage: "[options]",
    help: """
      Shows the resources of the configuration and which of them wait for which, in the DOT language of Graphviz: the same text \
      as terraform graph. Providers need not be installed.

      With -type or -plan it shows what is evaluated or done in detail, in Plumb's own terms. With -format a picture comes to \
      standard output, for which the program dot of Graphviz has to be installed:

        plumb graph -format=svg > graph.svg

      With -drift every object is read as it is, as plumb drift reads it, and the resources are drawn with what was found of \
      them: as declared, changed, missing, accepted by a rule, not applied yet, not looked at. Nothing is written. It ends with \
      1 when something could not be looked at, which the picture shows, and otherwise with 0.
      """,
    flags: [
      .text(
        "type", "TYPE",
        "Show everything that is evaluated: plan, plan-refresh-only and apply are the configuration's values and "
          + "resources, plan-destroy the objects of the state in the order of their end."),
      .text("plan", "PATH", "Show the steps of a saved plan."),
      .bool("draw-cycles", "With -type, colour what depends on itself in a circle."),
      .bool("drift", "Show where objects are not as they are declared."),
      .bool("unmanaged", "With -drift, show beside them what no stack declares, in the whole account and region."),
      .text(
        "region", "REGION",
        "With -unmanaged, look in this region instead of the usual one. May be repeated; \"all\" is every region."),
      .wholeNumber(
        "parallelism", "N", "With -drift, how many requests to providers may be under way at once. Default: 10."),
      .text("format", "FORMAT", "dot, or a picture as svg, png or pdf."),
      .wholeNumber("module-depth", "N", hidden: true, "Has no effect any more."),
    ] + variableFlags, run: runGraph)
}

private func runGraph(_ invocation: Invocation) async throws -> ExitCode {
  _ = try invocation.arguments(
    atMost: 0, "This command takes no arguments. To work on another folder, use -chdir before the command.")
  let format = invocation.flags.string("format") ?? "dot"
  guard ["dot", "svg", "png", "pdf"].contains(format) else {
    throw UsageError(
      summary: "Unsupported graph format", detail: "The -format=... argument must be dot, svg, png or pdf.")
  }
  try refuseFlagsThatNeedOthers(invocation)
  if invocation.flags.bool("drift") {
    let (drawing, code) = try await driftPicture(invocation)
    try show(drawing.dotText, as: format, invocation)
    return code
  }
  let drawing = try await drawing(for: invocation)
  try show(format == "dot" ? drawing.dotText : drawing.pictureText, as: format, invocation)
  return .success
}

private func show(_ text: String, as format: String, _ invocation: Invocation) throws(DiagnosticsError) {
  if format == "dot" {
    invocation.terminal.write(text)
  } else {
    invocation.terminal.write(try picture(text, format: format))
  }
}

private func refuseFlagsThatNeedOthers(_ invocation: Invocation) throws(UsageError) {
  let given = Set(invocation.flags.given.map(\.name))
  if invocation.flags.bool("drift") {
    if let other = ["type", "plan", "draw-cycles"].first(where: given.contains) {
      throw UsageError(
        summary: "Incompatible options",
        detail: "Drift is shown of the resources: -drift and -\(other) exclude each other.")
    }
    if given.contains("region"), !invocation.flags.bool("unmanaged") {
      throw UsageError(
        summary: "Incompatible options", detail: "-region says where -unmanaged looks, which is not given.")
    }
  } else if let other = ["unmanaged", "region", "parallelism", "var", "var-file"].first(where: given.contains) {
    throw UsageError(
      summary: "Incompatible options", detail: "-\(other) says how drift is looked for: it goes with -drift only.")
  }
}

private func drawing(for invocation: Invocation) async throws -> GraphDrawing {
  let marksCycles = invocation.flags.bool("draw-cycles")
  if let path = invocation.flags.string("plan") {
    return .steps(of: try await readSavedPlan(path, invocation).plan)
  }
  switch invocation.flags.string("type") {
  case nil:
    let configuration = try configuration(for: invocation)
    let (graph, problems) = ConfigGraph.build(configuration)
    if problems.hasErrors { throw DiagnosticsError(problems) }
    return .resources(of: graph)
  case "plan", "plan-refresh-only", "apply":
    let configuration = try configuration(for: invocation)
    // What lies on a cycle can be shown, which is how one finds a way out; other mistakes cannot.
    let problems = ConfigGraph.build(configuration).diagnostics
      .filter { !marksCycles || $0.code != ConfigGraph.cycleCode }
    if problems.hasErrors { throw DiagnosticsError(problems) }
    return .everything(in: configuration, marksCycles: marksCycles)
  case "plan-destroy": return .destruction(of: try await readState(invocation) ?? State())
  case "validate", "input", "legacy":
    throw DiagnosticsError(
      Diagnostic(
        code: "graph.type", summary: "Graph type no longer available",
        detail: "This graph type is no longer available. Use -type=plan instead to get a similar result."))
  default:
    throw DiagnosticsError(
      Diagnostic(
        code: "graph.type", summary: "Unsupported graph type",
        detail:
          "The -type=... argument must be either \"plan\", \"plan-refresh-only\", \"plan-destroy\", or \"apply\"."))
  }
}

func configuration(for invocation: Invocation) throws(DiagnosticsError) -> Configuration {
  var loaded = configurationOnDisk(invocation)
  loaded.diagnostics.removeAll { $0.code == "config.no-files" }
  if loaded.diagnostics.hasErrors { throw DiagnosticsError(loaded.diagnostics) }
  return loaded.configuration
}

/// Has Graphviz draw a text of the DOT language.
private func picture(_ text: String, format: String) throws(DiagnosticsError) -> [UInt8] {
  switch runProgram("dot", ["-T\(format)"], input: Array(text.utf8)) {
  case .success(let result) where result.status == 0: return result.output
  case .success(let result):
    throw DiagnosticsError(
      Diagnostic(
        code: "graph.picture", summary: "Failed to draw the graph",
        detail: "The program dot of Graphviz ended with status \(result.status): "
          + String(decoding: result.errors, as: UTF8.self)))
  case .failure:
    throw DiagnosticsError(
      Diagnostic(
        code: "graph.picture", summary: "Graphviz is not installed",
        detail:
          "A picture of the graph is drawn by the program dot, which is not on PATH. Install Graphviz (on Debian: apt-get "
          + "install graphviz), or leave out -format and give the text to something else that reads DOT."))
  }
}
