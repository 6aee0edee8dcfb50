package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads delimited text strictly, record by record, and knows where it is.
 *
 * <p>DuckDB is more forgiving: it drops a row behind a header with a line break, skips offsets,
 * strips backslashes. So every byte passes through here first, and is either understood or named
 * with its physical line.
 *
 * <p>A record that the buffer cuts off is read once more when more of it is there.
 */
final class CsvReader {

  /** Longest record; what is longer is no AMC result but something else. */
  static final int MAX_RECORD_BYTES = 16 << 20;

  private static final int PIECE_BYTES = 100;
  private static final int UNFINISHED = -1;

  private final byte delimiter;
  private final boolean backslash;
  private final InputStream in;
  private final boolean sample;
  private final CsvRecord record = new CsvRecord();
  private byte[] buffer;
  private int filled;
  private boolean ended;

  /** Up to here the bytes are known to be text. */
  private int checked;

  private boolean bad;

  /** The record being read, and behind it. */
  private int start;

  private int end;
  private long line = 1;
  private long endLine = 1;

  /** Reads a whole text. */
  CsvReader(CsvDialect dialect, InputStream in) {
    this(dialect, in, 1 << 18, false);
  }

  /**
   * Reads a text.
   *
   * @param bufferBytes to begin with; the buffer grows to the longest record
   * @param sample whether the text was cut off somewhere: what the cut spoils is left out
   */
  CsvReader(CsvDialect dialect, InputStream in, int bufferBytes, boolean sample) {
    this.delimiter = dialect.delimiter();
    this.backslash = dialect.backslash();
    this.in = in;
    this.buffer = new byte[bufferBytes];
    this.sample = sample;
  }

  /** Hands every record to the sink, up to the first that cannot be read or that it refuses. */
  void read(CsvSink sink) throws CsvFault, IOException {
    while (next()) {
      String problem = sink.record(record);
      if (!problem.isEmpty()) {
        throw fault(line, problem, end, true);
      }
      pass();
    }
  }

  /**
   * Reads the next record into {@link #record}, and the same again until {@link #pass}ed.
   *
   * @return false when there is none
   * @throws CsvFault when it cannot be read; {@link #skip} goes on behind it
   */
  boolean next() throws CsvFault, IOException {
    while (true) {
      end = parse();
      if (end != UNFINISHED) {
        expectShort(end);
        return true;
      }
      if (bad) {
        throw badByte();
      }
      if (ended) {
        if (start == filled || sample) {
          return false;
        }
        throw fault(line, "a quote is opened and never closed", lineEnd(start), true);
      }
      expectShort(filled);
      more();
    }
  }

  CsvRecord record() {
    return record;
  }

  /** Goes on behind the record. */
  void pass() {
    start = end;
    line = endLine;
  }

  /**
   * Goes on behind what could not be read.
   *
   * @return the lines left out, without what ends the last
   */
  String skip() throws IOException {
    int to = lineEnd(Math.max(start, end));
    while (to == filled && !ended && filled - start <= MAX_RECORD_BYTES) {
      int gone = start;
      more();
      to = lineEnd(to - gone);
    }
    String text = new String(buffer, start, to - start, UTF_8);
    line += 1 + text.chars().filter(c -> c == '\n').count();
    start = Math.min(to + 1, filled);
    end = start;
    checked = start;
    check();
    return text;
  }

  private int lineEnd(int from) {
    int i = from;
    while (i < filled && buffer[i] != '\n') {
      i++;
    }
    return i;
  }

