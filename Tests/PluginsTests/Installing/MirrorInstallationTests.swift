import Connecting
import Foundation
import Model
import Plugins
import Synchronization
import TestSupport
import Testing

/// Providers of these tests are shell scripts: an installer looks at names and bytes only.
@Suite struct MirrorInstallationTests {
  static let thing = ProviderAddress(host: "example.com", namespace: "acme", type: "thing")
  static let zipped = ProviderAddress(host: "example.com", namespace: "acme", type: "zipped")

  @Test func `the newest allowed version is linked and locked, and found by a run`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = try Site(folder)
      let wish = [Self.thing: try VersionConstraints(">= 1.0, < 2"), .builtin: VersionConstraints()]
      let (report, problems, events) = await site.install(wish)
      #expect(problems.isEmpty, "\(problems)")
      #expect(
        events.map(\.line) == [
          "Finding example.com/acme/thing versions matching \">= 1.0.0, < 2.0.0\"...",
          "terraform.io/builtin/terraform is built in to Plumb", "Installing example.com/acme/thing v1.2.3...",
          "Installed example.com/acme/thing v1.2.3 (unauthenticated)",
        ])
      #expect(report.locallyHashed == [Self.thing])
      let place = "\(site.target)/example.com/acme/thing/1.2.3/\(Platform.current)"
      #expect(
        try FileManager.default.destinationOfSymbolicLink(atPath: place)
          == "\(site.mirror)/example.com/acme/thing/1.2.3/\(Platform.current)")
      let (programs, missing) = site.installed.locate(wish, lock: report.lock)
      #expect(missing.isEmpty)
      #expect(programs == [Self.thing: place + "/terraform-provider-thing_v1.2.3"])

      let (again, _, secondEvents) = await site.install(wish, lock: report.lock)
      #expect(again.lock == report.lock)
      #expect(again.locallyHashed.isEmpty)
      #expect(secondEvents.contains(.usingInstalled(Self.thing, Version(1, 2, 3))))
      // The cached digest is not believed once a file has changed.
      try Data("changed".utf8).write(to: URL(fileURLWithPath: place + "/terraform-provider-thing_v1.2.3"))
      let (_, changed) = site.installed.locate(wish, lock: report.lock)
      #expect(changed.map(\.summary) == ["Required plugins are not installed"])
      #expect(changed.first?.detail.contains("does not match any of the checksums") == true)
    }
  }

  @Test func `a locked version stays until an upgrade, or refuses what contradicts it`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = try Site(folder)
      let old = [Self.thing: try VersionConstraints("1.0.0")]
      let locked = await site.install(old).report.lock
      let any = [Self.thing: try VersionConstraints(">= 1")]
      #expect(await site.install(any, lock: locked).report.lock.providers[Self.thing]?.version == Version(1, 0, 0))
      let upgraded = await site.install(any, lock: locked, upgrade: true).report.lock
      #expect(upgraded.providers[Self.thing]?.version == Version(2, 0, 0))
      let other = [Self.thing: try VersionConstraints("~> 2.0")]
      let (_, problems, _) = await site.install(other, lock: locked)
      #expect(problems.map(\.summary) == ["Failed to query available provider packages"])
      #expect(
        site.installed.locate(other, lock: locked).diagnostics.map(\.summary) == ["Inconsistent dependency lock file"])
      let none = [Self.thing: try VersionConstraints("> 9")]
      #expect(await site.install(none).diagnostics.first?.detail.contains("no available releases match") == true)
      let unknown = [ProviderAddress(namespace: "a", type: "b"): VersionConstraints()]
      #expect(
        await site.install(unknown).diagnostics.first?.detail.contains("was not found in any of the search locations")
          == true)
      #expect(
        site.installed.locate(unknown, lock: DependencyLock()).diagnostics.first?.detail.contains("plumb init") == true)
    }
  }

  @Test func `a package that is not the locked one is not installed`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = try Site(folder)
      let wish = [Self.thing: VersionConstraints(), Self.zipped: VersionConstraints()]
      var lock = await site.install(wish).report.lock
      for provider in wish.keys { lock.providers[provider]?.hashes = ["h1:other"] }
      try FileManager.default.removeItem(atPath: site.target)
      let (_, problems, _) = await site.install(wish, lock: lock)
      #expect(problems.map(\.summary) == ["Failed to install provider", "Failed to install provider"])
      #expect(
        !FileManager.default.fileExists(atPath: "\(site.target)/example.com/acme/zipped/3.0.0/\(Platform.current)"))
    }
  }

  @Test func `a shared cache keeps packages for the next directory`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = try Site(folder)
      let wish = [Self.zipped: VersionConstraints()]
      let lock = await site.install(wish, cache: "\(folder.path)/cache").report.lock
      try FileManager.default.removeItem(atPath: site.target)
      let (_, problems, events) = await site.install(wish, lock: lock, cache: "\(folder.path)/cache")
      #expect(problems.isEmpty)
      #expect(events.last == .usingCached(Self.zipped, Version(3, 0, 0)))
      #expect(site.installed.locate(wish, lock: lock).programs.count == 1)
    }
  }

  @Test func `archives that would write elsewhere or are damaged are refused`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let site = try Site(folder)
      let archive = "\(site.mirror)/example.com/acme/zipped/terraform-provider-zipped_3.0.0_\(Platform.current).zip"
      let cases = [
        "z.writestr('../evil', 'x')", "z.writestr('/evil', 'x')", "z.writestr('a/../../evil', 'x')",
        "z.writestr('other', 'x')",
        "i = zipfile.ZipInfo('link'); i.external_attr = 0o120777 << 16; i.create_system = 3; z.writestr(i, '/etc')",
      ]
      for script in cases {
        try python("import zipfile\nz = zipfile.ZipFile('\(archive)', 'w', 8)\n\(script)\nz.close()", in: folder)
        let (_, problems, _) = await site.install([Self.zipped: VersionConstraints()])
        #expect(problems.map(\.summary) == ["Failed to install provider"], "\(script)")
      }
      try python(Site.archiveScript(archive, "zipped"), in: folder)
      let whole = try Data(contentsOf: URL(fileURLWithPath: archive))
      var generator = SeededGenerator(seed: 3)
      for _ in 0..<60 {
        var bytes = [UInt8](whole)
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator)
        if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
        try Data(bytes).write(to: URL(fileURLWithPath: archive))
        _ = await site.install([Self.zipped: VersionConstraints()])
      }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["mirror", "work"])
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "terraform is not on PATH"))
  func `the lock file is Terraform's, and Terraform finds what was installed`() async throws {
    let terraform = try #require(TerraformJudge.find())
    try await withTemporaryFolder { (folder: URL) in
      let site = try Site(folder)
      let wish = [Self.thing: try VersionConstraints("~> 1, != 1.2.3"), Self.zipped: VersionConstraints()]
      let (report, problems, _) = await site.install(wish)
      #expect(problems.isEmpty)
      let work = folder.appendingPathComponent("work")
      try Data(
        """
        terraform {
          required_providers {
            thing = {
              source  = "example.com/acme/thing"
              version = "~> 1, != 1.2.3"
            }
            zipped = { source = "example.com/acme/zipped" }
          }
        }
        """.utf8
      ).write(to: work.appendingPathComponent("main.tf"))
      try Data("provider_installation {\n  filesystem_mirror {\n    path = \"\(site.mirror)\"\n  }\n}\n".utf8)
        .write(to: folder.appendingPathComponent("rc"))
      let environment = ["TF_CLI_CONFIG_FILE": "\(folder.path)/rc"]
      let lockFile = work.appendingPathComponent(DependencyLock.fileName)
      // Ours first: Terraform must have nothing to add.
      try Data(report.lock.text.utf8).write(to: lockFile)
      let judged = try await terraform.run(
        ["init", "-no-color", "-lockfile=readonly"], in: work, environment: environment)
      #expect(judged.status == 0, "\(judged.errors)")
      #expect(judged.output.contains("Using previously-installed example.com/acme/thing v1.0.0"))
      #expect(judged.output.contains("Using previously-installed example.com/acme/zipped v3.0.0"))
      // Then Terraform's from nothing: byte for byte the same, and enough for us.
      try FileManager.default.removeItem(at: lockFile)
      try FileManager.default.removeItem(atPath: site.target)
      let theirs = try await terraform.run(["init", "-no-color"], in: work, environment: environment)
      #expect(theirs.status == 0, "\(theirs.errors)")
      #expect(String(decoding: try Data(contentsOf: lockFile), as: UTF8.self) == report.lock.text)
      #expect(site.installed.locate(wish, lock: report.lock).programs.count == 2)
      let (_, _, events) = await site.install(wish, lock: report.lock)
      #expect(events.contains(.usingInstalled(Self.zipped, Version(3, 0, 0))))
    }
  }
}

