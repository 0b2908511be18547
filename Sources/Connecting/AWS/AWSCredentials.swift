package import Model

/// What a request to AWS is signed with. Printing it shows no secret.
package struct AWSCredentials: Sendable, Hashable {
  package var accessKey: String
  package var secretKey: String
  package var sessionToken: String?
  package var expiration: UTCTime?

  package init(accessKey: String, secretKey: String, sessionToken: String? = nil, expiration: UTCTime? = nil) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.sessionToken = sessionToken
    self.expiration = expiration
  }
}

extension AWSCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "AWSCredentials(\(accessKey), (sensitive value))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
