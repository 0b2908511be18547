import Connecting
import Foundation
import Model
import Plugins
import Synchronization
import TestSupport
import Testing

/// Against a registry and a network mirror in Python on loopback, with signatures made by GnuPG.
@Suite(.serialized, .enabled(if: TestRegistry.isPossible, "gpg or python3 is not installed"))
struct RegistryTests {
  static let thing = ProviderAddress(host: "example.test", namespace: "acme", type: "thing")

  @Test func `a package from a registry is proved by checksum and signature`() async throws {
    try await withRegistry { registry in
      let (report, problems, events) = try await registry.install()
      #expect(problems.filter(\.isError).isEmpty, "\(problems)")
      #expect(problems.map(\.summary) == ["Additional provider information from registry"])
      let authentication = Authentication.selfSigned(keyID: registry.keyID)
      #expect(events.last == .installed(Self.thing, Version(1, 1, 0), authentication))
      #expect(authentication.description == "self-signed, key ID \(registry.keyID)")
      let hashes = report.lock.providers[Self.thing]?.hashes ?? []
      // One for this package as it is unpacked, and those of all platforms as they are packed.
      #expect(hashes.map { $0.prefix(3) } == ["h1:", "zh:", "zh:"])
      #expect(report.locallyHashed.isEmpty)
      let place = "\(registry.folder)/work/.terraform/providers/example.test/acme/thing/1.1.0/\(Platform.current)"
      #expect(FileManager.default.isExecutableFile(atPath: place + "/terraform-provider-thing_v1.1.0"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: (place as NSString).deletingLastPathComponent)
          == [Platform.current])
      // The token goes to the registry, and not to where it keeps its files.
      let log = try String(contentsOfFile: registry.folder + "/log", encoding: .utf8)
      #expect(log.contains("/v1/providers/acme/thing/versions Bearer secret"))
      #expect(log.contains("/files/thing.zip None"))
    }
  }

  @Test(arguments: [
    ("checksum", "has the checksum"), ("list", "does not have thing.zip"), ("signature", "is not valid"),
    ("key", "unknown issuer"), ("armor", "no OpenPGP public key"), ("archive", "no zip file"),
    ("gone", "status 404"), ("json", "is no JSON"), ("empty", "no file named terraform-provider-thing"),
  ])
  func `a registry that lies or fails installs nothing`(_ fault: String, _ part: String) async throws {
    try await withRegistry(fault: fault) { registry in
      let (report, problems, _) = try await registry.install()
      #expect(problems.contains { $0.isError && $0.detail.contains(part) }, "\(problems)")
      #expect(report.lock.providers.isEmpty)
      let place = "\(registry.folder)/work/.terraform/providers/example.test/acme/thing/1.1.0"
      #expect(((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []).isEmpty)
    }
  }

  @Test func `a signature stays good after its key has expired`() async throws {
    try await withRegistry(fault: "expired") { registry in
      let (report, problems, _) = try await registry.install()
      #expect(!problems.hasErrors, "\(problems)")
      #expect(report.installed == [Self.thing: .selfSigned(keyID: registry.keyID)])
    }
  }

  @Test func `an unknown provider or host is told`() async throws {
    try await withRegistry { registry in
      let unknown = ProviderAddress(host: "example.test", namespace: "acme", type: "nothing")
      let (_, problems, _) = try await registry.install([unknown])
      #expect(problems.first?.detail.contains("does not have a provider named example.test/acme/nothing") == true)
      let elsewhere = ProviderAddress(host: "localhost:1", namespace: "a", type: "b")
      let (_, others, _) = try await registry.install([elsewhere])
      #expect(others.first?.detail.contains("cannot reach https://localhost:1/.well-known/terraform.json") == true)
    }
  }

  @Test func `a version without a package for this platform is told, and no other is chosen`() async throws {
    try await withRegistry { registry in
      let (report, problems, _) = try await registry.install([Self.thing], ">= 1")
      #expect(problems.contains { $0.detail.contains("v1.2.0 does not have a package available for your current") })
      #expect(report.lock.providers.isEmpty)
    }
  }

  @Test func `a network mirror's package has the checksum that it announced`() async throws {
    try await withRegistry { registry in
      let (report, problems, events) = try await registry.install(from: "/mirror/")
      #expect(problems.isEmpty, "\(problems)")
      #expect(events.last == .installed(Self.thing, Version(1, 1, 0), .verifiedChecksum))
      #expect(report.locallyHashed == [Self.thing])
    }
    try await withRegistry(fault: "mirror-hash") { registry in
      let (_, problems, _) = try await registry.install(from: "/mirror/")
      #expect(problems.contains { $0.detail.contains("does not have the checksum that the mirror announced") })
    }
  }

  @Test func `plain http is for this machine only`() async throws {
    try await withRegistry { registry in
      let (_, problems, _) = try await registry.install(mirror: "http://mirror.example.test/")
      #expect(problems.first?.detail.contains("is not https") == true)
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "terraform is not on PATH"))
  func `the lock file is the one that Terraform writes for the same registry`() async throws {
    let terraform = try #require(TerraformJudge.find())
    try await withRegistry { registry in
      let (report, problems, _) = try await registry.install()
      #expect(!problems.hasErrors, "\(problems)")
      let work = URL(fileURLWithPath: registry.folder + "/judged")
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
      try Data(
        "terraform {\n  required_providers {\n    thing = { source = \"\(Self.thing)\", version = \"< 1.2.0\" }\n  }\n}\n"
          .utf8
      )
      .write(to: work.appendingPathComponent("main.tf"))
      try Data(
        "host \"example.test\" {\n  services = { \"providers.v1\" = \"\(registry.url)/v1/providers/\" }\n}\n".utf8
      )
      .write(to: work.appendingPathComponent("rc"))
      let outcome = try await terraform.run(
        ["init", "-no-color"], in: work, environment: ["TF_CLI_CONFIG_FILE": work.path + "/rc"])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.contains("(self-signed, key ID \(registry.keyID))"))
      let theirs = try String(contentsOf: work.appendingPathComponent(DependencyLock.fileName), encoding: .utf8)
      #expect(report.lock.text == theirs)
    }
  }
}