  private void more() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    checked -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int wanted = buffer.length - filled;
    int read = in.readNBytes(buffer, filled, wanted);
    ended = read < wanted;
    filled += read;
    check();
  }

  private void check() {
    checked = Utf8.check(buffer, checked, filled);
    bad = checked < filled && ((ended && !sample) || !Utf8.cutOff(buffer, checked, filled));
  }

  /** Reads a record from the start; where the next begins, or UNFINISHED. */
  private int parse() throws CsvFault {
    final byte[] b = buffer;
    final int limit = checked;
    final boolean last = ended && !bad && !sample;
    int p = start;
    if (p == limit) {
      return UNFINISHED;
    }
    record.begin(b, p, line);
    endLine = line;
    while (true) {
      p = p < limit && b[p] == '"' ? quoted(p + 1, limit, last) : plain(p, limit, last);
      if (p == UNFINISHED) {
        return UNFINISHED;
      }
      if (p == limit) {
        record.end(p);
        return p;
      }
      if (b[p] == delimiter) {
        p++;
        if (p == limit && !last) {
          return UNFINISHED;
        }
      } else {
        record.end(p);
        endLine++;
        return b[p] == '\n' ? p + 1 : p + 2;
      }
    }
  }

  /** Reads a value; where it ends: at a delimiter, a line end, or the end of all. */
  private int plain(int from, int limit, boolean last) {
    final byte[] b = buffer;
    final byte separator = delimiter;
    boolean odd = false;
    int p = from;
    while (p < limit) {
      byte c = b[p];
      if (c == separator || c == '\n') {
        record.plain(from, p, odd);
        return p;
      }
      if (c == '\r') {
        if (p + 1 == limit && !last) {
          return UNFINISHED;
        }
        if (p + 1 < limit && b[p + 1] == '\n') {
          record.plain(from, p, odd);
          return p;
        }
        odd = true;
      } else if (c == '"') {
        odd = true;
      }
      p++;
    }
    if (!last) {
      return UNFINISHED;
    }
    record.plain(from, p, odd);
    return p;
  }

  private int quoted(int from, int limit, boolean last) throws CsvFault {
    final byte[] b = buffer;
    boolean doubled = false;
    boolean backslashed = false;
    long before = endLine;
    int p = from;
    while (p < limit) {
      byte c = b[p];
      if (c == '"') {
        if (p + 1 == limit && !last) {
          return UNFINISHED;
        }
        if (p + 1 == limit || b[p + 1] != '"') {
          record.quoted(from, p, doubled, backslashed, endLine > before);
          return behindQuote(p + 1, limit, last);
        }
        doubled = true;
        p++;
      } else if (c == '\\' && backslash) {
        if (p + 1 == limit) {
          return UNFINISHED;
        }
        if (CsvRecord.escapes(b[p + 1])) {
          backslashed = true;
          p++;
        }
      } else if (c == '\n') {
        endLine++;
      }
      p++;
    }
    return UNFINISHED;
  }

  private int behindQuote(int p, int limit, boolean last) throws CsvFault {
    if (p == limit || buffer[p] == delimiter || buffer[p] == '\n') {
      return p < limit || last ? p : UNFINISHED;
    }
    if (buffer[p] == '\r') {
      if (p + 1 == limit && !last) {
        return UNFINISHED;
      }
      if (p + 1 < limit && buffer[p + 1] == '\n') {
        return p;
      }
    }
    throw fault(line, "there is text behind a closing quote", lineEnd(start), true);
  }

  private CsvFault badByte() {
    long at = line;
    for (int i = start; i < checked; i++) {
      if (buffer[i] == '\n') {
        at++;
      }
    }
    int culprit = buffer[checked] & 0xFF;
    String reason =
        culprit == 0
            ? "a zero byte, so this is binary data and no text"
            : ended && Utf8.cutOff(buffer, checked, filled)
                ? "the file ends inside a character"
                : "byte 0x%02X is not UTF-8; the file must be saved as UTF-8".formatted(culprit);
    return fault(at, reason, checked, false);
  }

  private void expectShort(int to) throws CsvFault {
    if (to - start > MAX_RECORD_BYTES) {
      throw fault(line, "the record is longer than 16 MiB", to, true);
    }
  }

  /**
   * @param to where the trouble is: behind it the next line begins
   */
  private CsvFault fault(long where, String reason, int to, boolean quoting) {
    end = to;
    int shown = Math.min(Math.max(to - start, 0), PIECE_BYTES);
    String text = new String(buffer, start, shown, UTF_8).strip();
    StringBuilder piece = new StringBuilder(text.length());
    // Control characters would break the line of whoever reads the reason.
    text.codePoints().forEach(c -> piece.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return new CsvFault(
        where, reason, shown < PIECE_BYTES ? piece.toString() : piece + "...", quoting);
  }
}
