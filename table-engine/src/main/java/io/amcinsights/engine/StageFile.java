package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ContentHash;
import io.amcinsights.core.store.PreStage;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.core.transform.Transforms;
import java.nio.file.Path;
import java.util.List;

/**
 * Stages a delivery that came here as it was delivered.
 *
 * @param transform the dataset's light transform
 * @param preStage where to
 */
record StageFile(LoadManifest.Entry entry, String transform, int maxRejectedRows, PreStage preStage)
    implements Unit<Staging.Found> {

  @Override
  public Staging.Found run(Site site) {
    try (WorkFolder folder = WorkFolder.in(site.folder())) {
      Path source = folder.path().resolve("source");
      if (!site.sources().download(entry, source)) {
        return Staging.Found.refused(
            DeliveryState.QUARANTINED,
            "The object was gone or overwritten before it was read; deliver it again");
      }
      String hash = ContentHash.of(source);
      LoadManifest.Held held = entry.held();
      if (held != null && held.contentHash().equals(hash)) {
        return Staging.Found.refused(DeliveryState.SKIPPED, "same content as " + held.delivery())
            .withContentHash(hash);
      }
      return staged(source, folder, site, hash).withContentHash(hash);
    }
  }

  private Staging.Found staged(Path source, WorkFolder folder, Site site, String hash) {
    try {
      String key = entry.delivery().object().key();
      var file = new SourceFile(source, key.substring(key.lastIndexOf('/') + 1), maxRejectedRows);
      return found(
          Transforms.registered().named(transform).apply(file, folder.folder("work")), site, hash);
    } catch (RejectedDataException e) {
      return Staging.Found.refused(DeliveryState.QUARANTINED, String.valueOf(e.getMessage()));
    }
  }

  private Staging.Found found(Staged staged, Site site, String hash) {
    if (staged instanceof Staged.Rows rows) {
      // Before the profile: whoever finds that finds all.
      site.store().write(preStage.contentHash(), hash.getBytes(UTF_8), "text/plain");
      preStage.write(site.store(), rows);
      return Staging.Found.file(new StagedFile(entry, preStage, rows.profile()));
    }
    if (staged instanceof Staged.Nothing nothing) {
      return Staging.Found.refused(DeliveryState.SKIPPED, nothing.reason());
    }
    List<Staged.Part> parts = ((Staged.Tables) staged).parts();
    if (parts.size() == 1 && parts.get(0).name().equals(Staged.Part.FILE)) {
      return found(parts.get(0).staged(), site, hash);
    }
    return Staging.Found.refused(
        DeliveryState.QUARANTINED,
        "The file holds %d tables and is too large to be divided; deliver a file for each"
            .formatted(parts.size()));
  }
}
