package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * Permissions on what belongs to a team: its prefixes in the zones and its databases.
 *
 * <p>By team and not by dataset: a role's inline policies end at 10,240 characters, which ten
 * datasets spelled out one by one would exceed.
 */
final class TeamData {

  private final Construct scope;
  private final LakeNames names;
  private final ZoneBuckets zones;
  private final String team;

  TeamData(Construct scope, LakeNames names, ZoneBuckets zones, String team) {
    this.scope = scope;
    this.names = names;
    this.zones = zones;
    this.team = team;
  }

  /** Files delivered to the raw bucket, at the version that was announced. */
  PolicyStatement readRaw() {
    return Allow.actions("s3:GetObject", "s3:GetObjectVersion")
        .on(ZoneBuckets.objects(zones.raw(), team + "/*"));
  }

  /** What the light transform makes of them. */
  PolicyStatement writePreStage() {
    return Allow.actions("s3:PutObject").on(preStage());
  }

  PolicyStatement readPreStage() {
    return Allow.actions("s3:GetObject").on(preStage());
  }

  /** Manifests and results of loads. */
  PolicyStatement readLoads() {
    return Allow.actions("s3:GetObject").on(loads());
  }

  PolicyStatement writeLoads() {
    return Allow.actions("s3:PutObject").on(loads());
  }

  /** Files of tables, for maintenance: it looks for those nothing refers to. */
  PolicyStatement listTables() {
    return ZoneBuckets.list(zones.analytics());
  }

  /** What Glue's own optimizers do to tables. */
  PolicyStatement[] optimize() {
    return new PolicyStatement[] {
      Allow.actions("glue:GetTable", "glue:UpdateTable").on(tables()), files()
    };
  }

  /** Setting Glue's own optimizers up. */
  PolicyStatement setUpOptimizers() {
    return Allow.actions(
            "glue:GetTableOptimizer", "glue:CreateTableOptimizer", "glue:UpdateTableOptimizer")
        .on(tables());
  }

  /**
   * Reading and committing tables. Iceberg removes the metadata files it no longer needs, hence the
   * deletion.
   */
  PolicyStatement[] commit() {
    return new PolicyStatement[] {
      Allow.actions("glue:GetDatabase", "glue:GetTable", "glue:CreateTable", "glue:UpdateTable")
          .on(tables()),
      files()
    };
  }

  private List<String> tables() {
    return List.of(glueCatalog(), glue("database", databases()), glue("table", databases() + "/*"));
  }

  private PolicyStatement files() {
    return Allow.actions("s3:GetObject", "s3:PutObject", "s3:DeleteObject")
        .on(ZoneBuckets.objects(zones.analytics(), databases() + "/*"));
  }

  private String preStage() {
    return ZoneBuckets.objects(zones.stage(), team + "/*");
  }

  private String loads() {
    return ZoneBuckets.objects(zones.stage(), "loads/" + databases());
  }

  /** Every database of the team begins like this. */
  private String databases() {
    return names.databases(team) + "*";
  }

  private String glueCatalog() {
    return Stack.of(scope)
        .formatArn(
            ArnComponents.builder()
                .service("glue")
                .resource("catalog")
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
  }

  private String glue(String resource, String name) {
    return Stack.of(scope)
        .formatArn(
            ArnComponents.builder().service("glue").resource(resource).resourceName(name).build());
  }
}
