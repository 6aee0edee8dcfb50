package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/**
 * Writes all rows of a table again under another schema. Every delivery is read again as it was
 * delivered, from its pre-stage: what a typed value no longer tells (its spelling) is there, and so
 * it does not matter in which data files its rows have come to lie.
 */
final class TableRewrite {

  /** The rows cannot be written again, and why. */
  static final class ImpossibleException extends RuntimeException {
    ImpossibleException(String reason) {
      super(reason);
    }
  }

  /** As much as fits a function's disk and time; more is work for a cluster. */
  static final long MOST_BYTES = 512L << 20;

  /** Files, or deliveries, on disk at once. */
  private static final int AT_ONCE = 500;

  private final Workers workers;
  private final Site here;
  private final SourceIndex index;
  private final TableEngine.Run run;
  private final String name;

  /**
   * @param name of the table, with its database
   */
  TableRewrite(Workers workers, Site here, SourceIndex index, TableEngine.Run run, String name) {
    this.workers = workers;
    this.here = here;
    this.index = index;
    this.run = run;
    this.name = name;
  }

  /**
   * Replaces every data file.
   *
   * @param after the table with the schema to write
   * @param without objects whose rows are left out
   * @throws ImpossibleException before anything was written or after, nothing of which is committed
   */
  Change rewrite(Table before, Table after, Set<String> without) {
    List<DataFile> files = TableFiles.all(before);
    long bytes = files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    if (bytes > workers.mostRewritten()) {
      throw new ImpossibleException(
          "the table would have to be written again and holds %d MB, more than %d MB; declare the column, or correct the file"
              .formatted(bytes >> 20, workers.mostRewritten() >> 20));
    }
    Map<HeldSource, Long> sources = sources(before, files);
    sources.keySet().removeIf(source -> without.contains(source.object()));
    List<DataFile> written = new ArrayList<>();
    List<HeldSource> gone = new ArrayList<>();
    for (List<HeldSource> some : chunks(List.copyOf(sources.keySet()))) {
      written.addAll(delivered(some, sources, after, gone));
    }
    if (!gone.isEmpty()) {
      written.addAll(typed(before, after, files, gone));
    }
    return new Change(files, written);
  }

  private Map<HeldSource, Long> sources(Table table, List<DataFile> files) {
    Map<HeldSource, Long> sources = new TreeMap<>();
    for (List<DataFile> some : chunks(files)) {
      try (Site site = here.another()) {
        List<Path> local =
            site.downloads()
                .map(
                    some,
                    file -> {
                      Path target = site.folder().resolve(UUID.randomUUID() + ".parquet");
                      DataFileCache.copy(table.io(), file.location(), target);
                      return target;
                    });
        HeldSource.in(site.duck(), table.schema(), local)
            .forEach((source, rows) -> sources.merge(source, rows, Long::sum));
      }
    }
    return sources;
  }

  /**
   * @param gone takes the sources that are not in the pre-stage as the table holds them
   */
  private List<DataFile> delivered(
      List<HeldSource> sources, Map<HeldSource, Long> rows, Table after, List<HeldSource> gone) {
    List<HeldSource> known = sources.stream().filter(it -> !it.object().isEmpty()).toList();
    sources.stream().filter(it -> it.object().isEmpty()).forEach(gone::add);
    // Results lie in the stage bucket, as the pre-stage does.
    String stageBucket = run.result().bucket();
    List<LoadManifest.Entry> entries =
        known.stream().map(source -> source.entry(stageBucket, run.dataset(), name)).toList();
    try (Site site = here.another()) {
      List<Optional<StagedFile>> staged =
          new Staging(workers, site, run.dataset(), stageBucket, name).known(entries);
      List<StagedFile> there = new ArrayList<>();
      for (int i = 0; i < known.size(); i++) {
        HeldSource source = known.get(i);
        staged
            .get(i)
            .filter(file -> Long.valueOf(file.profile().rows()).equals(rows.get(source)))
            .ifPresentOrElse(there::add, () -> gone.add(source));
      }
      return new FileWork(workers, site, index).write(after, there);
    }
  }

  /** From the table's own values, where they tell all. */
  private List<DataFile> typed(
      Table before, Table after, List<DataFile> files, List<HeldSource> sources) {
    TypedValues types = new TypedValues(before.schema());
    List<String> untellable = types.untellable(after.schema());
    if (!untellable.isEmpty()) {
      throw new ImpossibleException(
          "the text that %s delivered for %s is not in the pre-stage any more; deliver it again, or declare the column"
              .formatted(sources.get(0).object(), untellable));
    }
    List<DataFile> written = new ArrayList<>();
    for (DataFile file : files) {
      try (Site site = here.another()) {
        Path local = site.folder().resolve("old.parquet");
        DataFileCache.copy(before.io(), file.location(), local);
        new DataFileWriter(site.duck(), after, site.folder())
            .retyped(local, file.partition(), types, HeldSource.condition(sources))
            .ifPresent(written::add);
      }
    }
    return written;
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      chunks.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return chunks;
  }
}
