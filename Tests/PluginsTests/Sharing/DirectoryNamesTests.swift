import Model
import Testing

@testable import Plugins

/// Whether a request may be about files of a configuration's directory.
struct DirectoryNamesTests {
  private let names = DirectoryNames(path: "/stacks/a", names: ["main.tf", "files", "policy.json"])

  @Test(arguments: [
    ("./anything", true), ("../shared/ca.pem", true), (".", true), ("files", true), ("files/a/b.zip", true),
    ("policy.json", true), ("file://policy.json", true), ("fileb://files/x", true),
    ("/etc/ssl/ca.pem", false), ("eu-central-1", false), ("arn:aws:iam::1:role/files", false), ("", false),
    ("filesystem", false), ("~/.aws/config", false), ("{\"policy.json\": 1}", false), (".hidden", false),
  ])
  func `a relative path that leads somewhere is noticed`(_ text: String, _ expected: Bool) {
    #expect(names.areNamed(by: text) == expected)
  }

  @Test func `paths are noticed at any depth of a value`() {
    let deep = Value.object([
      (
        "a",
        .list(.string, [.string("x"), .map(.string, KeyedValues([("k", .string("./x"))])).marked(with: .sensitive)])
      )
    ])
    #expect(names.areNamed(in: deep))
    #expect(!names.areNamed(in: .object([("a", .null(.string)), ("b", .unknown(.string)), ("c", .string("x"))])))
  }

  @Test func `variables of the environment that lead to files count, others do not`() {
    #expect(names.areNamed(inEnvironment: ["AWS_CONFIG_FILE": "./config"]))
    #expect(
      !names.areNamed(inEnvironment: ["AWS_CONFIG_FILE": "/home/me/config", "PATH": ".:/bin", "EDITOR": "files"]))
  }
}
