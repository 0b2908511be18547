import Model

/// The longest value of evidence that a text for people shows, in characters. JSON has it whole.
let longestEvidence = 500

/// The text on one line, with what a terminal or a reader would take for something else written as an escape.
func onOneLine(_ text: String, limit: Int = .max) -> String {
  var line = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit {
      line.append(contentsOf: "…".unicodeScalars)
      break
    }
    count += 1
    switch scalar {
    case "\n": line.append(contentsOf: "\\n".unicodeScalars)
    case "\r": line.append(contentsOf: "\\r".unicodeScalars)
    case "\t": line.append(contentsOf: "\\t".unicodeScalars)
    case _ where scalar.isUnseen:
      line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
    default: line.append(scalar)
    }
  }
  return String(line)
}

/// The text with its line ends, and every other unseen character as an escape.
func onLines(_ text: String) -> String {
  text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }
    .map { onOneLine(String($0)) }.joined(separator: "\n")
}

extension Unicode.Scalar {
  /// Control characters, and those that turn the direction of a text or hide in it.
  var isUnseen: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}

func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}

/// `3 days`, `2 hours`: the largest unit that is there once, rounded down. A clock that was set back makes no negative age.
func age(_ seconds: Int) -> String {
  switch seconds {
  case ..<60: "less than a minute"
  case ..<3600: counted(seconds / 60, "minute")
  case ..<86400: counted(seconds / 3600, "hour")
  default: counted(seconds / 86400, "day")
  }
}

extension UTCTime {
  /// `2026-11-21 22:40 UTC`.
  var minute: String {
    let text = iso8601
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }
}

extension ObservedScope {
  /// `aws_vpc in 123456789012, eu-west-1`.
  package var words: String {
    let places = [account, region].filter { !$0.isEmpty }
    return places.isEmpty ? type : "\(type) in \(places.joined(separator: ", "))"
  }
}

extension FindingsReport.Gap {
  /// What was not looked at. `stack` is its name, where it has one.
  func words(in stack: String) -> String {
    switch place {
    case .scope(let scope): scope.words
    case .subject(let subject): subject.text
    case .stack: ["", "."].contains(stack) ? "the stack" : "the stack \(stack)"
    }
  }
}

extension FindingsReport.Gap {
  var why: String { place == .stack && reason == .failed ? "it could not be assessed" : reason.words }
}

extension ObservationGap.Reason {
  var words: String {
    switch self {
    case .denied: "the caller may not look"
    case .throttled: "the service asked to be asked less"
    case .incomplete: "the list broke off"
    case .failed: "the service, or the way to it, failed"
    case .unsupported: "there is no way to look"
    }
  }
}

extension ObservedEvent {
  /// `arn:aws:iam::1:user/me on 2026-11-21 22:40 UTC from 203.0.113.7: PutBucketTagging`.
  var words: String {
    "\(actor) on \(time.minute)" + (sourceAddress.map { " from \($0)" } ?? "") + ": \(name)"
      + (means.map { " by \($0.words)" } ?? "") + (errorCode.map { " (refused: \($0))" } ?? "")
  }
}

extension ObservedEvent.Means {
  fileprivate var words: String {
    switch self {
    case .console: "the console"
    case .plumb: "Plumb"
    case .terraform: "Terraform"
    case .commandLine: "the command line"
    case .sdk: "a program"
    case .service: "a service of the cloud"
    }
  }
}

extension Finding {
  /// The part that the summary is about, where it does not name that itself.
  var unnamedPart: String? { part.isEmpty || summary.contains(part) ? nil : part }
}

extension Finding.Acceptance {
  /// `because … (web team, until 2026-12-31)`.
  var words: String {
    let bounds = [owner, expires.map { "until \($0)" } ?? "without end"].filter { !$0.isEmpty }
    return "\(reason) (\(bounds.joined(separator: ", ")))"
  }
}

extension Finding.Subject {
  /// The address of an instance, or how an object is found in its service.
  var logicalKind: String {
    switch self {
    case .instance: "resource"
    case .object: "object"
    case .stack: "module"
    }
  }
}
