package io.amcinsights.engine;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.store.ObjectStore;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Where units of work are done: what a process has at hand for a while. */
public final class Site implements AutoCloseable {

  private static final Parallel DOWNLOADS = Parallel.of(8);

  private final ObjectStore store;
  private final Sources sources;
  private final DuckSession duck;
  private final WorkFolder folder;
  private final Map<ObjectId, Path> downloaded = new ConcurrentHashMap<>();

  private Site(ObjectStore store, Sources sources, DuckSession duck, WorkFolder folder) {
    this.store = store;
    this.sources = sources;
    this.duck = duck;
    this.folder = folder;
  }

  /**
   * Opens a site; what {@link Duck#limit} says holds for all sites of the process.
   *
   * @param store where the pre-stage is
   * @param work where it makes a folder, gone when it is closed
   */
  public static Site open(ObjectStore store, Sources sources, Path work) {
    DuckSession duck = Duck.open();
    try {
      return new Site(store, sources, duck, WorkFolder.in(work));
    } catch (RuntimeException e) {
      duck.close();
      throw e;
    }
  }

  /** Another one for a while, so that what is downloaded does not stay. */
  Site another() {
    return open(store, sources, folder.path());
  }

  ObjectStore store() {
    return store;
  }

  Sources sources() {
    return sources;
  }

  DuckSession duck() {
    return duck;
  }

  Path folder() {
    return folder.path();
  }

  Parallel downloads() {
    return DOWNLOADS;
  }

  /** An object of the lake's own on local disk; downloaded once, however often it is asked for. */
  Path file(ObjectId id) {
    return downloaded.computeIfAbsent(
        id,
        any -> {
          Path target = folder.path().resolve(UUID.randomUUID() + ".staged.parquet");
          store.download(id, target);
          return target;
        });
  }

  /** Data files of a table on local disk, in their order. */
  List<Path> copies(Table table, List<DataFile> files, WorkFolder into) {
    return DOWNLOADS.map(
        files,
        file -> {
          Path target = into.path().resolve(UUID.randomUUID() + ".old.parquet");
          DataFileCache.copy(table.io(), file.location(), target);
          return target;
        });
  }

  @Override
  public void close() {
    try (duck) {
      folder.close();
    }
  }
}
