import boto3

boto3.client("logs").put_retention_policy(logGroupName="/services/reader", retentionInDays=1)
sqs = boto3.client("sqs")
sqs.tag_queue(QueueUrl=sqs.get_queue_url(QueueName="orders")["QueueUrl"], Tags={"Step": "2"})
