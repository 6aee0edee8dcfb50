package io.amcinsights.engine;

import io.amcinsights.core.error.TooLargeHereException;
import io.amcinsights.core.message.LoadManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
   * @throws TooLargeHereException when the table is larger than this process may write again
   * @throws ImpossibleException before anything was written
   */
  Change rewrite(Table before, Table after, Set<String> without) {
    List<DataFile> files = TableFiles.all(before);
    long bytes = files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
    if (bytes > workers.mostRewritten(run.dataset())) {
      throw new TooLargeHereException(
          "a column gets another type, and the %d MB of the table have to be written again",
          bytes >> 20);
    }
    Map<HeldSource, Long> sources = sources(before, files);
    sources.keySet().removeIf(source -> without.contains(source.object()));
    List<HeldSource> gone = new ArrayList<>();
    List<StagedFile> there = delivered(sources, bytes, gone);
    List<RetypeRows> retyped = gone.isEmpty() ? List.of() : typed(before, after, files, gone);
    List<DataFile> written = new ArrayList<>();
    try (Site site = here.another()) {
      written.addAll(new FileWork(workers, site, index).write(after, there));
      workers.run(retyped, site).forEach(written::addAll);
    }
    return new Change(files, written);
  }

  private Map<HeldSource, Long> sources(Table table, List<DataFile> files) {
    Map<HeldSource, Long> sources = new TreeMap<>();
    FindSources.in(table, files, workers, here)
        .forEach(one -> one.forEach((source, rows) -> sources.merge(source, rows, Long::sum)));
    return sources;
  }

  /**
   * What is in the pre-stage as the table holds it.
   *
   * @param rows of each source
   * @param bytes of all of them
   * @param gone takes the other sources
   */
  private List<StagedFile> delivered(
      Map<HeldSource, Long> rows, long bytes, List<HeldSource> gone) {
    double bytesOfRow = (double) bytes / rows.values().stream().mapToLong(it -> it).sum();
    List<HeldSource> known =
        rows.keySet().stream().filter(source -> !source.object().isEmpty()).toList();
    rows.keySet().stream().filter(source -> source.object().isEmpty()).forEach(gone::add);
    // Results lie in the stage bucket, as the pre-stage does.
    String stageBucket = run.result().bucket();
    List<LoadManifest.Entry> entries =
        known.stream()
            .map(
                source -> {
                  long about = (long) (bytesOfRow * rows.getOrDefault(source, 0L));
                  return source.entry(stageBucket, run.dataset(), name, about);
                })
            .toList();
    List<Optional<StagedFile>> staged =
        new Staging(workers, here, run.dataset(), stageBucket, name).known(entries);
    List<StagedFile> there = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      HeldSource source = known.get(i);
      staged
          .get(i)
          .filter(file -> Long.valueOf(file.profile().rows()).equals(rows.get(source)))
          .ifPresentOrElse(there::add, () -> gone.add(source));
    }
    return there;
  }

  /** From the table's own values, where they tell all. */
  private List<RetypeRows> typed(
      Table before, Table after, List<DataFile> files, List<HeldSource> sources) {
    List<String> untellable = new TypedValues(before.schema()).untellable(after.schema());
    if (!untellable.isEmpty()) {
      throw new ImpossibleException(
          "the text that %s delivered for %s is not in the pre-stage any more; deliver it again, or declare the column"
              .formatted(sources.get(0).object(), untellable));
    }
    String condition = HeldSource.condition(sources);
    return Shares.of(files, DataFile::fileSizeInBytes, workers).stream()
        .map(share -> new RetypeRows(before, after, share, condition))
        .toList();
  }
}
