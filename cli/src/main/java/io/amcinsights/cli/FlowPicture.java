package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws the way of the files with how many went where. */
final class FlowPicture {

  private static final String ARROW = " ──▶ ";

  private final Output output;

  FlowPicture(Output output) {
    this.output = output;
  }

  /** A box and what stands in it. */
  private record Box(String title, List<String> lines) {

    int width() {
      return Math.max(title.length() + 2, lines.stream().mapToInt(String::length).max().orElse(0));
    }
  }

  void print(DemoReport report) {
    List<Box> boxes = boxes(report);
    int height = boxes.stream().mapToInt(box -> box.lines().size()).max().orElse(0);
    output.line("  " + joined(boxes, " ".repeat(ARROW.length()), FlowPicture::top));
    for (int i = 0; i < height; i++) {
      int line = i;
      String between = i == 0 ? ARROW : " ".repeat(ARROW.length());
      output.line("  " + joined(boxes, between, box -> side(box, line)));
    }
    output.line("  " + joined(boxes, " ".repeat(ARROW.length()), FlowPicture::bottom));
  }

  private static List<Box> boxes(DemoReport report) {
    Map<String, Integer> byBucket = new TreeMap<>();
    for (JsonNode object : report.objects()) {
      byBucket.merge(object.path("bucket").asText(), 1, Integer::sum);
    }
    List<String> buckets = new ArrayList<>();
    byBucket.forEach((bucket, count) -> buckets.add("%-19s %4d".formatted(bucket, count)));
    Map<String, Long> states = report.states();
    String setAside =
        states.getOrDefault("SKIPPED", 0L)
            + " skipped, "
            + states.getOrDefault("QUARANTINED", 0L)
            + " quarantined";
    long rows = 0;
    for (JsonNode table : report.tables()) {
      rows += table.path("rows").asLong();
    }
    return List.of(
        new Box("tenant buckets", buckets),
        new Box("ingest", List.of(report.objects().size() + " objects")),
        new Box("stage A: read", lines(report, "a", setAside)),
        new Box("stage B: load", lines(report, "b", "one writer per table")),
        new Box(
            "tables",
            List.of(
                states.getOrDefault("COMMITTED", 0L) + " files",
                report.tables().size() + " tables",
                rows + " rows")));
  }

  private static List<String> lines(DemoReport report, String stage, String more) {
    long good = report.executions().getOrDefault(stage + " COMPLETED", 0L);
    long bad = report.executions().getOrDefault(stage + " FAILED", 0L);
    return List.of(good + bad + " executions, " + bad + " failed", more);
  }

  private static String joined(
      List<Box> boxes, String between, java.util.function.Function<Box, String> part) {
    return boxes.stream().map(part).collect(java.util.stream.Collectors.joining(between));
  }

  private static String top(Box box) {
    String title = " " + box.title() + " ";
    return "┌" + title + "─".repeat(box.width() + 2 - title.length()) + "┐";
  }

  private static String side(Box box, int line) {
    String text = line < box.lines().size() ? box.lines().get(line) : "";
    return "│ " + text + " ".repeat(box.width() - text.length()) + " │";
  }

  private static String bottom(Box box) {
    return "└" + "─".repeat(box.width() + 2) + "┘";
  }
}
