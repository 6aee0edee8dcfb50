package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** First walk: which arrays there are and which columns their records make. */
final class ColumnScan implements JsonWalk.Visitor {

  private final List<TableColumns> tables = new ArrayList<>();

  /** In the order of the file. */
  List<TableColumns> tables() {
    return tables;
  }

  @Override
  public void begin(String array) {
    tables.add(new TableColumns(array));
  }

  @Override
  public void record(JsonParser json) throws IOException {
    tables.get(tables.size() - 1).learn(json);
  }

  @Override
  public void end() {
    // What follows is the next array.
  }
}
