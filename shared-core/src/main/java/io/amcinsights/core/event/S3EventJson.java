package io.amcinsights.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.event.S3ObjectEvent.Kind;
import io.amcinsights.core.json.Json;

/**
 * Reads S3's native notifications in the envelope EventBridge delivers. Keys are taken verbatim:
 * unlike S3's older notifications, these are not URL-encoded.
 */
public final class S3EventJson {

  private static final String PERMANENT = "Permanently Deleted";

  private S3EventJson() {}

  /**
   * Reads one event.
   *
   * @throws InvalidInputException when the text is no "Object Created" or "Object Deleted" event
   */
  public static S3ObjectEvent read(String text) {
    JsonNode envelope = Json.read("S3 event", text);
    JsonNode detail = Json.child(envelope, "detail");
    JsonNode object = Json.child(detail, "object");
    return new S3ObjectEvent(
        kind(Json.text(envelope, "detail-type")),
        new ObjectId(Json.text(Json.child(detail, "bucket"), "name"), Json.text(object, "key")),
        Json.findNumber(object, "size").orElse(0),
        Json.find(object, "etag").orElse("").replace("\"", ""),
        Json.find(object, "version-id").filter(version -> !version.isEmpty()).orElse(null),
        new Sequencer(Json.text(object, "sequencer")),
        Json.find(detail, "reason").orElse(""),
        Json.find(detail, "deletion-type").filter(PERMANENT::equals).isPresent(),
        Json.instant(envelope, "time"),
        Json.text(envelope, "account"),
        Json.text(envelope, "region"));
  }

  private static Kind kind(String detailType) {
    return switch (detailType) {
      case "Object Created" -> Kind.CREATED;
      case "Object Deleted" -> Kind.DELETED;
      default ->
          throw new InvalidInputException(
              "Detail type '%s' is no news of an object; expected 'Object Created' or 'Object"
                  + " Deleted'. Narrow the rule that sent it",
              detailType);
    };
  }
}
