import {
  to = aws_s3_bucket.data
  id = "found-data"
}

import {
  to = aws_s3_bucket_versioning.data
  id = "found-data"
}

import {
  to = aws_s3_bucket_policy.data
  id = "found-data"
}

import {
  to = aws_cloudwatch_log_group.web
  id = "/app/web"
}

import {
  to = aws_iam_role.worker
  id = "worker"
}

import {
  to = aws_iam_policy.reading
  id = "arn:aws:iam::123456789012:policy/reading"
}

import {
  to = aws_iam_user.anna
  id = "anna"
}

import {
  to = aws_iam_group.team
  id = "team"
}

import {
  to = aws_iam_instance_profile.worker
  id = "worker"
}

import {
  to = aws_iam_role_policy_attachment.worker
  id = "worker/arn:aws:iam::123456789012:policy/reading"
}

import {
  to = aws_ecr_repository.app
  id = "app"
}

import {
  to = aws_cloudwatch_event_rule.nightly
  id = "nightly"
}

import {
  to = aws_ecs_cluster.app
  id = "app"
}
