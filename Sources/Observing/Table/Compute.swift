/// Machines and what starts them.
extension Listing {
  private static let ec2 = ObservedService.ec2
  private static let scaling = ObservedService.autoScaling
  private static let arn = "arn:{@partition}:ec2:{@region}:{@account}:"

  static let compute: [Listing] = [
    Listing(
      ec2.list("DescribeInstances", items: "reservationSet.item.instancesSet.item"),
      [
        ListedType(
          "aws_instance", id: "{instanceId}", arn: Template(arn + "instance/{instanceId}"), tags: "tagSet.item",
          created: "launchTime",
          only: .isNone(of: ["terminated", "shutting-down"], "{instanceState.name}"),
          // A group or a fleet starts and ends its own.
          isDefault: .any([.has("{#aws:autoscaling:groupName}"), .has("{#aws:ec2:fleet-id}")]))
      ]),
    Listing(
      ec2.list("DescribeKeyPairs", items: "keySet.item", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_key_pair", id: "{keyName}", arn: Template(arn + "key-pair/{keyName}"), name: "{keyName}",
          tags: "tagSet.item", created: "createTime")
      ]),
    Listing(
      ec2.list("DescribePlacementGroups", items: "placementGroupSet.item", paging: ListStep.Paging.none),
      [
        ListedType(
          "aws_placement_group", id: "{groupName}",
          arn: ["{groupArn}", "arn:{@partition}:ec2:{@region}:{@account}:placement-group/{groupName}"],
          name: "{groupName}", tags: "tagSet.item", only: .isNone(of: ["deleted", "deleting"], "{state}"))
      ]),
    Listing(
      ec2.list("DescribeLaunchTemplates", items: "launchTemplates.item"),
      [
        ListedType(
          "aws_launch_template", id: "{launchTemplateId}", arn: Template(arn + "launch-template/{launchTemplateId}"),
          name: "{launchTemplateName}", tags: "tagSet.item", created: "createTime",
          isDefault: .has("{#eks:nodegroup-name}"))
      ]),
    Listing(
      ec2.list("DescribeImages", "Owner.1=self", items: "imagesSet.item"),
      [
        ListedType(
          "aws_ami", id: "{imageId}", arn: "arn:{@partition}:ec2:{@region}::image/{imageId}", name: "{name}",
          tags: "tagSet.item", created: "creationDate", only: .isNone(of: ["deregistered"], "{imageState}"))
      ]),
    Listing(
      scaling.list("DescribeAutoScalingGroups", items: "AutoScalingGroups.member"),
      [
        ListedType(
          "aws_autoscaling_group", id: "{AutoScalingGroupName}", arn: "{AutoScalingGroupARN}",
          name: "{AutoScalingGroupName}", tags: "Tags.member", created: "CreatedTime",
          isDefault: .has("{#eks:nodegroup-name}"))
      ]),
    Listing(
      scaling.list("DescribeLaunchConfigurations", items: "LaunchConfigurations.member"),
      [
        ListedType(
          "aws_launch_configuration", id: "{LaunchConfigurationName}", arn: "{LaunchConfigurationARN}",
          name: "{LaunchConfigurationName}", created: "CreatedTime")
      ]),
    Listing(
      scaling.list("DescribePolicies", items: "ScalingPolicies.member"),
      [
        ListedType(
          "aws_autoscaling_policy", id: "{AutoScalingGroupName}/{PolicyName}", arn: "{PolicyARN}",
          name: "{PolicyName}", parents: [.init("aws_autoscaling_group", "{AutoScalingGroupName}")])
      ]),
    Listing(
      scaling.list("DescribeScheduledActions", items: "ScheduledUpdateGroupActions.member"),
      [
        ListedType(
          "aws_autoscaling_schedule", id: "{AutoScalingGroupName}/{ScheduledActionName}", arn: "{ScheduledActionARN}",
          name: "{ScheduledActionName}", parents: [.init("aws_autoscaling_group", "{AutoScalingGroupName}")])
      ]),
  ]

  static let storage: [Listing] = [
    Listing(
      ec2.list("DescribeVolumes", items: "volumeSet.item"),
      [
        ListedType(
          "aws_ebs_volume", id: "{volumeId}", arn: Template(arn + "volume/{volumeId}"), tags: "tagSet.item",
          created: "createTime", only: .isNone(of: ["deleting", "deleted"], "{status}"),
          // It came with its instance, and goes with it.
          isDefault: .contains("attachmentSet.item.deleteOnTermination", "true"),
          parents: [.init("aws_instance", "{attachmentSet.item.instanceId}")]),
        ListedType(
          "aws_volume_attachment", within: "attachmentSet.item", id: "{device}:{volumeId}:{instanceId}",
          created: "attachTime",
          only: .all([.not(.equals("{deleteOnTermination}", "true")), .has("{instanceId}")]),
          parents: [.init("aws_ebs_volume", "{volumeId}")]),
      ]),
    Listing(
      ec2.list("DescribeSnapshots", "Owner.1=self", items: "snapshotSet.item"),
      [
        ListedType(
          "aws_ebs_snapshot", id: "{snapshotId}", arn: "arn:{@partition}:ec2:{@region}::snapshot/{snapshotId}",
          tags: "tagSet.item", created: "startTime",
          // It belongs to an image.
          isDefault: .hasPrefix("{description}", "Created by CreateImage("))
      ]),
    Listing(
      ObservedService.efs.list(
        "DescribeFileSystems", "GET /2015-02-01/file-systems?MaxItems=100", items: "FileSystems"),
      [
        ListedType(
          "aws_efs_file_system", id: "{FileSystemId}", arn: "{FileSystemArn}", name: "{Name}", tags: "Tags",
          created: "CreationTime")
      ],
      then: [
        Listing(
          ObservedService.efs.list(
            "DescribeMountTargets", "GET /2015-02-01/mount-targets?FileSystemId={FileSystemId}&MaxItems=100",
            items: "MountTargets", absent: ["FileSystemNotFound"]),
          [
            ListedType(
              "aws_efs_mount_target", id: "{MountTargetId}", parents: [.init("aws_efs_file_system", "{FileSystemId}")])
          ])
      ]),
    Listing(
      ObservedService.efs.list(
        "DescribeAccessPoints", "GET /2015-02-01/access-points?MaxResults=100", items: "AccessPoints", paging: .next),
      [
        ListedType(
          "aws_efs_access_point", id: "{AccessPointId}", arn: "{AccessPointArn}", name: "{Name}", tags: "Tags",
          parents: [.init("aws_efs_file_system", "{FileSystemId}")])
      ]),
    Listing(
      ObservedService.backup.list("ListBackupVaults", "GET /backup-vaults/", items: "BackupVaultList"),
      [
        ListedType(
          "aws_backup_vault", id: "{BackupVaultName}", arn: "{BackupVaultArn}", name: "{BackupVaultName}",
          created: "CreationDate", isDefault: .equals("{BackupVaultName}", "Default"))
      ]),
    Listing(
      ObservedService.backup.list("ListBackupPlans", "GET /backup/plans/", items: "BackupPlansList"),
      [
        ListedType(
          "aws_backup_plan", id: "{BackupPlanId}", arn: "{BackupPlanArn}", name: "{BackupPlanName}",
          created: "CreationDate")
      ]),
  ]
}
