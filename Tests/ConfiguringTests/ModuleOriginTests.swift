import Configuring
import Model
import Testing

/// How sources are understood, and what is installed for them.
@Suite struct ModuleOriginTests {
  static let sources: [(source: String, meaning: String)] = [
    ("./a", "./a"), ("./a/../b/", "./b"), ("../x/./y", "../x/y"), ("./", "./"), ("../", "./.."), ("./../../", "../.."),
    ("terraform-aws-modules/vpc/aws", "registry.terraform.io/terraform-aws-modules/vpc/aws"),
    ("Reg.Example/acme/net/aws//modules/x", "reg.example/acme/net/aws//modules/x"),
    ("localhost:8080/acme/net/aws", "localhost:8080/acme/net/aws"),
    ("github.com/acme/net", "git::https://github.com/acme/net.git"),
    ("github.com/acme/net.git//a/b?ref=v1", "git::https://github.com/acme/net.git//a/b?ref=v1"),
    ("github.com/acme/net/aws", "git::https://github.com/acme/net.git//aws"),
    ("bitbucket.org/acme/net?ref=x", "git::https://bitbucket.org/acme/net.git?ref=x"),
    ("git@github.com:acme/net.git", "git::ssh://git@github.com/acme/net.git"),
    ("git@github.com:acme/net.git//sub?ref=v2", "git::ssh://git@github.com/acme/net.git//sub?ref=v2"),
    ("git::git@host:22/net.git", "git::ssh://git@host/22/net.git"),
    ("git::https://example.com/net.git//a?ref=v1&depth=1", "git::https://example.com/net.git//a?ref=v1&depth=1"),
    ("git::ssh://user@example.com/net.git", "git::ssh://user@example.com/net.git"),
    ("https://example.com/net.zip//a?archive=zip", "https://example.com/net.zip//a?archive=zip"),
    ("s3::https://s3.amazonaws.com/b/net.zip", "s3::https://s3.amazonaws.com/b/net.zip"),
    ("bucket.s3-eu-west-1.amazonaws.com/net.zip", "s3::https://s3-eu-west-1.amazonaws.com/bucket/net.zip"),
    ("bucket.s3.eu-west-1.amazonaws.com/net.zip", "s3::https://s3.eu-west-1.amazonaws.com/bucket/net.zip"),
    ("www.googleapis.com/storage/v1/b/net.zip", "gcs::https://www.googleapis.com/storage/v1/b/net.zip"),
    ("/srv/modules/net//sub", "file:///srv/modules/net//sub"), ("hg::https://x/y", "hg::https://x/y"),
  ]

  @Test(arguments: sources) func `a source is completed as go-getter does`(_ source: String, meaning: String) throws {
    #expect(try ModuleOrigin(source, isVersioned: false).description == meaning)
  }

  static let wrong: [(source: String, isVersioned: Bool, reason: String)] = [
    ("", false, "cannot be empty"), ("foo", false, "failed to determine"), ("a/b", false, "./a/b"),
    ("acme/net/aws?ref=1", false, "failed to determine"), ("reg.example/a/b/c//../x", false, "leads outside"),
    ("git::https://h/x//../y", false, "leads outside"), ("./a", true, "local directory"),
    ("git::https://h.example/x/y/z", true, "three or four slash-separated"), ("github.com/a/b/c", true, "reserved"),
    ("acme/-net/aws", true, "module name"), ("acme/net/AWS", true, "target system"),
    ("user@host:path", false, "failed to determine"), ("github.com/acme", false, "failed to determine"),
  ]

  @Test(arguments: wrong) func `what no source can be is explained`(
    _ source: String, isVersioned: Bool, reason: String
  ) {
    do throws(ModuleOriginError) {
      let origin = try ModuleOrigin(source, isVersioned: isVersioned)
      Issue.record("\(source) means \(origin)")
    } catch {
      #expect(error.message.contains(reason), "\(error.message)")
    }
  }

  @Test func `a manifest is read as it is written`() throws {
    let manifest = ModuleManifest(entries: [
      "": .init(source: "", directory: "."),
      "a": .init(source: "registry.terraform.io/x/y/z", version: try Version("1.2.3"), directory: "m/a"),
      "a.b": .init(source: "git::https://h/x?ref=1&depth=1", directory: "m/a.b"),
    ])
    #expect(ModuleManifest(manifest.bytes) == manifest)
    #expect(
      String(decoding: manifest.bytes, as: UTF8.self).hasPrefix(
        #"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"a","Source":"registry.terraform.io/x/y/z","Version":"1.2.3","#
      ))
    for broken in ["", "{", "{}", "[]", #"{"Modules":{}}"#, #"{"Modules":[{"Key":1}]}"#, #"{"Modules":[3]}"#] {
      #expect(ModuleManifest(Array(broken.utf8)) == nil, "\(broken)")
    }
  }

  @Test func `a module is used only where the installed one is the one wanted`() {
    let manifest = """
      {"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"same","Source":"./x","Dir":"x"},
      {"Key":"moved","Source":"git::https://h/old","Dir":"x"},
      {"Key":"reg","Source":"registry.terraform.io/a/b/c","Version":"1.4.0","Dir":"x"},
      {"Key":"newer","Source":"registry.terraform.io/a/b/c","Version":"1.4.0","Dir":"x"}]}
      """
    let main = """
      module "same" {
        source = "./x"
      }
      module "moved" {
        source = "git::https://h/new"
      }
      module "missing" {
        source = "git::https://h/x"
      }
      module "own" {
        source = "./x"
      }
      module "reg" {
        source  = "a/b/c"
        version = "~> 1.0"
      }
      module "newer" {
        source  = "a/b/c"
        version = "~> 2.0"
      }
      """
    let files = ["main.tf": main, "x/main.tf": "", "modules.json": manifest]
    let loaded = loadConfiguration(from: TextModuleSource(files), manifestPath: "modules.json")
    #expect(
      loaded.diagnostics.map { "\($0.summary) \($0.subject?.start.line ?? 0)" }.sorted() == [
        "Module not installed 7", "Module source has changed 5", "Module version requirements have changed 18",
      ])
    #expect(loaded.configuration.modules.keys.map { ModuleManifest.key($0) }.sorted() == ["", "own", "reg", "same"])
    #expect(loaded.files[ModuleManifest.defaultPath] == Array(manifest.utf8))
  }
}
