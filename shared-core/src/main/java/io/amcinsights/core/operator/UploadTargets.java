package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.core.tenant.Tenants;
import java.util.Map;

/** Where a file is uploaded to, so that it becomes a tenant's or a dataset's. */
final class UploadTargets {

  private final Tenants tenants;
  private final Datasets datasets;
  private final String rawBucket;

  UploadTargets(Tenants tenants, Datasets datasets, String rawBucket) {
    this.tenants = tenants;
    this.datasets = datasets;
    this.rawBucket = rawBucket;
  }

  /** {@code {bucket, prefix}} of {@code dataset} or {@code tenant}. */
  ObjectNode of(Map<String, String> query) {
    String dataset = query.get("dataset");
    return dataset == null ? ofTenant(query.getOrDefault("tenant", "")) : ofDataset(dataset);
  }

  private ObjectNode ofDataset(String name) {
    return datasets
        .find(name)
        .map(it -> target(rawBucket, it.team() + "/" + it.dataset() + "/"))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "No dataset '%s'; there are %s",
                    name, datasets.all().stream().map(Dataset::name).toList()));
  }

  private ObjectNode ofTenant(String id) {
    return tenants
        .find(id)
        .map(it -> it.settings().bucket())
        .map((TenantSettings.Bucket it) -> target(it.name(), it.keysBeginWith()))
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "No tenant '%s'; there are %s",
                    id, tenants.all().stream().map(Tenant::customerId).toList()));
  }

  private static ObjectNode target(String bucket, String prefix) {
    return Json.object().put("bucket", bucket).put("prefix", prefix);
  }
}
