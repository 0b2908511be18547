import Model
import Testing

@testable import Connecting

/// The texts are those of "Authorize with Shared Key" in Microsoft's documentation.
struct SharedKeyTests {
  private static let cases: [(String, String, [(String, String)], [UInt8]?, String)] = [
    (
      "GET", "https://myaccount.blob.core.windows.net/mycontainer?comp=metadata&restype=container&timeout=20",
      [("x-ms-version", "2015-02-21"), ("x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT")], nil,
      "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n"
        + "/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20"
    ),
    (
      "GET",
      "https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=list&include=snapshots&include=metadata"
        + "&include=uncommittedblobs",
      [("x-ms-version", "2015-02-21"), ("x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT")], nil,
      "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n"
        + "/myaccount/mycontainer\ncomp:list\ninclude:metadata,snapshots,uncommittedblobs\nrestype:container"
    ),
    // A body has its length, an empty one none; the service's own date goes before the usual one.
    (
      "PUT", "http://127.0.0.1:10000/myaccount/c/a%20b/env%3Ax?comp=metadata",
      [
        ("Content-Type", "application/json"), ("Date", "Fri, 26 Jun 2015 23:39:00 GMT"), ("If-None-Match", "*"),
        ("X-MS-Meta-B", "two   words"), ("x-ms-date", "Fri, 26 Jun 2015 23:39:12 GMT"),
      ], [1, 2, 3],
      "PUT\n\n\n3\n\napplication/json\n\n\n\n*\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-meta-b:two words\n"
        + "/myaccount/myaccount/c/a%20b/env%3Ax\ncomp:metadata"
    ),
    (
      "DELETE", "https://myaccount.blob.core.windows.net/c/b", [("Date", "Fri, 26 Jun 2015 23:39:12 GMT")], [],
      "DELETE\n\n\n\n\n\nFri, 26 Jun 2015 23:39:12 GMT\n\n\n\n\n\n/myaccount/c/b"
    ),
  ]

  @Test(arguments: Self.cases.indices) func `what is signed is what the documentation says`(index: Int) {
    let (method, url, headers, body, expected) = Self.cases[index]
    var request = HTTPRequest(HTTPRequest.Method(rawValue: method), url)
    request.headers = headers.map { HTTPHeader($0.0, $0.1) }
    request.body = body
    #expect(SharedKey.stringToSign(request, account: "myaccount") == expected)
  }

  @Test func `a signature is made with the key's bytes, and a key is never shown`() throws {
    let text = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
    let key = try #require(SharedKey(account: "standin", key: text))
    // As Terraform 1.11.4 signed this request.
    var request = HTTPRequest(.get, "https://standin.blob.core.test:38689/states/team/prod.tfstate")
    request.headers = [
      HTTPHeader("X-Ms-Date", "Sat, 21 Nov 2026 16:11:37 GMT"), HTTPHeader("X-Ms-Version", "2023-11-03"),
    ]
    #expect(
      key.authorization(for: request) == "SharedKey standin:OdpzZ9TclLtkHEOLj9pp49zgvL9Un6vd7ZJ3UMcczJY=")
    #expect(!"\(key)".contains("Eby8") && !String(reflecting: key).contains("Eby8"))
    #expect(SharedKey(account: "a", key: "no Base64!") == nil)
    #expect(SharedKey(account: "a", key: "") == nil)
  }

  @Test(arguments: [
    ("a%20b", "a b"), ("%", "%"), ("%2", "%2"), ("%zz", "%zz"), ("%+1", "%+1"), ("%C3%BC", "ü"), ("a+b", "a+b"),
    ("", ""),
  ])
  func `percent-encoding is undone`(text: String, expected: String) {
    #expect(PercentEncoding.decode(text) == expected)
  }
}
