import Configuring
import Foundation
import Model
import Parsing
import Plugins

extension Command {
  static let initialize = Command(
    "init", group: .main, summary: "Prepare the working directory: modules and providers",
    help: """
      Prepares a directory with configuration for the other commands: checks where the state is to be kept, \
      and installs the modules and providers that the configuration requires. It is safe to run again and again; \
      nothing that is installed already is fetched again.

      Provider versions are recorded in .terraform.lock.hcl, and kept until -upgrade.
      """,
    flags: [
      .bool("upgrade", "Choose the newest versions that the constraints allow, whatever the lock file says."),
      .text("lockfile", "MODE", "With \"readonly\", fail rather than change the provider selections of the lock file."),
      .text("plugin-dir", "PATH", "Install providers from this directory only. May be repeated."),
      .bool("backend", shown: "false", "Leave the configuration of the backend as it is."),
      .text(
        "backend-config", "PATH",
        "Arguments of the backend, beside those in its block: a file with some, or one as NAME=VALUE. May be repeated."),
      .bool("get", shown: "false", "Leave the modules as they are."),
      .text("from-module", "SOURCE", "Copy the given module into the working directory, which must be empty, first."),
      .bool("reconfigure", "Forget how the backend was configured before, and leave the state that is there."),
      .bool("migrate-state", "Go over to another backend, and copy the states to it, after asking."),
      .bool("force-copy", "The same without asking: yes to everything."),
      TestFolder.flag, .input, .json, .lock, .lockTimeout,
    ] + variableFlags
  ) { invocation in
    _ = try invocation.arguments(
      atMost: 0, "The init command expects no positional arguments. Did you mean to use -chdir?")
    let initialization = Initialization(invocation)
    do {
      return try await initialization.run()
    } catch let error as DiagnosticsError where invocation.flags.bool(Flag.json.name) {
      return initialization.fail(error.diagnostics)
    }
  }
}

/// The steps of `init`.
private struct Initialization {
  let invocation: Invocation
  let voice: InitializationVoice

  init(_ invocation: Invocation) {
    self.invocation = invocation
    voice = InitializationVoice(
      terminal: invocation.terminal, isJSON: invocation.flags.bool(Flag.json.name), now: { timestamp(currentTime()) })
  }

  func run() async throws -> ExitCode {
    if let mode = invocation.flags.string("lockfile"), mode != "readonly" {
      throw UsageError(summary: "Invalid -lockfile option", detail: "The only mode is -lockfile=readonly.")
    }
    let conflicts = BackendInitialization.problems(with: invocation.flags)
    if conflicts.hasErrors { return fail(conflicts) }
    let installation = Installation(invocation)
    if let source = invocation.flags.string("from-module"), !source.isEmpty {
      try await copyModule(from: source, installation)
    }
    if ConfigurationFiles(among: try filesOfFolder(".")).isEmpty {
      voice.say(
        """
        Plumb initialized in an empty directory!

        The directory has no Terraform configuration files. You may begin working
        with Plumb immediately by creating Terraform configuration files.
        """, code: "empty_message")
      return .success
    }
    voice.report(installation.diagnostics)
    if installation.diagnostics.hasErrors { return .failure }

    let configuresBackend = invocation.flags.bool("backend", default: true)
    if configuresBackend {
      voice.heading("Initializing the backend...", code: "initializing_backend_message")
    }
    let root = loadRootModule(from: DiskModuleSource())
    var tests = TestFolder(reading: invocation)
    let broken = root.diagnostics + tests.diagnostics
    if broken.hasErrors { return fail(broken) }
    let rootProblems = versionProblems(root.configuration)
    if rootProblems.hasErrors { return fail(rootProblems) }
    let backend =
      configuresBackend
      ? try await BackendInitialization(invocation: invocation) { [voice] in voice.say($0, code: nil) }.run(
        root.configuration)
      : try await invocation.rememberedBackend()
    if invocation.flags.bool("get", default: true) {
      let problems = try await installModules(of: root.configuration, tests, installation)
      if problems.hasErrors { return fail(problems) }
    }
    let loaded = configurationOnDisk(invocation)
    if loaded.diagnostics.hasErrors { return fail(loaded.diagnostics) }
    let configuration = loaded.configuration
    let problems = versionProblems(configuration)
    if problems.hasErrors { return fail(problems) }
    tests.loadModules(invocation, of: configuration)
    if tests.diagnostics.hasErrors { return fail(tests.diagnostics) }

    voice.heading("Initializing provider plugins...", code: "initializing_provider_plugin_message")
    let state = try await invocation.readState(try invocation.stateLocation(backend).store)
    let all = try requiredProviders(of: tests.everything, state: state)
    let required = installation.withoutAttached(all).filter {
      installation.settings.developmentOverrides[$0.key] == nil
    }
    let previous = try readDependencyLock()
    let (report, diagnostics) = await installation.installer(only: invocation.flags.strings("plugin-dir")).install(
      required, lock: previous, upgrade: invocation.flags.bool("upgrade")
    ) { [voice] event in voice.event(event) }
    if diagnostics.hasErrors { return fail(diagnostics) }
    if report.installed.values.contains(where: \.isSelfSigned) {
      voice.say(
        "\nPartner and community providers are signed by their developers, not by HashiCorp.",
        code: "partner_and_community_providers_message")
    }
    let isRecorded = try recordLock(report.lock, previous: previous)
    if !isRecorded { return .failure }
    voice.report(incomplete(report) + diagnostics + loaded.diagnostics + tests.diagnostics)
    voice.success()
    return .success
  }

