package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.ProfileJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Brings pre-staged deliveries to local disk, several at a time. */
final class Staging {

  private final ObjectStore store;
  private final Parallel downloads;

  Staging(ObjectStore store, Parallel downloads) {
    this.store = store;
    this.downloads = downloads;
  }

  /**
   * Downloads what lies in the pre-stage of the entries, in their order.
   *
   * @return empty where there is nothing (any more)
   */
  List<Optional<StagedFile>> fetch(List<LoadManifest.Entry> entries, Path work) {
    return downloads.map(entries, entry -> fetch(entry, work));
  }

  private Optional<StagedFile> fetch(LoadManifest.Entry entry, Path work) {
    if (entry.preStage() == null) {
      return Optional.empty();
    }
    PreStage preStage = new PreStage(entry.preStage().replaceFirst("/+$", ""));
    Optional<byte[]> json = store.read(preStage.profile());
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Profile profile = ProfileJson.read(new String(json.get(), UTF_8));
    Path target = work.resolve(UUID.randomUUID() + ".staged.parquet");
    store.download(preStage.data(), target);
    return Optional.of(new StagedFile(entry, profile, target));
  }
}
