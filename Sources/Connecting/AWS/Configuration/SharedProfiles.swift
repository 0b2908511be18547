/// The profiles of the shared files, with what the credentials file says above what the config file says.
package struct SharedProfiles: Sendable, Hashable {
  package typealias Profile = [String: String]

  private var profiles: [String: Profile] = [:]
  private var sessions: [String: Profile] = [:]
  private var services: [String: Profile] = [:]

  package init() {}

  /// Later files of each kind come above earlier ones.
  package init(
    configFiles: [(path: String, text: String)], credentialsFiles: [(path: String, text: String)]
  ) throws(AWSError) {
    for (path, text) in configFiles {
      let sections = try ProfileFile.parse(text, path: path).sections
      for (name, keys) in sections.sorted(by: { $0.key < $1.key }) {
        let kind = name.prefix { !$0.isWhitespace }
        let rest = name.dropFirst(kind.count).drop { $0.isWhitespace }
        let words = [String(kind)] + (rest.isEmpty ? [] : [String(rest)])
        switch words.first {
        case "profile" where words.count == 2: add(keys, to: unquoted(words[1]), in: &profiles)
        case "default" where words.count == 1 && sections["profile default"] == nil:
          add(keys, to: "default", in: &profiles)
        case "sso-session" where words.count == 2: add(keys, to: unquoted(words[1]), in: &sessions)
        case "services" where words.count == 2: add(keys, to: unquoted(words[1]), in: &services)
        default: break
        }
      }
    }
    for (path, text) in credentialsFiles {
      for (name, keys) in try ProfileFile.parse(text, path: path).sections {
        // A key pair belongs together: a session token of another file must not stay beside it.
        if keys["aws_access_key_id"] != nil { profiles[name]?["aws_session_token"] = nil }
        add(keys, to: unquoted(name), in: &profiles)
      }
    }
  }

  package var names: [String] { profiles.keys.sorted() }

  package subscript(_ name: String) -> Profile? { profiles[name] }

  func session(_ name: String) -> Profile? { sessions[name] }

  /// The endpoint that a profile names for a service, whose key is `s3`, `dynamodb`, ….
  func endpoint(for service: String, in profile: Profile) -> String? {
    let own = profile["services"].flatMap { services[$0]?["\(service).endpoint_url"] }
    return own ?? profile["endpoint_url"]
  }

  private func add(_ keys: Profile, to name: String, in table: inout [String: Profile]) {
    table[name, default: [:]].merge(keys) { $1 }
  }

  private func unquoted(_ name: String) -> String {
    guard name.count >= 2, let quote = name.first, quote == "\"" || quote == "'", name.last == quote else {
      return name
    }
    return String(name.dropFirst().dropLast())
  }
}
