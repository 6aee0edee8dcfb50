package io.amcinsights.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.constructs.Construct;

/**
 * What Glue's own optimizers of tables work with, for datasets that leave maintenance to them: a
 * role of Glue's, and the right to set optimizers up with it. The optimizers themselves belong to
 * tables, which come when files do.
 */
final class TableOptimizers extends Construct {

  /** Glue's own names. */
  private static final List<String> LOGS =
      List.of("iceberg-compaction", "iceberg-retention", "iceberg-orphan-file-deletion");

  private final FoundationStack foundation;
  private final TeamData data;
  private final Role role;

  TableOptimizers(Construct scope, String id, FoundationStack foundation, TeamData data) {
    super(scope, id);
    this.foundation = foundation;
    this.data = data;
    role =
        Role.Builder.create(this, "Role")
            .description("Glue's table optimizers")
            .assumedBy(Conditions.forThisAccount("glue.amazonaws.com"))
            .build();
    for (PolicyStatement statement : data.optimize()) {
      role.addToPolicy(statement);
    }
    role.addToPolicy(data.listTables());
    role.addToPolicy(foundation.zones().seal());
    role.addToPolicy(
        Allow.actions("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents")
            .on(LOGS.stream().map(TableOptimizers::logs).toList()));
  }

  /** Lets a function set optimizers up. */
  void setUpBy(LakeFunction function) {
    Map<String, Object> conditions = new TreeMap<>();
    Map<String, String> toGlue = new TreeMap<>();
    toGlue.put("iam:PassedToService", "glue.amazonaws.com");
    conditions.put("StringEquals", toGlue);
    function
        .set("OPTIMIZER_ROLE_ARN", role.getRoleArn())
        // Only tables of Glue's catalog can have optimizers.
        .set("CATALOG_PROPERTIES", foundation.catalogProperties())
        .allow(
            data.setUpOptimizers(),
            PolicyStatement.Builder.create()
                .actions(List.of("iam:PassRole"))
                .resources(List.of(role.getRoleArn()))
                .conditions(conditions)
                .build());
  }

  private static String logs(String optimizer) {
    return Arns.of("logs", "log-group:/aws-glue/" + optimizer + "/logs:*");
  }
}
