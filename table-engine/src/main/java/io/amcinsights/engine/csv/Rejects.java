package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.core.error.RejectedDataException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Broken rows that are left out of a file: {@code line,reason,text}, as CSV. More than the dataset
 * tolerates refuse the file.
 */
final class Rejects implements AutoCloseable {

  private final Path file;
  private final int most;
  private final Writer out;
  private String first = "";
  private int count;

  Rejects(Path file, int most) throws IOException {
    this.file = file;
    this.most = most;
    this.out = new BufferedWriter(Files.newBufferedWriter(file, UTF_8));
    out.write("line,reason,text\n");
  }

  Path file() {
    return file;
  }

  int count() {
    return count;
  }

  /**
   * Leaves rows out.
   *
   * @throws RejectedDataException when there are too many
   */
  void add(long line, String reason, String text) throws IOException {
    if (count++ == 0) {
      first = "line %d: %s".formatted(line, reason);
    }
    if (count > most) {
      throw new RejectedDataException(
          "More than %d rows are broken, which is what maxRejectedRows of the dataset tolerates;"
              + " the first is %s. Deliver a corrected file under the same key",
          most, first);
    }
    out.write("%d,%s,%s%n".formatted(line, quoted(reason), quoted(text)));
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