  private func installModules(
    of configuration: Configuration, _ tests: TestFolder, _ installation: Installation
  ) async throws -> [Diagnostic] {
    let isUpgrade = invocation.flags.bool("upgrade")
    if !configuration.root.calls.isEmpty || !tests.runModules.isEmpty {
      voice.heading(
        isUpgrade ? "Upgrading modules..." : "Initializing modules...",
        code: isUpgrade ? "upgrading_modules_message" : "initializing_modules_message")
    }
    return try await ModuleInstallation(invocation: invocation, settings: installation.settings).install(
      isUpgrade: isUpgrade, runs: tests.runModules
    ) { [voice] in voice.say($0, code: nil) }
  }

  private func copyModule(from source: String, _ installation: Installation) async throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
    guard names.allSatisfy({ $0.hasPrefix(".terraform") }) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "init.from-module", summary: "The working directory already contains files",
          detail:
            "The -from-module option requires an empty directory into which a copy of the referenced module will be "
            + "placed.\n\nTo initialize the configuration already in this working directory, omit the -from-module option."
        ))
    }
    voice.heading("Copying configuration from \(quoted(source))...", code: "copying_configuration_message")
    try await ModuleInstallation(invocation: invocation, settings: installation.settings).copy(from: source)
    voice.say("", code: nil)
  }

  func fail(_ diagnostics: [Diagnostic]) -> ExitCode {
    voice.report(diagnostics)
    return .failure
  }

  // MARK: - What is recorded

  /// False when the lock file may not be changed and should be.
  private func recordLock(_ lock: DependencyLock, previous: DependencyLock) throws -> Bool {
    if lock == previous { return true }
    let isReadOnly = invocation.flags.string("lockfile") == "readonly"
    if isReadOnly && Set(lock.providers.keys) != Set(previous.providers.keys) {
      voice.report([
        Diagnostic(
          code: "provider.lock-read-only", summary: "Provider dependency changes detected",
          detail:
            "Changes to the required provider dependencies were detected, but the lock file is read-only. To use and"
            + " record these requirements, run \"plumb init\" without the \"-lockfile=readonly\" flag.")
      ])
      return false
    }
    if isReadOnly {
      voice.report([
        Diagnostic(
          .warning, code: "provider.lock-read-only", summary: "Provider lock file not updated",
          detail: "Changes to the provider selections were detected, but not saved in the .terraform.lock.hcl file. To"
            + " record these selections, run \"plumb init\" without the \"-lockfile=readonly\" flag.")
      ])
      return true
    }
    try writeAtomically(Array(lock.text.utf8), to: DependencyLock.fileName)
    voice.say(
      previous.providers.isEmpty
        ? """
        Plumb has created a lock file .terraform.lock.hcl to record the provider
        selections it made above. Include this file in your version control repository
        so that Plumb can guarantee to make the same selections by default when
        you run "plumb init" in the future.

        """
        : """

        Plumb has made some changes to the provider dependency selections recorded
        in the .terraform.lock.hcl file. Review those changes and commit them to your
        version control system if they represent changes you intended to make.

        """, code: previous.providers.isEmpty ? "lock_info" : "dependencies_lock_changes_info")
    return true
  }

  private func incomplete(_ report: ProviderInstaller.Report) -> [Diagnostic] {
    if report.locallyHashed.isEmpty || invocation.flags.string("lockfile") == "readonly" { return [] }
    let list = report.locallyHashed.sorted().map { "  - \($0.displayName)" }.joined(separator: "\n")
    return [
      Diagnostic(
        .warning, code: "provider.lock-incomplete", summary: "Incomplete lock file information for providers",
        detail:
          "Due to your customized provider installation methods, Plumb was forced to calculate lock file checksums"
          + " locally for the following providers:\n\(list)\n\nThe current .terraform.lock.hcl file only includes "
          + "checksums"
          + " for \(Platform.current), so Plumb running on another platform will fail to install these providers.")
    ]
  }
}

