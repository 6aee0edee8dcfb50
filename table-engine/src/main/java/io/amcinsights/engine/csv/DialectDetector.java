package io.amcinsights.engine.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds out how a file is written by reading its beginning in every way it might be.
 *
 * <p>A broken row must not change the answer: a delimiter counts only if the header has it, and the
 * way most records agree with the header wins.
 */
final class DialectDetector {

  private static final int SAMPLE_BYTES = 1 << 18;

  /** Best last. */
  private static final Comparator<Trial> QUALITY =
      Comparator.comparing((Trial t) -> t.columns > 1)
          .thenComparing(t -> t.clean)
          .thenComparing(t -> t.agreeing)
          .thenComparing(t -> t.columns);

  private DialectDetector() {}

  static CsvDialect detect(CsvInput input) throws IOException {
    byte[] sample = input.sample(SAMPLE_BYTES);
    boolean whole = sample.length < SAMPLE_BYTES;
    List<Trial> trials = new ArrayList<>();
    for (byte delimiter : CsvDialect.DELIMITERS) {
      trials.add(Trial.of(new CsvDialect(delimiter, false), sample, whole));
      trials.add(Trial.of(new CsvDialect(delimiter, true), sample, whole));
    }
    // The first of equals stays: comma before semicolon, doubled quotes before backslashes.
    return Collections.max(trials, QUALITY).dialect;
  }

  /** One way to read the sample. */
  private static final class Trial implements CsvSink {
    private final CsvDialect dialect;
    private int columns;
    private long agreeing;
    private boolean clean = true;
    private int values;
    private boolean blank;

    private Trial(CsvDialect dialect) {
      this.dialect = dialect;
    }

    static Trial of(CsvDialect dialect, byte[] sample, boolean whole) throws IOException {
      Trial trial = new Trial(dialect);
      CsvParser parser = new CsvParser(dialect, trial);
      try {
        parser.feed(sample, sample.length);
        if (whole) {
          parser.finish();
        }
      } catch (CsvFault e) {
        trial.clean = false;
      }
      return trial;
    }

    @Override
    public void value(byte[] bytes, int length, boolean quoted) {
      blank = values == 0 && length == 0 && !quoted;
      values++;
    }

    @Override
    public String endRecord() {
      boolean skipped = values == 1 && blank && columns != 1;
      if (columns == 0 && !skipped) {
        columns = values;
      } else if (values == columns) {
        agreeing++;
      } else if (!skipped) {
        clean = false;
      }
      values = 0;
      return "";
    }
  }
}
