package io.amcinsights.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.ProfileJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Brings pre-staged deliveries to local disk, several at a time. */
final class Staging {

  private final ObjectStore store;
  private final ExecutorService threads;

  Staging(ObjectStore store, ExecutorService threads) {
    this.store = store;
    this.threads = threads;
  }

  /**
   * Downloads what lies in the pre-stage of the entries, in their order.
   *
   * @return empty where there is nothing (any more)
   */
  List<Optional<StagedFile>> fetch(List<LoadManifest.Entry> entries, Path work) {
    List<Future<Optional<StagedFile>>> running = new ArrayList<>();
    for (LoadManifest.Entry entry : entries) {
      Path target = work.resolve("staged" + running.size() + ".parquet");
      running.add(threads.submit(() -> fetch(entry, target)));
    }
    List<Optional<StagedFile>> fetched = new ArrayList<>();
    for (Future<Optional<StagedFile>> one : running) {
      fetched.add(await(one));
    }
    return fetched;
  }

  private Optional<StagedFile> fetch(LoadManifest.Entry entry, Path target) {
    if (entry.preStage() == null) {
      return Optional.empty();
    }
    String folder = entry.preStage().endsWith("/") ? entry.preStage() : entry.preStage() + "/";
    Optional<byte[]> json = store.read(ObjectId.parse(folder + "profile.json"));
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Profile profile = ProfileJson.read(new String(json.get(), UTF_8));
    store.download(ObjectId.parse(folder + "data.parquet"), target);
    return Optional.of(new StagedFile(entry, profile, target));
  }

  private static <T> T await(Future<T> running) {
    try {
      return running.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted while downloading; repeating is safe");
    }
  }
}
