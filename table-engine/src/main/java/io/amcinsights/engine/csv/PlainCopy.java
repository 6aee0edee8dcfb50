package io.amcinsights.engine.csv;

import io.amcinsights.engine.plain.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what was understood as {@link PlainText}: no value is quoted that was not, so that an
 * unquoted nothing is null and a quoted nothing is empty text.
 */
final class PlainCopy implements AutoCloseable {

  private final Path target;
  private final OutputStream out;
  private final byte delimiter;
  private final byte[] buffer = new byte[1 << 18];
  private int filled;
  private long written;
  private long longest;
  private boolean lineBreaks;

  PlainCopy(Path target, byte delimiter) throws IOException {
    this.target = target;
    this.out = Files.newOutputStream(target);
    this.delimiter = delimiter;
  }

  /** What is written, once this is closed. */
  PlainText text(long rows) {
    return new PlainText(target, String.valueOf((char) delimiter), rows, longest, lineBreaks);
  }

  void write(CsvRecord record) throws IOException {
    long before = written + filled;
    if (record.clean()) {
      write(record.buffer(), record.start(), record.end());
    } else {
      writeValues(record);
    }
    if (record.count() == 1) {
      // A second value, so that a null is no blank line to anybody.
      write(delimiter);
    }
    write((byte) '\n');
    lineBreaks |= record.lineBreaks();
    longest = Math.max(longest, written + filled - before);
  }

  private void writeValues(CsvRecord record) throws IOException {
    for (int i = 0; i < record.count(); i++) {
      if (i > 0) {
        write(delimiter);
      }
      if (!record.missing(i)) {
        writeQuoted(record.bytes(i), record.from(i), record.to(i));
      }
    }
  }

  private void writeQuoted(byte[] bytes, int from, int to) throws IOException {
    write((byte) '"');
    for (int i = from; i < to; i++) {
      if (bytes[i] == '"') {
        write((byte) '"');
      }
      write(bytes[i]);
    }
    write((byte) '"');
  }

  private void write(byte b) throws IOException {
    if (filled == buffer.length) {
      flush();
    }
    buffer[filled++] = b;
  }

  private void write(byte[] bytes, int from, int to) throws IOException {
    int count = to - from;
    if (count > buffer.length - filled) {
      flush();
    }
    if (count >= buffer.length) {
      out.write(bytes, from, count);
      written += count;
    } else {
      System.arraycopy(bytes, from, buffer, filled, count);
      filled += count;
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, filled);
    written += filled;
    filled = 0;
  }

  @Override
  public void close() {
    try (out) {
      flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
