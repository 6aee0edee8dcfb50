package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.transform.ProfileJson;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks up what is known about deliveries, and has those staged that nobody staged before.
 *
 * @param table {@code {database}.{table}}
 */
record Staging(Workers workers, Site here, Dataset dataset, String stageBucket, String table) {

  /**
   * What became of a delivery.
   *
   * @param file null when there is none to load
   * @param state then, where the delivery ends
   * @param reason then, why
   * @param contentHash of the delivered bytes, of those this load or an earlier one read first
   */
  record Found(
      @Nullable StagedFile file,
      @Nullable DeliveryState state,
      @Nullable String reason,
      @Nullable String contentHash)
      implements Serializable {

    static Found file(StagedFile file) {
      return new Found(file, null, null, null);
    }

    static Found refused(DeliveryState state, String reason) {
      return new Found(null, state, reason, null);
    }

    Found withContentHash(@Nullable String hash) {
      return new Found(file, state, reason, hash);
    }
  }

  /** What there is of every entry, in their order. */
  List<Found> of(List<LoadManifest.Entry> entries) {
    List<PreStage> places = entries.stream().map(this::place).toList();
    List<Optional<StagedFile>> known = known(entries, places);
    List<StageFile> units = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      LoadManifest.Entry entry = entries.get(i);
      if (known.get(i).isEmpty() && entry.unstaged()) {
        units.add(
            new StageFile(
                entry, dataset.lightTransform(), dataset.maxRejectedRows(), places.get(i)));
      }
    }
    var staged = workers.run(units, here).iterator();
    List<Found> found = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      LoadManifest.Entry entry = entries.get(i);
      Optional<StagedFile> file = known.get(i);
      if (file.isPresent()) {
        String hash = entry.unstaged() ? contentHash(places.get(i)) : null;
        found.add(Found.file(file.get()).withContentHash(hash));
      } else {
        found.add(entry.unstaged() ? staged.next() : gone(places.get(i)));
      }
    }
    return found;
  }

  /** What is in the pre-stage already, empty where nothing is (any more). */
  List<Optional<StagedFile>> known(List<LoadManifest.Entry> entries) {
    return known(entries, entries.stream().map(this::place).toList());
  }

  private List<Optional<StagedFile>> known(
      List<LoadManifest.Entry> entries, List<PreStage> places) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      all.add(i);
    }
    return here.downloads().map(all, i -> known(entries.get(i), places.get(i)));
  }

  private Optional<StagedFile> known(LoadManifest.Entry entry, PreStage place) {
    if (entry.deletion()) {
      return Optional.empty();
    }
    return here.store()
        .read(place.profile())
        .map(json -> ProfileJson.read(new String(json, UTF_8)))
        .map(profile -> new StagedFile(entry, place, profile));
  }

  /** What an earlier try of the same load found out. */
  private @Nullable String contentHash(PreStage place) {
    return here.store().read(place.contentHash()).map(hash -> new String(hash, UTF_8)).orElse(null);
  }

  /** Where an earlier try of the same load may have put it. */
  private PreStage place(LoadManifest.Entry entry) {
    String folder = entry.preStage();
    return folder == null
        ? PreStage.of(stageBucket, dataset, table, entry.delivery())
        : new PreStage(folder.replaceFirst("/+$", ""));
  }

  private static Found gone(PreStage place) {
    return Found.refused(
        DeliveryState.QUARANTINED,
        "The pre-stage %s is gone; redrive the delivery so that it is staged again"
            .formatted(place.folder()));
  }
}
