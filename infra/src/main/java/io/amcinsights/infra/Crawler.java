package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.naming.LakeNames;
import java.util.List;
import software.amazon.awscdk.services.glue.CfnCrawler;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * Looks at what lies under a dataset and brings the catalog in line with it. Nobody runs it but a
 * person: after a catalog was lost, or for a heavy transform that writes files instead of Iceberg.
 * It costs nothing until then.
 */
final class Crawler extends Construct {

  /** The heavy transform that commits to Iceberg itself. */
  private static final String ICEBERG = "table-engine";

  /** Tables lie one below the database. */
  private static final int DEPTH = 2;

  /** Glue's own names: the role and the security configuration follow. */
  private static final String LOGS = "/aws-glue/crawlers*";

  private final Role role;

  Crawler(
      Construct scope,
      String id,
      LakeNames.Dataset names,
      Dataset dataset,
      FoundationStack foundation,
      TeamData data) {
    super(scope, id);
    role =
        Role.Builder.create(this, "Role")
            .description("Crawler " + names.crawler())
            .assumedBy(Conditions.forThisAccount("glue.amazonaws.com"))
            .build();
    for (PolicyStatement statement : data.crawl()) {
      role.addToPolicy(statement);
    }
    role.addToPolicy(data.listTables());
    role.addToPolicy(foundation.zones().unseal());
    role.addToPolicy(
        Allow.actions(
                "logs:AssociateKmsKey",
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents")
            .on(Arns.of("logs", "log-group:" + LOGS)));
    CfnCrawler.Builder.create(this, "Crawler")
        .name(names.crawler())
        .description("Rebuilds the catalog of dataset " + dataset.name())
        .role(role.getRoleArn())
        .databaseName(dataset.database())
        .crawlerSecurityConfiguration(foundation.names().crawlers())
        .targets(targets(dataset, foundation))
        .schemaChangePolicy(
            CfnCrawler.SchemaChangePolicyProperty.builder()
                // A file that is gone for a while must not take its table with it.
                .deleteBehavior("LOG")
                .updateBehavior("UPDATE_IN_DATABASE")
                .build())
        .build()
        .getNode()
        .addDependency(role);
  }

  private static CfnCrawler.TargetsProperty targets(Dataset dataset, FoundationStack foundation) {
    String path =
        "s3://" + foundation.zones().analytics().getBucketName() + "/" + dataset.database() + "/";
    if (dataset.heavyTransform().equals(ICEBERG)) {
      return CfnCrawler.TargetsProperty.builder()
          .icebergTargets(
              List.of(
                  CfnCrawler.IcebergTargetProperty.builder()
                      .paths(List.of(path))
                      .maximumTraversalDepth(DEPTH)
                      .build()))
          .build();
    }
    return CfnCrawler.TargetsProperty.builder()
        .s3Targets(List.of(CfnCrawler.S3TargetProperty.builder().path(path).build()))
        .build();
  }

  Role role() {
    return role;
  }
}
