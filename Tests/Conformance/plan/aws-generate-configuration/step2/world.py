import json

import boto3

S3 = boto3.client("s3")
S3.create_bucket(Bucket="found-data", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
S3.put_bucket_tagging(Bucket="found-data", Tagging={"TagSet": [{"Key": "team", "Value": "x"}, {"Key": "a b", "Value": "${c}"}]})
S3.put_bucket_versioning(Bucket="found-data", VersioningConfiguration={"Status": "Enabled"})
S3.put_bucket_policy(Bucket="found-data", Policy=json.dumps({
    "Version": "2012-10-17",
    "Statement": [
        {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::found-data/*"},
        {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": ["s3:Delete*"], "Resource": ["arn:aws:s3:::found-data"],
         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}))
boto3.client("logs").create_log_group(logGroupName="/app/web")
IAM = boto3.client("iam")
TRUST = {"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}
IAM.create_role(RoleName="worker", Path="/app/", AssumeRolePolicyDocument=json.dumps(TRUST), Description="Works.\n\"Hard\".")
IAM.create_policy(PolicyName="reading", PolicyDocument=json.dumps({
    "Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}))
IAM.create_user(UserName="anna")
IAM.create_group(GroupName="team")
IAM.create_instance_profile(InstanceProfileName="worker")
IAM.add_role_to_instance_profile(InstanceProfileName="worker", RoleName="worker")
IAM.attach_role_policy(RoleName="worker", PolicyArn="arn:aws:iam::123456789012:policy/reading")
boto3.client("ecr").create_repository(repositoryName="app")
boto3.client("events").put_rule(Name="nightly", ScheduleExpression="cron(0 3 * * ? *)", State="ENABLED")
boto3.client("ecs").create_cluster(clusterName="app")
