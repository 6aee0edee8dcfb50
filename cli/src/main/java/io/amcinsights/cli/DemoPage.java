package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.cli.DemoReport.Check;
import io.amcinsights.cli.DemoReport.Timings;
import io.amcinsights.cli.Output.Colour;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Shows a demo's report to a person. */
final class DemoPage {

  private static final int BAR = 32;

  private final Output output;

  DemoPage(Output output) {
    this.output = output;
  }

  void print(DemoReport report) {
    heading("What happened");
    new FlowPicture(output).print(report);
    heading("Objects");
    objects(report);
    heading("Tables");
    TablesCommand.print(output, report.tables());
    heading("Which path to a purchase works best? (Acme, two weeks)");
    output.line(output.coloured(Colour.QUIET, DemoRun.QUESTION.strip()));
    output.line("");
    chart(report.answer());
    heading("Timings");
    timings(report.timings());
    heading("Checks");
    report.checks().forEach(this::check);
    output.line("");
    long bad = report.checks().stream().filter(it -> !it.ok()).count();
    output.line(
        bad == 0
            ? output.coloured(Colour.GOOD, "All " + report.checks().size() + " checks passed.")
            : output.coloured(Colour.BAD, Words.count(bad, "check", "checks") + " failed."));
  }

  private void heading(String text) {
    output.line("");
    output.line(output.coloured(Colour.STRONG, text));
    output.line("");
  }

  /** States with their counts, and one example of each reason. */
  private void objects(DemoReport report) {
    Map<String, Map<String, Integer>> reasons = new TreeMap<>();
    for (JsonNode object : report.objects()) {
      Map<String, Integer> ofState =
          reasons.computeIfAbsent(object.path("state").asText(), it -> new LinkedHashMap<>());
      if (object.hasNonNull("reason")) {
        ofState.merge(object.path("reason").asText(), 1, Integer::sum);
      }
    }
    report
        .states()
        .forEach(
            (state, count) -> {
              output.line(
                  "  " + output.coloured(colour(state), "%-12s".formatted(state)) + " " + count);
              reasons.getOrDefault(state, Map.of()).forEach(this::reason);
            });
  }

  private void reason(String reason, int count) {
    String times = count == 1 ? "" : " (" + count + " times)";
    String shown = reason.length() > 160 ? reason.substring(0, 157) + "..." : reason;
    output.line("      " + shown.replace('\n', ' ') + times);
  }

  static Colour colour(String state) {
    return switch (state) {
      case "COMMITTED" -> Colour.GOOD;
      case "QUARANTINED" -> Colour.WARN;
      case "FAILED" -> Colour.BAD;
      default -> Colour.QUIET;
    };
  }

  private void chart(JsonNode answer) {
    double most = 0;
    for (JsonNode row : answer.path("rows")) {
      most = Math.max(most, row.path(3).asDouble());
    }
    for (JsonNode row : answer.path("rows")) {
      double value = row.path(3).asDouble();
      int filled = most == 0 ? 0 : (int) Math.round(value / most * BAR);
      String bar = "█".repeat(Math.max(1, filled)) + " ".repeat(BAR - Math.max(1, filled));
      output.line(
          String.format(
              Locale.ROOT,
              "  %-62s %s %5.1f buyers per 10,000 people, ROAS %.1f",
              row.path(0)
                  .asText()
                  .replace("[[", "")
                  .replace("]]", "")
                  .replaceAll("\\], \\[", " → ")
                  .replaceAll("[0-9]+, ", ""),
              output.coloured(Colour.GOOD, bar),
              value,
              row.path(4).asDouble()));
    }
  }

  private void timings(Timings timings) {
    output.line("  lake ready            " + Words.seconds(timings.ready()));
    output.line(
        "  PUT to COMMITTED      p50 "
            + Words.seconds(timings.p50())
            + ", p95 "
            + Words.seconds(timings.p95())
            + " (one file at a time)");
    output.line(
        "  all others at once    "
            + Words.count(timings.burstFiles(), "file", "files")
            + " in "
            + Words.seconds(timings.burst()));
    output.line("  memory at its peak    " + Words.bytes(timings.rss()));
    output.line("  the whole demo        " + Words.seconds(timings.total()));
  }

  private void check(Check check) {
    String mark = check.ok() ? output.coloured(Colour.GOOD, "✓") : output.coloured(Colour.BAD, "✗");
    output.line(
        "  " + mark + " " + check.name() + "  " + output.coloured(Colour.QUIET, check.detail()));
  }
}
