package io.amcinsights.stageb.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.engine.maintain.Expiry;
import io.amcinsights.engine.maintain.Orphans;
import io.amcinsights.stageb.TableOptimizers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.AccessDeniedException;

/** What Glue is asked for, on the wire. */
class GlueTableOptimizersTest {

  private static final String TABLE = "team_data.reach";
  private static final String ROLE = "arn:aws:iam::111122223333:role/optimizers";

  private final StubGlue glue = new StubGlue("reach");
  private final TableOptimizers optimizers = new GlueTableOptimizers(glue.client(), ROLE);

  @Test
  void aTableGetsAllThree() {
    assertThat(optimizers.ensure(TABLE)).isTrue();

    assertThat(glue.changes())
        .containsExactly(
            "CreateTableOptimizer compaction",
            "CreateTableOptimizer retention",
            "CreateTableOptimizer orphan_file_deletion");
    assertThat(request("retention"))
        .isEqualTo(
            Json.read(
                "request",
                """
                {"CatalogId": "111122223333", "DatabaseName": "team_data", "TableName": "reach",
                 "Type": "retention",
                 "TableOptimizerConfiguration": {
                   "roleArn": "arn:aws:iam::111122223333:role/optimizers",
                   "enabled": true,
                   "retentionConfiguration": {"icebergConfiguration": {
                     "snapshotRetentionPeriodInDays": 3,
                     "numberOfSnapshotsToRetain": 20,
                     "cleanExpiredFiles": true}}}}
                """));
    assertThat(iceberg("compaction", "compactionConfiguration"))
        .isEqualTo(Json.read("request", "{\"strategy\": \"sort\", \"minInputFiles\": 5}"));
    assertThat(iceberg("orphan_file_deletion", "orphanFileDeletionConfiguration"))
        .isEqualTo(Json.read("request", "{\"orphanFileRetentionPeriodInDays\": 3}"));
  }

  @Test
  void theyKeepNoLessThanTheLakesOwnMaintenance() {
    optimizers.ensure(TABLE);

    JsonNode retention = iceberg("retention", "retentionConfiguration");
    assertThat(Duration.ofDays(retention.path("snapshotRetentionPeriodInDays").asLong()))
        .isGreaterThan(Expiry.AGE);
    assertThat(retention.path("numberOfSnapshotsToRetain").asInt())
        .isGreaterThanOrEqualTo(Expiry.SNAPSHOTS);
    JsonNode orphans = iceberg("orphan_file_deletion", "orphanFileDeletionConfiguration");
    assertThat(Duration.ofDays(orphans.path("orphanFileRetentionPeriodInDays").asLong()))
        .isGreaterThan(Orphans.AGE);
  }

  @Test
  void whatIsThereAlreadyIsLeftAlone() {
    optimizers.ensure(TABLE);
    glue.calls.clear();

    assertThat(optimizers.ensure(TABLE)).isTrue();

    assertThat(glue.calls).hasSize(3);
    assertThat(glue.changes()).isEmpty();
  }

  @Test
  void whatKeepsTooLittleIsSetRight() {
    optimizers.ensure(TABLE);
    glue.optimizers
        .get("retention")
        .withObject("/retentionConfiguration/icebergConfiguration")
        .put("snapshotRetentionPeriodInDays", 1);
    glue.calls.clear();

    optimizers.ensure(TABLE);

    assertThat(glue.changes()).containsExactly("UpdateTableOptimizer retention");
    assertThat(iceberg("retention", "retentionConfiguration").path("snapshotRetentionPeriodInDays"))
        .isEqualTo(Json.object().put("days", 3).path("days"));
  }

  @Test
  void aTableThatWasNeverLoadedWaits() {
    assertThat(optimizers.ensure("team_data.later")).isFalse();
    assertThat(glue.optimizers).isEmpty();
  }

  @Test
  void whatIsForbiddenIsSaid() {
    glue.refuses = true;

    assertThatThrownBy(() -> optimizers.ensure(TABLE)).isInstanceOf(AccessDeniedException.class);
  }

  private JsonNode iceberg(String type, String part) {
    return request(type)
        .path("TableOptimizerConfiguration")
        .path(part)
        .path("icebergConfiguration");
  }

  /** The last one that changed an optimizer. */
  private JsonNode request(String type) {
    return glue.calls.stream()
        .filter(call -> !call.action().startsWith("Get"))
        .map(StubGlue.Call::body)
        .filter(body -> body.path("Type").asText().equals(type))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
