package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.s3.Buckets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Buckets. What lies in one stays when the template no longer has it. */
final class BucketProvider implements Provider {

  private final Services services;

  BucketProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of("BucketName", "NotificationConfiguration", "Tags"),
        Set.of(
            "AccessControl",
            "BucketEncryption",
            "CorsConfiguration",
            "IntelligentTieringConfigurations",
            "InventoryConfigurations",
            "LifecycleConfiguration",
            "LoggingConfiguration",
            "MetricsConfigurations",
            "ObjectLockEnabled",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "VersioningConfiguration"));
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("BucketName");
    JsonNode notifications = request.properties().path("NotificationConfiguration");
    request.only(notifications, "NotificationConfiguration", List.of("EventBridgeConfiguration"));
    JsonNode bridge = notifications.path("EventBridgeConfiguration");
    boolean events = !bridge.isMissingNode() && bridge.path("EventBridgeEnabled").asBoolean(true);
    Place place = request.stack().place();
    claim(request, name);
    services
        .buckets()
        .put(
            new Buckets.Spec(
                name,
                place.account(),
                place.region(),
                events,
                request.stack().key(),
                tags(request)));
    return Placed.of(
        name,
        Map.of(
            "Arn", "arn:aws:s3:::" + name,
            "DomainName", name + ".s3.amazonaws.com",
            "RegionalDomainName", name + ".s3." + place.region() + ".amazonaws.com"));
  }

  private void claim(Request request, String name) {
    if (request.claim().exclusive()
        && services.buckets().exists(name)
        && !services.buckets().stack(name).equals(request.stack().key())) {
      throw request.problem(name + " already exists");
    }
  }

  private static Map<String, String> tags(Request request) {
    Map<String, String> tags = new TreeMap<>(request.stack().tags());
    request
        .properties()
        .path("Tags")
        .forEach(tag -> tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
    return tags;
  }

  @Override
  public void remove(Request request, Placed placed) {
    letGo(request, placed);
  }

  @Override
  public void delete(Request request, Placed placed) {
    if (services.buckets().stack(placed.ref()).equals(request.stack().key())) {
      services.buckets().delete(placed.ref());
    }
  }

  @Override
  public void letGo(Request request, Placed placed) {
    if (services.buckets().stack(placed.ref()).equals(request.stack().key())) {
      services.buckets().disown(placed.ref());
    }
  }
}
