package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.table.TableRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the READY deliveries of a table that are worth loading, and ends those that are not: only
 * the head of a key is loaded, and only when its content differs from what the table holds.
 */
final class Candidates {

  /** What one load in Glue takes, whatever a function's limits are. */
  static final Dataset.LoadLimits GLUE = new Dataset.LoadLimits(0, 100_000, 1L << 40);

  private final ObjectCatalog catalog;
  private final Parallel parallel;

  Candidates(ObjectCatalog catalog, Parallel parallel) {
    this.catalog = catalog;
    this.parallel = parallel;
  }

  /**
   * What was found.
   *
   * @param ended how many deliveries were ended without loading them
   */
  record Found(List<Delivery> deliveries, int ended) {}

  Found find(TableRecord table, Dataset dataset) {
    List<Delivery> ready = new ArrayList<>();
    List<Ending> endings = new ArrayList<>();
    int decisive = Math.max(dataset.load().maxFiles(), dataset.glue().minFiles());
    List<Delivery> listed = ReadyDeliveries.of(table, catalog, decisive);
    boolean glue = EngineChoice.isForGlue(EngineChoice.Size.of(listed), dataset);
    Dataset.LoadLimits limits = glue ? GLUE : dataset.load();
    if (glue && listed.size() >= decisive) {
      listed = ReadyDeliveries.of(table, catalog, limits.maxFiles());
    }
    // Looking at heads is what costs: of what this load may take, no more.
    listed = listed.subList(0, Math.min(listed.size(), limits.maxFiles()));
    Map<ObjectId, Head> heads =
        catalog.heads(listed.stream().map(it -> it.ref().object()).distinct().toList());
    for (Delivery delivery : listed) {
      Change ending = ending(delivery, heads.get(delivery.ref().object()));
      if (ending == null) {
        ready.add(delivery);
      } else {
        endings.add(new Ending(delivery, ending));
      }
    }
    parallel.each(endings, it -> catalog.move(it.delivery.ref(), it.delivery.attempt(), it.change));
    return new Found(within(limits, ready), endings.size());
  }

  /** Where a delivery ends that need not be loaded; null for one that must. */
  private @Nullable Change ending(Delivery delivery, @Nullable Head head) {
    if (head == null) {
      return null;
    }
    if (!head.current().equals(delivery.ref())) {
      boolean deleted = catalog.find(head.current()).filter(Delivery::deletion).isPresent();
      return deleted
          ? Change.to(DeliveryState.DELETED, "The object was deleted before it was loaded")
          : Change.to(
              DeliveryState.SUPERSEDED,
              "A later delivery replaced it before it was loaded: " + head.current().delivery());
    }
    String committed = head.committed();
    if (delivery.deletion()) {
      return committed == null
          ? Change.to(DeliveryState.DELETED, "The object was deleted; no rows of it were loaded")
          : null;
    }
    if (committed == null || !isSameContent(delivery, head)) {
      return null;
    }
    return Change.to(DeliveryState.SKIPPED, "same content as " + committed);
  }

  private static boolean isSameContent(Delivery delivery, Head head) {
    String hash = delivery.contentHash();
    return hash != null && hash.equals(head.committedHash());
  }

  /** As many as the limits allow, and one always. */
  private static List<Delivery> within(Dataset.LoadLimits limits, List<Delivery> ready) {
    List<Delivery> chosen = new ArrayList<>();
    long bytes = 0;
    for (Delivery delivery : ready) {
      bytes += delivery.bytes();
      if (!chosen.isEmpty() && (bytes > limits.maxBytes() || chosen.size() >= limits.maxFiles())) {
        break;
      }
      chosen.add(delivery);
    }
    return chosen;
  }

  private record Ending(Delivery delivery, Change change) {}
}
