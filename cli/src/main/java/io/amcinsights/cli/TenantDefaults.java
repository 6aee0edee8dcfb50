package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.local.control.LakeFile;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What goes without saying when a tenant is added by options or by a line of a table. */
final class TenantDefaults {

  private final LakeFile lake;
  private final LakeClient client;
  private @Nullable JsonNode datasets;

  TenantDefaults(LakeFile lake, LakeClient client) {
    this.lake = lake;
    this.client = client;
  }

  void fill(ObjectNode record) {
    String id = record.path("customerId").asText("");
    if (!id.isEmpty()) {
      fill(record, "customerName", id);
      fill(record, "prefix", id);
    }
    fill(record, "bucketRegion", lake.region());
    fill(record, "bucketAccount", lake.account());
    fillDataset(record);
  }

  /** Only where there is no choice. */
  private void fillDataset(ObjectNode record) {
    if (record.hasNonNull("team") && record.hasNonNull("dataset")) {
      return;
    }
    List<JsonNode> choice =
        StreamSupport.stream(deployed().spliterator(), false)
            .filter(it -> fits(record, it, "team") && fits(record, it, "dataset"))
            .toList();
    if (choice.size() == 1) {
      fill(record, "team", choice.get(0).path("team").asText());
      fill(record, "dataset", choice.get(0).path("dataset").asText());
    }
  }

  private static boolean fits(ObjectNode record, JsonNode dataset, String field) {
    return !record.hasNonNull(field) || record.path(field).equals(dataset.path(field));
  }

  private JsonNode deployed() {
    JsonNode known = datasets;
    if (known == null) {
      known = client.get("/datasets", Map.of());
      datasets = known;
    }
    return known;
  }

  private static void fill(ObjectNode record, String field, String value) {
    if (!record.hasNonNull(field)) {
      record.put(field, value);
    }
  }
}