private func withRegistry(fault: String = "", _ body: (TestRegistry) async throws -> Void) async throws {
  try await withTemporaryFolder { (folder: URL) in
    let registry = try TestRegistry(folder: folder.path, fault: fault)
    defer { registry.stop() }
    try await body(registry)
  }
}

private struct TestRegistry {
  static let isPossible = ["gpg", "python3"].allSatisfy { TerraformJudge.find(named: $0) != nil }

  let folder: String
  let url: String
  let keyID: String
  private let process = Process()

  init(folder: String, fault: String) throws {
    self.folder = folder
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.program, folder, fault, Platform.current]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    while !text.hasSuffix("\n") {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { throw PythonFailure(errors: "the registry did not start: \(text)") }
      text += String(decoding: more, as: UTF8.self)
    }
    let parts = text.split(whereSeparator: \.isWhitespace)
    url = "http://127.0.0.1:\(parts[0])"
    keyID = String(parts[1])
  }

  func stop() { kill(process.processIdentifier, SIGKILL) }

  func install(
    _ providers: [ProviderAddress] = [RegistryTests.thing], _ constraint: String = "< 1.2.0", from path: String? = nil,
    mirror: String? = nil
  ) async throws -> (report: ProviderInstaller.Report, diagnostics: [Diagnostic], events: [InstallationEvent]) {
    var settings = CommandLineSettings()
    settings.hosts["example.test"] = ["providers.v1": url + "/v1/providers/"]
    settings.tokens["example.test"] = "secret"
    let mirror = mirror ?? path.map { url + $0 }
    let sources = ProviderSources(
      methods: [InstallationMethod(mirror.map { .networkMirror(url: $0) } ?? .direct)], settings: settings,
      client: HTTPClient(wait: { _ in }), platform: Platform.current)
    let installer = ProviderInstaller(
      sources: sources, target: ProviderDirectory("\(folder)/work/.terraform/providers"),
      hashes: PackageHashCache(directory: nil))
    let events = Mutex<[InstallationEvent]>([])
    let constraints = try VersionConstraints(constraint)
    let wish = Dictionary(uniqueKeysWithValues: providers.map { ($0, constraints) })
    let (report, diagnostics) = await installer.install(wish, lock: DependencyLock()) { event in
      events.withLock { $0.append(event) }
    }
    return (report, diagnostics, events.withLock { $0 })
  }

  private static let program = #"""
    import hashlib, http.server, io, json, os, subprocess, sys, zipfile
    folder, fault, platform = sys.argv[1:]
    home = folder + "/gpg"
    os.makedirs(home, mode=0o700)
    def gpg(*arguments, data=b""):
        command = ["gpg", "--homedir", home, "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
        if fault == "expired": command += ["--faked-system-time", "20240101T120000"]
        return subprocess.run([*command, *arguments], input=data, capture_output=True, check=True).stdout
    for name in ["signer"] + ["other"] * (fault == "key"):
        gpg("--quick-generate-key", name, "rsa2048", "sign", "9d" if fault == "expired" else "never")
    keys = gpg("--list-keys", "--with-colons").decode().splitlines()
    ids = [line.split(":")[4] for line in keys if line.startswith("pub:")]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("other" if fault == "empty" else "terraform-provider-thing_v1.1.0")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, "#!/bin/sh\n" * 1000)
        archive.writestr("README.md", "hello")
    package = b"no archive" if fault == "archive" else packed.getvalue()
    digest = hashlib.sha256(package).hexdigest()
    other = hashlib.sha256(b"other").hexdigest()
    sums = f"{other if fault == 'list' else digest}  thing.zip\n{other}  thing_other.zip\n".encode()
    signature = gpg("--local-user", ids[0], "--detach-sign", data=sums)
    if fault == "signature": signature = gpg("--local-user", ids[0], "--detach-sign", data=sums + b"x")
    armor = gpg("--armor", "--export", ids[-1]).decode()
    if fault == "armor": armor = "nonsense"
    system, machine = platform.split("_")
    def document():
        return {
            "protocols": ["5.0"], "os": system, "arch": machine, "filename": "thing.zip",
            "download_url": "/files/thing.zip", "shasums_url": "/files/sums", "shasums_signature_url": "/files/sums.sig",
            "shasum": other if fault == "checksum" else digest,
            "signing_keys": {"gpg_public_keys": [{"key_id": ids[0], "ascii_armor": armor}]}}
    base = "/v1/providers/acme/thing/"
    platforms = [{"os": system, "arch": machine}]
    mirror = "/mirror/example.test/acme/thing/"
    answers = {
        base + "versions": {
            "warnings": ["soon to be archived"],
            "versions": [
                {"version": "1.0.0", "protocols": ["5.0"], "platforms": platforms},
                {"version": "1.1.0", "protocols": ["5.0"], "platforms": platforms},
                {"version": "1.2.0", "protocols": ["5.0"], "platforms": [{"os": "plan9", "arch": "mips"}]}]},
        base + f"1.1.0/download/{system}/{machine}": document(),
        mirror + "index.json": {"versions": {"1.0.0": {}, "1.1.0": {}}},
        mirror + "1.1.0.json": {"archives": {platform: {
            "url": "../../../../files/thing.zip", "hashes": ["zh:" + (other if fault == "mirror-hash" else digest)]}}}}
    answers = {path: json.dumps(answer).encode() for path, answer in answers.items()}
    if fault == "json": answers[base + "versions"] = b"<html>"
    answers |= {"/files/thing.zip": package, "/files/sums": sums, "/files/sums.sig": signature}
    if fault == "gone": del answers["/files/sums.sig"]
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        def do_GET(self):
            with open(folder + "/log", "a") as log: print(self.path, self.headers.get("Authorization"), file=log)
            body = answers.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")
        def log_message(self, *arguments): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], capture_output=True)
    print(server.server_address[1], ids[0], flush=True)
    server.serve_forever()
    """#
}
