package io.amcinsights.engine.csv;

import io.amcinsights.core.transform.ColumnType;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.duck.Duck;
import io.amcinsights.engine.duck.DuckSession;
import io.amcinsights.engine.duck.Sql;
import io.amcinsights.engine.types.StoredSql;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Stages texts and reads the result back. */
record Staging(Path folder) {

  Staged stage(byte[] bytes) {
    return stage(bytes, 0);
  }

  Staged stage(byte[] bytes, int maxRejectedRows) {
    try {
      Path work = Files.createTempDirectory(folder, "work");
      Path source = Files.write(work.resolve("source"), bytes);
      return new AmcCsvTransform()
          .apply(new SourceFile(source, "result.csv", maxRejectedRows), work);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Staged stage(String text) {
    return stage(text.getBytes(StandardCharsets.UTF_8));
  }

  Profile profile(String text) {
    return ((Staged.Rows) stage(text)).profile();
  }

  Profile.Column column(String name, String text) {
    return profile(text).columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The staged table: header first, null as null. */
  List<List<String>> rows(byte[] bytes) {
    return rows((Staged.Rows) stage(bytes));
  }

  static List<List<String>> rows(Staged.Rows staged) {
    try (DuckSession duck = Duck.open()) {
      return duck.read(
          "SELECT %s FROM read_parquet(%s)"
              .formatted(
                  staged.profile().columns().stream()
                      .map(Staging::text)
                      .collect(Collectors.joining(", ")),
                  Sql.text(staged.data().toString())),
          result -> {
            int columns = result.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
              header.add(result.getMetaData().getColumnName(i));
            }
            rows.add(header);
            while (result.next()) {
              List<String> row = new ArrayList<>();
              for (int i = 1; i <= columns; i++) {
                row.add(result.getString(i));
              }
              rows.add(row);
            }
            return rows;
          });
    }
  }

  private static String text(Profile.Column column) {
    String name = Sql.name(column.source());
    return StoredSql.value(name, column.stored(), ColumnType.STRING) + " AS " + name;
  }

  List<List<String>> rows(String text) {
    return rows(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
