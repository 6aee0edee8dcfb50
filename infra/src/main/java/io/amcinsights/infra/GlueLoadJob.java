package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** The Glue job of a pipeline's large loads: its role, what seals what it writes, the job. */
final class GlueLoadJob extends Construct {

  /** Spark 3.5 on Java 17. */
  static final String VERSION = "5.1";

  /** A load that takes longer has hung. */
  static final Duration TIMEOUT = Duration.hours(12);

  /** Of the account's fifty; tables beyond it wait their turn in their state machines. */
  private static final int MOST_RUNS = 10;

  /**
   * Half of a worker's memory for DuckDB and Parquet's buffers, which are not on the heap; Spark
   * would leave them a tenth.
   */
  private static final String MEMORY =
      "spark.executor.memory=6g --conf spark.executor.memoryOverhead=5g"
          + " --conf spark.driver.memory=6g --conf spark.driver.memoryOverhead=5g";

  private final FoundationStack foundation;
  private final Role role;

  GlueLoadJob(
      Construct scope,
      String id,
      FoundationStack foundation,
      LakeNames.Pipeline names,
      TeamData data) {
    super(scope, id);
    this.foundation = foundation;
    role =
        Role.Builder.create(this, "Role")
            .description("Glue job " + names.loadJob())
            .assumedBy(Conditions.forThisAccount("glue.amazonaws.com"))
            // It reads what stage A did not: tenants' files too.
            .path(foundation.names().readersPath(Aws.REGION))
            .build();
    allow(data);
    log(names);
    CfnSecurityConfiguration seals = GlueSeals.create(this, "Seals", names.loadJob(), foundation);
    GlueArtifacts artifacts = GlueArtifacts.of(foundation.root());
    Asset jar = asset("Jar", artifacts.jar().toString());
    Asset script = asset("Script", artifacts.script().toString());
    CfnJob job =
        CfnJob.Builder.create(this, "Job")
            .name(names.loadJob())
            .description("Large loads of " + names.name())
            .role(role.getRoleArn())
            .glueVersion(VERSION)
            // The smallest; each run says what it needs.
            .workerType("G.1X")
            .numberOfWorkers(2)
            .timeout(TIMEOUT.toMinutes().intValue())
            // The state machine decides what is tried again.
            .maxRetries(0)
            .executionProperty(
                CfnJob.ExecutionPropertyProperty.builder().maxConcurrentRuns(MOST_RUNS).build())
            .securityConfiguration(seals.getName())
            .command(
                CfnJob.JobCommandProperty.builder()
                    .name("glueetl")
                    .scriptLocation(script.getS3ObjectUrl())
                    .build())
            .defaultArguments(arguments(names, jar))
            .build();
    job.getNode().addDependency(seals, role);
  }

  private Map<String, String> arguments(LakeNames.Pipeline names, Asset jar) {
    OctagonTables octagon = foundation.octagon();
    Map<String, String> arguments = new TreeMap<>();
    arguments.put("--class", "GlueApp");
    arguments.put("--job-language", "scala");
    arguments.put("--extra-jars", jar.getS3ObjectUrl());
    arguments.put("--job-bookmark-option", "job-bookmark-disable");
    // In front of "/output" and "/error", the groups that are made below.
    arguments.put("--custom-logGroup-prefix", LakeNames.jobLogs(names.loadJob()));
    arguments.put("--conf", MEMORY);
    arguments.put("--datasets-table", octagon.datasets().name());
    arguments.put("--tables-table", octagon.tables().name());
    arguments.put("--objects-table", octagon.objects().name());
    arguments.put("--customers-table", octagon.customers().name());
    arguments.put("--stage-bucket", foundation.zones().stage().getBucketName());
    arguments.put("--catalog-properties", foundation.catalogProperties());
    return arguments;
  }

  private void allow(TeamData data) {
    OctagonTables octagon = foundation.octagon();
    ZoneBuckets zones = foundation.zones();
    allow(octagon.objects().grant("GetItem"), octagon.objects().unseal());
    allow(octagon.datasets().grant("GetItem"), octagon.tables().grant("GetItem"));
    allow(octagon.customers().grant("GetItem"));
    allow(data.readRaw(), data.readPreStage(), data.writePreStage());
    allow(data.readLoads(), data.writeLoads());
    allow(data.commit());
    allow(data.listTables(), ZoneBuckets.list(zones.stage()), zones.seal());
    allow(TenantReaders.assume(foundation.names()));
  }

  /** What runs say, and what Spark says about them. */
  private void log(LakeNames.Pipeline names) {
    for (String stream : List.of("output", "error")) {
      LogGroup group =
          LakeFunction.logs(
              this, "Logs" + stream, LakeNames.jobLogs(names.loadJob()) + "/" + stream, foundation);
      allow(Allow.actions("logs:CreateLogStream", "logs:PutLogEvents").on(group.getLogGroupArn()));
    }
    // Glue asks before it writes, and would seal the groups if they were not.
    allow(
        Allow.actions("logs:CreateLogGroup", "logs:AssociateKmsKey")
            .on(Arns.of("logs", "log-group:" + LakeNames.jobLogs(names.loadJob()) + "/*")));
  }

  private Asset asset(String id, String path) {
    Asset asset = Asset.Builder.create(this, id).path(path).build();
    allow(
        Allow.actions("s3:GetObject").on(asset.getBucket().arnForObjects(asset.getS3ObjectKey())));
    return asset;
  }

  Role role() {
    return role;
  }

  private void allow(PolicyStatement... statements) {
    for (PolicyStatement statement : statements) {
      role.addToPolicy(statement);
    }
  }
}
