package io.amcinsights.infra;

import io.amcinsights.core.dataset.ProvisioningParameters;
import io.amcinsights.core.naming.LakeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * The Tenant Provisioning Service: changes of customer records start an execution that makes the
 * tenant's stack and says in the record how it went.
 */
final class TpsStack extends LakeStack {

  private static final Duration STEP_TIMEOUT = Duration.seconds(60);

  /** The record's change is a day old then; the sweeper has long seen the record. */
  private static final Duration LONGEST_RETRY = Duration.days(1);

  private final IngestStack ingest;
  private final ProvisioningParameters settings;
  private final FoundationStack foundation;
  private final LakeNames names;
  private final OctagonTables octagon;

  TpsStack(Construct scope, IngestStack ingest, ProvisioningParameters settings) {
    super(
        scope,
        ingest.names(),
        ingest.names().stack("tps"),
        "tenant provisioning",
        "tps",
        Kind.STATELESS);
    this.ingest = ingest;
    this.settings = settings;
    foundation = ingest.foundation();
    names = ingest.names();
    octagon = foundation.octagon();
    Topic notices = notices();
    Optional<String> merge =
        settings.mergeAdoptedBuckets()
            ? Optional.of(MergeFunction.create(this, foundation).invokeArn())
            : Optional.empty();
    LakeFunction provision = provision(TenantDeployer.create(this, names, merge), notices);
    merge.ifPresent(it -> provision.set("MERGE_FUNCTION_ARN", it));
    LakeFunction release = release();
    forwarder();
    StateMachine machine = machine(provision, release);
    stream(machine, ingest.missedRuns());
    sweeper(machine);
    watch(machine);
  }

  private Topic notices() {
    return Topic.Builder.create(this, "Notices")
        .topicName(names.noticesTopic())
        .displayName("Tenants of " + names.prefix())
        .masterKey(foundation.metadataKey())
        .enforceSsl(true)
        .build();
  }

  /** Events of tenants' buckets in other regions come home with this role. */
  private void forwarder() {
    Role.Builder.create(this, "Forwarder")
        // By name: rules of other regions refer to it.
        .roleName(names.forwarder(Aws.REGION))
        .description("Events of tenants in other regions, for " + names.prefix())
        .assumedBy(Conditions.forThisAccount(ObjectEvents.SERVICE))
        .build()
        .addToPolicy(Allow.actions("events:PutEvents").on(ObjectEvents.bus()));
  }

  private LakeFunction provision(Role deployer, Topic notices) {
    LakeFunction function =
        new LakeFunction(
                this,
                "Provision",
                foundation,
                // Roles of tenants in other accounts trust who lives there.
                tps("provision-tenant", "ProvisionHandler").roleAt(names.readersPath(Aws.REGION)))
            .uses(octagon.customers(), "BatchGetItem", "GetItem", "PutItem")
            .queries(octagon.customers(), "all")
            .uses(octagon.datasets(), "BatchGetItem", "GetItem")
            .queries(octagon.datasets(), "all")
            .set("DEPLOYER_ROLE_ARN", deployer.getRoleArn())
            .set("NOTICES_TOPIC_ARN", notices.getTopicArn())
            .set("INSTALLATION", names.installation())
            .set("ENVIRONMENT", names.environment())
            .set("LAKE_ACCOUNT", Aws.ACCOUNT_ID)
            .set("OWN_RULES", Integer.toString(settings.ownRules()))
            // By name: the machine refers to this function.
            .set("STATE_MACHINE_ARN", Arns.of("states", "stateMachine:" + names.provisioning()))
            .allow(
                Allow.actions("states:DescribeExecution")
                    .on(Arns.of("states", "execution:" + names.provisioning() + ":*")));
    handTemplates(function);
    return deploys(function, deployer).allow(TenantReaders.assume(names));
  }

  private void handTemplates(LakeFunction function) {
    List<String> objects = new ArrayList<>();
    for (TenantTemplateFile file : TenantTemplateFile.values()) {
      Asset template =
          Asset.Builder.create(this, file.asset()).path(file.of(names).toString()).build();
      function.set(file.variable(), template.getS3ObjectUrl());
      objects.add(Arns.bucket(template.getS3BucketName() + "/" + template.getS3ObjectKey()));
    }
    function.allow(Allow.actions("s3:GetObject").on(objects));
  }

