locals {
  control = {
    id       = "iam-github-oidc-sub"
    title    = "A role for GitHub's workflows says of which repository"
    severity = "high"
    part     = "assume_role_policy"
    why      = "Every workflow of every repository on GitHub gets a token from the same provider: a role that does not look at the subject can be assumed by all of them."
    fix      = "Demand with StringEquals or StringLike that token.actions.githubusercontent.com:sub begins with repo:OWNER/NAME:, and that the audience is sts.amazonaws.com."
    aliases  = ["CKV_AWS_358", "CKV_AWS_393"]
  }
}

resource_policy "aws_iam_role" "github_oidc_sub" {
  enforce {
    condition     = !plumb::lets_in(attrs.assume_role_policy, "open-federation")
    error_message = "Workflows of any repository can assume the role."
  }
}
