package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonParser;
import io.amcinsights.core.naming.Names;
import io.amcinsights.engine.types.ColumnProfile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The columns of one array, in the order in which its records first name them.
 *
 * <p>Members whose names become the same column name are the same column ({@code Id} and {@code
 * id}). A record must not have two of those. Numbering them, as in the header of a delimited file,
 * would depend on which came first, and that differs from file to file.
 */
final class TableColumns {

  /** What has more has ids for names. */
  private static final int MOST = 5_000;

  private static final Pattern MEANINGLESS = Pattern.compile("_*");

  private final String array;
  private final List<String> sources = new ArrayList<>();
  private final Map<String, Integer> bySource = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final List<Long> lastRecord = new ArrayList<>();
  private long records;

  TableColumns(String array) {
    this.array = array;
  }

  String array() {
    return array;
  }

  long records() {
    return records;
  }

  /** Names of the columns as the file first spells them. */
  List<String> sources() {
    return sources;
  }

  /** Names of the columns in the table. */
  List<String> names() {
    return Names.columns(sources);
  }

  /** One for each column. */
  List<ColumnProfile> profiles() {
    List<String> names = names();
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      profiles.add(new ColumnProfile(sources.get(i), names.get(i)));
    }
    return profiles;
  }

  /** Which column a member belongs to. */
  int indexOf(String member) {
    Integer column = bySource.get(member);
    if (column == null) {
      throw new IllegalStateException("The file changed between two walks through it");
    }
    return column;
  }

  /** Learns the members of a record. */
  void learn(JsonParser json) throws IOException {
    records++;
    String member = json.nextFieldName();
    while (member != null) {
      Integer known = bySource.get(member);
      int column = known == null ? added(member, json) : known;
      if (lastRecord.set(column, records) == records) {
        throw fault(
            json,
            "names column '%s' twice, once as '%s'"
                .formatted(sources.get(column), Shown.of(member)));
      }
      json.nextToken();
      json.skipChildren();
      member = json.nextFieldName();
    }
  }

  private int added(String member, JsonParser json) {
    String name = Names.sanitise(member);
    if (MEANINGLESS.matcher(name).matches() || member.indexOf('\0') >= 0) {
      throw fault(
          json,
          "has a member '%s', which cannot become a column; name it with ASCII letters"
              .formatted(Shown.of(member)));
    }
    Integer column = byName.get(name);
    if (column == null) {
      column = sources.size();
      if (column == MOST) {
        throw fault(json, "makes more than %d columns; are ids used as names?".formatted(MOST));
      }
      sources.add(member);
      lastRecord.add(0L);
      byName.put(name, column);
    }
    bySource.put(member, column);
    return column;
  }

  private RuntimeException fault(JsonParser json, String what) {
    return Faults.at(
        json.currentTokenLocation(), "record %d%s %s".formatted(records, JsonWalk.of(array), what));
  }
}
