package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one step of a backfill found and did; {@code next} continues, absent at the end. */
final class BackfillStep {

  /** What became of an object that was looked at. */
  enum Outcome {
    ENQUEUED,
    COMMITTED,
    IN_FLIGHT,
    SKIPPED,
    QUARANTINED,
    FAILED,
    OUT_OF_RANGE
  }

  /** Whose rows an object's would be; null where the key does not tell. */
  record Owner(@Nullable String tenant, @Nullable String dataset) {}

  /** What was announced of one owner's objects. */
  private static final class Share {
    private long objects;
    private long bytes;
  }

  private final Map<Owner, Share> shares = new LinkedHashMap<>();
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
  private final String bucket;
  private long looked;
  private long enqueuedBytes;
  private long queued;
  private boolean held;
  private @Nullable String next;

  BackfillStep(String bucket) {
    this.bucket = bucket;
  }

  void add(Outcome outcome, long bytes, Owner owner) {
    looked++;
    counts.merge(outcome, 1L, Long::sum);
    if (outcome == Outcome.ENQUEUED) {
      enqueuedBytes += bytes;
      Share share = shares.computeIfAbsent(owner, key -> new Share());
      share.objects++;
      share.bytes += bytes;
    }
  }

  long count(Outcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  /** Nothing was done, because the queue is full enough. */
  BackfillStep held() {
    held = true;
    return this;
  }

  void queued(long messages) {
    queued = messages;
  }

  BackfillStep next(@Nullable String token) {
    next = token;
    return this;
  }

  ObjectNode toJson() {
    ObjectNode node =
        Json.object()
            .put("bucket", bucket)
            .put("looked", looked)
            .put("enqueued", count(Outcome.ENQUEUED))
            .put("enqueuedBytes", enqueuedBytes)
            .put("committed", count(Outcome.COMMITTED))
            .put("inFlight", count(Outcome.IN_FLIGHT))
            .put("skipped", count(Outcome.SKIPPED))
            .put("quarantined", count(Outcome.QUARANTINED))
            .put("failed", count(Outcome.FAILED))
            .put("outOfRange", count(Outcome.OUT_OF_RANGE))
            .put("queued", queued)
            .put("held", held);
    ArrayNode by = node.putArray("by");
    shares.forEach((owner, share) -> write(by.addObject(), owner, share));
    Json.putIfPresent(node, "next", next);
    return node;
  }

  private static void write(ObjectNode node, Owner owner, Share share) {
    Json.putIfPresent(node, "tenant", owner.tenant());
    Json.putIfPresent(node, "dataset", owner.dataset());
    node.put("objects", share.objects).put("bytes", share.bytes);
  }
}
