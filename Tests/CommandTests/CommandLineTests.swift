import Foundation
import Model
import TestSupport
import Testing

@testable import plumb

struct CommandLineParserTests {
  static let command = Command(
    "state list", group: .sub, summary: "S", help: "H",
    flags: [
      .bool("refresh", "R"), .text("var", "NAME=VALUE", "V"), .text("var-file", "PATH", "F"),
      .wholeNumber("parallelism", "N", "P"), .duration("lock-timeout", "0s", "L"),
    ]
  ) { _ in .success }
  static let other = Command("plan", group: .main, summary: "S", help: "H") { _ in .success }

  private func parse(_ arguments: [String], environment: [String: String] = [:]) throws -> Request {
    let parser = CommandLineParser(commands: [Self.command, Self.other], environment: environment)
    return try parser.parse(try parser.globals(arguments))
  }

  private func flags(_ arguments: String..., environment: [String: String] = [:]) throws -> (FlagValues, [String]) {
    guard case .run(_, let flags, let rest) = try parse(["state", "list"] + arguments, environment: environment) else {
      throw UsageError(summary: "no run", detail: "")
    }
    return (flags, rest)
  }

  @Test func `flags are read in every form`() throws {
    let (flags, rest) = try flags(
      "-refresh=false", "-var", "a=b=c", "x", "--var=d", "-parallelism", "3", "-var-file=f", "--", "-y", "-")
    #expect(flags.bool("refresh", default: true) == false)
    #expect(flags.strings("var") == ["a=b=c", "d"])
    #expect(flags.int("parallelism") == 3)
    #expect(flags.ordered(["var", "var-file"]).map(\.value) == ["a=b=c", "d", "f"])
    #expect(rest == ["x", "-y", "-"])
    #expect(try self.flags("-refresh").0.bool("refresh"))
    #expect(try self.flags("-refresh=1").0.bool("refresh"))
    #expect(try self.flags().0.bool("refresh", default: true))
    #expect(try self.flags("-").1 == ["-"])
    #expect(try self.flags("-no-color").0.bool("no-color"))
  }

  @Test(arguments: [
    (["-nope"], "flag provided but not defined: -nope"),
    (["-refesh"], "flag provided but not defined: -refesh. Did you mean -refresh?"),
    (["-refresh=maybe"], "invalid boolean value \"maybe\" for -refresh: parse error"),
    (["-var"], "flag needs an argument: -var"),
    (["-parallelism=x"], "invalid value \"x\" for flag -parallelism: parse error"),
    (["-lock-timeout=5"], "invalid value \"5\" for flag -lock-timeout: parse error"),
  ])
  func `a wrong flag is named`(arguments: [String], detail: String) {
    #expect(
      throws: UsageError(summary: "Failed to parse command-line flags", detail: detail, command: "state list")
    ) { try parse(["state", "list"] + arguments) }
  }

  @Test func `arguments from the environment come first, the command's own before those of all`() throws {
    let environment = ["TF_CLI_ARGS": "-var=all", "TF_CLI_ARGS_state_list": "-var 'own one' -refresh=false"]
    let (values, _) = try flags("-var=typed", environment: environment)
    #expect(values.strings("var") == ["own one", "all", "typed"])
    #expect(try flags("-refresh", environment: environment).0.bool("refresh"))
    #expect(throws: UsageError.self) { try flags(environment: ["TF_CLI_ARGS": "'open"]) }
  }

  @Test func `unknown commands are met with the nearest name`() {
    for (arguments, hint) in [
      (["plam"], "Did you mean \"plan\"?"), (["state", "lst"], "Did you mean \"list\"?"),
      (["help", "pln"], "\"plan\""),
      (["zzz"], "Plumb has no command named \"zzz\"."),
    ] {
      let error = #expect(throws: UsageError.self) { try parse(arguments) }
      #expect(error?.detail.contains(hint) == true, "\(arguments)")
    }
  }

  @Test func `help can be asked for anywhere`() throws {
    for arguments in [["help", "plan"], ["plan", "-help"], ["plan", "-h"], ["-help", "plan"], ["plan", "--help"]] {
      guard case .help(let command) = try parse(arguments) else {
        Issue.record("\(arguments)")
        continue
      }
      #expect(command.name == "plan")
    }
    guard case .overview(["state"]) = try parse(["state", "-help"]) else {
      Issue.record("state")
      return
    }
  }

  @Test(arguments: [
    ("0", Duration.zero), ("10s", .seconds(10)), ("1m30s", .seconds(90)), ("500ms", .milliseconds(500)),
    ("1.5h", .seconds(5400)),
  ])
  func `durations are read as Go writes them`(text: String, duration: Duration) {
    #expect(Duration(goText: text) == duration)
  }

  @Test(arguments: ["", "5", "s", "1x", "-1s", "1..5s"])
  func `what is no duration is refused`(text: String) { #expect(Duration(goText: text) == nil) }

  @Test func `words are split as a shell does`() {
    #expect(shellWords(#"a 'b c' "d \"e" f\ g '' "#) == ["a", "b c", "d \"e", "f g", ""])
    #expect(shellWords("'open") == nil)
    #expect(shellWords("") == [])
  }
}

