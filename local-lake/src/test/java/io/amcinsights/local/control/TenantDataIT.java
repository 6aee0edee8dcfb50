package io.amcinsights.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A tenant goes with all it held, and begins anew when it comes back. */
class TenantDataIT {

  private static final String CONTENT = "n\n1\n2\n";

  @TempDir private Path folder;

  @Test
  void whoWentWithItsDataBeginsAnew() {
    try (LakeUnderTest lake = LakeUnderTest.start(folder)) {
      ObjectNode tenant = ((ObjectNode) Json.read("tenant", LakeUnderTest.TENANT)).deepCopy();
      lake.operator().updateTenant("acme", Json.object().put("customerName", "Acme Coffee"));
      // What CloudFormation does is in flight as well.
      assertThat(lake.operator().inFlight().path("idle").asBoolean()).isFalse();
      lake.settle();
      lake.awaitActive("acme");
      lake.deliver("small", 1, CONTENT);
      lake.deliver("other", 2, CONTENT);
      lake.settle();
      assertThat(lake.rows("acme_small_adhoc")).isEqualTo(2);

      lake.offBoard("acme");
      lake.settle();
      JsonNode data = lake.operator().tenantData("acme");
      assertThat(data.path("bucket").path("goes").asBoolean()).as(data.toString()).isTrue();
      assertThat(data.path("bucket").path("versions").asInt()).isEqualTo(2);
      assertThat(data.path("tables").path("list")).hasSize(2);
      deleteAll(lake);

      assertThat(buckets(lake)).doesNotContain(LakeUnderTest.BUCKET);
      assertThat(lake.operator().tables()).isEmpty();
      assertThat(analytics(lake)).isEmpty();

      lake.onboard(tenant);
      String again = lake.deliver("small", 1, CONTENT);
      lake.settle();

      assertThat(lake.state(again)).isEqualTo("COMMITTED");
      assertThat(lake.rows("acme_small_adhoc")).isEqualTo(2);
      assertThat(lake.operator().tables()).hasSize(1);
      assertThat(lake.failedWork()).isZero();
    }
  }

  private static void deleteAll(LakeUnderTest lake) {
    int steps = 0;
    JsonNode step;
    do {
      step = lake.operator().deleteTenantData("acme");
      assertThat(++steps).as(step.toString()).isLessThan(10);
    } while (!step.path("done").asBoolean());
  }

  private static List<String> buckets(LakeUnderTest lake) {
    return lake.s3().listBuckets().buckets().stream().map(Bucket::name).toList();
  }

  /** Keys of tables. */
  private static List<String> analytics(LakeUnderTest lake) {
    String bucket =
        buckets(lake).stream().filter(it -> it.contains("-analytics-")).findFirst().orElseThrow();
    return lake.s3().listObjectsV2(list -> list.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
