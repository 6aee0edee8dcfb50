package io.amcinsights.core.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.event.S3EventJson;
import io.amcinsights.core.event.S3ObjectEvent;
import io.amcinsights.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackfillTest {

  private static final String PREFIX = "demoteam/amcdataset/";

  private final TestLake lake = new TestLake();

  @Test
  void whatTheCatalogLacksIsAnnouncedAsS3Would() {
    put("t/a.csv");

    JsonNode step = run("ENQUEUE", 10, null);

    assertThat(step.path("enqueued").asInt()).isEqualTo(1);
    assertThat(step.has("next")).isFalse();
    S3ObjectEvent event = events().get(0);
    assertThat(event.object()).isEqualTo(new ObjectId("p-raw", PREFIX + "t/a.csv"));
    assertThat(event.kind()).isEqualTo(S3ObjectEvent.Kind.CREATED);
  }

  @Test
  void aDryRunAndACountAnnounceNothing() {
    put("t/a.csv");

    assertThat(run("DRY_RUN", 10, null).path("enqueued").asInt()).isEqualTo(1);
    assertThat(run("COUNT", 10, null).path("looked").asInt()).isEqualTo(1);
    assertThat(events()).isEmpty();
  }

  @Test
  void aStepGoesOnWhereTheOneBeforeStopped() {
    for (int n = 0; n < 5; n++) {
      put("t/%d.csv".formatted(n));
    }

    JsonNode first = run("ENQUEUE", 2, null);
    JsonNode second = run("ENQUEUE", 2, first.path("next").asText());
    JsonNode third = run("ENQUEUE", 2, second.path("next").asText());

    assertThat(third.has("next")).isFalse();
    assertThat(events().stream().map(S3ObjectEvent::object).distinct()).hasSize(5);
    assertThat(events()).hasSize(5);
  }

  @Test
  void everyPageOfAListingIsLookedAtOnceHoweverItIsInterrupted() {
    for (int n = 0; n < 2_300; n++) {
      put("t/%04d.csv".formatted(n));
    }

    String next = null;
    int steps = 0;
    do {
      JsonNode step = lake.operator.backfill(request("ENQUEUE", 350, next).put("queueLimit", 9999));
      next = step.hasNonNull("next") ? step.path("next").asText() : null;
      steps++;
    } while (next != null);

    assertThat(events()).hasSize(2_300);
    assertThat(events().stream().map(S3ObjectEvent::object).distinct()).hasSize(2_300);
    // A page of 1,000 takes three steps, the last one, of 300, takes one.
    assertThat(steps).isEqualTo(7);
  }

  @Test
  void saysWhoseObjectsThereAre() {
    put("t/a.csv");
    put("t/b.csv");
    lake.store.write(new ObjectId("p-raw", "odd.csv"), new byte[3], "text/csv");

    ObjectNode all = request("DRY_RUN", 10, null).put("prefix", "s3://p-raw/");
    JsonNode by = lake.operator.backfill(all).path("by");

    assertThat(by).hasSize(2);
    assertThat(by.path(0).path("dataset").asText()).isEqualTo("demoteam-amcdataset");
    assertThat(by.path(0).path("objects").asInt()).isEqualTo(2);
    assertThat(by.path(0).path("bytes").asInt()).isEqualTo(14);
    assertThat(by.path(1).has("dataset")).isFalse();
    assertThat(by.path(1).path("bytes").asInt()).isEqualTo(3);
  }

  @Test
  void beginningAgainGivesTheSameDeliveries() {
    put("t/a.csv");
    run("ENQUEUE", 10, null);
    run("ENQUEUE", 10, null);

    assertThat(events().stream().map(S3ObjectEvent::delivery).distinct()).hasSize(1);
  }

  @Test
  void aFullQueueHoldsItUp() {
    put("t/a.csv");
    for (int n = 0; n < 100; n++) {
      lake.queues.send(InMemoryQueueAdmin.url("p-ingest"), "{}");
    }

    JsonNode step = run("ENQUEUE", 10, null);

    assertThat(step.path("held").asBoolean()).isTrue();
    assertThat(step.path("enqueued").asInt()).isZero();
    assertThat(step.hasNonNull("next")).isTrue();
  }

  @Test
  void whatIsCommittedOrUnderWayIsLeftAlone() {
    put("t/a.csv");
    put("t/b.csv");
    Delivery done = known("t/a.csv", "demoteam-amcdataset", DeliveryState.COMMITTED);
    lake.catalog.committed(done.ref(), "hash");
    known("t/b.csv", "demoteam-amcdataset", DeliveryState.RECEIVED);

    JsonNode step = run("ENQUEUE", 10, null);

    assertThat(step.path("committed").asInt()).isEqualTo(1);
    assertThat(step.path("inFlight").asInt()).isEqualTo(1);
    assertThat(events()).isEmpty();
  }

  @Test
  void aKeyTheCatalogSpellsInItsOwnWayIsKnown() {
    put("t/a#1.csv");
    Delivery done = known("t/a#1.csv", "demoteam-amcdataset", DeliveryState.COMMITTED);
    lake.catalog.committed(done.ref(), "hash");

    JsonNode step = run("ENQUEUE", 10, null);

    assertThat(step.path("committed").asInt()).isEqualTo(1);
    assertThat(events()).isEmpty();
  }

  @Test
  void whatFailedIsCountedAndAnnouncedOnlyWhenAskedFor() {
    put("t/a.csv");
    put("t/b.csv");
    known("t/a.csv", "demoteam-amcdataset", DeliveryState.FAILED);
    known("t/b.csv", "demoteam-amcdataset", DeliveryState.QUARANTINED);

    JsonNode step = run("ENQUEUE", 10, null);
    assertThat(step.path("failed").asInt()).isEqualTo(1);
    assertThat(step.path("quarantined").asInt()).isEqualTo(1);
    assertThat(events()).isEmpty();

    lake.operator.backfill(request("ENQUEUE", 10, null).put("includeFailed", true));
    assertThat(events()).hasSize(2);
  }

  @Test
  void whatCameBeforeItsDatasetIsAnnounced() {
    put("t/a.csv");
    known("t/a.csv", null, DeliveryState.QUARANTINED);

    assertThat(run("ENQUEUE", 10, null).path("enqueued").asInt()).isEqualTo(1);
    assertThat(events()).hasSize(1);
  }

  @Test
  void olderObjectsThanAskedForAreLeftAlone() {
    put("t/a.csv");

    JsonNode step = lake.operator.backfill(request("ENQUEUE", 10, null).put("since", "30m"));

    assertThat(step.path("outOfRange").asInt()).isEqualTo(1);
    assertThat(events()).isEmpty();
  }

  @Test
  void refusesATokenOfAnotherPrefixAndAnUnknownPlace() {
    put("t/a.csv");
    put("t/b.csv");
    String token = run("ENQUEUE", 1, null).path("next").asText();

    assertThatThrownBy(
            () -> lake.operator.backfill(request("ENQUEUE", 1, token).put("prefix", "other/")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("other/");
    assertThatThrownBy(() -> run("ENQUEUE", 1, "no token"))
        .hasMessageContaining("no token of a backfill");
    assertThatThrownBy(
            () -> lake.operator.backfill(request("COUNT", 1, null).put("prefix", "s3://nobody/")))
        .hasMessageContaining("belongs to no tenant");
    assertThatThrownBy(
            () -> lake.operator.backfill(request("COUNT", 1, null).put("tenant", "nobody")))
        .hasMessageContaining("No tenant 'nobody'");
  }

  private void put(String name) {
    lake.store.write(new ObjectId("p-raw", PREFIX + name), name.getBytes(UTF_8), "text/csv");
  }

  /** Records the object as it lies there. */
  private Delivery known(String name, @Nullable String dataset, DeliveryState state) {
    var id = new ObjectId("p-raw", PREFIX + name);
    String etag =
        lake.store.list("p-raw", id.key(), null).objects().stream()
            .findFirst()
            .orElseThrow()
            .etag();
    Delivery like = Landed.unresolved(id.inCatalog());
    Delivery stored =
        lake.catalog.record(
            new Delivery(
                like.ref(),
                like.sequencer(),
                false,
                1,
                etag,
                like.versionId(),
                DeliveryState.RECEIVED,
                null,
                1,
                dataset,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                like.modifiedAt(),
                like.receivedAt(),
                like.updatedAt()));
    if (state == DeliveryState.RECEIVED) {
      return stored;
    }
    return lake.catalog.move(stored.ref(), 1, Change.to(state, "said so")).orElseThrow();
  }

  private JsonNode run(String mode, int most, @Nullable String from) {
    return lake.operator.backfill(request(mode, most, from));
  }

  private static ObjectNode request(String mode, int most, @Nullable String from) {
    ObjectNode request =
        Json.object()
            .put("prefix", PREFIX)
            .put("mode", mode)
            .put("most", most)
            .put("queueLimit", 100);
    Json.putIfPresent(request, "from", from);
    return request;
  }

  private List<S3ObjectEvent> events() {
    return lake.queues.bodies("p-ingest").stream()
        .filter(body -> !body.equals("{}"))
        .map(S3EventJson::read)
        .toList();
  }
}
