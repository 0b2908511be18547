locals {
  control = {
    id       = "vpc-peering-routes"
    title    = "Routes to a peer network lead to its addresses only"
    severity = "medium"
    part     = ""
    why      = "A route for everything into another network sends there whatever has no other way, and opens more of both networks to each other than was meant."
    fix      = "Name the address ranges of the peer that are needed as the destination."
    aliases  = ["CKV2_AWS_44", "vpc_peering_routing_tables_with_least_privilege"]
    frameworks = {
      cis_v3_0 = ["5.5"]
      cis_v5_0 = ["5.6"]
    }
  }
}

resource_policy "aws_route" "narrow" {
  filter = plumb::given(attrs.vpc_peering_connection_id)
  enforce {
    condition = !(
      core::try(core::endswith(attrs.destination_cidr_block, "/0"), false) ||
      core::try(core::endswith(attrs.destination_ipv6_cidr_block, "/0"), false)
    )
    error_message = "Everything is routed into the peer network."
  }
}

resource_policy "aws_route_table" "narrow" {
  enforce {
    condition = !core::anytrue([
      for route in core::try(config.route[*], []) : plumb::given(route.vpc_peering_connection_id) && (
        core::try(core::endswith(route.cidr_block, "/0"), false) || core::try(core::endswith(route.ipv6_cidr_block, "/0"), false)
      )
    ])
    error_message = "Everything is routed into the peer network."
  }
}

resource_policy "aws_default_route_table" "narrow" {
  enforce {
    condition = !core::anytrue([
      for route in core::try(config.route[*], []) : plumb::given(route.vpc_peering_connection_id) && (
        core::try(core::endswith(route.cidr_block, "/0"), false) || core::try(core::endswith(route.ipv6_cidr_block, "/0"), false)
      )
    ])
    error_message = "Everything is routed into the peer network."
  }
}
