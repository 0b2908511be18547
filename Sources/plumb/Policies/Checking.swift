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
  /// By their files.
  var controls: [String: Control]
  /// What is found of policies that are more than advice.
  var blocking: [Finding: Policy.Enforcement]
  /// About the configuration and the policies.
  var diagnostics: [Diagnostic]
}

/// What was judged by how much, over all stacks.
struct CheckTally {
  private(set) var headings: [String: ControlHeading] = [:]
  private var policies: Set<String> = []
  private var subjects = 0
  private var counts: [PolicyVerdict.Outcome: Int] = [:]

  mutating func add(_ checked: Checked) {
    for control in checked.controls.values {
      headings["policy.\(control.id)"] = ControlHeading(
        id: control.id, title: control.title, why: control.why, fix: control.fix, aliases: control.aliases)
    }
    for verdict in checked.verdicts {
      policies.insert(verdict.file)
      if checked.controls[verdict.file] == nil {
        headings[verdict.kind] = ControlHeading(id: verdict.file, title: "Policy \(verdict.policy.name)")
      }
      counts[verdict.outcome, default: 0] += 1
    }
    subjects += checked.report.subjects.count
  }

  /// `Check: 3 of 120 controls ...`
  func sentence(_ report: FindingsReport, title: String, listsDetails: Bool) -> String {
    let actionable = report.findings.filter(\.isActionable)
    let severities = Finding.Severity.allCases.reversed().compactMap { severity -> String? in
      let count = actionable.count { $0.severity == severity }
      return count > 0 ? "\(count) \(severity.name)" : nil
    }
    let found =
      actionable.isEmpty
      ? report.gaps.isEmpty
        ? "nothing found" : subjects == 0 ? "nothing is known" : "nothing found in what was looked at"
      : "\(actionable.count) found (\(severities.joined(separator: ", ")))"
    let accepted = report.findings.count { if case .accepted = $0.standing { true } else { false } }
    var parts = ["\(counts[.passed, default: 0]) passed"]
    if accepted > 0 { parts.append("\(accepted) accepted") }
    if let open = counts[.unknown], open > 0 {
      parts.append("\(open) not known yet\(listsDetails ? " (-details lists them)" : "")")
    }
    if let broken = counts[.broken], broken > 0 { parts.append("\(broken) could not be judged") }
    // A thing not looked at is never reported as fine: the last line says so, too.
    if !report.gaps.isEmpty { parts.append("not everything was looked at") }
    return
      "\(title): \(found); \(parts.joined(separator: ", ")). \(subjects) \(subjects == 1 ? "object was" : "objects were") judged by \(policies.count) \(policies.count == 1 ? "policy" : "policies")."
  }
}

/// Which policies judge.
struct PolicySelection {
  /// Policies of one's own.
  var own: [PolicyFile] = []
  /// Which controls of the program; `*` for all.
  var controls: [Glob] = [Glob("*")]
  var inputs: [String: Value] = [:]

  /// What the project's settings name, besides.
  mutating func add(_ settings: PolicySettings?) throws(DiagnosticsError) {
    guard let settings else { return }
    inputs.merge(settings.inputs) { given, _ in given }
    for path in settings.paths {
      let (files, problems) = try policyFiles(in: path)
      if problems.hasErrors { throw DiagnosticsError(problems) }
      own += files.filter { file in !own.contains { $0.path == file.path } }
    }
  }

  /// Those that may have something to say of these types, and what the files say about themselves.
  func files(about types: Set<String>) -> (files: [PolicyFile], controls: [String: Control], diagnostics: [Diagnostic])
  {
    var (files, diagnostics) = controls.isEmpty ? ([], []) : EmbeddedControl.files(about: types)
    var described: [String: Control] = [:]
    files = files.filter { file in
      let (control, problems) = file.control
      diagnostics += problems
      guard let control, controls.contains(where: { $0.matches(control.id) }) else { return false }
      described[file.path] = control
      return true
    }
    for file in own {
      let (control, problems) = file.control
      diagnostics += problems
      described[file.path] = control
    }
    return (files + own, described, diagnostics)
  }
}

/// A configuration, evaluated as far as that goes without its providers, and what judging it needs.
struct Judgement {
  let invocation: Invocation
  let selection: PolicySelection
  let loaded: LoadedConfiguration
  let sketch: Sketch
  let time: UTCTime
  /// What is wrong with references.
  let problems: [Diagnostic]
  private let functions: FunctionContext

