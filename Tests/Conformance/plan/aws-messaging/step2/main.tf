resource "aws_sqs_queue" "dead" {
  name = "dead-letters"
}

resource "aws_sqs_queue" "q" {
  name                       = "orders"
  visibility_timeout_seconds = 90
}

resource "aws_sqs_queue_redrive_policy" "q" {
  queue_url = aws_sqs_queue.q.id
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 4
  })
}

resource "aws_sns_topic" "t" {
  name         = "news"
  display_name = "Old news"
}

resource "aws_sns_topic_subscription" "s" {
  topic_arn            = aws_sns_topic.t.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.q.arn
  raw_message_delivery = true
}

resource "aws_sns_topic_policy" "p" {
  arn = aws_sns_topic.t.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "events.amazonaws.com" }
      Resource  = aws_sns_topic.t.arn
    }]
  })
}
