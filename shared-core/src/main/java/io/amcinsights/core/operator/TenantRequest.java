package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.tenant.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a tenant as its operator writes it; names everything that is wrong at once. */
final class TenantRequest {

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_-]{0,62}";
  private static final String ACCOUNT = "[0-9]{12}";

  private static final Map<String, String> REQUIRED = new LinkedHashMap<>();

  static {
    REQUIRED.put("customerId", NAME);
    REQUIRED.put("customerName", ".{1,256}");
    REQUIRED.put("prefix", NAME);
    REQUIRED.put("team", "[a-z0-9][a-z0-9-]*");
    REQUIRED.put("dataset", "[a-z0-9][a-z0-9-]*");
    REQUIRED.put("bucketName", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    REQUIRED.put("bucketRegion", "[a-z]{2}(-[a-z]+)+-[0-9]+");
    REQUIRED.put("bucketAccount", ACCOUNT);
    REQUIRED.put("amcAwsAccount", ACCOUNT);
  }

  private static final Map<String, String> OPTIONAL =
      Map.of(
          "amcInstanceId", "amc[a-z0-9]+",
          "amcAdvertiserId", "[A-Z0-9]+",
          "amcMarketplaceId", ".+",
          "authId", ".+",
          "notifyTopicArn", "arn:.+");

  private static final Set<String> OTHERS = Set.of("bucketExists", "tags", "schemaVersion");

  private final JsonNode json;
  private final List<String> problems = new ArrayList<>();

  private TenantRequest(JsonNode json) {
    this.json = json;
  }

  /**
   * Reads the record.
   *
   * @throws InvalidInputException naming every missing, unknown or wrong field
   */
  static Tenant read(JsonNode json, Instant now) {
    var request = new TenantRequest(json);
    Tenant tenant = request.tenant(now);
    request.refuseUnknown();
    if (!request.problems.isEmpty()) {
      throw new InvalidInputException(
          "The tenant record is wrong: %s", String.join("; ", request.problems));
    }
    return tenant;
  }

  private Tenant tenant(Instant now) {
    return new Tenant(
        required("customerId"),
        required("customerName"),
        required("prefix"),
        required("team"),
        required("dataset"),
        required("bucketName"),
        required("bucketRegion"),
        required("bucketAccount"),
        required("amcAwsAccount"),
        bucketExists(),
        optional("amcInstanceId"),
        optional("amcAdvertiserId"),
        optional("amcMarketplaceId"),
        optional("authId"),
        tags(),
        optional("notifyTopicArn"),
        Tenant.Status.REQUESTED,
        null,
        null,
        0,
        now);
  }

  private String required(String field) {
    String value = json.path(field).asText("");
    check(field, value, REQUIRED.getOrDefault(field, ".+"));
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
    if (!json.hasNonNull(field)) {
      problems.add(field + " is missing");
    } else if (!value.matches(pattern)) {
      problems.add(field + " is '" + value + "', expected " + pattern);
    }
  }

  private boolean bucketExists() {
    JsonNode value = json.path("bucketExists");
    if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
      problems.add("bucketExists is " + value + ", expected true or false");
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

  private void refuseUnknown() {
    Set<String> unknown = new TreeSet<>();
    json.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(REQUIRED.keySet());
    unknown.removeAll(OPTIONAL.keySet());
    unknown.removeAll(OTHERS);
    unknown.forEach(field -> problems.add("there is no field '" + field + "'"));
  }
}
