package io.amcinsights.engine.csv;

import io.amcinsights.engine.plain.PlainText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that was read from its first to its last byte, and copied.
 *
 * @param rejects of rows that were left out; null when none was
 */
record CsvCopy(CsvDialect dialect, CsvRows rows, PlainText plain, @Nullable Rejects rejects) {

  /** Reads everything or nothing. */
  static CsvCopy of(CsvInput input, CsvDialect dialect, Path plain) throws CsvFault, IOException {
    return input.read(
        in -> {
          try (PlainCopy copy = new PlainCopy(plain, dialect.delimiter())) {
            CsvRows rows = new CsvRows(copy);
            new CsvReader(dialect, in).read(rows);
            return new CsvCopy(dialect, rows, copy.text(rows.rows()), null);
          }
        });
  }

  /** Reads what can be read. */
  static CsvCopy leavingOut(Rejects rejects, CsvInput input, CsvDialect dialect, Path plain)
      throws IOException {
    try (rejects) {
      return input.read(in -> leavingOut(rejects, in, dialect, plain));
    } catch (CsvFault e) {
      throw new IllegalStateException(e);
    }
  }

  private static CsvCopy leavingOut(Rejects rejects, InputStream in, CsvDialect dialect, Path plain)
      throws IOException {
    try (PlainCopy copy = new PlainCopy(plain, dialect.delimiter())) {
      CsvRows rows = new CsvRows(copy);
      CsvReader reader = new CsvReader(dialect, in);
      while (true) {
        try {
          if (!reader.next()) {
            return new CsvCopy(dialect, rows, copy.text(rows.rows()), rejects);
          }
          CsvRecord record = reader.record();
          String problem = rows.record(record);
          if (!problem.isEmpty()) {
            rejects.add(record.line(), problem, record.whole());
          }
          reader.pass();
        } catch (CsvFault fault) {
          rejects.add(fault.line(), fault.reason(), reader.skip());
        }
      }
    }
  }

  int rejected() {
    return rejects == null ? 0 : rejects.count();
  }

  @Nullable Path rejectsFile() {
    return rejects == null || rejects.count() == 0 ? null : rejects.file();
  }
}
