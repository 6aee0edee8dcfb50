package io.amcinsights.core.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.LakeException;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What one step of a backfill shall do.
 *
 * @param tenant whose bucket; null for a prefix alone
 * @param prefix of keys; without a tenant {@code s3://bucket/prefix} or a prefix of the raw bucket
 * @param since objects written before are left alone
 * @param mode how far it goes
 * @param includeFailed also what is FAILED or QUARANTINED
 * @param most announces no more than that many objects
 * @param queueLimit announces nothing while the ingest queue holds that many messages
 * @param position where it goes on
 */
record BackfillRequest(
    @Nullable String tenant,
    String prefix,
    Instant since,
    Mode mode,
    boolean includeFailed,
    int most,
    int queueLimit,
    Position position) {

  /** What a step does with the objects it finds. */
  enum Mode {
    /** Counts them, without a look into the catalog. */
    COUNT,
    /** Compares them with the catalog. */
    DRY_RUN,
    /** Announces what the catalog lacks. */
    ENQUEUE
  }

  /**
   * A place in a listing, which a token names.
   *
   * @param before objects written since then have events of their own
   * @param page continues the listing; null at its start
   * @param after key last looked at; null at the start of the page
   */
  record Position(Instant before, @Nullable String page, @Nullable String after) {

    String token(String scope) {
      ObjectNode node = Json.object().put("scope", scope).put("before", before.toString());
      Json.putIfPresent(node, "page", page);
      Json.putIfPresent(node, "after", after);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Json.write(node).getBytes(UTF_8));
    }
  }

  static BackfillRequest read(JsonNode node, Instant now) {
    String tenant = Json.find(node, "tenant").orElse(null);
    String prefix = Json.find(node, "prefix").orElse("");
    if (tenant == null && prefix.isEmpty()) {
      throw new InvalidInputException("Say what to backfill: --tenant T or --prefix P");
    }
    return new BackfillRequest(
        tenant,
        prefix,
        ObjectFilter.since(Json.find(node, "since").orElse(null), now),
        Json.constant(node, "mode", Mode.class),
        node.path("includeFailed").asBoolean(),
        positive(node, "most"),
        positive(node, "queueLimit"),
        Json.find(node, "from")
            .map(token -> position(token, scope(tenant, prefix)))
            .orElseGet(() -> new Position(now, null, null)));
  }

  private static int positive(JsonNode node, String field) {
    int value = Json.integer(node, field);
    if (value < 1) {
      throw new InvalidInputException("'%s' of a backfill is %d; expected 1 or more", field, value);
    }
    return value;
  }

  /** Tells a token of another bucket or prefix. */
  String scope() {
    return scope(tenant, prefix);
  }

  private static String scope(@Nullable String tenant, String prefix) {
    return (tenant == null ? "" : tenant) + "|" + prefix;
  }

  private static Position position(String token, String scope) {
    JsonNode node;
    Instant before;
    try {
      node = Json.read("token", new String(Base64.getUrlDecoder().decode(token), UTF_8));
      before = Instant.parse(Json.text(node, "before"));
    } catch (LakeException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new InvalidInputException(
          e, "'%s' is no token of a backfill; leave --resume out to begin again", token);
    }
    if (!Json.text(node, "scope").equals(scope)) {
      throw new InvalidInputException(
          "The token belongs to the backfill of '%s', not of '%s'; give the same --tenant and"
              + " --prefix, or leave --resume out",
          Json.text(node, "scope"), scope);
    }
    return new Position(
        before, Json.find(node, "page").orElse(null), Json.find(node, "after").orElse(null));
  }
}
