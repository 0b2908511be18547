/// The table: which lists there are, and what Terraform calls what is in them.
extension Listing {
  static let all: [Listing] =
    network + gateways + compute + storage + loadBalancing + buckets + identity + databases + caches + messaging
    + functions + watching + events + keys + names + containers + delivery + streams + interfaces + analytics
    + operations

  static let allTypes: [ListedType] = all.flatMap(\.allTypes)
}
