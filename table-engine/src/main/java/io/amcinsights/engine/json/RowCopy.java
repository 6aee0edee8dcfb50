package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import io.amcinsights.core.transform.Profile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.plain.PlainText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Second walk: writes the rows of every array, now that its columns are known. */
final class RowCopy implements JsonWalk.Visitor, AutoCloseable {

  private final Iterator<TableColumns> tables;
  private final Path work;
  private final List<Staged.Part> parts = new ArrayList<>();
  private TableColumns columns = new TableColumns("");
  private @Nullable PlainRows rows;

  RowCopy(List<TableColumns> tables, Path work) {
    this.tables = tables.iterator();
    this.work = work;
  }

  /** In the order of the file. */
  List<Staged.Part> parts() {
    return parts;
  }

  @Override
  public void begin(String array) throws IOException {
    columns = tables.next();
    rows = columns.records() == 0 ? null : new PlainRows(plain(), columns);
  }

  @Override
  public void record(JsonParser json) throws IOException {
    @Nullable String[] values = new @Nullable String[columns.sources().size()];
    String member = json.nextFieldName();
    while (member != null) {
      json.nextToken();
      values[columns.indexOf(member)] = JsonValues.text(json);
      member = json.nextFieldName();
    }
    String problem = open().write(values);
    if (!problem.isEmpty()) {
      throw Faults.at(
          json.currentTokenLocation(),
          "record %d%s %s"
              .formatted(open().profile().rows(), JsonWalk.of(columns.array()), problem));
    }
  }

  @Override
  public void end() throws IOException {
    parts.add(new Staged.Part(columns.array(), staged()));
  }

  private Staged.OfOneTable staged() throws IOException {
    if (columns.records() == 0) {
      return new Staged.Nothing(
          "no rows: %s is empty"
              .formatted(
                  columns.array().isEmpty()
                      ? "the array"
                      : "array '" + Shown.of(columns.array()) + "'"));
    }
    if (columns.sources().isEmpty()) {
      return new Staged.Nothing("no rows: all %d objects are empty".formatted(columns.records()));
    }
    PlainRows written = open();
    written.close();
    Path data =
        work.resolve(parts.isEmpty() ? "data.parquet" : "data-" + parts.size() + ".parquet");
    Profile profile = written.profile();
    new PlainText(plain(), ",", columns.records(), written.longest(), written.lineBreaks())
        .toParquet(profile.columns(), data);
    Files.delete(plain());
    return new Staged.Rows(data, profile);
  }

  private Path plain() {
    return work.resolve("plain.csv");
  }

  private PlainRows open() {
    if (rows == null) {
      throw new IllegalStateException("No array has begun");
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
    }
    Files.deleteIfExists(plain());
  }
}
