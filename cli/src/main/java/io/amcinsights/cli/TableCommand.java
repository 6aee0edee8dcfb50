package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake table NAME}. */
@Command(name = "table", description = "One table: its columns, snapshots, files or first rows.")
final class TableCommand implements Callable<Integer> {

  private final CommandContext context;

  @Parameters(paramLabel = "NAME", description = "table, or database.table")
  private String name = "";

  @Option(names = "--schema", description = "Columns (shown when nothing else is asked for).")
  private boolean schema;

  @Option(names = "--snapshots", description = "Snapshots, newest first.")
  private boolean snapshots;

  @Option(names = "--files", description = "Data files of the current snapshot.")
  private boolean files;

  @Option(names = "--preview", paramLabel = "N", description = "The first N rows.")
  private @Nullable Integer preview;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  TableCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var query = new LinkedHashMap<String, String>();
    ObjectsCommand.put(query, "snapshots", snapshots ? "true" : null);
    ObjectsCommand.put(query, "files", files ? "true" : null);
    ObjectsCommand.put(query, "preview", preview == null ? null : String.valueOf(preview));
    String path = "/tables/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    JsonNode table = context.client().get(path, query);
    if (json) {
      context.output().json(table);
    } else {
      print(table);
    }
    return CommandFailure.DONE;
  }

  private void print(JsonNode table) {
    Output output = context.output();
    output.line(
        "%s.%s  %s, %s, %s"
            .formatted(
                table.path("database").asText(),
                table.path("name").asText(),
                Words.count(table.path("rows").asLong(), "row", "rows"),
                Words.count(table.path("files").asLong(), "file", "files"),
                Words.bytes(table.path("bytes").asLong())));
    if (schema || !(snapshots || files || preview != null)) {
      printSchema(output, table.path("columns"));
    }
    if (snapshots) {
      printSnapshots(output, table.path("snapshotList"));
    }
    if (files) {
      printFiles(output, table.path("fileList"));
    }
    if (preview != null) {
      output.line("");
      QueryCommand.printTable(output, table.path("preview"));
    }
  }

  private static void printSchema(Output output, JsonNode columns) {
    output.line("");
    var lines = new TextTable("COLUMN", "TYPE");
    columns.forEach(it -> lines.row(it.path("name").asText(), it.path("type").asText()));
    lines.print(output);
  }

  private static void printSnapshots(Output output, JsonNode snapshots) {
    output.line("");
    var lines = new TextTable("SNAPSHOT", "COMMITTED", "OPERATION", "ROWS", "COMMIT");
    for (JsonNode it : snapshots) {
      lines.row(
          it.path("id").asText(),
          Words.time(it.path("committedAt")),
          it.path("operation").asText(),
          Words.orDash(it.path("rows")),
          Words.orDash(it.path("commitId")));
    }
    lines.print(output);
  }

  private static void printFiles(Output output, JsonNode files) {
    output.line("");
    var lines = new TextTable("ROWS", "SIZE", "FILE");
    for (JsonNode it : files) {
      lines.row(
          it.path("rows").asText(),
          Words.bytes(it.path("bytes").asLong()),
          it.path("path").asText());
    }
    lines.print(output);
  }
}
