package io.amcinsights.engine.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.engine.DataFileCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;

/** Copies of data files, which never change; the longest unused go when there are too many. */
final class FileCache implements AutoCloseable {

  private static final long MOST_BYTES = 2L << 30;
  private static final int DOWNLOADS = 8;

  private final Path folder;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          DOWNLOADS,
          task -> {
            Thread thread = new Thread(task, "data file download");
            thread.setDaemon(true);
            return thread;
          });

  FileCache(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Local copies in the order of the locations. */
  List<Path> fetch(FileIO io, List<String> locations) {
    List<Future<Path>> running = new ArrayList<>();
    for (String location : locations) {
      running.add(threads.submit(() -> fetch(io, location)));
    }
    List<Path> files = new ArrayList<>();
    try {
      for (Future<Path> one : running) {
        files.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new UnavailableException(
          e, "A data file cannot be read: %s; ask again", String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted while reading data files; ask again");
    }
    evict(files);
    return files;
  }

  private Path fetch(FileIO io, String location) throws IOException {
    Path file = folder.resolve(hash(location) + ".parquet");
    if (Files.exists(file)) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } else {
      DataFileCache.copy(io, location, file);
    }
    return file;
  }

  private synchronized void evict(List<Path> needed) {
    try (Stream<Path> listing = Files.list(folder)) {
      List<Path> files =
          new ArrayList<>(listing.filter(file -> file.toString().endsWith(".parquet")).toList());
      long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
      files.removeAll(needed);
      files.sort(Comparator.comparing(file -> file.toFile().lastModified()));
      for (Path file : files) {
        if (bytes <= MOST_BYTES) {
          return;
        }
        bytes -= file.toFile().length();
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String location) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(location.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
