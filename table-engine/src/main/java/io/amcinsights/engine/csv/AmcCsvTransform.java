package io.amcinsights.engine.csv;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Delimited text as AMC delivers it: dialect found out, every byte accounted for, every column
 * staged as text.
 */
public final class AmcCsvTransform implements LightTransform {

  private static final String REMEDY = ". Deliver a corrected file under the same key";

  @Override
  public String name() {
    return "amc-csv";
  }

  @Override
  public Staged apply(SourceFile source, Path work) {
    Path plain = work.resolve("plain.csv");
    try {
      if (Files.size(source.path()) == 0) {
        return new Staged.Nothing("no rows: the file is empty");
      }
      CsvInput input = CsvInput.of(source.path());
      Reading reading = read(input, plain);
      if (reading.header().isEmpty()) {
        return new Staged.Nothing("no rows: the file is empty");
      }
      if (reading.rows() == 0) {
        return new Staged.Nothing("no rows: the file has a header and nothing else");
      }
      return stage(reading, input.compression(), plain, work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(plain);
    }
  }

  /** What the parser found in the whole file. */
  private record Reading(
      CsvDialect dialect, List<String> header, long rows, long longestRecord, boolean lineBreaks) {}

  private static Reading read(CsvInput input, Path plain) throws IOException {
    CsvDialect dialect = DialectDetector.detect(input);
    try {
      return copy(input, dialect, plain);
    } catch (CsvFault fault) {
      if (fault.quoting()) {
        try {
          // The sample may have been too short to show how quotes are escaped.
          return copy(input, dialect.withOtherEscape(), plain);
        } catch (CsvFault other) {
          fault.addSuppressed(other);
        }
      }
      throw new RejectedDataException(fault, "%s", fault.describe() + REMEDY);
    }
  }

  private static Reading copy(CsvInput input, CsvDialect dialect, Path plain)
      throws CsvFault, IOException {
    try (PlainCopy copy = new PlainCopy(plain)) {
      input.feed(new CsvParser(dialect, copy));
      return new Reading(
          dialect,
          List.copyOf(copy.header()),
          copy.rows(),
          copy.longestRecord(),
          copy.lineBreaks());
    }
  }

  private static Staged stage(Reading reading, String compression, Path plain, Path work) {
    List<String> names = SourceColumns.unique(reading.header());
    Path data = work.resolve("data.parquet");
    try (DuckSession duck = Duck.open()) {
      long written = duck.update(copyStatement(reading, names, plain, data));
      if (written != reading.rows()) {
        // Two readers disagree: better no rows than wrong rows.
        throw new IllegalStateException(
            "DuckDB read %d rows of %d; please report this file"
                .formatted(written, reading.rows()));
      }
      Profile.Dialect dialect =
          new Profile.Dialect(
              reading.dialect().delimiterText(), "\"", reading.dialect().escape(), compression);
      return new Staged.Rows(data, new Profiler(duck).profile(data, dialect, names));
    }
  }

  private static String copyStatement(Reading reading, List<String> names, Path plain, Path data) {
    int read = Math.max(2, names.size());
    String columns =
        IntStream.range(0, read)
            .mapToObj("'c%d': 'VARCHAR'"::formatted)
            .collect(Collectors.joining(", "));
    String selected =
        IntStream.range(0, names.size())
            .mapToObj(i -> "c%d AS %s".formatted(i, Sql.name(names.get(i))))
            .collect(Collectors.joining(", "));
    // The buffers are sized by the longest line, so it is not simply set to the most allowed.
    // Line breaks inside quotes are taken for ends of records where two threads' parts meet.
    boolean parallel = !reading.lineBreaks();
    long longest = Math.max(1 << 16, reading.longestRecord() + 16);
    return """
        COPY (SELECT %s FROM read_csv(%s, auto_detect = false, header = false, delim = ',', \
        quote = '"', escape = '"', new_line = '\\n', nullstr = '', allow_quoted_nulls = false, \
        strict_mode = true, max_line_size = %d, parallel = %s, columns = {%s})) \
        TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V1)"""
        .formatted(
            selected,
            Sql.text(plain.toString()),
            longest,
            parallel,
            columns,
            Sql.text(data.toString()));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
