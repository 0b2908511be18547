import Connecting
import Model

extension ListStep {
  /// The request for one page. Nil when a field that it needs is missing.
  ///
  /// `batch` has the contexts of the entries that go into one request; `page` what the last answer said about the next.
  func call(in context: TemplateContext, batch: [TemplateContext], page: [(String, String)]) -> AWSCall? {
    let filler = RequestFiller(context: context, batch: batch)
    var call: AWSCall
    switch service.speech {
    case .query(let version), .ec2(let version):
      guard let parameters = filler.form(request) else { return nil }
      call = .query(service.service, operation, version: version, parameters + page)
    case .json(let target, let version):
      guard let content = filler.json(request, adding: page) else { return nil }
      call = .json(service.service, target: "\(target).\(operation)", version: version, content)
    case .restJSON, .restXML:
      guard let rest = restCall(filler, page: page) else { return nil }
      call = rest
    }
    call.maximumAttempts = 1
    call.maximumAnswer = Self.maximumAnswer
    return call
  }

  /// A page of a thousand entries has a few megabytes.
  static let maximumAnswer = 64 << 20

  private func restCall(_ filler: RequestFiller, page: [(String, String)]) -> AWSCall? {
    let words = request.split(separator: " ", maxSplits: 2)
    precondition(words.count >= 2, "no method and path for \(operation)")
    var call = AWSCall(service.service, operation)
    call.method = HTTPRequest.Method(rawValue: String(words[0]))
    let target = words[1].split(separator: "?", maxSplits: 1)
    guard let path = target.first.flatMap({ filler.text(String($0)) }),
      let query = filler.form(target.count == 2 ? String(target[1]) : "")
    else { return nil }
    call.path = path
    call.query = query
    call.headers = [HTTPHeader("accept", service.speech == .restJSON ? "application/json" : "*/*")]
    if words.count == 3 {
      guard let content = filler.json(String(words[2]), adding: page) else { return nil }
      call.headers.append(HTTPHeader("content-type", "application/json"))
      call.body = content.written()
    } else {
      call.query += page
    }
    return call
  }
}

/// Fills in the templates of a request.
struct RequestFiller {
  var context: TemplateContext
  var batch: [TemplateContext]

  func text(_ template: String) -> String? {
    template.contains("{") ? Template(template).filled(from: context) : template
  }

  /// `a={b}&c=d`; `Names.member.*={*name}` stands for one parameter for each entry of the batch.
  func form(_ text: String) -> [(String, String)]? {
    var pairs: [(String, String)] = []
    for piece in text.split(separator: "&") {
      let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      let template = parts.count == 2 ? String(parts[1]) : ""
      if name.contains("*") {
        let stem = name.split(separator: "*", omittingEmptySubsequences: false)
        for (index, value) in values(of: template).enumerated() {
          pairs.append((stem.joined(separator: "\(index + 1)"), value))
        }
      } else if let value = template.isEmpty ? "" : self.text(template) {
        pairs.append((name, value))
      } else {
        return nil
      }
    }
    return pairs
  }

  func json(_ text: String, adding page: [(String, String)]) -> JSON? {
    guard let shape = try? JSON.read(Array((text.isEmpty ? "{}" : text).utf8)) else {
      preconditionFailure("no JSON: \(text)")
    }
    guard case .object(var members)? = filled(shape) else { return nil }
    members += page.map { JSON.Member($0, .string($1)) }
    return .object(members)
  }

  private func filled(_ json: JSON) -> JSON? {
    switch json {
    case .string(let template): return text(template).map { .string($0) }
    case .array(let entries):
      if case .string(let template)? = entries.first, template.hasPrefix("{*") {
        return .array(values(of: template).map { .string($0) })
      }
      let filled = entries.compactMap { self.filled($0) }
      return filled.count == entries.count ? .array(filled) : nil
    case .object(let members):
      let filled = members.compactMap { member in self.filled(member.value).map { JSON.Member(member.name, $0) } }
      return filled.count == members.count ? .object(filled) : nil
    default: return json
    }
  }

  private func values(of template: String) -> [String] {
    guard case .field(let field)? = Template(template).alternatives.first?.first, case .each(let path) = field.place
    else { preconditionFailure("nothing of a batch: \(template)") }
    let each = Template.Field(place: .path(path, level: 0), changes: field.changes)
    return batch.compactMap { each.value(in: $0) }
  }
}
