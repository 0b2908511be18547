resource "aws_sns_topic" "t" {
  name         = "deferred"
  display_name = "changed"
}

# Known arguments, read while planning.
data "aws_iam_policy_document" "now" {
  statement {
    actions   = ["sns:Publish"]
    resources = ["*"]
  }
}

# Unknown arguments: read while applying.
data "aws_iam_policy_document" "later" {
  source_policy_documents = [data.aws_iam_policy_document.now.json]

  statement {
    actions   = ["sns:Subscribe"]
    resources = [aws_sns_topic.t.arn]
  }
}

# Known arguments, but what it depends on is yet to change.
data "aws_caller_identity" "after" {
  depends_on = [aws_sns_topic.t]
}

data "aws_partition" "many" {
  count = 2
}

resource "terraform_data" "user" {
  input = {
    now     = data.aws_iam_policy_document.now.json
    later   = data.aws_iam_policy_document.later.json
    account = data.aws_caller_identity.after.account_id
    parts   = data.aws_partition.many[*].partition
  }
}

output "account" {
  value = data.aws_caller_identity.after.account_id
}