  init(
    _ invocation: Invocation, _ selection: PolicySelection, _ loaded: LoadedConfiguration, graph: ConfigGraph,
    problems: [Diagnostic], variables: [String: Value], time: UTCTime
  ) {
    let functions = FunctionContext.live(
      environment: invocation.environment, planTime: currentTime(), isPlanning: true)
    self.invocation = invocation
    self.selection = selection
    self.loaded = loaded
    self.time = time
    self.problems = problems
    self.functions = functions
    sketch = Tracing.measureInPlace("sketch") {
      Sketching.sketch(
        loaded.configuration, graph: graph, variables: variables,
        environment: EvaluationEnvironment(
          functions: functions, workingDirectory: workingDirectoryPath(), workspace: workspaceName(invocation)))
    }
  }

  /// Of the configuration in the working directory as it is written. A variable that nobody has set yet is unknown, and no mistake.
  static func written(
    _ invocation: Invocation, _ selection: PolicySelection, time: UTCTime
  ) throws(DiagnosticsError) -> Judgement {
    let loaded = configurationOnDisk(invocation)
    if loaded.diagnostics.hasErrors { throw DiagnosticsError(loaded.diagnostics) }
    let (graph, problems) = ConfigGraph.build(loaded.configuration)
    let (given, mistakes) = variableInputs(invocation)
    let variables = rootVariables(declared: loaded.configuration.root.variables, inputs: given)
    let wrong = (mistakes + variables.diagnostics).filter { $0.code != "config.missing-variable" }
    if wrong.hasErrors { throw DiagnosticsError(wrong) }
    return Judgement(
      invocation, selection, loaded, graph: graph, problems: problems, variables: variables.values, time: time)
  }

  /// What the policies say of these subjects; of the sketch's own where none are given.
  func checked(_ name: String, subjects given: [PolicySubject]? = nil) throws(DiagnosticsError) -> Checked {
    let subjects = given ?? policySubjects(of: sketch)
    let (settings, problemsOfSettings) = try projectSettings()
    var selection = selection
    try selection.add(settings.policy)
    var (files, controls, faults) = selection.files(about: Set(subjects.map(\.type)))
    var context = functions
    context.isPlanning = false
    let world = PolicyWorld(subjects, context: context)
    let verdicts = Tracing.measureInPlace("judge") {
      PolicyRun(files, world: world, inputs: selection.inputs).verdicts()
    }
    faults += problemsOfSettings
    let exempting = Exempting(settings.exemptions, world: world, at: time)
    var comments = SkipComments(loaded)
    let objects = Dictionary(sketch.objects.map { ($0.address, $0) }) { first, _ in first }
    var findings: [Finding] = []
    var blocking: [Finding: Policy.Enforcement] = [:]
    for verdict in verdicts where verdict.outcome != .passed {
      let control = controls[verdict.file]
      var range: SourceRange?
      var said: [SkipComment] = []
      if case .instance(let address) = verdict.subject.subject, let resource = objects[address]?.resource {
        range = resource.range(ofPart: control?.part ?? "")
        said = comments.of(resource, at: address)
      }
      guard let finding = verdict.finding(control: control, range: range, at: time) else { continue }
      let (judged, problems) = exempting.judged(finding, of: verdict, control: control, comments: said)
      findings.append(judged)
      if judged.isActionable, verdict.enforcement != .advisory { blocking[judged] = verdict.enforcement }
      faults += problems
    }
    // What could not be evaluated is not looked at; what was planned could be.
    let gaps = given == nil ? problems.filter(\.isError) + sketch.diagnostics.filter(\.isError) : []
    let report = FindingsReport.Stack(
      name: name, findings: findings, subjects: Set(subjects.map(\.subject)),
      gaps: gaps.map { FindingsReport.Gap(.stack, .incomplete, detail: "\($0.summary). \($0.detail)") })
    var said: Set<Diagnostic> = []
    let broken = verdicts.flatMap(\.diagnostics).filter { said.insert($0).inserted }
    return Checked(
      report: report, verdicts: verdicts, controls: controls, blocking: blocking, diagnostics: faults + broken)
  }
}

/// The comments about what is declared, each block's looked up once.
private struct SkipComments {
  private let loaded: LoadedConfiguration
  private var known: [SourceRange: [SkipComment]] = [:]

  init(_ loaded: LoadedConfiguration) { self.loaded = loaded }

  /// Those inside of the resource's block, and inside of the calls of the modules that it is in.
  mutating func of(_ resource: Resource, at address: ResourceInstanceAddress) -> [SkipComment] {
    var found = comments(resource.range, to: resource.body.range.end.byte)
    var path = ModulePath.root
    for name in address.module.path.names {
      if let call = loaded.configuration.modules[path]?.calls[name] {
        found += comments(call.range, to: call.body.range.end.byte)
      }
      path = path.child(name)
    }
    return found
  }

  private mutating func comments(_ header: SourceRange, to end: Int) -> [SkipComment] {
    if let found = known[header] { return found }
    let text = loaded.files[header.file] ?? []
    let found = SkipComment.all(in: text, file: header.file, from: header.start, to: end)
    known[header] = found
    return found
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
