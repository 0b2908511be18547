import Foundation
import Model

@testable import Observing

/// Records in CloudTrail's form, with what its documentation says of each.
enum TrailSamples {
  static let account = "123456789012"
  static let region = "eu-west-1"

  static func record(
    _ service: String, _ name: String, at time: String = "2026-11-20T10:00:00Z", id: String? = nil,
    request: String = "null", response: String = "null", resources: String = "[]", identity: String? = nil,
    more: String = ""
  ) throws -> JSON {
    let who =
      identity
      ?? #"{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/jo","userName":"jo","accessKeyId":"AKIAJO"}"#
    return try JSON.read(
      """
      {"eventVersion":"1.11","userIdentity":\(who),"eventTime":"\(time)","eventSource":"\(service).amazonaws.com",
       "eventName":"\(name)","awsRegion":"\(region)","sourceIPAddress":"203.0.113.7","userAgent":"aws-cli/2.17.0",
       "requestParameters":\(request),"responseElements":\(response),"eventID":"\(id ?? "\(name)-\(time)")",
       "readOnly":false,"resources":\(resources),"managementEvent":true,"eventCategory":"Management"\(more)}
      """)
  }

  static func question(
    _ type: String, _ identifiers: [String], _ change: CauseQuestion.Change, key: String = "it", region: String = region
  ) -> CauseQuestion {
    CauseQuestion(
      key: key, scope: ObservedScope(type: type, account: account, region: region), identifiers: identifiers,
      change: change)
  }
}
