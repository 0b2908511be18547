import Foundation
import Model
import Plugins
import TestSupport
import Testing

@Suite struct SettingsTests {
  private func settings(_ text: String, environment: [String: String] = [:]) -> (CommandLineSettings, [Diagnostic]) {
    var settings = CommandLineSettings()
    let (parsed, problems) = readSettings(text, file: "a.tfrc")
    let more = settings.merge(parsed, environment: environment)
    return (settings, problems + more)
  }

  @Test func `a file says where providers come from`() {
    let (settings, problems) = settings(
      """
      # A comment
      plugin_cache_dir   = "$HOME/x/${B}" // another
      disable_checkpoint = true
      /* and a third */
      credentials "App.Example.com" { token = "a\\"b" }
      host "example.com" { services = { "providers.v1" = "http://127.0.0.1:1/v1/" } }
      provider_installation {
        dev_overrides { "acme/thing" = "/dev/thing" }
        filesystem_mirror {
          path    = "/mirror"
          include = ["example.com/*/*", "hashicorp/aws"]
        }
        network_mirror { url = "https://m.example.com/" }
        direct { exclude = ["*/*"], }
      }
      """, environment: ["HOME": "/home/a", "B": "c"])
    #expect(problems.isEmpty, "\(problems)")
    #expect(settings.pluginCacheDirectory == "/home/a/x/c")
    #expect(settings.isCheckpointDisabled)
    #expect(settings.tokens == ["app.example.com": "a\"b"])
    #expect(settings.hosts == ["example.com": ["providers.v1": "http://127.0.0.1:1/v1/"]])
    let thing = ProviderAddress(namespace: "acme", type: "thing")
    #expect(settings.developmentOverrides == [thing: "/dev/thing"])
    let methods = settings.installationMethods ?? []
    #expect(
      methods.map(\.location) == [.directory("/mirror"), .networkMirror(url: "https://m.example.com/"), .direct])
    let aws = ProviderAddress(namespace: "hashicorp", type: "aws")
    #expect(methods.map { $0.covers(aws) } == [true, true, false])
    #expect(methods.map { $0.covers(thing) } == [false, true, false])
    #expect(methods.first?.covers(ProviderAddress(host: "example.com", namespace: "a", type: "b")) == true)
  }

  @Test(arguments: [
    ("a", "\"=\" or \"{\""), ("plugin_cache_dir = ", "is expected here"), ("x = \"a", "closing quote"),
    ("provider_installation {", "closing brace"), ("nonsense = 1", "is not a setting"), ("x = \"\\q\"", "escape"),
    ("disable_checkpoint = \"yes\"", "wrong kind"), ("provider_installation { elsewhere {} }", "installation method"),
    ("provider_installation { filesystem_mirror {} }", "needs the argument"),
    ("provider_installation { direct { path = \"x\" } }", "is not an argument"),
    ("provider_installation { direct { include = [\"a\"] } }", "list of provider addresses"),
    (String(repeating: "a {", count: 1000), "nested too deeply"),
  ])
  func `what cannot be meant is told`(_ text: String, _ part: String) {
    let (_, problems) = settings(text)
    #expect(problems.contains { $0.isError && $0.detail.contains(part) && $0.subject != nil }, "\(problems)")
  }

  @Test func `variables win over files, and a missing file that was named is a warning`() throws {
    try withTemporaryFolder { (folder: URL) in
      let home = folder.path
      try Data("plugin_cache_dir = \"/nowhere\"\ncredentials \"a.com\" { token = \"file\" }".utf8)
        .write(to: folder.appendingPathComponent(".terraformrc"))
      try FileManager.default.createDirectory(atPath: home + "/.terraform.d", withIntermediateDirectories: true)
      try Data(#"{"credentials": {"b.com": {"token": "json"}, "a.com": {"token": "json"}}}"#.utf8)
        .write(to: folder.appendingPathComponent(".terraform.d/credentials.tfrc.json"))
      let environment = ["TF_PLUGIN_CACHE_DIR": home, "TF_TOKEN_my__host_example_com": "variable"]
      let (settings, problems) = CommandLineSettings.load(environment: environment, home: home)
      #expect(problems.isEmpty, "\(problems)")
      #expect(settings.pluginCacheDirectory == home)
      #expect(settings.tokens == ["a.com": "file", "b.com": "json", "my-host.example.com": "variable"])
      let (other, warnings) = CommandLineSettings.load(environment: ["TF_CLI_CONFIG_FILE": "/none"], home: home)
      #expect(warnings.map(\.severity) == [.warning])
      #expect(warnings.first?.summary == "Unable to open CLI configuration file")
      #expect(other.installationMethods == nil)
    }
  }

  @Test func `the implied mirrors keep their providers from the registry`() throws {
    try withTemporaryFolder { (folder: URL) in
      let package = "example.com/acme/thing/1.0.0/\(Platform.current)"
      for place in ["home/.terraform.d/plugins", "data/terraform/plugins"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder.path)/\(place)/\(package)", withIntermediateDirectories: true)
      }
      let methods = InstallationMethod.implied(
        environment: ["XDG_DATA_HOME": "\(folder.path)/data", "XDG_DATA_DIRS": "\(folder.path)/none"],
        home: "\(folder.path)/home", workingDirectory: folder.path)
      let thing = ProviderAddress(host: "example.com", namespace: "acme", type: "thing")
      let covering = methods.filter { $0.covers(thing) }.map(\.location)
      #expect(
        covering == [
          .directory("\(folder.path)/home/.terraform.d/plugins"), .directory("\(folder.path)/data/terraform/plugins"),
        ])
      #expect(methods.last?.location == .direct)
      #expect(methods.last?.covers(ProviderAddress(namespace: "acme", type: "other")) == true)
    }
  }

  @Test func `no text crashes the reader`() {
    var generator = SeededGenerator(seed: 7)
    let pieces = [
      "a", "\"", "{", "}", "[", "]", "=", ",", "\n", "#", "/*", "*/", "\\", "1", "é", " ", "provider_installation",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0..<30, using: &generator))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
      _ = settings(text)
    }
  }
}