  /** Stacks of tenants and of what they share, and by no other role than the deployer. */
  private LakeFunction deploys(LakeFunction function, Role deployer) {
    List<String> stacks = TenantDeployer.stacks(names);
    PolicyStatement changes =
        PolicyStatement.Builder.create()
            .actions(
                List.of(
                    "cloudformation:ContinueUpdateRollback",
                    "cloudformation:CreateChangeSet",
                    "cloudformation:CreateStack",
                    "cloudformation:DeleteStack",
                    "cloudformation:UpdateStack"))
            .resources(stacks)
            .conditions(
                Conditions.of("StringEquals", "cloudformation:RoleArn", deployer.getRoleArn()))
            .build();
    PolicyStatement hands =
        PolicyStatement.Builder.create()
            .actions(List.of("iam:PassRole"))
            .resources(List.of(deployer.getRoleArn()))
            .conditions(
                Conditions.of(
                    "StringEquals", "iam:PassedToService", "cloudformation.amazonaws.com"))
            .build();
    return function.allow(
        changes,
        hands,
        Allow.actions(
                "cloudformation:DescribeChangeSet",
                "cloudformation:DescribeStackEvents",
                "cloudformation:DescribeStacks",
                "cloudformation:ExecuteChangeSet")
            .on(stacks),
        // Looking only; buckets of tenants have any names.
        Allow.actions(
                "s3:GetBucketLocation",
                "s3:GetBucketNotification",
                "s3:GetBucketPolicy",
                "s3:GetBucketTagging",
                "s3:ListBucket")
            .on(Arns.bucket("*")));
  }

  private LakeFunction release() {
    LakeFunction.Spec spec =
        LakeFunction.Spec.of(
                names,
                "release-tenant",
                LambdaJar.ROUTING,
                "io.amcinsights.routing.ReleaseHandler",
                1024,
                Duration.minutes(15))
            .roleAt(names.readersPath(Aws.REGION));
    return new LakeFunction(this, "Release", foundation, spec)
        .uses(octagon.objects(), "BatchGetItem", "GetItem")
        .queries(octagon.objects(), "by-state")
        .uses(octagon.customers(), "GetItem")
        .set("RAW_BUCKET", foundation.zones().raw().getBucketName())
        .set("INGEST_QUEUE_URL", ingest.queue().queue().getQueueUrl())
        .allow(ingest.queue().send())
        .allow(TenantReaders.assume(names));
  }

  private StateMachine machine(LakeFunction provision, LakeFunction release) {
    return LakeMachine.create(
        this,
        foundation,
        names.provisioning(),
        ProvisioningMachine.definition(provision, release),
        List.of(provision, release),
        List.of(
            // The installation's topic, and those that tenants name in this account.
            Allow.actions("sns:Publish").on(Arns.of("sns", "*")),
            Keys.viaService(
                foundation.metadataKey(), "sns", List.of("kms:Decrypt", "kms:GenerateDataKey"))));
  }

  private void stream(StateMachine machine, Queue lost) {
    LakeFunction function =
        new LakeFunction(
                this, "Stream", foundation, tps("customer-stream", "CustomerStreamHandler"))
            .uses(octagon.customers(), "GetItem", "PutItem")
            .set("STATE_MACHINE_ARN", machine.getStateMachineArn())
            .allow(
                Allow.actions("states:StartExecution").on(machine.getStateMachineArn()),
                Allow.actions(
                        "dynamodb:DescribeStream",
                        "dynamodb:GetRecords",
                        "dynamodb:GetShardIterator")
                    .on(octagon.customers().streamArn()),
                WorkQueue.sendTo(lost));
    Feed.ofChanges(
        this, "StreamFeed", octagon.customers().streamArn(), function, lost, LONGEST_RETRY);
  }

  private void sweeper(StateMachine machine) {
    LakeFunction function =
        new LakeFunction(this, "Sweeper", foundation, tps("tenant-sweeper", "TenantSweeperHandler"))
            .uses(octagon.customers(), "BatchGetItem")
            .queries(octagon.customers(), "all")
            .uses(octagon.objects(), "GetItem", "PutItem")
            .queries(octagon.objects(), "by-state")
            .set("STATE_MACHINE_ARN", machine.getStateMachineArn())
            .allow(
                Allow.actions("states:StartExecution").on(machine.getStateMachineArn()),
                Allow.actions("states:DescribeExecution")
                    .on(Arns.of("states", "execution:" + names.provisioning() + ":*")));
    new Schedule(
        this,
        "SweeperSchedule",
        names.tenantSweeperRule(),
        "Takes up tenants that nobody works on",
        "15 minutes",
        function,
        ingest.missedRuns());
  }

  private LakeFunction.Spec tps(String name, String handler) {
    return LakeFunction.Spec.of(
        names, name, LambdaJar.TPS, "io.amcinsights.tps." + handler, 512, STEP_TIMEOUT);
  }

  /**
   * Changes that could not be handled and sweeps that failed are parked where others are watched.
   */
  private void watch(StateMachine machine) {
    new Alarms(this, "Alarms", foundation.alarms(), names)
        .never(
            "provisioning-failures",
            "An execution that provisions a tenant failed.",
            List.of(Signal.machine("ExecutionsFailed", machine.getStateMachineArn())));
  }
}
