package io.amcinsights.engine.csv;

import io.amcinsights.core.error.RejectedDataException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The text of a delivered file: unpacked, without byte order mark. */
final class CsvInput {

  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final boolean gzip;

  private CsvInput(Path file, boolean gzip) {
    this.file = file;
    this.gzip = gzip;
  }

  /** The content decides, not the name: AMC's consumers rename files. */
  static CsvInput of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return new CsvInput(
          file, start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B);
    }
  }

  String compression() {
    return gzip ? "gzip" : "none";
  }

  /** The first bytes, at most that many. */
  byte[] sample(int bytes) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(bytes);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /** Does something with the whole text. */
  <T> T read(Reading<T> reading) throws CsvFault, IOException {
    try (InputStream in = open()) {
      return reading.read(in);
    } catch (EOFException | ZipException e) {
      throw damaged(e);
    }
  }

  /** What is done with a text. */
  @FunctionalInterface
  interface Reading<T> {
    T read(InputStream in) throws CsvFault, IOException;
  }

  private InputStream open() throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), CHUNK);
    InputStream text = gzip ? new GZIPInputStream(raw, CHUNK) : raw;
    PushbackInputStream in = new PushbackInputStream(text, 3);
    byte[] mark = in.readNBytes(3);
    boolean present =
        mark.length == 3
            && (mark[0] & 0xFF) == 0xEF
            && (mark[1] & 0xFF) == 0xBB
            && (mark[2] & 0xFF) == 0xBF;
    if (!present) {
      in.unread(mark);
    }
    return in;
  }

  private static RejectedDataException damaged(IOException e) {
    return new RejectedDataException(
        e,
        "The gzip data is damaged or cut off (%s); deliver the file again under the same key",
        String.valueOf(e.getMessage()));
  }
}
