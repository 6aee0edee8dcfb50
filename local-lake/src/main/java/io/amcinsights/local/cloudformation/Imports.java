package io.amcinsights.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.deploy.Deployer;
import io.amcinsights.local.s3.Buckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether a stack may take over what an import names. */
final class Imports {

  private final Deployer deployer;
  private final String stack;

  Imports(Deployer deployer, String stack) {
    this.deployer = deployer;
    this.stack = stack;
  }

  /** The change set, ready or failed. */
  ChangeSet examine(ChangeSet changeSet) {
    List<String> problems = new ArrayList<>();
    JsonNode resources = Json.read("template", changeSet.settings().template()).path("Resources");
    Set<String> present = deployer.resources(stack);
    changeSet.imports().forEach((id, what) -> check(id, what, resources.path(id), problems));
    resources
        .properties()
        .forEach(
            it -> {
              boolean known =
                  present.contains(it.getKey()) || changeSet.imports().containsKey(it.getKey());
              if (!known && !it.getValue().has("Condition")) {
                problems.add(
                    "As part of the import operation, you cannot modify or add [%s]"
                        .formatted(it.getKey()));
              }
            });
    return problems.isEmpty()
        ? changeSet.become(ChangeSet.READY, "")
        : changeSet.become(ChangeSet.FAILED, String.join("; ", problems));
  }

  private void check(
      String id, Map<String, String> identifier, JsonNode resource, List<String> problems) {
    if (resource.isMissingNode()) {
      problems.add("Resources [%s] do not exist in the template".formatted(id));
    } else if (!resource.has("DeletionPolicy")) {
      problems.add(
          "The following resources to import [%s] must have DeletionPolicy attribute specified in"
                  .formatted(id)
              + " the template.");
    } else if (resource.path("Type").asText().equals("AWS::S3::Bucket")) {
      checkBucket(identifier.getOrDefault("BucketName", ""), problems);
    }
  }

  private void checkBucket(String bucket, List<String> problems) {
    Buckets buckets = deployer.services().buckets();
    String owner = buckets.stack(bucket);
    String region = deployer.place(stack).region();
    if (bucket.isEmpty() || !buckets.exists(bucket) || !buckets.region(bucket).equals(region)) {
      problems.add(
          "Resource of type 'AWS::S3::Bucket' with identifier '%s' was not found."
              .formatted(bucket));
    } else if (!owner.isEmpty() && !owner.equals(stack)) {
      problems.add("%s already exists in stack %s".formatted(bucket, owner));
    }
  }
}
