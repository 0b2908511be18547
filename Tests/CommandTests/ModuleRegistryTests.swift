import Foundation
import Model
import TestSupport
import Testing

/// What registries of modules may answer and want to know, beside Terraform where it is there.
@Suite(.serialized, .enabled(if: ModuleSite.isPossible, "git or python3 is not installed"))
struct ModuleRegistryTests {
  private func calls(_ modules: [(name: String, source: String, version: String?)]) -> String {
    modules.map { name, source, version in
      "module \"\(name)\" {\n  source  = \"\(source)\"\n"
        + (version.map { "  version = \"\($0)\"\n" } ?? "") + "}\n"
    }.joined()
  }

  @Test func `a registry may lead anywhere but to the disk, in each of the ways of saying so`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      let good = ["above", "beside", "whole", "git", "flaky"]
      try site.write("main.tf", calls(good.map { ($0, "reg.example/\($0)/net/aws", "1.1.0") }))
      let ours = try site.plumb(["get", "-no-color"])
      #expect(ours.status == 0, "\(ours.errors)")
      let manifest = try site.read(".terraform/modules/modules.json")
      #expect(manifest.contains(#""Dir":".terraform/modules/whole/package""#))
      #expect(manifest.contains(#""Dir":".terraform/modules/git/sub""#))
      if let terraform = TerraformJudge.find() {
        try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
        let theirs = try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment)
        #expect(theirs.output == ours.output, "\(theirs.errors)")
        #expect(try site.read(".terraform/modules/modules.json") == manifest)
      }
      for (name, summary, reason) in [
        ("short", "Invalid package location from module registry", "must be the address of a remote package"),
        ("strange", "Invalid package location from module registry", "must be the address of a remote package"),
        ("local", "Failed to download module", "bad response code: 404"),
        ("nothing", "Error accessing remote module registry", "does not say where the module is"),
        ("down", "Error accessing remote module registry", "status 500"),
      ] {
        try? FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
        try site.write("main.tf", calls([(name, "reg.example/\(name)/net/aws", nil)]))
        let outcome = try site.plumb(["get", "-no-color"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("Error: \(summary)"), "\(name): \(outcome.errors)")
        #expect(spoken(outcome.errors).contains(reason), "\(name): \(outcome.errors)")
      }
      // A header that leads on is followed in turn, and one version may be named among other constraints.
      try site.write(
        "main.tf",
        calls([
          ("header", "reg.example/header/net/aws", "1.1.0"), ("preview", "reg.example/acme/net/aws", "= 2.0.0-beta1"),
        ]))
      let more = try site.plumb(["get", "-no-color"])
      #expect(more.status == 0, "\(more.errors)")
      #expect(more.output.contains("2.0.0-beta1 for preview"))
    }
  }

  @Test func `a registry says itself where its modules are, to whoever trusts its certificate`() throws {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder, token: "secret-token", isEncrypted: true)
      defer { site.stop() }
      try site.configure(hosts: [])
      let host = String(site.url.dropFirst("https://".count))
      // What the registry answers is relative to it, and so is its archive.
      try site.write("main.tf", calls([("m", "\(host)/acme/net/aws//package", "~> 1.0")]))
      try Data("credentials \"\(host)\" {\n  token = \"secret-token\"\n}\n".utf8).write(
        to: folder.appendingPathComponent("rc"))
      let distrustful = try site.plumb(["get", "-no-color"])
      #expect(distrustful.status == 1)
      #expect(spoken(distrustful.errors).contains("cannot establish a trusted connection"))
      let trust = ["SSL_CERT_FILE": folder.path + "/certificate.pem"]
      let ours = try site.plumb(["get", "-no-color"], trust)
      #expect(ours.status == 0, "\(ours.errors)")
      #expect(ours.output.contains("Downloading \(host)/acme/net/aws 1.2.0 for m..."))
      let manifest = try site.read(".terraform/modules/modules.json")
      guard let terraform = TerraformJudge.find() else { return }
      try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
      let theirs = try terraform.runBlocking(
        ["get", "-no-color"], in: site.work, environment: site.environment.merging(trust) { $1 })
      #expect(theirs.output == ours.output, "\(theirs.errors)")
      #expect(try site.read(".terraform/modules/modules.json") == manifest)
    }
  }

  static let constraints = [
    "1.0.0", "= 1.1.0", "~> 1.0", "~> 1.0.0", ">= 1.0, != 1.2.0", "< 2.0.0", "> 1.1", ">= 2.0.0-beta1", "2.0.0-beta1",
    " 2.0.0-beta1 ", "~> 2.0.0-beta", "v1.0.0", "1.0", "> 3",
  ]

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `versions are chosen as Terraform chooses them, previews too`() throws {
    let terraform = try #require(TerraformJudge.find())
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder)
      defer { site.stop() }
      try site.write(
        "main.tf", calls(Self.constraints.enumerated().map { ("m\($0)", "reg.example/acme/net/aws", $1) }))
      let ours = try site.plumb(["get", "-no-color"])
      try FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
      let theirs = try terraform.runBlocking(["get", "-no-color"], in: site.work, environment: site.environment)
      #expect(ours.output.split(separator: "\n").sorted() == theirs.output.split(separator: "\n").sorted())
      #expect(ours.status == theirs.status)
      func summaries(_ text: String) -> [Substring] { text.split(separator: "\n").filter { $0.hasPrefix("Error: ") } }
      #expect(summaries(ours.errors) == summaries(theirs.errors))
    }
  }

  // MARK: - Tokens

  /// A helper that tells what it was asked, and gives tokens by the host's name.
  private static let helper = """
    #!/bin/sh
    echo "$*" >>"$HOME/asked"
    case "$*" in
    *" get reg.example") echo '{"token":"secret-token"}' ;;
    *" get none.example") echo '{}' ;;
    *" get odd.example") echo 'secret-token' ;;
    *" store "*) cat >"$HOME/stored" ;;
    *) echo "the box is locked" >&2; exit 3 ;;
    esac

    """

  @Test func `tokens come from the environment, the settings, the file of credentials and a helper, in this order`()
    throws
  {
    try withTemporaryFolder { (folder: URL) in
      let site = try ModuleSite(folder, token: "secret-token")
      defer { site.stop() }
      let plugins = folder.appendingPathComponent(".terraform.d/plugins")
      try FileManager.default.createDirectory(at: plugins, withIntermediateDirectories: true)
      func get(_ host: String, _ more: [String: String] = [:]) throws -> TerraformJudge.Outcome {
        try? FileManager.default.removeItem(at: site.work.appendingPathComponent(".terraform"))
        try site.write("main.tf", calls([("a", "\(host)/acme/net/aws", nil), ("b", "\(host)/sub/net/aws", nil)]))
        return try site.plumb(["get", "-no-color"], more)
      }
      let hosts = ["reg.example", "none.example", "odd.example", "locked.example", "my-reg.example"]
      let block = "credentials_helper \"box\" {\n  args = [\"-a b\", \"c\"]\n}\n"
      try site.configure(hosts: hosts, block)
      let missing = try get("reg.example")
      #expect(spoken(missing.errors).contains("there is no program terraform-credentials-box in"))
      let program = plugins.appendingPathComponent("terraform-credentials-box")
      try Data(Self.helper.utf8).write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
      func asked() throws -> String {
        try String(contentsOf: folder.appendingPathComponent("asked"), encoding: .utf8)
      }
      let found = try get("reg.example")
      #expect(found.status == 0, "\(found.errors)")
      #expect(try asked() == "-a b c get reg.example\n")
      for (host, reason) in [
        ("none.example", "host none.example rejected the credentials"), ("odd.example", "printed no JSON object"),
        ("locked.example", "exited with status 3: the box is locked"),
      ] {
        let outcome = try get(host)
        #expect(outcome.status == 1)
        #expect(spoken(outcome.errors).contains(reason), "\(outcome.errors)")
        #expect(!(outcome.output + outcome.errors).contains("secret-token"))
      }
      // Whatever else has the token is not asked for it.
      try Data().write(to: folder.appendingPathComponent("asked"))
      #expect(try get("my-reg.example", ["TF_TOKEN_my__reg_example": "secret-token"]).status == 0)
      try site.configure(
        hosts: hosts, block + "credentials \"none.example\" {\n  token = \"secret-token\"\n}\n")
      #expect(try get("none.example").status == 0)
      #expect(try get("none.example", ["TF_TOKEN_none_example": "another"]).status == 1)
      let file = folder.appendingPathComponent(".terraform.d/credentials.tfrc.json")
      try Data(#"{"credentials":{"odd.example":{"token":"secret-token"}}}"#.utf8).write(to: file)
      #expect(try get("odd.example").status == 0)
      #expect(try asked() == "")
      // login and logout use the helper as well.
      let login = try PlumbBinary.run(
        ["login", "reg.example"], in: site.work, environment: site.environment, input: "hush\n")
      #expect(login.status == 0, "\(login.errors)")
      #expect(!(login.output + login.errors).contains("hush"))
      #expect(
        try String(contentsOf: folder.appendingPathComponent("stored"), encoding: .utf8) == #"{"token":"hush"}"#)
      let logout = try site.plumb(["logout", "reg.example"])
      #expect(logout.status == 1)
      #expect(logout.errors.contains("the box is locked"))
      try site.configure(hosts: hosts, block + block)
      #expect(try get("reg.example").errors.contains("No more than one credentials_helper block may be specified"))
    }
  }
}
