import Configuring
import Controls
import Functions
import Model
import Parsing
import Policies
import Reporting
import Sketching

/// What policies say of one configuration, with what is needed to show it.
struct Checked {
  var report: FindingsReport.Stack
  var verdicts: [PolicyVerdict]
  /// About the configuration and the policies.
  var diagnostics: [Diagnostic]

  func count(_ outcome: PolicyVerdict.Outcome) -> Int { verdicts.count { $0.outcome == outcome } }
}

/// Judges the configuration in the working directory as it is written.
struct ConfigurationCheck {
  let invocation: Invocation
  /// Policies of one's own.
  let own: [PolicyFile]
  let usesControls: Bool
  let time: UTCTime

  func checked(_ name: String) throws(DiagnosticsError) -> Checked {
    let loaded = configurationOnDisk(invocation)
    if loaded.diagnostics.hasErrors { throw DiagnosticsError(loaded.diagnostics) }
    let (graph, problems) = ConfigGraph.build(loaded.configuration)
    let (given, mistakes) = variableInputs(invocation)
    let variables = rootVariables(declared: loaded.configuration.root.variables, inputs: given)
    // A variable that nobody has set yet is unknown here, and no mistake.
    let wrong = (mistakes + variables.diagnostics).filter { $0.code != "config.missing-variable" }
    if wrong.hasErrors { throw DiagnosticsError(wrong) }
    let functions = FunctionContext.live(
      environment: invocation.environment, planTime: currentTime(), isPlanning: true)
    let sketch = Tracing.measureInPlace("sketch") {
      Sketching.sketch(
        loaded.configuration, graph: graph, variables: variables.values,
        environment: EvaluationEnvironment(
          functions: functions, workingDirectory: workingDirectoryPath(), workspace: workspaceName(invocation)))
    }
    let subjects = policySubjects(of: sketch)
    var (files, faults) = usesControls ? EmbeddedControl.files(about: Set(subjects.map(\.type))) : ([], [])
    files += own
    var controls: [String: Control] = [:]
    for file in files {
      let (control, problems) = file.control
      controls[file.path] = control
      faults += problems
    }
    var context = functions
    context.isPlanning = false
    let verdicts = Tracing.measureInPlace("judge") {
      PolicyRun(files, world: PolicyWorld(subjects, context: context)).verdicts()
    }
    let objects = Dictionary(sketch.objects.map { ($0.address, $0) }) { first, _ in first }
    let findings = verdicts.compactMap { verdict in
      let control = controls[verdict.file]
      var range: SourceRange?
      if case .instance(let address) = verdict.subject.subject, let resource = objects[address]?.resource {
        range = resource.range(ofPart: control?.part ?? "")
      }
      return verdict.finding(control: control, range: range, at: time)
    }
    // What could not be evaluated is not looked at.
    let gaps = (problems.hasErrors ? problems.filter(\.isError) : []) + sketch.diagnostics.filter(\.isError)
    let report = FindingsReport.Stack(
      name: name, findings: findings, subjects: Set(subjects.map(\.subject)),
      gaps: gaps.map { FindingsReport.Gap(.stack, .incomplete, detail: "\($0.summary). \($0.detail)") })
    var said: Set<Diagnostic> = []
    let broken = verdicts.flatMap(\.diagnostics).filter { said.insert($0).inserted }
    return Checked(report: report, verdicts: verdicts, diagnostics: loaded.diagnostics + faults + broken)
  }
}

extension Resource {
  /// Where an argument or block stands, or else the resource.
  func range(ofPart part: String) -> SourceRange {
    let name = String(part.prefix { $0 != "." && $0 != "[" })
    if let attribute = body.attribute(name) { return attribute.range }
    return body.blocks(name).first?.headerRange ?? range
  }
}
