package io.amcinsights.engine;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.message.LoadResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The deliveries of a load: which of them count, and what became of each. */
final class Deliveries {

  private final List<LoadManifest.Entry> entries;
  private final Set<Integer> counting;
  private final List<StagedFile> files = new ArrayList<>();
  private final Map<DeliveryRef, Staging.Found> refused = new HashMap<>();
  private final Map<DeliveryRef, String> hashes = new HashMap<>();

  /**
   * @param staged what became of the manifest's entries
   */
  Deliveries(LoadManifest manifest, List<Staging.Found> staged) {
    this.entries = manifest.entries();
    this.counting = lastOfEachObject(entries);
    for (int i = 0; i < entries.size(); i++) {
      LoadManifest.Entry entry = entries.get(i);
      String hash = staged.get(i).contentHash();
      if (hash != null) {
        hashes.put(entry.delivery(), hash);
      }
      if (!entry.deletion() && counting.contains(i)) {
        StagedFile file = staged.get(i).file();
        if (file == null) {
          refused.put(entry.delivery(), staged.get(i));
        } else {
          files.add(file);
        }
      }
    }
  }

  /** Two deliveries of one object in a load: the later one is what the object holds. */
  private static Set<Integer> lastOfEachObject(List<LoadManifest.Entry> entries) {
    Map<String, Integer> last = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      last.put(entries.get(i).delivery().object().uri(), i);
    }
    return Set.copyOf(last.values());
  }

  /** What may be loaded. */
  List<StagedFile> files() {
    return files;
  }

  /** Objects whose former rows are to go. */
  Set<String> replaced(List<StagedFile> accepted) {
    Set<String> objects = new HashSet<>();
    accepted.forEach(file -> objects.add(file.object()));
    counting.stream()
        .map(entries::get)
        .filter(LoadManifest.Entry::deletion)
        .forEach(entry -> objects.add(entry.delivery().object().uri()));
    return objects;
  }

  List<LoadResult.Outcome> outcomes(SchemaPlan plan) {
    Map<DeliveryRef, Long> rows = new HashMap<>();
    plan.accepted().forEach(file -> rows.put(file.entry().delivery(), file.profile().rows()));
    List<LoadResult.Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      LoadManifest.Entry entry = entries.get(i);
      String misfit = plan.rejected().get(entry.delivery());
      Staging.Found found = refused.get(entry.delivery());
      if (!counting.contains(i)) {
        String later = "a later delivery of the same object is in the same load";
        outcomes.add(outcome(entry, DeliveryState.SKIPPED, later, 0));
      } else if (misfit != null) {
        outcomes.add(outcome(entry, DeliveryState.QUARANTINED, misfit, 0));
      } else if (found != null && found.state() != null) {
        outcomes.add(outcome(entry, found.state(), found.reason(), 0));
      } else if (entry.deletion()) {
        outcomes.add(outcome(entry, DeliveryState.DELETED, null, 0));
      } else {
        long loaded = rows.getOrDefault(entry.delivery(), 0L);
        outcomes.add(outcome(entry, DeliveryState.COMMITTED, null, loaded));
      }
    }
    return outcomes;
  }

  /** All of them end for one reason. */
  List<LoadResult.Outcome> refused(String reason) {
    return entries.stream()
        .map(entry -> outcome(entry, DeliveryState.QUARANTINED, reason, 0))
        .toList();
  }

  private LoadResult.Outcome outcome(
      LoadManifest.Entry entry, DeliveryState state, @Nullable String reason, long rows) {
    return new LoadResult.Outcome(
        entry.delivery(), entry.attempt(), state, reason, rows, hashes.get(entry.delivery()));
  }
}
