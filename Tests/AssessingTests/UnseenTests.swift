import Model
import Testing

@testable import Assessing

struct UnseenTests {
  @Test(arguments: [
    (
      "operation error EC2: DescribeVpcs, https response error StatusCode: 403, api error UnauthorizedOperation: no",
      ObservationGap.Reason.denied
    ),
    ("AccessDenied: User: arn:aws:iam::1:user/me is not authorized to perform: s3:GetBucketPolicy", .denied),
    ("operation error: exceeded maximum number of attempts, 25, ThrottlingException: Rate exceeded", .throttled),
    ("https response error StatusCode: 429", .throttled), ("https response error StatusCode: 503", .throttled),
    ("dial tcp 127.0.0.1:9: connect: connection refused", .failed), ("", .failed),
  ])
  func `why a provider could not look is taken from its words`(text: String, reason: ObservationGap.Reason) {
    #expect(ObservationGap.Reason(providersWords: text) == reason)
  }
}
