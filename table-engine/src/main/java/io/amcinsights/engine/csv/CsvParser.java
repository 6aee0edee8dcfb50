package io.amcinsights.engine.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads delimited text strictly, byte by byte, and knows where it is.
 *
 * <p>DuckDB is faster and more forgiving: it drops a row behind a header with a line break, skips
 * offsets, strips backslashes. What it gets is therefore written anew by this parser, which either
 * understands every byte or says on which physical line it does not.
 */
final class CsvParser {

  /** Longest record; what is longer is no AMC result but something else. */
  static final int MAX_RECORD_BYTES = 16 << 20;

  private static final int PIECE_BYTES = 100;

  private enum At {
    VALUE_START,
    PLAIN,
    QUOTED,
    BEHIND_BACKSLASH,
    BEHIND_QUOTE
  }

  private final CsvDialect dialect;
  private final CsvSink sink;
  private final Utf8Check utf8 = new Utf8Check();
  private final byte[] piece = new byte[PIECE_BYTES];
  private int pieceLength;
  private byte[] value = new byte[256];
  private int length;
  private At at = At.VALUE_START;
  private boolean quoted;
  private boolean carriageReturn;
  private boolean recordOpen;
  private long line = 1;
  private long recordLine = 1;
  private long recordBytes;

  CsvParser(CsvDialect dialect, CsvSink sink) {
    this.dialect = dialect;
    this.sink = sink;
  }

  void feed(byte[] bytes, int count) throws CsvFault, IOException {
    for (int i = 0; i < count; i++) {
      accept(bytes[i]);
    }
  }

  /** The text is over; the last line need not end. */
  void finish() throws CsvFault, IOException {
    if (!utf8.complete()) {
      throw fault(line, "the file ends inside a character", false);
    }
    if (at == At.QUOTED || at == At.BEHIND_BACKSLASH) {
      throw fault(recordLine, "a quote is opened and never closed", true);
    }
    if (carriageReturn) {
      carriageReturn = false;
      literalCarriageReturn();
    }
    if (recordOpen) {
      endValue();
      endRecord();
    }
  }

  private void accept(byte b) throws CsvFault, IOException {
    if (!utf8.accepts(b)) {
      throw fault(
          line,
          "byte 0x%02X is not UTF-8; the file must be saved as UTF-8".formatted(utf8.culprit(b)),
          false);
    }
    if (b == 0) {
      throw fault(line, "a zero byte, so this is binary data and no text", false);
    }
    recordOpen = true;
    if (pieceLength < PIECE_BYTES) {
      piece[pieceLength++] = b;
    }
    if (++recordBytes > MAX_RECORD_BYTES) {
      throw fault(recordLine, "the record is longer than 16 MiB", true);
    }
    if (carriageReturn) {
      carriageReturn = false;
      if (b != '\n') {
        literalCarriageReturn();
      }
    }
    step(b);
    if (b == '\n') {
      line++;
      if (!recordOpen) {
        recordLine = line;
      }
    }
  }

  private void step(byte b) throws CsvFault, IOException {
    switch (at) {
      case VALUE_START -> {
        if (b == '"') {
          quoted = true;
          at = At.QUOTED;
        } else {
          at = At.PLAIN;
          plain(b);
        }
      }
      case PLAIN -> plain(b);
      case QUOTED -> {
        if (b == '"') {
          at = At.BEHIND_QUOTE;
        } else if (b == '\\' && dialect.backslash()) {
          at = At.BEHIND_BACKSLASH;
        } else {
          append(b);
        }
      }
      case BEHIND_BACKSLASH -> {
        if (b != '"' && b != '\\') {
          append((byte) '\\');
        }
        append(b);
        at = At.QUOTED;
      }
      case BEHIND_QUOTE -> behindQuote(b);
    }
  }

  private void plain(byte b) throws CsvFault, IOException {
    if (b == dialect.delimiter()) {
      endValue();
    } else if (b == '\n') {
      endValue();
      endRecord();
    } else if (b == '\r') {
      carriageReturn = true;
    } else {
      append(b);
    }
  }

  private void behindQuote(byte b) throws CsvFault, IOException {
    if (b == '"') {
      append(b);
      at = At.QUOTED;
    } else if (b == dialect.delimiter() || b == '\n' || b == '\r') {
      plain(b);
    } else {
      throw fault(recordLine, "there is text behind a closing quote", true);
    }
  }

  private void literalCarriageReturn() throws CsvFault {
    if (at == At.BEHIND_QUOTE) {
      throw fault(recordLine, "there is text behind a closing quote", true);
    }
    append((byte) '\r');
  }

  private void append(byte b) {
    if (length == value.length) {
      value = Arrays.copyOf(value, length * 2);
    }
    value[length++] = b;
  }

  private void endValue() throws IOException {
    sink.value(value, length, quoted);
    length = 0;
    quoted = false;
    at = At.VALUE_START;
  }

  private void endRecord() throws CsvFault, IOException {
    String problem = sink.endRecord();
    if (!problem.isEmpty()) {
      throw fault(recordLine, problem, true);
    }
    recordOpen = false;
    recordBytes = 0;
    pieceLength = 0;
  }

  private CsvFault fault(long where, String reason, boolean quoting) {
    String text = new String(piece, 0, pieceLength, StandardCharsets.UTF_8);
    StringBuilder shown = new StringBuilder(text.length());
    // Control characters would break the line of whoever reads the reason.
    text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return new CsvFault(
        where, reason, pieceLength < PIECE_BYTES ? shown.toString() : shown + "...", quoting);
  }
}
