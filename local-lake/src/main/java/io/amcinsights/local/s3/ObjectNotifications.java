package io.amcinsights.local.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;

/** Tells the event bus what happened to an object, in the words of S3's own EventBridge events. */
final class ObjectNotifications {

  private final LocalBuckets buckets;
  private final Sequencers sequencers;
  private final Consumer<ObjectNode> bus;
  private final Clock clock;

  ObjectNotifications(
      LocalBuckets buckets, Sequencers sequencers, Consumer<ObjectNode> bus, Clock clock) {
    this.buckets = buckets;
    this.sequencers = sequencers;
    this.bus = bus;
    this.clock = clock;
  }

  /** Whether anybody hears of this bucket. */
  boolean wanted(String bucket) {
    return buckets.find(bucket).filter(Buckets.Spec::events).isPresent();
  }

  void created(String bucket, String key, long size, String etag, String reason) {
    buckets
        .find(bucket)
        .filter(Buckets.Spec::events)
        .ifPresent(
            spec -> {
              ObjectNode event = envelope(spec, "Object Created", reason);
              object(event, key, etag).put("size", size);
              bus.accept(event);
            });
  }

  void deleted(String bucket, String key, String etag) {
    buckets
        .find(bucket)
        .filter(Buckets.Spec::events)
        .ifPresent(
            spec -> {
              ObjectNode event = envelope(spec, "Object Deleted", "DeleteObject");
              object(event, key, etag);
              event.withObjectProperty("detail").put("deletion-type", "Permanently Deleted");
              bus.accept(event);
            });
  }

  private ObjectNode envelope(Buckets.Spec bucket, String detailType, String reason) {
    ObjectNode event =
        Json.object()
            .put("version", "0")
            .put("id", UUID.randomUUID().toString())
            .put("detail-type", detailType)
            .put("source", "aws.s3")
            .put("account", bucket.account())
            .put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("region", bucket.region());
    event.putArray("resources").add("arn:aws:s3:::" + bucket.name());
    ObjectNode detail = event.putObject("detail").put("version", "0");
    detail.putObject("bucket").put("name", bucket.name());
    detail.putObject("object");
    detail
        .put("request-id", UUID.randomUUID().toString().replace("-", "").substring(0, 16))
        .put("requester", bucket.account())
        .put("source-ip-address", "127.0.0.1")
        .put("reason", reason);
    return event;
  }

  private ObjectNode object(ObjectNode event, String key, String etag) {
    return event
        .withObjectProperty("detail")
        .withObjectProperty("object")
        .put("key", key)
        .put("etag", etag)
        .put("sequencer", sequencers.next());
  }
}
