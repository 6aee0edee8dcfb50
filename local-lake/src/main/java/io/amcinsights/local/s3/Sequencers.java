package io.amcinsights.local.s3;

import io.amcinsights.local.journal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The order of events, as S3 gives it: 16 hexadecimal digits that only grow, over restarts and over
 * a clock that goes backwards.
 *
 * <p>Numbers are reserved in blocks, so that a file is written once per block and not once per
 * event; a killed process skips what is left of its block.
 */
final class Sequencers {

  private static final long BLOCK = 1L << 24;

  private final Path file;
  private long next;
  private long reserved;

  private Sequencers(Path file, long next) {
    this.file = file;
    this.next = next;
    this.reserved = next;
  }

  static Sequencers open(Path file) {
    // Milliseconds in the upper bits: values of a lost file still lie before new ones.
    long byTime = System.currentTimeMillis() << 16;
    return new Sequencers(file, Math.max(byTime, stored(file)));
  }

  synchronized String next() {
    if (next == reserved) {
      reserved += BLOCK;
      AtomicFile.write(file, Long.toString(reserved));
    }
    return String.format(Locale.ROOT, "%016X", next++);
  }

  private static long stored(Path file) {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file).trim()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(file), e);
    }
  }
}
