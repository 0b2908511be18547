import Configuring
import Model
import Planning

extension Command {
  static let validate = Command(
    "validate", group: .main, summary: "Check whether the configuration is valid",
    help: """
      Checks the configuration's syntax, its references and types, and asks the providers about every block. Test \
      files are checked for form. Neither variables \
      nor the state are needed, and no remote service is called.
      """,
    flags: [
      .json, .bool("query", "Check the query files (*.tfquery.hcl), too."),
      .bool("no-tests", "Leave the test files as they are."), TestFolder.flag,
    ] + variableFlags, run: runValidate)
}

private func runValidate(_ invocation: Invocation) async throws -> ExitCode {
  let isJSON = invocation.flags.bool(Flag.json.name)
  var diagnostics: [Diagnostic]
  do throws(DiagnosticsError) {
    let session = try Session.open(
      invocation, toleratesBrokenReferences: true, readsQueries: invocation.flags.bool("query"))
    diagnostics = session.loaded.diagnostics + (await session.validate())
    if !invocation.flags.bool("no-tests") {
      var tests = TestFolder(reading: invocation)
      tests.loadModules(invocation, of: session.configuration)
      diagnostics += tests.diagnostics
    }
    await session.close()
  } catch {
    diagnostics = error.diagnostics
  }
  if isJSON {
    let errors = diagnostics.filter(\.isError).count
    let json = JSON.record([
      ("format_version", .string("1.0")), ("valid", .bool(errors == 0)), ("error_count", .integer(errors)),
      ("warning_count", .integer(diagnostics.count - errors)),
      ("diagnostics", .array(diagnostics.map { $0.json(sources: sourceFile) })),
    ])
    invocation.terminal.writeLine(json.text(.indented))
  } else if diagnostics.hasErrors {
    invocation.report(diagnostics)
  } else {
    invocation.report(diagnostics)
    let palette = View(invocation).options.palette
    invocation.terminal.writeLine(
      palette(.green, .bold, "Success!", .reset) + " The configuration is valid"
        + (diagnostics.isEmpty ? "." : ", but there were some validation warnings as shown above.") + "\n")
  }
  return diagnostics.hasErrors ? .failure : .success
}