struct ProgramTests {
  @Test func `every command has help that fits a terminal`() throws {
    let help = HelpText(commands: Command.all)
    for command in Command.all {
      let text = help.of(command)
      #expect(text.hasPrefix("Usage: plumb [global options] \(command.name)"))
      for line in text.split(separator: "\n") where !line.contains("plumb completion") {
        #expect(line.count <= 80, "\(command.name): \(line)")
      }
      #expect(!command.summary.hasSuffix("."))
    }
    #expect(help.overview([]).contains("output"))
    #expect(help.overview(["state"]).contains("list"))
  }

  @Test func `completion scripts are scripts`() throws {
    try withTemporaryFolder { folder in
      let script = Completion(commands: Command.all).script(for: .bash)
      try Data(script.utf8).write(to: folder.appendingPathComponent("plumb.bash"))
      let test = """
        source ./plumb.bash
        COMP_WORDS=(plumb state l); COMP_CWORD=2; _plumb; echo "${COMPREPLY[*]}"
        COMP_WORDS=(plumb outp); COMP_CWORD=1; _plumb; echo "${COMPREPLY[*]}"
        COMP_WORDS=(plumb state mv -dry); COMP_CWORD=3; _plumb; echo "${COMPREPLY[*]}"
        COMP_WORDS=(plumb completion -he); COMP_CWORD=2; _plumb; echo "${COMPREPLY[*]}"
        """
      let outcome = try runProcess("/bin/bash", ["-c", test], in: folder, environment: ["PATH": "/usr/bin:/bin"])
      #expect(outcome.output == "list\noutput\n-dry-run\n-help\n", "\(outcome.errors)")
    }
    #expect(Completion(commands: Command.all).script(for: .fish).contains("-a list -d"))
  }

  @Test func `the program ends with the right code and writes where it should`() throws {
    try withTemporaryFolder { folder in
      let help = try PlumbBinary.run(["help"], in: folder)
      #expect(help.status == 0)
      #expect(help.output.hasPrefix("Usage: plumb"))
      #expect(try PlumbBinary.run([], in: folder).status == 1)
      let unknown = try PlumbBinary.run(["outptu"], in: folder)
      #expect(unknown.status == 1)
      #expect(unknown.output.isEmpty)
      #expect(unknown.errors.contains("Did you mean \"output\"?"))
      #expect(try PlumbBinary.run(["-chdir=none", "output"], in: folder).errors.contains("No such file or directory"))
      let flag = try PlumbBinary.run(["output", "-jsn"], in: folder)
      #expect(flag.errors.hasSuffix("For more help on using this command, run:\n  plumb output -help\n"))
      let inside = folder.appendingPathComponent("inside")
      try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
      try Data(fixture("states/applied.json", from: #filePath)).write(
        to: inside.appendingPathComponent("terraform.tfstate"))
      #expect(try PlumbBinary.run(["-chdir=inside", "output", "-raw", "str"], in: folder).output == "plain")
      let given = try PlumbBinary.run(
        ["-chdir=inside", "output", "str"], in: folder, environment: ["TF_CLI_ARGS_output": "-json"])
      #expect(given.output == "\"plain\"\n")
    }
  }
}
