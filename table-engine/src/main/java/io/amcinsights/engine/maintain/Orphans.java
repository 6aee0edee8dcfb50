package io.amcinsights.engine.maintain;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files in the folders {@code data} and {@code metadata} of a table that nothing refers to: what
 * writers left that died, or never learnt whether their commit took effect.
 *
 * <p>Only files of 48 hours and more: a younger one may belong to a commit that is yet to come.
 */
public final class Orphans {

  /** Longer than any writer lives. */
  public static final Duration AGE = Duration.ofDays(2);

  private static final Pattern OTHER_SCHEMES = Pattern.compile("^s3[an]://");

  private final Map<String, Long> bytes;

  private Orphans(Map<String, Long> bytes) {
    this.bytes = bytes;
  }

  /** Looks for them; the table is read again after its files were listed. */
  public static Orphans find(Table table, Instant now) {
    if (!Expiry.collects(table)) {
      return new Orphans(Map.of());
    }
    Instant before = now.minus(AGE);
    // First the files, then the references: what is committed in between is referred to by then.
    Map<String, Long> old = new HashMap<>();
    Set<String> metadata = new HashSet<>();
    for (String folder : List.of("data", "metadata")) {
      String prefix = trimmed(table.location()) + "/" + folder + "/";
      for (FileInfo file : listing(table.io()).listPrefix(prefix)) {
        if (!plain(file.location()).startsWith(plain(prefix))) {
          continue;
        }
        if (folder.equals("metadata")) {
          metadata.add(plain(file.location()));
        }
        if (Instant.ofEpochMilli(file.createdAtMillis()).isBefore(before)) {
          old.put(file.location(), file.size());
        }
      }
    }
    table.refresh();
    Set<String> used = new HashSet<>();
    references(table, location -> used.add(plain(location)));
    if (used.stream().noneMatch(metadata::contains)) {
      throw new InvalidInputException(
          "None of the metadata of table %s lies in %s/metadata; orphans cannot be told from it, set"
              + " its property 'gc.enabled' to false or move it",
          table.name(), table.location());
    }
    old.keySet().removeIf(location -> used.contains(plain(location)));
    return new Orphans(old);
  }

  /** How much it is. */
  public MaintenanceReport.Removed size() {
    return new MaintenanceReport.Removed(
        bytes.size(), bytes.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Removes them. */
  public MaintenanceReport.Removed remove(FileIO io) {
    if (io instanceof SupportsBulkOperations bulk) {
      bulk.deleteFiles(bytes.keySet());
    } else {
      bytes.keySet().forEach(io::deleteFile);
    }
    return size();
  }

  private static SupportsPrefixOperations listing(FileIO io) {
    if (io instanceof SupportsPrefixOperations listing) {
      return listing;
    }
    throw new InvalidInputException(
        "%s cannot list files; set the catalog's 'io-impl' to one that can, for example S3FileIO",
        io.getClass().getName());
  }

  private static void references(Table table, Consumer<String> used) {
    TableMetadata metadata = ((HasTableOperations) table).operations().current();
    used.accept(metadata.metadataFileLocation());
    metadata.previousFiles().forEach(file -> used.accept(file.file()));
    metadata.statisticsFiles().forEach(file -> used.accept(file.path()));
    metadata.partitionStatisticsFiles().forEach(file -> used.accept(file.path()));
    Set<String> read = new HashSet<>();
    for (Snapshot snapshot : metadata.snapshots()) {
      if (snapshot.manifestListLocation() != null) {
        used.accept(snapshot.manifestListLocation());
      }
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (read.add(manifest.path())) {
          used.accept(manifest.path());
          files(table, manifest, used);
        }
      }
    }
  }

  private static void files(Table table, ManifestFile manifest, Consumer<String> used) {
    try (CloseableIterable<String> paths =
        ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
      paths.forEach(used);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String trimmed(String location) {
    return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
  }

  /** Other programs may spell the scheme differently. */
  private static String plain(String location) {
    return OTHER_SCHEMES.matcher(location).replaceFirst("s3://");
  }
}
