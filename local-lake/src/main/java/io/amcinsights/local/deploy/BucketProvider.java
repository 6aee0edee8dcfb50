package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.local.s3.Buckets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Buckets. What lies in one stays when the template no longer has it. */
final class BucketProvider implements Provider {

  private final Services services;

  BucketProvider(Services services) {
    this.services = services;
  }

  @Override
  public Properties properties() {
    return new Properties(
        Set.of("BucketName", "NotificationConfiguration"),
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
            "Tags",
            "VersioningConfiguration"));
  }

  @Override
  public Placed place(Request request) {
    String name = request.name("BucketName");
    JsonNode notifications = request.properties().path("NotificationConfiguration");
    request.only(notifications, "NotificationConfiguration", List.of("EventBridgeConfiguration"));
    JsonNode bridge = notifications.path("EventBridgeConfiguration");
    boolean events = !bridge.isMissingNode() && bridge.path("EventBridgeEnabled").asBoolean(true);
    Request.StackName stack = request.stack();
    services.buckets().put(new Buckets.Spec(name, stack.account(), stack.region(), events));
    return Placed.of(
        name,
        Map.of(
            "Arn", "arn:aws:s3:::" + name,
            "DomainName", name + ".s3.amazonaws.com",
            "RegionalDomainName", name + ".s3." + stack.region() + ".amazonaws.com"));
  }
}
