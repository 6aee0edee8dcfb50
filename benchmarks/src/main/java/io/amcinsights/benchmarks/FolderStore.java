package io.amcinsights.benchmarks;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects as files of one folder: the price of the disk, not of a protocol. */
record FolderStore(Path root) implements ObjectStore {

  @Override
  public Optional<byte[]> read(ObjectId id) {
    Path file = file(id);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void download(ObjectId id, Path target) {
    copy(file(id), target);
  }

  @Override
  public boolean download(ObjectId id, @Nullable String versionId, String etag, Path target) {
    copy(file(id), target);
    return true;
  }

  @Override
  public void write(ObjectId id, byte[] content, String contentType) {
    Path file = file(id);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void upload(ObjectId id, Path file, String contentType) {
    copy(file, file(id));
  }

  @Override
  public boolean writeIfAbsent(ObjectId id, byte[] content, String contentType) {
    throw new UnsupportedOperationException("benchmarks write nothing twice");
  }

  @Override
  public Page list(String bucket, String prefix, @Nullable String next) {
    throw new UnsupportedOperationException("benchmarks list nothing");
  }

  private Path file(ObjectId id) {
    return root.resolve(id.bucket()).resolve(id.key());
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
