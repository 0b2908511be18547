/// A known way from some permissions to more.
package struct Escalation: Sendable, Hashable {
  package var name: String
  /// All of these are needed.
  package var actions: [String]
  /// The service that a role is passed to, where one is.
  package var passedTo: [String]
  package var why: String

  private init(_ name: String, _ actions: [String], passedTo: [String] = [], _ why: String) {
    self.name = name
    self.actions = actions
    self.passedTo = passedTo
    self.why = why
  }

  private static func passing(_ name: String, to services: [String], _ actions: [String], _ why: String) -> Escalation {
    Escalation(name, ["iam:PassRole"] + actions, passedTo: services, why)
  }

  /// Published by security researchers; each with what it does.
  package static let all: [Escalation] = credentials + policies + passed + running

  private static let credentials: [Escalation] = [
    Escalation(
      "CreateAccessKey", ["iam:CreateAccessKey"], "It makes access keys for any other user, and acts as that user."),
    Escalation(
      "CreateLoginProfile", ["iam:CreateLoginProfile"],
      "It sets a password for any user without one, and signs in as that user."),
    Escalation(
      "UpdateLoginProfile", ["iam:UpdateLoginProfile"], "It changes any user's password, and signs in as that user."),
    Escalation("AddUserToGroup", ["iam:AddUserToGroup"], "It joins any group, and has that group's permissions."),
    Escalation(
      "UpdateAssumeRolePolicy", ["iam:UpdateAssumeRolePolicy"],
      "It lets itself into any role by changing whom the role trusts."),
    Escalation(
      "DeactivateMFADevice", ["iam:DeactivateMFADevice", "iam:UpdateLoginProfile"],
      "It takes away another user's second factor and changes the password."),
    Escalation(
      "CreateServiceSpecificCredential", ["iam:CreateServiceSpecificCredential"],
      "It makes credentials of another user for services such as CodeCommit."),
    Escalation("AssumeAnyRole", ["sts:AssumeRole"], "It takes on every role that trusts the account."),
  ]

  private static let policies: [Escalation] = [
    Escalation(
      "CreatePolicyVersion", ["iam:CreatePolicyVersion"],
      "It rewrites any policy that it has itself, with all permissions in it."),
    Escalation(
      "SetDefaultPolicyVersion", ["iam:SetDefaultPolicyVersion"],
      "It goes back to an older version of a policy that may allow more."),
    Escalation("AttachUserPolicy", ["iam:AttachUserPolicy"], "It attaches AdministratorAccess to itself."),
    Escalation(
      "AttachGroupPolicy", ["iam:AttachGroupPolicy"], "It attaches AdministratorAccess to a group that it is in."),
    Escalation(
      "AttachRolePolicy", ["iam:AttachRolePolicy"],
      "It attaches AdministratorAccess to a role that it has or can take on."),
    Escalation("PutUserPolicy", ["iam:PutUserPolicy"], "It writes all permissions into a policy of its own user."),
    Escalation(
      "PutGroupPolicy", ["iam:PutGroupPolicy"], "It writes all permissions into a policy of a group that it is in."),
    Escalation(
      "PutRolePolicy", ["iam:PutRolePolicy"],
      "It writes all permissions into a policy of a role that it has or can take on."),
    Escalation(
      "DeleteUserPermissionsBoundary", ["iam:DeleteUserPermissionsBoundary"],
      "It takes away the limit of what a user may have."),
    Escalation(
      "DeleteRolePermissionsBoundary", ["iam:DeleteRolePermissionsBoundary"],
      "It takes away the limit of what a role may have."),
    Escalation(
      "PutPermissionsBoundary", ["iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary"],
      "It sets wider limits of what users and roles may have."),
    Escalation(
      "DetachDenyingPolicy", ["iam:DetachUserPolicy", "iam:DetachRolePolicy", "iam:DetachGroupPolicy"],
      "It takes away policies that deny something."),
  ]

  private static let passed: [Escalation] = [
    passing(
      "PassRoleToInstance", to: ["ec2.amazonaws.com"], ["ec2:RunInstances"],
      "It starts an instance with a stronger role and reads its credentials there."),
    passing(
      "PassRoleToSpotInstance", to: ["ec2.amazonaws.com", "spot.amazonaws.com"], ["ec2:RequestSpotInstances"],
      "It requests an instance with a stronger role and reads its credentials there."),
    passing(
      "PassRoleToExistingInstance", to: ["ec2.amazonaws.com"], ["ec2:AssociateIamInstanceProfile"],
      "It gives an instance that it is on a stronger role."),
    passing(
      "PassRoleToLambda", to: ["lambda.amazonaws.com"], ["lambda:CreateFunction", "lambda:InvokeFunction"],
      "It makes a function with a stronger role, and calls it."),
    passing(
      "PassRoleToLambdaByPermission", to: ["lambda.amazonaws.com"], ["lambda:CreateFunction", "lambda:AddPermission"],
      "It makes a function with a stronger role, and lets another call it."),
    passing(
      "PassRoleToLambdaByEvents", to: ["lambda.amazonaws.com"],
      ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"],
      "It makes a function with a stronger role, which events call."),
    passing(
      "PassRoleToLambdaByUrl", to: ["lambda.amazonaws.com"],
      ["lambda:CreateFunction", "lambda:CreateFunctionUrlConfig"],
      "It makes a function with a stronger role, which it calls by an address."),
    passing(
      "PassRoleToCloudFormation", to: ["cloudformation.amazonaws.com"], ["cloudformation:CreateStack"],
      "It has a stack made with a stronger role."),
    passing(
      "PassRoleToStackUpdate", to: ["cloudformation.amazonaws.com"], ["cloudformation:UpdateStack"],
      "It has a stack changed with a stronger role."),
    passing(
      "PassRoleToStackSet", to: ["cloudformation.amazonaws.com"],
      ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
      "It has stacks made with a stronger role."),
    passing(
      "PassRoleToGlueEndpoint", to: ["glue.amazonaws.com"], ["glue:CreateDevEndpoint"],
      "It makes an endpoint with a stronger role and signs in there."),
    passing(
      "PassRoleToGlueJob", to: ["glue.amazonaws.com"], ["glue:CreateJob", "glue:StartJobRun"],
      "It runs a job with a stronger role."),
    passing(
      "PassRoleToGlueTrigger", to: ["glue.amazonaws.com"], ["glue:CreateJob", "glue:CreateTrigger"],
      "It has a job run with a stronger role."),
    passing(
      "PassRoleToGlueUpdateTrigger", to: ["glue.amazonaws.com"], ["glue:UpdateJob", "glue:CreateTrigger"],
      "It gives a job a stronger role and a script of its own, and has it run."),
    passing(
      "PassRoleToGlueUpdate", to: ["glue.amazonaws.com"], ["glue:UpdateJob", "glue:StartJobRun"],
      "It gives a job a stronger role and a script of its own."),
    passing(
      "PassRoleToDataPipeline", to: ["datapipeline.amazonaws.com"],
      ["datapipeline:CreatePipeline"],
      "It makes a pipeline that runs commands with a stronger role."),
    passing(
      "PassRoleToCodeBuild", to: ["codebuild.amazonaws.com"], ["codebuild:CreateProject", "codebuild:StartBuild"],
      "It builds with a stronger role."),
    passing(
      "PassRoleToCodeBuildBatch", to: ["codebuild.amazonaws.com"],
      ["codebuild:CreateProject", "codebuild:StartBuildBatch"], "It builds with a stronger role."),
    passing(
      "PassRoleToCodeStar", to: ["codestar.amazonaws.com"], ["codestar:CreateProject"],
      "It makes a project with a stronger role."),
    passing(
      "PassRoleToTask", to: ["ecs-tasks.amazonaws.com"], ["ecs:RegisterTaskDefinition", "ecs:RunTask"],
      "It runs a container with a stronger role."),
    passing(
      "PassRoleToStartedTask", to: ["ecs-tasks.amazonaws.com"], ["ecs:RegisterTaskDefinition", "ecs:StartTask"],
      "It runs a container with a stronger role."),
    passing(
      "PassRoleToContainerService", to: ["ecs-tasks.amazonaws.com"],
      ["ecs:RegisterTaskDefinition", "ecs:CreateService"],
      "It runs containers with a stronger role."),
    passing(
      "PassRoleToNotebook", to: ["sagemaker.amazonaws.com"],
      ["sagemaker:CreateNotebookInstance"], "It makes a notebook with a stronger role, and runs code of its own in it."),
    passing(
      "PassRoleToTraining", to: ["sagemaker.amazonaws.com"], ["sagemaker:CreateTrainingJob"],
      "It runs code of its own with a stronger role."),
    passing(
      "PassRoleToProcessing", to: ["sagemaker.amazonaws.com"], ["sagemaker:CreateProcessingJob"],
      "It runs code of its own with a stronger role."),
    passing(
      "PassRoleToAppRunner", to: ["tasks.apprunner.amazonaws.com"], ["apprunner:CreateService"],
      "It runs a service with a stronger role."),
    passing(
      "PassRoleToStateMachine", to: ["states.amazonaws.com"], ["states:CreateStateMachine", "states:StartExecution"],
      "It runs a state machine with a stronger role, which may call any service."),
    passing(
      "PassRoleToBatch", to: ["ecs-tasks.amazonaws.com", "batch.amazonaws.com"],
      ["batch:RegisterJobDefinition", "batch:SubmitJob"], "It runs a job with a stronger role."),
    passing(
      "PassRoleToSchedule", to: ["scheduler.amazonaws.com"], ["scheduler:CreateSchedule"],
      "It has any service called with a stronger role."),
    passing(
      "PassRoleToAutomation", to: ["ssm.amazonaws.com"], ["ssm:StartAutomationExecution"],
      "It runs an automation with a stronger role."),
    passing(
      "PassRoleToCodeInterpreter", to: ["bedrock-agentcore.amazonaws.com"],
      [
        "bedrock-agentcore:CreateCodeInterpreter", "bedrock-agentcore:StartCodeInterpreterSession",
        "bedrock-agentcore:InvokeCodeInterpreter",
      ], "It runs code of its own with a stronger role."),
  ]

  /// Running things that have a role already.
  private static let running: [Escalation] = [
    Escalation(
      "UpdateFunctionCode", ["lambda:UpdateFunctionCode"],
      "It puts code of its own into any function, which runs with the function's role."),
    Escalation(
      "UpdateFunctionLayers", ["lambda:UpdateFunctionConfiguration"],
      "It puts a layer of its own into any function, which runs with the function's role."),
    Escalation("UpdateGlueEndpoint", ["glue:UpdateDevEndpoint"], "It signs in at an endpoint, which has a role."),
    Escalation(
      "ExecuteChangeSet", ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
      "It changes a stack with the stack's role."),
    Escalation("RunCommand", ["ssm:SendCommand"], "It runs commands on any instance, with the instance's role."),
    Escalation("StartSession", ["ssm:StartSession"], "It opens a shell on any instance, with the instance's role."),
    Escalation(
      "ConnectToInstance", ["ec2-instance-connect:SendSSHPublicKey"], "It signs in at an instance, which has a role."),
    Escalation(
      "ModifyUserData", ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:StartInstances"],
      "It has an instance run a script of its own when it starts."),
    Escalation(
      "ModifyLaunchTemplate", ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
      "It changes what new instances run."),
    Escalation(
      "ExecuteInContainer", ["ecs:ExecuteCommand", "ecs:DescribeTasks"],
      "It opens a shell in a container, which has a role."),
    Escalation(
      "OpenNotebook", ["sagemaker:CreatePresignedNotebookInstanceUrl"], "It opens a notebook, which has a role."),
    Escalation(
      "NotebookLifecycle",
      [
        "sagemaker:CreateNotebookInstanceLifecycleConfig", "sagemaker:StopNotebookInstance",
        "sagemaker:UpdateNotebookInstance", "sagemaker:StartNotebookInstance",
      ], "It has a notebook run a script of its own when it starts."),
    Escalation(
      "UpdateProject", ["codebuild:UpdateProject", "codebuild:StartBuild"],
      "It changes what a project builds with its role."),
    Escalation(
      "UseCodeInterpreter",
      ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
      "It runs code in an interpreter that has a role."),
    Escalation(
      "UpdateStackSet", ["iam:PassRole", "cloudformation:UpdateStackSet"], "It changes stacks with a stronger role."),
  ]
}
