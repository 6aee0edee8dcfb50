package io.amcinsights.infra;

import io.amcinsights.core.json.Json;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.constructs.Construct;

/** A row of octagon, written by our own function when the stack is deployed. */
final class Registration {

  private Registration() {}

  static CustomResource of(
      Construct scope, String id, String serviceToken, String kind, String document) {
    TreeMap<String, Object> properties = new TreeMap<>();
    properties.put("Kind", kind);
    properties.put("Document", document);
    return CustomResource.Builder.create(scope, id)
        .resourceType("Custom::LakeRegistration")
        .serviceToken(serviceToken)
        .properties(properties)
        .build();
  }

  // until PipelineStageJson lands
  static String stage(String name, String queue, String failedQueue, String description) {
    return Json.object()
        .put("schemaVersion", 1)
        .put("name", name)
        .put("active", true)
        .put("queue", queue)
        .put("failedQueue", failedQueue)
        .put("description", description)
        .toString();
  }

  // until DatasetJson lands
  static String dataset(String team, String pipeline, String dataset, String queue) {
    return "{\"schemaVersion\":1,\"team\":\"%s\",\"pipeline\":\"%s\",\"dataset\":\"%s\",\"lightTransform\":\"amc-csv\",\"heavyTransform\":\"table-engine\",\"load\":{\"windowSeconds\":0,\"maxFiles\":1000,\"maxBytes\":268435456},\"glue\":{\"workerType\":\"G.1X\",\"workers\":2},\"schemas\":{},\"schemaPolicy\":\"widen\",\"maxRejectedRows\":0,\"onDelete\":\"keep\",\"numeric\":\"infer\",\"stageBQueue\":\"%s\"}"
        .formatted(team, pipeline, dataset, queue);
  }
}
