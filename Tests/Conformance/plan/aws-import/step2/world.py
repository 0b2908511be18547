import json

import boto3

boto3.client("s3").create_bucket(
    Bucket="found-data", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
boto3.client("s3").put_bucket_tagging(Bucket="found-data", Tagging={"TagSet": [{"Key": "team", "Value": "x"}]})
boto3.client("logs").create_log_group(logGroupName="/app/web")
boto3.client("iam").create_role(
    RoleName="worker",
    AssumeRolePolicyDocument=json.dumps({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}))
boto3.client("dynamodb").create_table(
    TableName="carts", BillingMode="PAY_PER_REQUEST", KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}])
boto3.client("sns").create_topic(Name="alerts")
boto3.client("ssm").put_parameter(Name="/app/secret", Value="hunter2", Type="SecureString")
