package io.amcinsights.core.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a tenant from a document that anybody may have written, and notes all that
 * is wrong with it. Never throws: a record that is wrong has to say so itself.
 */
final class TenantFields {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";
  private static final String ACCOUNT = "[0-9]{12}";

  /** What teams and datasets are named like. */
  private static final String PART = "[a-z0-9][a-z0-9-]*";

  private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

  static {
    REQUIRED.put("customerId", NAME);
    REQUIRED.put("customerName", ".{1,256}");
    REQUIRED.put("prefix", NAME);
    REQUIRED.put("team", PART);
    REQUIRED.put("dataset", PART);
    REQUIRED.put("bucketName", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    REQUIRED.put("bucketRegion", "[a-z]{2}(-[a-z]+)+-[0-9]+");
    REQUIRED.put("bucketAccount", ACCOUNT);
    REQUIRED.put("amcAwsAccount", ACCOUNT);
  }

  private static final Map<String, String> OPTIONAL =
      new TreeMap<>(
          Map.of(
              // A slash at its end: or "a" would also hold what is told apart as "ab".
              "keyPrefix", "[^/].{0,200}/",
              "amcInstanceId", "amc[a-z0-9]+",
              "amcAdvertiserId", "[A-Z0-9]+",
              "amcMarketplaceId", "[A-Z0-9]+",
              "authId", "[A-Za-z0-9][A-Za-z0-9_-]{0,62}",
              "notifyTopicArn", "arn:[^:]+:sns:[^:]+:[0-9]{12}:.+"));

  private static final List<String> FLAGS =
      List.of("bucketExists", "mergeSettings", "ownKey", "sharesPrefix", "removed");

  private final JsonNode json;
  private final List<String> problems = new ArrayList<>();

  TenantFields(JsonNode json) {
    this.json = json;
  }

  /** Names of all settings. */
  static List<String> names() {
    List<String> names = new ArrayList<>(REQUIRED.keySet());
    names.addAll(OPTIONAL.keySet());
    names.addAll(FLAGS);
    names.add("tags");
    return names;
  }

  TenantSettings settings() {
    return new TenantSettings(
        required("customerId"),
        required("customerName"),
        required("prefix"),
        flag("sharesPrefix"),
        required("team"),
        required("dataset"),
        bucket(),
        new TenantSettings.Amc(
            required("amcAwsAccount"),
            optional("amcInstanceId"),
            optional("amcAdvertiserId"),
            optional("amcMarketplaceId"),
            optional("authId")),
        tags(),
        optional("notifyTopicArn"),
        flag("removed"));
  }

  private TenantSettings.Bucket bucket() {
    var bucket =
        new TenantSettings.Bucket(
            required("bucketName"),
            required("bucketRegion"),
            required("bucketAccount"),
            flag("bucketExists"),
            flag("mergeSettings"),
            flag("ownKey"),
            optional("keyPrefix"));
    String unnatural = BucketNames.problem(bucket.name());
    if (unnatural != null) {
      problems.add("bucketName is '%s': %s".formatted(bucket.name(), unnatural));
    }
    if (bucket.mergesSettings() && !bucket.exists()) {
      problems.add("mergeSettings is true and bucketExists is false: there is nothing to merge");
    }
    return bucket;
  }

  /** What is wrong, in the order of the fields. */
  List<String> problems() {
    return problems;
  }

  private String required(String field) {
    String value = json.path(field).asText("");
    if (!json.hasNonNull(field)) {
      problems.add(field + " is missing");
    } else {
      check(field, value, REQUIRED.getOrDefault(field, ".+"));
    }
    return value;
  }

  private @Nullable String optional(String field) {
    if (!json.hasNonNull(field)) {
      return null;
    }
    String value = json.path(field).asText();
    check(field, value, OPTIONAL.getOrDefault(field, ".+"));
    return value;
  }

  private void check(String field, String value, String pattern) {
    if (!json.path(field).isTextual()) {
      problems.add(field + " is " + json.path(field) + ", expected a text");
    } else if (!value.matches(pattern)) {
      problems.add(field + " is '" + value + "', expected " + pattern);
    }
  }

  private boolean flag(String field) {
    JsonNode value = json.path(field);
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      problems.add(field + " is " + value + ", expected true or false");
    }
    return value.asBoolean(false);
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    JsonNode value = json.path("tags");
    if (value.isObject()) {
      value.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    } else if (!value.isMissingNode() && !value.isNull()) {
      problems.add("tags is " + value + ", expected an object of texts");
    }
    return tags;
  }

  /** Notes fields that no setting has. */
  void refuseUnknown() {
    var unknown = new TreeSet<String>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(names());
    unknown.remove("schemaVersion");
    unknown.forEach(field -> problems.add("there is no field '" + field + "'"));
  }
}
