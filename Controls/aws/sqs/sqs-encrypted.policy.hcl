locals {
  control = {
    id       = "sqs-encrypted"
    title    = "A queue's messages are encrypted"
    severity = "low"
    part     = "sqs_managed_sse_enabled"
    why      = "Messages that are not encrypted can be read from AWS's disks until they are received."
    fix      = "Leave sqs_managed_sse_enabled out or set it to true, or set kms_master_key_id to a KMS key."
    aliases  = ["CKV_AWS_27", "sqs_queues_server_side_encryption_enabled"]
    frameworks = {
      fsbp = ["SQS.1"]
    }
  }
}

# Left out both, AWS encrypts a new queue with a key of its own.
resource_policy "aws_sqs_queue" "encrypted" {
  locals {
    key     = core::try(attrs.kms_master_key_id, null)
    managed = core::try(config.sqs_managed_sse_enabled, null) != null ? attrs.sqs_managed_sse_enabled : true
  }
  enforce {
    condition     = core::anytrue([local.managed, plumb::given(local.key)])
    error_message = "The queue's messages are not encrypted."
  }
}
