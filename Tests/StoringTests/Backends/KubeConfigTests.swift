import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

struct KubeConfigTests {
  private func read(
    _ texts: String..., context: String? = nil, cluster: String? = nil, user: String? = nil
  ) throws -> KubernetesAccess {
    try withTemporaryFolder { folder in
      var paths: [String] = []
      for (index, text) in texts.enumerated() {
        paths.append("\(folder.path)/\(index)")
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(index)"))
      }
      let config = try #require(try KubeConfig.read(paths))
      return try config.access(context: context, cluster: cluster, user: user, environment: [:])
    }
  }

  private static let whole = """
    current-context: a
    clusters:
    - {name: one, cluster: {server: "https://one:6443/", proxy-url: "http://proxy:3128"}}
    - {name: two, cluster: {server: "https://two", insecure-skip-tls-verify: true}}
    contexts:
    - {name: a, context: {cluster: one, user: me}}
    - {name: b, context: {cluster: two, user: number}}
    users:
    - {name: me, user: {token: good}}
    - {name: number, user: {token: 0123, username: ignored}}
    """

  @Test func `a context brings a cluster and a user together, and either may be another`() throws {
    let first = try read(Self.whole)
    #expect(first.server == "https://one:6443" && first.proxy?.url == "http://proxy:3128")
    guard case .token("good") = first.credentials else {
      Issue.record("another user")
      return
    }
    let second = try read(Self.whole, context: "b")
    #expect(second.server == "https://two" && second.trust.isInsecure)
    guard case .token(let number) = second.credentials else {
      Issue.record("a token of digits is a token")
      return
    }
    #expect(number == "0123" || number == "123")
    let mixed = try read(Self.whole, cluster: "two", user: "me")
    #expect(mixed.server == "https://two")
    #expect(!"\(first)".contains("good"))
  }

  @Test func `of several files the first has the word`() throws {
    let other = """
      current-context: b
      clusters: [{name: one, cluster: {server: "https://other"}}]
      """
    #expect(try read(other, Self.whole).server == "https://two")
    #expect(try read(other, Self.whole, context: "a").server == "https://other")
  }

  @Test func `credentials of a file go to nobody who can be listened to`() throws {
    let open = Self.whole.replacing("https://one:6443/", with: "http://one")
    guard case .none = try read(open).credentials else {
      Issue.record("a token would travel in the open")
      return
    }
  }

  @Test(arguments: [
    ("", "no configuration"), ("- a", "no configuration"), ("{", "no configuration"), ("{}", "no cluster is chosen"),
    ("current-context: a", "no context named \"a\""),
    (Self.whole.replacing("current-context: a", with: "current-context: c"), "no context named \"c\""),
    (Self.whole.replacing("cluster: one, user", with: "cluster: nine, user"), "no cluster is chosen"),
    (Self.whole.replacing("{token: good}", with: "{auth-provider: {name: gcp}}"), "\"auth-provider\""),
    (Self.whole.replacing("{token: good}", with: "{client-certificate-data: \"%\"}"), "is no Base64"),
    (Self.whole.replacing("{token: good}", with: "{client-key: /nowhere/key}"), "/nowhere/key"),
    (Self.whole.replacing("proxy-url:", with: "tls-server-name:"), "\"tls-server-name\""),
    (Self.whole.replacing("server: \"https://one:6443/\"", with: "server: [1]"), "no cluster is chosen"),
    ("clusters: 1\nusers: x\ncontexts: {a: 1}\n", "no cluster is chosen"),
  ])
  func `what is wrong with a file is told`(_ text: String, _ words: String) throws {
    let error = #expect(throws: KubeConfig.Failure.self) { try read(text) }
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }
}