extension Authentication {
  fileprivate var isSelfSigned: Bool {
    if case .selfSigned = self { return true }
    return false
  }
}

/// What `init` says, for people or line by line in JSON.
private struct InitializationVoice: Sendable {
  let terminal: Terminal
  let isJSON: Bool
  let now: @Sendable () -> String

  func heading(_ text: String, code: String) {
    if isJSON { say(text, code: code) } else { terminal.writeLine(terminal.layout.styled(text, .bold)) }
  }

  func say(_ text: String, code: String?) {
    if !isJSON { return terminal.writeLine(text) }
    line("info", text, type: code == nil ? "log" : "init_output", [("message_code", code.map { .string($0) })])
  }

  func event(_ event: InstallationEvent) {
    if isJSON { line("info", event.line, type: "log", []) } else { terminal.writeLine("- \(event.line)") }
  }

  func report(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics {
      if isJSON {
        let title = "\(diagnostic.isError ? "Error" : "Warning"): \(diagnostic.summary)"
        line(
          diagnostic.isError ? "error" : "warn", title, type: "diagnostic",
          [("diagnostic", diagnostic.json(sources: sourceFile))])
      } else {
        let text = diagnostic.text(terminal.layout, sources: sourceFile)
        if diagnostic.isError { terminal.writeError(text) } else { terminal.write(text) }
      }
    }
  }

  func success() {
    let title = "Plumb has been successfully initialized!"
    let advice = """

      You may now begin working with Plumb. Try running "plumb plan" to see
      any changes that are required for your infrastructure. All Plumb commands
      should now work.

      If you ever set or change modules or backend configuration for Plumb,
      rerun this command to reinitialize your working directory. If you forget, other
      commands will detect it and remind you to do so if necessary.
      """
    if isJSON { return say(title, code: "output_init_success_message") }
    terminal.writeLine("\n" + terminal.layout.styled(title, .bold, .green))
    terminal.writeLine(advice)
  }

  private func line(_ level: String, _ message: String, type: String, _ more: [(String, JSON?)]) {
    let json = JSON.record(
      [
        ("@level", .string(level)), ("@message", .string(message)), ("@module", .string("plumb.ui")),
        ("@timestamp", .string(now())),
      ] + more + [("type", .string(type))])
    terminal.writeLine(json.text(.compact, escapesHTML: true))
  }
}
