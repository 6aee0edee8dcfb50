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

  /** Of a listing. */
  private static final int PAGE = 1_000;

  private static final int OBJECTS = 200;

  /** Objects that become no rows; with them the bucket is listed in more than one page. */
  private static final int OTHERS = 900;

  @TempDir private Path folder;

  @Test
  void whatLayThereBeforeTheTenantIsLoadedOnce() {
    try (var lake =
        LakeUnderTest.of(RunningLake.start(LocalLakeConfig.of(folder, LakeUnderTest.ASSEMBLY)))) {
      lake.s3().createBucket(create -> create.bucket(LakeUnderTest.BUCKET));
      lake.makeAdoptable();
      for (int n = 0; n < OBJECTS; n++) {
        put(lake, n);
      }
      for (int n = 0; n < OTHERS; n++) {
        lake.put("metadata/%04d.json".formatted(n), new byte[] {'{', '}'});
      }
      lake.settle();
      ObjectNode tenant = (ObjectNode) Json.read("tenant", LakeUnderTest.TENANT);
      lake.onboard(tenant.put("bucketExists", true));

      JsonNode dry = step(lake, "DRY_RUN", 1000, "");
      assertThat(dry.path("enqueued").asInt()).as(dry.toString()).isEqualTo(PAGE);
      JsonNode dryRest = step(lake, "DRY_RUN", 1000, dry.path("next").asText());
      assertThat(dryRest.path("enqueued").asInt()).isEqualTo(OBJECTS + OTHERS - PAGE);
      assertThat(dryRest.has("next")).isFalse();
      assertThat(dryRest.path("by").path(0).path("tenant").asText()).isEqualTo("acme");
      lake.settle();
      assertThat(lake.operator().objects(Map.of("state", "COMMITTED"))).isEmpty();

      JsonNode first = step(lake, "ENQUEUE", 980, "");
      assertThat(first.path("enqueued").asInt()).isEqualTo(980);
      // Interrupted here; what was announced settles before it is taken up again.
      lake.settle();
      JsonNode page = step(lake, "ENQUEUE", 1000, first.path("next").asText());
      assertThat(page.path("enqueued").asInt()).isEqualTo(PAGE - 980);
      JsonNode rest = step(lake, "ENQUEUE", 1000, page.path("next").asText());
      assertThat(rest.path("enqueued").asInt()).isEqualTo(OBJECTS + OTHERS - PAGE);
      assertThat(rest.has("next")).isFalse();
      lake.settle();

      assertThat(lake.rows("acme_old_adhoc")).isEqualTo(OBJECTS);
      assertThat(lake.ask("select count(distinct n) from acme_old_adhoc"))
          .isEqualTo(String.valueOf(OBJECTS));
      JsonNode again = step(lake, "ENQUEUE", 1000, "");
      JsonNode last = step(lake, "ENQUEUE", 1000, again.path("next").asText());
      assertThat(again.path("committed").asInt() + last.path("committed").asInt())
          .isEqualTo(OBJECTS);
      assertThat(again.path("skipped").asInt() + last.path("skipped").asInt()).isEqualTo(OTHERS);
      assertThat(again.path("enqueued").asInt() + last.path("enqueued").asInt()).isZero();
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
