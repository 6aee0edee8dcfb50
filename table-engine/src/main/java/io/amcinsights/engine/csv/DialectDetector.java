package io.amcinsights.engine.csv;

import java.io.ByteArrayInputStream;
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

    private Trial(CsvDialect dialect) {
      this.dialect = dialect;
    }

    static Trial of(CsvDialect dialect, byte[] sample, boolean whole) throws IOException {
      Trial trial = new Trial(dialect);
      try {
        new CsvReader(dialect, new ByteArrayInputStream(sample), sample.length + 1, !whole)
            .read(trial);
      } catch (CsvFault e) {
        trial.clean = false;
      }
      return trial;
    }

    @Override
    public String record(CsvRecord record) {
      if (record.blank() && columns != 1) {
        return "";
      }
      if (columns == 0) {
        columns = record.count();
      } else if (record.count() == columns) {
        agreeing++;
      } else {
        clean = false;
      }
      return "";
    }
  }
}
