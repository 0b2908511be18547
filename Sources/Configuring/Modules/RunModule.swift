package import Model
package import Parsing

/// A module that a run of a test file wants in the place of the one under test. It is installed like one that is called,
/// under a name of its own: `test.tests.main.setup` for the run `setup` in `tests/main.tftest.hcl`.
package struct RunModule: Sendable {
  package var call: ModuleCall
  package var origin: CallOrigin
  /// Where manifests have it; what it calls is below.
  package var path: ModulePath

  /// The same for runs that want the same.
  package var identity: String { origin.origin.description + (origin.versions.map { " \($0)" } ?? "") }

  /// Nil, with the reasons, where the arguments name no module that tests can have.
  package static func read(
    run: String, of file: String, source: Expression, version: Expression?, body: Body, range: SourceRange
  ) -> (RunModule?, [Diagnostic]) {
    var call = ModuleCall(
      name: run, sourceExpression: source, versionExpression: version, count: nil, forEach: nil, dependsOn: [],
      providers: [], hasProvidersArgument: false, body: body, range: range)
    let scope = EarlyScope(root: Module(path: .root, directory: "."), inputs: .none, purpose: "a test")
    let (origin, problems) = call.evaluateOrigin(in: scope)
    guard let origin else { return (nil, problems) }
    if case .remote = origin.origin {
      return (
        nil,
        [
          Diagnostic(
            code: "test.invalid-source", summary: "Invalid module source address",
            detail: "Only local or registry module sources are currently supported from within test run blocks: the "
              + "address must begin with ./ or ../, or be one of a registry. To test a module from elsewhere, call it in "
              + "a module in a folder of the tests.", subject: source.range)
        ]
      )
    }
    let place = file.hasSuffix(Self.suffix) ? String(file.dropLast(Self.suffix.count)) : file
    let path = ModulePath(["test.\(place.replacing("/", with: "."))", run])
    return (RunModule(call: call, origin: origin, path: path), [])
  }

  private static let suffix = ".tftest.hcl"
}
