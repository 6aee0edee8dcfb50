package io.amcinsights.local.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.LocalLakeConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results lie in a bucket before its tenant is added; a backfill makes rows of them. */
class BackfillIT {

  private static final int OBJECTS = 200;

  @TempDir private Path folder;

  @Test
  void whatLayThereBeforeTheTenantIsLoadedOnce() {
    try (var lake =
        LakeUnderTest.of(RunningLake.start(LocalLakeConfig.of(folder, LakeUnderTest.ASSEMBLY)))) {
      lake.s3().createBucket(create -> create.bucket(LakeUnderTest.BUCKET));
      for (int n = 0; n < OBJECTS; n++) {
        put(lake, n);
      }
      lake.settle();
      ObjectNode tenant = (ObjectNode) Json.read("tenant", LakeUnderTest.TENANT);
      JsonNode added = lake.operator().addTenant(tenant.put("bucketExists", true));
      assertThat(added.path("status").asText()).as(added.toString()).isEqualTo("ACTIVE");

      JsonNode dry = step(lake, "DRY_RUN", 1000, "");
      assertThat(dry.path("enqueued").asInt()).as(dry.toString()).isEqualTo(OBJECTS);
      lake.settle();
      assertThat(lake.operator().objects(Map.of("state", "COMMITTED"))).isEmpty();

      JsonNode first = step(lake, "ENQUEUE", 80, "");
      assertThat(first.path("enqueued").asInt()).isEqualTo(80);
      // Interrupted here; what was announced settles before it is taken up again.
      lake.settle();
      JsonNode rest = step(lake, "ENQUEUE", 1000, first.path("next").asText());
      assertThat(rest.path("enqueued").asInt()).isEqualTo(OBJECTS - 80);
      assertThat(rest.has("next")).isFalse();
      lake.settle();

      assertThat(lake.rows("acme_old_adhoc")).isEqualTo(OBJECTS);
      assertThat(lake.ask("select count(distinct n) from acme_old_adhoc"))
          .isEqualTo(String.valueOf(OBJECTS));
      JsonNode again = step(lake, "ENQUEUE", 1000, "");
      assertThat(again.path("committed").asInt()).as(again.toString()).isEqualTo(OBJECTS);
      assertThat(again.path("enqueued").asInt()).isZero();
    }
  }

  private static void put(LakeUnderTest lake, int n) {
    String key =
        "workflow=old/schedule=adhoc/2026-03-02T21:%02d:%02d.904Z-old.csv"
            .formatted(n / 60, n % 60);
    lake.put(key, ("n,a\n" + n + ",x\n").getBytes(UTF_8));
  }

  private static JsonNode step(LakeUnderTest lake, String mode, int most, String from) {
    ObjectNode request =
        Json.object()
            .put("tenant", "acme")
            .put("mode", mode)
            .put("most", most)
            .put("queueLimit", 1000);
    if (!from.isEmpty()) {
      request.put("from", from);
    }
    return lake.operator().backfill(request);
  }
}
