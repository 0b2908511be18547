package import Configuring
package import Model
import Planning

/// A path as a user writes it: `tags["Owner"]`, `root_block_device[0].volume_size`.
package func partText(_ path: ValuePath) -> String {
  let text = pathText(path)
  return text.hasPrefix(".") ? String(text.dropFirst()) : text
}

/// On one line, and without secrets.
func evidenceText(_ value: Value) -> String {
  valueText(value).split(separator: "\n").map { line in String(line.drop { $0 == " " }) }.joined(separator: " ")
}

let secretText = "(sensitive value)"

extension Value {
  /// Whether what is there, or anything around or in it, is sensitive. Where one version of an object says so, no version of it
  /// is shown.
  func isSecret(at path: ValuePath) -> Bool {
    (0...path.count).contains { part(at: path.prefix($0))?.marks.contains(.sensitive) == true }
      || part(at: path)?.deepMarks.contains(.sensitive) == true
  }
}

/// RFC 3339, or seconds since 1970 in this century.
func isTime(_ value: Value?) -> Bool {
  guard let value else { return true }
  if let text = value.stringValue { return UTCTime(iso8601: text) != nil }
  if let number = value.numberValue?.int { return (946_684_800...4_102_444_800).contains(number) }
  return value.isNull
}

extension Finding {
  /// Quiet where a rule that holds says so; otherwise as it was, with a word about one that does not hold any more.
  package func judged(by rules: [IgnoreRule], at time: UTCTime) -> Finding {
    var copy = self
    if let rule = rules.first(where: { !$0.hasExpired(at: time) }) {
      copy.standing = .accepted(rule.acceptance)
    } else if let rule = rules.first, let expires = rule.expires {
      let note = "A rule that accepted it (\(rule.reason), \(rule.owner)) expired on \(expires)."
      copy.detail = copy.detail.isEmpty ? note : copy.detail + " " + note
    }
    return copy
  }
}
