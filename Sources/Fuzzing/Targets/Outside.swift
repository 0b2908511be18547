import Connecting
import Fetching
import Model
import Plugins

extension FuzzTarget {
  /// What servers answer, and what people write at the command line and in small files.
  static let outside: [FuzzTarget] = [
    FuzzTarget(
      "xml", words: ["<", "</", "/>", "<?xml", "<!ENTITY a \"b\">", "&a;", "&lt;", "<![CDATA[", "]]>"], seeds: documents
    ) {
      _ = XMLElement.read($0)
    },
    FuzzTarget(
      "yaml", words: ["- ", ": ", "&a ", "*a", "<<: *a", "|\n", ">-\n", "{", "[", "!!", "---\n", "\t"],
      seeds: [configuration]
    ) {
      _ = YAMLText.json($0)
    },
    FuzzTarget("http", words: ["GMT", "Mon, ", "%", "+", "=", "&"], seeds: headers) { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      _ = UTCTime(http: text)
      _ = UTCTime(iso8601: text)
      let once = PercentEncoding.encode(text)
      try require(PercentEncoding.decode(once) == text, "what is encoded is decoded to the same")
    },
    FuzzTarget(
      "settings", words: ["{", "}", "=", "[", "]", "\"", "provider_installation", "<<EOT\n"], seeds: [settings]
    ) {
      _ = readSettings(String(decoding: $0, as: UTF8.self), file: "cli.tfrc")
    },
    FuzzTarget("lock-file", words: ["provider", "\"", "{", "hashes", "h1:", "zh:", "version"], seeds: [lockFile]) {
      bytes in
      let (lock, diagnostics) = DependencyLock.read(bytes)
      if !diagnostics.hasErrors {
        try require(DependencyLock.read(lock.text.bytes).lock == lock, "what is written is read as the same")
      }
    },
    FuzzTarget("module-source", words: ["git::", "?ref=", "//", "#", "%2F", "@", ":", "s3::"], seeds: sources) {
      bytes in
      var address = PackageAddress(String(decoding: bytes, as: UTF8.self))
      _ = address.take("ref")
      _ = URLText.withoutSecrets(address.description)
    },
    FuzzTarget("address", words: [".", "[", "]", "\"", "module.", "data.", "[*]", "\\\"", "0"], seeds: addresses) {
      bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      if let address = try? ResourceInstanceAddress(parsing: text) {
        try require(
          (try? ResourceInstanceAddress(parsing: address.description)) == address,
          "an address is read as it is written: \(address)")
      }
      _ = try? ProviderAddress(parsing: text)
      _ = try? VersionConstraints(text)
      if let version = try? Version(text) {
        try require((try? Version(version.description)) == version, "a version is read as it is written: \(version)")
      }
    },
  ]

  private static let documents = [
    "<?xml version=\"1.0\"?><Error><Code>NoSuchKey</Code><Message>a &amp; b</Message></Error>",
    "<ListBucketResult xmlns=\"x\"><Contents><Key>a</Key></Contents><!-- c --></ListBucketResult>",
  ].map(\.bytes)

  private static let configuration = """
    apiVersion: v1
    clusters:
    - cluster: {server: "https://127.0.0.1:1"}
      name: &n one
    current-context: *n
    text: |
      lines
    """.bytes

  private static let headers = [
    "Sun, 06 Nov 1994 08:49:37 GMT", "2026-01-01T00:00:00.5+02:00", "a%20b%C3%A9+c", "20260101T000000Z",
  ].map(\.bytes)

  private static let settings = """
    provider_installation {
      filesystem_mirror {
        path    = "/x"
        include = ["a/b/*"]
      }
      direct {}
    }
    credentials "example.com" { token = "t" }
    plugin_cache_dir = "$HOME/x" # c
    """.bytes

  private static let lockFile = """
    provider "registry.terraform.io/hashicorp/aws" {
      version     = "5.100.0"
      constraints = "~> 5.0, != 5.1.0"
      hashes = [
        "h1:Ijt7pOlB7Tr7maGQIqtsLFbl7pSMIj06TVdkoSBcYOw=",
        "zh:054b8dd49f0549c9a7cc27d159e45327b7b65cf404da5e5a20da154b90b8a644",
      ]
    }
    """.bytes

  private static let sources = [
    "git::https://user:secret@example.com/a.git//sub?ref=v1.0&depth=1", "s3::https://s3.amazonaws.com/b/k.zip#v",
    "example.com/ns/name/provider", "./local",
  ].map(\.bytes)

  private static let addresses = [
    "module.a[\"x.y\"].module.b[0].data.aws_ami.x[3]", "aws_vpc.main[\"q\\\"${x}\"]", "1.2.3-beta.1+meta",
    "~> 1.2, >= 1.0",
    "registry.terraform.io/hashicorp/aws",
  ].map(\.bytes)
}
