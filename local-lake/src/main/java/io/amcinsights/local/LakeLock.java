package io.amcinsights.local;

import io.amcinsights.core.error.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process out of a lake's folder; the operating system drops it with the process.
 */
final class LakeLock implements AutoCloseable {

  private final FileChannel channel;

  private LakeLock(FileChannel channel) {
    this.channel = channel;
  }

  static LakeLock take(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lake.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return new LakeLock(channel);
      }
      channel.close();
      throw new InvalidInputException(
          "A local lake already runs in %s; stop it or choose another folder", folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot use folder %s".formatted(folder), e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot release the folder's lock", e);
    }
  }
}
