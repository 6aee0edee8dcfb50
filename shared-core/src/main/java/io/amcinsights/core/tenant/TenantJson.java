package io.amcinsights.core.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant.Status;

/** The format of a stored {@link Tenant}; fields that are null are left out. */
public final class TenantJson {

  private static final String WHAT = "Tenant";
  private static final int VERSION = 1;

  private TenantJson() {}

  public static Tenant read(String text) {
    return read(Json.read(WHAT, text));
  }

  public static Tenant read(JsonNode node) {
    Json.expectVersion(WHAT, node, VERSION);
    return new Tenant(
        Json.text(node, "customerId"),
        Json.text(node, "customerName"),
        Json.text(node, "prefix"),
        Json.text(node, "team"),
        Json.text(node, "dataset"),
        Json.text(node, "bucketName"),
        Json.text(node, "bucketRegion"),
        Json.text(node, "bucketAccount"),
        Json.text(node, "amcAwsAccount"),
        Json.flag(node, "bucketExists"),
        Json.find(node, "amcInstanceId").orElse(null),
        Json.find(node, "amcAdvertiserId").orElse(null),
        Json.find(node, "amcMarketplaceId").orElse(null),
        Json.find(node, "authId").orElse(null),
        Json.texts(node, "tags"),
        Json.find(node, "notifyTopicArn").orElse(null),
        Json.constant(node, "status", Status.class),
        Json.find(node, "reason").orElse(null),
        Json.find(node, "readerRole").orElse(null),
        Json.number(node, "version"),
        Json.instant(node, "updatedAt"));
  }

  public static String write(Tenant tenant) {
    return Json.write(toJson(tenant));
  }

  public static ObjectNode toJson(Tenant tenant) {
    ObjectNode node =
        Json.versioned(VERSION)
            .put("customerId", tenant.customerId())
            .put("customerName", tenant.customerName())
            .put("prefix", tenant.prefix())
            .put("team", tenant.team())
            .put("dataset", tenant.dataset())
            .put("bucketName", tenant.bucketName())
            .put("bucketRegion", tenant.bucketRegion())
            .put("bucketAccount", tenant.bucketAccount())
            .put("amcAwsAccount", tenant.amcAwsAccount())
            .put("bucketExists", tenant.bucketExists());
    Json.putIfPresent(node, "amcInstanceId", tenant.amcInstanceId());
    Json.putIfPresent(node, "amcAdvertiserId", tenant.amcAdvertiserId());
    Json.putIfPresent(node, "amcMarketplaceId", tenant.amcMarketplaceId());
    Json.putIfPresent(node, "authId", tenant.authId());
    Json.putTexts(node, "tags", tenant.tags());
    Json.putIfPresent(node, "notifyTopicArn", tenant.notifyTopicArn());
    node.put("status", tenant.status().name());
    Json.putIfPresent(node, "reason", tenant.reason());
    Json.putIfPresent(node, "readerRole", tenant.readerRole());
    return node.put("version", tenant.version()).put("updatedAt", Json.instant(tenant.updatedAt()));
  }
}