/// A mirror and a working directory.
private struct Site {
  let mirror: String
  let target: String
  let hashes: PackageHashCache

  init(_ folder: URL) throws {
    mirror = "\(folder.path)/mirror"
    target = "\(folder.path)/work/.terraform/providers"
    hashes = PackageHashCache(directory: "\(folder.path)/hashes")
    for version in ["1.0.0", "1.2.3", "2.0.0", "2.1.0-beta1"] {
      let package = "\(mirror)/example.com/acme/thing/\(version)/\(Platform.current)"
      try FileManager.default.createDirectory(atPath: package, withIntermediateDirectories: true)
      try Data("#!/bin/sh\n# \(version)\n".utf8)
        .write(to: URL(fileURLWithPath: "\(package)/terraform-provider-thing_v\(version)"))
      chmod("\(package)/terraform-provider-thing_v\(version)", 0o755)
      try Data("free".utf8).write(to: URL(fileURLWithPath: "\(package)/LICENSE.txt"))
    }
    let archives = "\(mirror)/example.com/acme/zipped"
    try FileManager.default.createDirectory(atPath: archives, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: "\(folder.path)/work", withIntermediateDirectories: true)
    try python(
      Self.archiveScript("\(archives)/terraform-provider-zipped_3.0.0_\(Platform.current).zip", "zipped"), in: folder)
  }

