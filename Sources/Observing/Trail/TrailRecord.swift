package import Model

/// One entry of CloudTrail, whichever way it came: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/ has the form.
package struct TrailRecord: Sendable, Hashable {
  package var event: ObservedEvent
  package var isReadOnly: Bool
  /// Of what is in an object rather than of the object itself, e.g. a file in a bucket.
  package var isDataEvent: Bool
  package var request: JSON
  package var response: JSON

  /// From a record as log files have it, and as `CloudTrailEvent` of LookupEvents; nil when it is none.
  package init?(_ json: JSON, resources named: [String] = []) {
    guard let time = json["eventTime"]?.string.flatMap({ UTCTime(iso8601: $0) }), let name = json["eventName"]?.string,
      let service = json["eventSource"]?.string
    else { return nil }
    let arns = (json["resources"]?.array ?? []).compactMap { $0["ARN"]?.string ?? $0["arn"]?.string }
    let agent = json["userAgent"]?.string
    let address = json["sourceIPAddress"]?.string
    event = ObservedEvent(
      time: time, id: json["eventID"]?.string ?? "", service: service, name: name,
      actor: trailActor(json["userIdentity"] ?? .null), sourceAddress: address, userAgent: agent,
      region: json["awsRegion"]?.string ?? "",
      resources: (arns + named).reduce(into: []) { list, one in
        if !one.isEmpty, !list.contains(one) { list.append(one) }
      }, errorCode: json["errorCode"]?.string)
    event.means = TrailMeans.means(
      userAgent: agent, sourceAddress: address, identity: json["userIdentity"] ?? .null,
      isFromConsole: json["sessionCredentialFromConsole"]?.isTrue == true)
    isReadOnly = json["readOnly"]?.isTrue ?? Self.readsByName(name)
    isDataEvent = json["eventCategory"]?.string == "Data" || json["managementEvent"] == .bool(false)
    request = json["requestParameters"] ?? .null
    response = json["responseElements"] ?? .null
  }

  /// Records of old versions do not say it.
  private static func readsByName(_ name: String) -> Bool {
    ["Get", "List", "Describe", "Head", "Lookup", "BatchGet", "Search", "Query"].contains { name.hasPrefix($0) }
  }

  /// Whether something may have been changed by it.
  package var changesSomething: Bool { !isReadOnly && event.errorCode == nil }
}

extension JSON {
  /// CloudTrail writes truth as such, and as text.
  var isTrue: Bool { self == .bool(true) || self == .string("true") }
}
