package io.amcinsights.engine.csv;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.LightTransform;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Delimited text as AMC delivers it: dialect found out, every byte accounted for, every column
 * staged as text.
 */
public final class AmcCsvTransform implements LightTransform {

  private static final Logger LOG = LogManager.getLogger(AmcCsvTransform.class);

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
      return stage(CsvInput.of(source.path()), source.maxRejectedRows(), plain, work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(plain);
    }
  }

  private static Staged stage(CsvInput input, int maxRejectedRows, Path plain, Path work)
      throws IOException {
    long start = System.nanoTime();
    CsvDialect dialect = DialectDetector.detect(input);
    CsvCopy copy;
    try {
      copy = strictly(input, dialect, plain);
    } catch (CsvFault fault) {
      if (maxRejectedRows == 0) {
        throw new RejectedDataException(fault, "%s", fault.describe() + REMEDY);
      }
      Path rejects = work.resolve("rejects.csv");
      copy = CsvCopy.leavingOut(new Rejects(rejects, maxRejectedRows), input, dialect, plain);
    }
    if (copy.rows().sources().isEmpty()) {
      return new Staged.Nothing("no rows: the file is empty");
    }
    if (copy.rows().rows() == 0) {
      return new Staged.Nothing(
          copy.rejected() == 0
              ? "no rows: the file has a header and nothing else"
              : "no rows: all %d are broken".formatted(copy.rejected()));
    }
    long read = System.nanoTime();
    Path data = copy.plain().toParquet(copy.rows().columns(), work.resolve("data.parquet"));
    LOG.info(
        "Read {} rows of {} bytes in {} ms, staged them in {} ms",
        copy.rows().rows(),
        Files.size(plain),
        (read - start) / 1_000_000,
        (System.nanoTime() - read) / 1_000_000);
    Profile.Dialect written =
        new Profile.Dialect(
            copy.dialect().delimiterText(), "\"", copy.dialect().escape(), input.compression());
    return new Staged.Rows(data, copy.rows().profile(written, copy.rejected()), copy.rejectsFile());
  }

  private static CsvCopy strictly(CsvInput input, CsvDialect dialect, Path plain)
      throws CsvFault, IOException {
    try {
      return CsvCopy.of(input, dialect, plain);
    } catch (CsvFault fault) {
      if (!fault.quoting()) {
        throw fault;
      }
      try {
        // The sample may have been too short to show how quotes are escaped.
        return CsvCopy.of(input, dialect.withOtherEscape(), plain);
      } catch (CsvFault other) {
        fault.addSuppressed(other);
        throw fault;
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
