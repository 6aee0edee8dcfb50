package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ContentHash;
import io.amcinsights.core.store.InMemoryObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load reads itself is known by its hash, as what stage A read. */
class StageFileTest {

  private static final String CSV = "n\n1\n2\n";

  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private int reads;

  @Test
  void theHashIsFoundOutWithTheRows() throws IOException {
    Staging.Found found = staged(null);

    assertThat(found.file()).isNotNull();
    assertThat(found.contentHash()).isEqualTo(hash());
  }

  @Test
  void anotherTryOfTheLoadKnowsItWithoutReading() throws IOException {
    staged(null);

    Staging.Found again = staged(null);

    assertThat(again.file()).isNotNull();
    assertThat(again.contentHash()).isEqualTo(hash());
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void whatTheTableHoldsAlreadyIsSkippedBeforeItIsStaged() throws IOException {
    Staging.Found found = staged(new LoadManifest.Held("v1", hash()));

    assertThat(found.file()).isNull();
    assertThat(found.state()).isEqualTo(DeliveryState.SKIPPED);
    assertThat(found.reason()).isEqualTo("same content as v1");
    assertThat(store.list("stage", "", null).objects()).isEmpty();
  }

  @Test
  void otherContentThanTheTableHoldsIsStaged() throws IOException {
    assertThat(staged(new LoadManifest.Held("v1", "other")).file()).isNotNull();
  }

  private String hash() throws IOException {
    return ContentHash.of(Files.writeString(folder.resolve("same"), CSV));
  }

  private Staging.Found staged(LoadManifest.@Nullable Held held) {
    var delivery = new DeliveryRef(new ObjectId("amc", "workflow=w/schedule=s/x.csv"), "v2");
    var entry =
        new LoadManifest.Entry(
            delivery,
            1,
            false,
            null,
            null,
            CSV.length(),
            "acme",
            "2024",
            "07",
            Instant.EPOCH,
            held);
    var dataset = Lake.dataset(Map.of(), Dataset.SchemaPolicy.WIDEN, Dataset.Numeric.INFER);
    try (Site site = Site.open(store, this::download, folder)) {
      return new Staging(Workers.INLINE, site, dataset, "stage", Lake.TABLE)
          .of(List.of(entry))
          .get(0);
    }
  }

  private boolean download(LoadManifest.Entry entry, Path target) {
    reads++;
    try {
      Files.writeString(target, CSV);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
