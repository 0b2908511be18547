import Model
import TestSupport
import Testing

@testable import Connecting

struct SignatureTests {
  static let examples: [JSON] = (try? JSON.read(fixture("aws/signatures.json")))?.array ?? []

  @Test func `there are as many examples as were recorded`() { #expect(Self.examples.count == 41) }

  @Test(arguments: examples) func `a request is signed as AWS and botocore sign it`(example: JSON) throws {
    func text(_ name: String) throws -> String { try #require(example[name]?.string) }
    func pairs(_ name: String) throws -> [(String, String)] {
      try #require(example[name]?.array).map { ($0.array?[0].string ?? "", $0.array?[1].string ?? "") }
    }
    let rule: RequestSigner.PathRule =
      switch try text("rule") {
      case "encodedOnce": .encodedOnce
      case "encodedTwice": .encodedTwice
      default: .normalized
      }
    let signer = RequestSigner(
      credentials: AWSCredentials(
        accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        sessionToken: example["token"]?.string),
      region: "us-east-1", service: try text("service"), time: UTCTime(seconds: 1_440_938_160), pathRule: rule)
    let content = RequestSigner.Content(
      method: try text("method"), path: try text("path"), query: try pairs("query"),
      headers: try pairs("headers").map { HTTPHeader($0, $1) },
      bodyDigest: Hashing.hexadecimal(Hashing.sha256(Array(try text("body").utf8))))
    #expect(try signer.canonicalRequest(for: content) == text("canonical"))
    #expect(try signer.stringToSign(for: content) == text("toSign"))
    #expect(try signer.authorization(for: content) == text("authorization"))
  }

  @Test func `printing credentials shows no secret`() {
    let credentials = AWSCredentials(accessKey: "AKID", secretKey: "hidden-1", sessionToken: "hidden-2")
    var settings = AWSSettings()
    settings.secretKey = "hidden-1"
    settings.sessionToken = "hidden-2"
    var dumped = ""
    dump(credentials, to: &dumped)
    dump(settings, to: &dumped)
    dump(CredentialSource.fixed(credentials), to: &dumped)
    for text in [
      "\(credentials)", String(reflecting: credentials), "\(settings)", String(reflecting: settings), dumped,
    ] {
      #expect(!text.contains("hidden"), "\(text)")
    }
  }

  @Test(arguments: [
    ("2015-08-30T12:36:00Z", 1_440_938_160), ("2015-08-30T12:36:00.123Z", 1_440_938_160),
    ("2015-08-30T14:36:00+02:00", 1_440_938_160), ("2015-08-30T12:36:00UTC", 1_440_938_160),
  ]) func `times are read with fractions and offsets`(text: String, seconds: Int) {
    #expect(UTCTime(iso8601: text)?.seconds == seconds)
  }

  @Test(arguments: ["", "2015", "2015-08-30", "2015-13-30T12:36:00Z", "2015-08-30T12:36:00", "x015-08-30T12:36:00Z?"])
  func `what is no time is none`(text: String) { #expect(UTCTime(iso8601: text) == nil) }

  @Test func `times are written in every form, and read from HTTP's`() {
    let time = UTCTime(seconds: 1_440_938_160)
    #expect(time.compact == "20150830T123600Z")
    #expect(time.iso8601 == "2015-08-30T12:36:00Z")
    #expect(time.http == "Sun, 30 Aug 2015 12:36:00 GMT")
    #expect(UTCTime(http: time.http) == time)
    #expect(UTCTime(http: "yesterday") == nil)
  }
}
