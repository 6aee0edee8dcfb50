package io.amcinsights.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tenants in files: one in each JSON file, all of a folder's, a table of them in a CSV file. */
final class TenantFiles {

  private final Path work;
  private final Consumer<ObjectNode> table;
  private final List<TenantRecord> records = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param work where relative paths start
   * @param table adds to a line of a table what goes without saying
   */
  TenantFiles(Path work, Consumer<ObjectNode> table) {
    this.work = work;
    this.table = table;
  }

  /** Whether they hold one tenant, whatever they say: no folder, no table, no list of files. */
  static boolean isOne(List<Path> named) {
    return named.isEmpty() || (named.size() == 1 && named.get(0).toString().endsWith(".json"));
  }

  /** Reads them all; what cannot be read is a problem of its own and keeps no other from it. */
  TenantFiles read(List<Path> named) {
    named.forEach(this::readAny);
    noteRepeated();
    return this;
  }

  List<TenantRecord> records() {
    return records;
  }

  List<String> problems() {
    return problems;
  }

  private void readAny(Path named) {
    Path path = work.resolve(named);
    try {
      if (Files.isDirectory(path)) {
        readFolder(named, path);
      } else if (named.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
        var csv = new TenantTable(named.toString(), Files.readString(path));
        csv.records().forEach(it -> table.accept(it.fields()));
        records.addAll(csv.records());
        problems.addAll(csv.problems());
      } else {
        readJson(named, path);
      }
    } catch (CharacterCodingException e) {
      problems.add(named + " is no text in UTF-8");
    } catch (IOException e) {
      problems.add("%s cannot be read (%s)".formatted(named, e.getMessage()));
    }
  }

  private void readFolder(Path named, Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names =
          files
              .map(it -> String.valueOf(it.getFileName()))
              .filter(it -> it.endsWith(".json"))
              .sorted()
              .toList();
    }
    if (names.isEmpty()) {
      problems.add(named + " holds no *.json");
    }
    for (String name : names) {
      readJson(named.resolve(name), folder.resolve(name));
    }
  }

  private void readJson(Path named, Path path) throws IOException {
    try {
      var record = (ObjectNode) Json.read(named.toString(), Files.readString(path));
      records.add(new TenantRecord(named.toString(), record));
    } catch (InvalidInputException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private void noteRepeated() {
    Map<String, String> first = new LinkedHashMap<>();
    for (TenantRecord it : records) {
      String before = first.putIfAbsent(it.customerId(), it.source());
      if (before != null && !it.customerId().isEmpty()) {
        problems.add("%s: %s is in %s already".formatted(it.source(), it.customerId(), before));
      }
    }
  }
}
