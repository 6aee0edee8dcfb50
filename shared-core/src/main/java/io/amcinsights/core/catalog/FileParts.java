package io.amcinsights.core.catalog;

import static java.util.Comparator.comparing;

import io.amcinsights.core.transform.Staged;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of files that hold several tables. A part is an object of its own, {@code
 * s3://bucket/key#part}: it has a head, a table and deliveries, one for each delivery of its file
 * that held it. So everything that replaces, skips or removes the rows of files does so for parts.
 *
 * <p>What a delivery of a file holds is written to the file's row first. Whoever records a later
 * delivery, and then reads the rows of the earlier ones, sees every part that was or will be
 * recorded, provided that the earlier one looks at the head between the two.
 */
public final class FileParts {

  private final ObjectCatalog catalog;
  private final Clock clock;

  public FileParts(ObjectCatalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** What a part of a delivery is called. */
  public static DeliveryRef ref(Delivery file, String part) {
    return new DeliveryRef(file.ref().object().part(part), file.ref().delivery());
  }

  /**
   * The delivery of a part that came with a delivery of its file.
   *
   * @param bytes its share of the file's
   */
  public Delivery of(
      Delivery file,
      String part,
      String table,
      long bytes,
      @Nullable String contentHash,
      DeliveryState state,
      @Nullable String reason) {
    return delivery(file, part, table, bytes, contentHash, state, reason, false);
  }

  /**
   * Ends the parts that earlier deliveries of a file held and this one does not.
   *
   * @param file a delivery or deletion; nothing is done unless it is the head of its object, for
   *     then the head does it
   * @param held parts of this delivery
   * @param remove whether the rows of the others go; else they stay and only the catalog knows
   * @return the others as recorded; those that are READY are to be rung for
   */
  public List<Delivery> retire(Delivery file, Collection<String> held, boolean remove) {
    if (head(file.ref().object()).filter(it -> it.current().equals(file.ref())).isEmpty()) {
      return List.of();
    }
    Set<String> gone = new LinkedHashSet<>();
    catalog.deliveries(file.ref().object()).forEach(it -> gone.addAll(it.parts()));
    gone.remove(Staged.Part.FILE);
    gone.removeAll(held);
    List<Delivery> retired = new ArrayList<>();
    gone.forEach(part -> retired(file, part, remove).ifPresent(retired::add));
    return retired;
  }

  /** Whether rows of earlier deliveries may be in the file's own table, unless it was deleted. */
  public boolean hadOwnTable(Delivery file) {
    boolean had = false;
    for (Delivery one :
        catalog.deliveries(file.ref().object()).stream()
            .filter(it -> !it.ref().equals(file.ref()))
            .sorted(comparing(Delivery::sequencer))
            .toList()) {
      had = !one.deletion() && (had || one.parts().contains(Staged.Part.FILE));
    }
    return had;
  }

  private Optional<Delivery> retired(Delivery file, String part, boolean remove) {
    Optional<Head> head = head(file.ref().object().part(part));
    Optional<Delivery> last = head.flatMap(it -> catalog.find(it.current()));
    String table = last.map(Delivery::table).orElse(null);
    if (last.isEmpty() || table == null || isSettled(last.get(), file)) {
      return Optional.empty();
    }
    String what = file.deletion() ? "The object was deleted" : "The object holds it no longer";
    return Optional.of(
        catalog.record(
            delivery(
                file,
                part,
                table,
                0,
                null,
                remove ? DeliveryState.READY : DeliveryState.DELETED,
                remove ? what + "; its rows go too" : what + "; its rows stay",
                true)));
  }

  /** It is gone already, by an earlier delivery of the file, or is there again by a later one. */
  private static boolean isSettled(Delivery last, Delivery file) {
    boolean own = last.ref().delivery().equals(file.ref().delivery());
    return !own && (last.deletion() || last.sequencer().compareTo(file.sequencer()) > 0);
  }

  private Optional<Head> head(ObjectId object) {
    return Optional.ofNullable(catalog.heads(List.of(object)).get(object));
  }

  private Delivery delivery(
      Delivery file,
      String part,
      String table,
      long bytes,
      @Nullable String contentHash,
      DeliveryState state,
      @Nullable String reason,
      boolean deletion) {
    Instant now = clock.instant();
    return new Delivery(
        ref(file, part),
        file.sequencer(),
        deletion,
        bytes,
        file.etag(),
        file.versionId(),
        state,
        reason,
        1,
        file.dataset(),
        file.tenant(),
        table,
        contentHash,
        null,
        null,
        file.execution(),
        null,
        file.modifiedAt(),
        now,
        now);
  }
}
