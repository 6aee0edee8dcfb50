package io.amcinsights.stagea;

import static java.util.stream.Collectors.joining;

import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.FileParts;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.core.transform.Staged.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stages a file of several tables: every part but the file's own becomes a READY delivery of its
 * own, and only then the file's delivery ends.
 *
 * <p>May be repeated at any point, as every step may: until the file's delivery has ended it is
 * staged again, and a part is recorded once whatever became of it meanwhile.
 */
final class PartStage {

  private static final int MOST_NAMED = 20;

  /** What ended without rows in its table, though not for good. */
  private static final Set<DeliveryState> REDRIVEN =
      EnumSet.of(DeliveryState.FAILED, DeliveryState.QUARANTINED, DeliveryState.SKIPPED);

  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final FileParts fileParts;
  private final PreStages preStages;
  private final Doorbell doorbell;

  PartStage(
      ObjectCatalog catalog,
      TableRegistry tables,
      FileParts fileParts,
      PreStages preStages,
      Doorbell doorbell) {
    this.catalog = catalog;
    this.tables = tables;
    this.fileParts = fileParts;
    this.preStages = preStages;
    this.doorbell = doorbell;
  }

  /**
   * Stages all parts but the file's own.
   *
   * @return where the file's delivery ends; empty when it is READY as soon as its own part is
   */
  Optional<Change> stage(Delivery file, Dataset dataset, List<Part> parts, String contentHash) {
    List<String> names = parts.stream().map(Part::name).toList();
    // Written before the head is looked at: a later delivery, which is recorded before it looks for
    // earlier parts, either sees these or is seen here.
    if (!announce(file, names)) {
      // Another attempt or an earlier run came further than this, which the catalog will say.
      return Optional.of(Change.to(DeliveryState.STAGING));
    }
    Optional<Change> overtaken = Overtaken.ending(catalog, file);
    if (overtaken.isPresent()) {
      return overtaken;
    }
    boolean remove = dataset.onDelete() == Dataset.OnDelete.REMOVE;
    expectNoRowsLeftBehind(file, names, remove);
    List<Delivery> staged = new ArrayList<>();
    for (Part part : parts) {
      if (!part.name().equals(Part.FILE)) {
        Delivery fresh = staged(file, dataset, part, share(file, part, parts), contentHash);
        Delivery stored = catalog.record(fresh);
        boolean mayLoad = fresh.state() == DeliveryState.READY && !stored.deletion();
        staged.add(mayLoad ? again(file, stored) : stored);
      }
    }
    staged.forEach(part -> ringIfReady(dataset, part));
    fileParts.retire(file, names, remove).stream()
        .map(part -> part.deletion() ? again(file, part) : part)
        .forEach(part -> ringIfReady(dataset, part));
    return names.contains(Part.FILE)
        ? Optional.empty()
        : Optional.of(Change.to(DeliveryState.SKIPPED, summary(staged)));
  }

  private boolean announce(Delivery file, List<String> names) {
    // With what an earlier attempt found: another release of the transform may have named others.
    Set<String> all = new LinkedHashSet<>(file.parts());
    all.addAll(names);
    Change change = Change.to(DeliveryState.STAGING).withParts(List.copyOf(all));
    return catalog.move(file.ref(), file.attempt(), change).isPresent();
  }

  /** A delivery of the file cannot be its deletion as well. */
  private void expectNoRowsLeftBehind(Delivery file, List<String> names, boolean remove) {
    if (remove && !names.contains(Part.FILE) && fileParts.hadOwnTable(file)) {
      throw new RejectedDataException(
          "The object held one table before and holds parts now, so the rows of before would stay"
              + " although onDelete of the dataset is remove. Delete the object, then deliver it"
              + " again");
    }
  }

  /** Redriving a file redrives its parts; a run that is repeated leaves them where they ended. */
  private Delivery again(Delivery file, Delivery part) {
    return file.attempt() > 1 && REDRIVEN.contains(part.state())
        ? catalog
            .retry(part.ref(), part.attempt(), DeliveryState.READY, "Staged again with its file")
            .orElse(part)
        : part;
  }

  /** In the file's bytes, as limits of loads are; together, the parts have as many as the file. */
  private static long share(Delivery file, Part part, List<Part> parts) {
    double all = parts.stream().mapToLong(PartStage::size).sum();
    return all == 0 ? 0 : Math.round(file.bytes() * (size(part) / all));
  }

  private static long size(Part part) {
    if (!(part.staged() instanceof Staged.Rows rows)) {
      return 0;
    }
    try {
      return Files.size(rows.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Delivery staged(
      Delivery file, Dataset dataset, Part part, long bytes, String contentHash) {
    String table = tableOf(file, part.name());
    if (part.staged() instanceof Staged.Nothing nothing) {
      return fileParts.of(
          file, part.name(), table, bytes, contentHash, DeliveryState.SKIPPED, nothing.reason());
    }
    Optional<String> conflict = conflict(file, dataset, part.name(), table);
    if (conflict.isPresent()) {
      return fileParts.of(
          file, part.name(), table, bytes, contentHash, DeliveryState.QUARANTINED, conflict.get());
    }
    Delivery ready =
        fileParts.of(file, part.name(), table, bytes, contentHash, DeliveryState.READY, null);
    preStages.write(dataset, table, ready.ref(), (Staged.Rows) part.staged());
    return ready;
  }

  /** {@code {table}_{part}} in the database of the file's own table. */
  private static String tableOf(Delivery file, String part) {
    String own = Doorbell.tableOf(file);
    int dot = own.indexOf('.') + 1;
    return own.substring(0, dot) + Names.sanitise(own.substring(dot) + "_" + part);
  }

  private Optional<String> conflict(Delivery file, Dataset dataset, String part, String table) {
    TableSource source = sourceOf(file, part);
    TableSource owner = tables.register(table, dataset.name(), source).source();
    return owner.equals(source)
        ? Optional.empty()
        : Optional.of(
            "Table %s belongs to '%s' and this comes from '%s'; rename the part or the other"
                .formatted(table, owner.workflow(), source.workflow()));
  }

  private TableSource sourceOf(Delivery file, String part) {
    String own = Doorbell.tableOf(file);
    TableSource source =
        tables
            .find(own)
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        "Table %s of %s is not registered; deliver the file again",
                        own, file.ref()))
            .source();
    return new TableSource(
        source.prefix(), source.workflow() + "#" + part, source.schedule(), source.version());
  }

  private void ringIfReady(Dataset dataset, Delivery part) {
    if (part.state() == DeliveryState.READY) {
      doorbell.ring(dataset, part);
    }
  }

  private static String summary(List<Delivery> parts) {
    String named =
        parts.stream()
            .limit(MOST_NAMED)
            .map(it -> it.ref().object().uri() + " -> " + it.table())
            .collect(joining(", "));
    return "No rows of its own; its parts are deliveries of their own: %s%s"
        .formatted(
            named,
            parts.size() > MOST_NAMED ? " and %d more".formatted(parts.size() - MOST_NAMED) : "");
  }
}
