package io.amcinsights.core.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant.Standing;
import io.amcinsights.core.tenant.Tenant.Status;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The format of a stored {@link Tenant}: settings and standing side by side, so that the record can
 * be written by hand. Fields that are null are left out.
 */
public final class TenantJson {

  private static final String WHAT = "Tenant";
  private static final int VERSION = 1;
  private static final int FINGERPRINT_BYTES = 8;

  private TenantJson() {}

  public static Tenant read(String text) {
    return read(Json.read(WHAT, text));
  }

  /** Reads a record; what is wrong with its settings is among its {@link Tenant#problems}. */
  public static Tenant read(JsonNode node) {
    if (node.has("schemaVersion")) {
      Json.expectVersion(WHAT, node, VERSION);
    }
    var fields = new TenantFields(node);
    TenantSettings settings = fields.settings();
    Instant updated = instant(node, "updatedAt").orElse(Instant.EPOCH);
    return new Tenant(
        settings,
        standing(node, updated),
        fields.problems(),
        Json.findNumber(node, "version").orElse(0),
        updated);
  }

  private static Standing standing(JsonNode node, Instant updated) {
    return new Standing(
        node.has("status") ? Json.constant(node, "status", Status.class) : Status.REQUESTED,
        Json.find(node, "reason").orElse(null),
        instant(node, "since").orElse(updated),
        Json.find(node, "attempted").orElse(null),
        Json.find(node, "execution").orElse(null),
        claims(node),
        Json.find(node, "readerRole").orElse(null),
        Json.find(node, "keyArn").orElse(null),
        node.path("sharesRule").asBoolean(false));
  }

  private static List<String> claims(JsonNode node) {
    return node.has("claims") ? Json.list(node, "claims", JsonNode::asText) : List.of();
  }

  private static Optional<Instant> instant(JsonNode node, String field) {
    return node.has(field) ? Optional.of(Json.instant(node, field)) : Optional.empty();
  }

  /**
   * Reads settings as an operator writes them.
   *
   * @throws InvalidInputException naming every missing, unknown or wrong field
   */
  public static TenantSettings request(JsonNode node) {
    var fields = new TenantFields(node);
    TenantSettings settings = fields.settings();
    fields.refuseUnknown();
    if (!fields.problems().isEmpty()) {
      throw new InvalidInputException(
          "The tenant record is wrong: %s", String.join("; ", fields.problems()));
    }
    return settings;
  }

  /** Fields that an operator writes. */
  public static List<String> settingNames() {
    return TenantFields.names();
  }

  public static String write(Tenant tenant) {
    return Json.write(toJson(tenant));
  }

  public static ObjectNode toJson(Tenant tenant) {
    ObjectNode node = Json.versioned(VERSION);
    settings(node, tenant.settings());
    Standing standing = tenant.standing();
    node.put("status", standing.status().name());
    Json.putIfPresent(node, "reason", standing.reason());
    node.put("since", Json.instant(standing.since()));
    Json.putIfPresent(node, "attempted", standing.attempted());
    Json.putIfPresent(node, "execution", standing.execution());
    ArrayNode claims = node.putArray("claims");
    standing.claims().forEach(claims::add);
    Json.putIfPresent(node, "readerRole", standing.readerRole());
    Json.putIfPresent(node, "keyArn", standing.keyArn());
    node.put("sharesRule", standing.sharesRule());
    return node.put("version", tenant.version()).put("updatedAt", Json.instant(tenant.updatedAt()));
  }

  /** What says nothing is left out, as whoever wrote the record may have done. */
  private static void settings(ObjectNode node, TenantSettings it) {
    TenantSettings.Bucket bucket = it.bucket();
    said(node, "customerId", it.customerId());
    said(node, "customerName", it.customerName());
    said(node, "prefix", it.prefix());
    node.put("sharesPrefix", it.sharesPrefix());
    said(node, "team", it.team());
    said(node, "dataset", it.dataset());
    said(node, "bucketName", bucket.name());
    said(node, "bucketRegion", bucket.region());
    said(node, "bucketAccount", bucket.account());
    node.put("bucketExists", bucket.exists()).put("ownKey", bucket.ownKey());
    if (bucket.mergesSettings()) {
      // Only where it is said: fingerprints of records that are older than this stay what they are.
      node.put("mergeSettings", true);
    }
    said(node, "keyPrefix", bucket.keyPrefix());
    said(node, "amcAwsAccount", it.amc().account());
    said(node, "amcInstanceId", it.amc().instanceId());
    said(node, "amcAdvertiserId", it.amc().advertiserId());
    said(node, "amcMarketplaceId", it.amc().marketplaceId());
    said(node, "authId", it.amc().authId());
    Json.putTexts(node, "tags", it.tags());
    said(node, "notifyTopicArn", it.notifyTopicArn());
    node.put("removed", it.removed());
  }

  private static void said(ObjectNode node, String field, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      node.put(field, value);
    }
  }

  static String fingerprint(TenantSettings settings) {
    ObjectNode node = Json.object();
    settings(node, settings);
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.write(node).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