  static func archiveScript(_ archive: String, _ type: String) -> String {
    """
    import zipfile
    z = zipfile.ZipFile('\(archive)', 'w', zipfile.ZIP_DEFLATED)
    i = zipfile.ZipInfo('terraform-provider-\(type)_v3.0.0_x5')
    i.external_attr = 0o100755 << 16
    i.compress_type = zipfile.ZIP_DEFLATED
    z.writestr(i, '#!/bin/sh\\n' + 'x' * 5000)
    z.writestr('docs/README.md', 'stored', compress_type=zipfile.ZIP_STORED)
    z.close()
    """
  }

  var installed: InstalledProviders { InstalledProviders(directory: ProviderDirectory(target), hashes: hashes) }

  func install(
    _ wish: [ProviderAddress: VersionConstraints], lock: DependencyLock = DependencyLock(), upgrade: Bool = false,
    cache: String? = nil
  ) async -> (report: ProviderInstaller.Report, diagnostics: [Diagnostic], events: [InstallationEvent]) {
    let sources = ProviderSources(
      methods: [InstallationMethod(.directory(mirror))], settings: CommandLineSettings(), client: HTTPClient(),
      platform: Platform.current)
    let installer = ProviderInstaller(
      sources: sources, target: ProviderDirectory(target), cache: cache.map { ProviderDirectory($0) }, hashes: hashes)
    let events = Mutex<[InstallationEvent]>([])
    let (report, diagnostics) = await installer.install(wish, lock: lock, upgrade: upgrade) { event in
      events.withLock { $0.append(event) }
    }
    return (report, diagnostics, events.withLock { $0 })
  }
}

func python(_ program: String, in folder: URL) throws {
  let outcome = try runProcess(
    "/usr/bin/env", ["python3", "-c", program], in: folder, environment: ProcessInfo.processInfo.environment)
  if outcome.status != 0 { throw PythonFailure(errors: outcome.errors) }
}

struct PythonFailure: Error {
  var errors: String
}
