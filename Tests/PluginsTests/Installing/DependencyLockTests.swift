import Model
import Plugins
import TestSupport
import Testing

@Suite struct DependencyLockTests {
  static let text = """
    # This file is maintained automatically by "terraform init".
    # Manual edits may be lost in future updates.

    provider "example.com/acme/thing" {
      version     = "1.2.3"
      constraints = ">= 1.0.0, < 2.0.0"
      hashes = [
        "h1:8M6RVUy9nzTHVztjNEfy8sZVhIfa+qfUQM9v2k1a5Hs=",
        "zh:0dde",
      ]
    }

    provider "registry.terraform.io/hashicorp/null" {
      version = "3.2.1"
    }

    """

  @Test func `what Terraform wrote is written the same again`() {
    let (lock, problems) = DependencyLock.read(Array(Self.text.utf8))
    #expect(problems.isEmpty, "\(problems)")
    #expect(lock.text == Self.text)
    #expect(lock.providers.keys.sorted().map(\.displayName) == ["example.com/acme/thing", "hashicorp/null"])
  }

  @Test(arguments: [
    ("provider \"hashicorp/aws\" {\n version = \"1.0.0\"\n}", "Invalid provider source address"),
    ("provider \"a.b/c/d\" {}", "Missing required argument"),
    ("provider \"a.b/c/d\" {\n version = \"x\"\n}", "Invalid provider version number"),
    (
      "provider \"a.b/c/d\" {\n version = \"1.0.0\"\n constraints = \"~> 1\"\n}", "Invalid provider version constraints"
    ),
    ("provider \"a.b/c/d\" {\n version = \"1.0.0\"\n hashes = []\n}", "Invalid provider hash set"),
    ("provider \"a.b/c/d\" {\n version = \"1.0.0\"\n hashes = [\"x\"]\n}", "Invalid provider hash string"),
    ("provider \"a.b/c/d\" {\n version = \"1.0.0\"\n other = 1\n}", "Unsupported argument"),
    ("x = 1", "Unsupported argument"),
    (String(repeating: "provider \"a.b/c/d\" {\n version = \"1.0.0\"\n}\n", count: 2), "Duplicate provider lock"),
  ])
  func `a damaged lock file is told`(_ text: String, _ summary: String) {
    let (_, problems) = DependencyLock.read(Array(text.utf8))
    #expect(problems.contains { $0.isError && $0.summary == summary && $0.subject != nil }, "\(problems)")
  }

  @Test func `mutated lock files crash nothing`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var bytes = Array(Self.text.utf8)
      for _ in 0..<3 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      _ = DependencyLock.read(bytes)
    }
  }
}
