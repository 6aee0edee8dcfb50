package io.amcinsights.core.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes what S3 would have sent, with the reason {@code Reconcile}. */
public final class ReconcileEvent {

  private ReconcileEvent() {}

  /** The body of the ingest queue that announces the object. */
  public static String of(
      ObjectId object,
      long bytes,
      String etag,
      @Nullable String versionId,
      Sequencer sequencer,
      Instant modifiedAt) {
    ObjectNode event =
        Json.object()
            .put("version", "0")
            .put("id", "reconcile-" + sequencer.hex())
            .put("detail-type", "Object Created")
            .put("source", "aws.s3")
            .put("account", "")
            .put("time", modifiedAt.toString())
            .put("region", "");
    event.putArray("resources").add("arn:aws:s3:::" + object.bucket());
    ObjectNode detail = event.putObject("detail").put("version", "0");
    detail.putObject("bucket").put("name", object.bucket());
    ObjectNode described =
        detail
            .putObject("object")
            .put("key", object.key())
            .put("size", bytes)
            .put("etag", etag)
            .put("sequencer", sequencer.hex());
    Json.putIfPresent(described, "version-id", versionId);
    detail.put("reason", "Reconcile");
    return Json.write(event);
  }
}
