package io.amcinsights.cli.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** One result while it is being written, in the dialect of its tenant. */
final class Csv {

  /**
   * How a tenant's results are written.
   *
   * @param escapedQuote what stands for a quote inside quotes
   */
  record Dialect(char delimiter, String lineEnd, String escapedQuote, boolean byteOrderMark) {}

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  Csv(String... header) {
    this.header = List.of(header);
  }

  /** Adds a row; an empty value is a missing one. */
  void row(Object... values) {
    if (values.length != header.size()) {
      throw new IllegalArgumentException(values.length + " values for " + header);
    }
    List<String> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value.toString());
    }
    rows.add(row);
  }

  /** Adds what AMC leaves of a row below its privacy threshold: blanks, and {@code filtered}. */
  void filteredRow() {
    List<String> row = new ArrayList<>(java.util.Collections.nCopies(header.size() - 1, ""));
    row.add("true");
    rows.add(row);
  }

  /** Sum of a column of whole numbers; 0 when there is no such column. */
  long sum(String column) {
    int index = header.indexOf(column);
    return index < 0
        ? 0
        : rows.stream()
            .map(row -> row.get(index))
            .filter(value -> !value.isEmpty())
            .mapToLong(Long::parseLong)
            .sum();
  }

  int rows() {
    return rows.size();
  }

  List<String> header() {
    return header;
  }

  byte[] bytes(Dialect dialect) {
    var text = new StringBuilder(dialect.byteOrderMark() ? "\uFEFF" : "");
    line(text, header, dialect);
    rows.forEach(row -> line(text, row, dialect));
    return text.toString().getBytes(UTF_8);
  }

  private static void line(StringBuilder text, List<String> values, Dialect dialect) {
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : dialect.delimiter()).append(quoted(values.get(i), dialect));
    }
    text.append(dialect.lineEnd());
  }

  private static String quoted(String value, Dialect dialect) {
    boolean needed =
        value.indexOf(dialect.delimiter()) >= 0
            || value.contains("\"")
            || value.contains("\n")
            || value.contains(",");
    return needed ? '"' + value.replace("\"", dialect.escapedQuote()) + '"' : value;
  }

  /**
   * Gzip without compression: what a deflater makes of the same bytes differs between builds of
   * zlib, and the samples must not.
   */
  static byte[] gzip(byte[] content) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 255});
    out.write(1);
    littleEndian(out, content.length, 2);
    littleEndian(out, ~content.length, 2);
    out.writeBytes(content);
    var crc = new CRC32();
    crc.update(content);
    littleEndian(out, crc.getValue(), 4);
    littleEndian(out, content.length, 4);
    return out.toByteArray();
  }

  private static void littleEndian(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >> (8 * i)));
    }
  }
}
