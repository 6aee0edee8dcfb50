package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.TenantJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Tenants in a CSV file: its header names the fields, an empty cell says nothing. */
final class TenantTable {

  private static final Set<String> FLAGS =
      Set.of("bucketExists", "mergeSettings", "ownKey", "sharesPrefix", "removed");

  /** In any case: spreadsheets shout. */
  private static final Pattern TRUTH = Pattern.compile("(?i)true|false");

  private final String name;
  private final List<TenantRecord> records = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  TenantTable(String name, String text) {
    this.name = name;
    try {
      List<CsvRows.Row> rows = CsvRows.of(text);
      if (rows.size() < 2) {
        problems.add(name + " holds no tenant; expected a line of field names and one for each");
        return;
      }
      List<String> header = rows.get(0).cells();
      checkHeader(rows.get(0));
      rows.subList(1, rows.size()).forEach(it -> read(header, it));
    } catch (CommandFailure e) {
      problems.add(name + " " + e.getMessage());
    }
  }

  List<TenantRecord> records() {
    return records;
  }

  List<String> problems() {
    return problems;
  }

  private void checkHeader(CsvRows.Row header) {
    var seen = new HashSet<String>();
    for (String field : header.cells()) {
      if (!TenantJson.settingNames().contains(field)) {
        note(
            header,
            "there is no field '%s'; there are %s".formatted(field, TenantJson.settingNames()));
      } else if (!seen.add(field)) {
        note(header, "field '%s' is there twice".formatted(field));
      }
    }
  }

  private void read(List<String> header, CsvRows.Row row) {
    if (row.cells().size() != header.size()) {
      note(
          row,
          "it has %s, the header names %d fields"
              .formatted(Words.count(row.cells().size(), "value", "values"), header.size()));
      return;
    }
    ObjectNode fields = Json.object();
    for (int i = 0; i < header.size(); i++) {
      String value = row.cells().get(i);
      if (!value.isEmpty()) {
        put(fields, header.get(i), value);
      }
    }
    // What the header got wrong is said once, not in each line.
    fields.retain(TenantJson.settingNames());
    records.add(new TenantRecord("%s line %d".formatted(name, row.line()), fields));
  }

  private static void put(ObjectNode fields, String field, String value) {
    if (FLAGS.contains(field) && TRUTH.matcher(value).matches()) {
      fields.put(field, Boolean.parseBoolean(value));
    } else if (field.equals("tags")) {
      putTags(fields, value);
    } else {
      fields.put(field, value);
    }
  }

  /** {@code owner=media;cost=42}. */
  private static void putTags(ObjectNode fields, String value) {
    ObjectNode tags = Json.object();
    for (String tag : value.split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals < 1) {
        fields.put("tags", value);
        return;
      }
      tags.put(tag.substring(0, equals).strip(), tag.substring(equals + 1).strip());
    }
    fields.set("tags", tags);
  }

  private void note(CsvRows.Row row, String problem) {
    problems.add("%s line %d: %s".formatted(name, row.line(), problem));
  }
}
