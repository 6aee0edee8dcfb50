package io.amcinsights.simulator.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StarterLibraryTest {

  private static final Path LIBRARY = Path.of("..", "samples", "library");

  private static final Map<String, Pattern> VALUES =
      Map.of(
          "boolean", Pattern.compile("(?i)true|false"),
          "long", Pattern.compile("-?\\d+"),
          "double", Pattern.compile("-?\\d+(\\.\\d+)?"),
          "date", Pattern.compile("\\d{4}-\\d\\d-\\d\\d"),
          "timestamp", Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*Z"),
          "string", Pattern.compile("(?s).*"));

  private static final DuckDbAnalytics ANALYTICS =
      new DuckDbAnalytics(Clock.fixed(Instant.parse("2025-06-01T10:00:00Z"), ZoneOffset.UTC));

  @TempDir Path folder;

  @AfterAll
  static void close() {
    ANALYTICS.close();
  }

  static Stream<Path> definitions() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARY)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      assertThat(found).hasSizeGreaterThanOrEqualTo(10);
      return found.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void aWorkflowAnswersAMonthOfAnyInstanceInTheColumnsItDeclares(Path file) throws Exception {
    JsonNode workflow = new YAMLMapper().readTree(Files.readString(file)).path("workflow");
    String sql = Files.readString(file.resolveSibling(workflow.path("sqlFile").asText()));
    assertThat(file).hasFileName(workflow.path("workflowId").asText() + ".yaml");
    ANALYTICS.check(sql);
    for (String instance : List.of("amcacme", "amcglobex")) {
      Path csv = folder.resolve(instance + ".csv");

      long rows = ANALYTICS.run(query(instance, sql, workflow), csv);

      assertThat(rows).isPositive();
      assertColumns(workflow, Files.readAllLines(csv));
    }
  }

  private static void assertColumns(JsonNode workflow, List<String> lines) {
    Map<String, String> types = new HashMap<>();
    List<String> names = new ArrayList<>();
    workflow
        .path("columns")
        .properties()
        .forEach(
            column -> {
              names.add(column.getKey());
              types.put(column.getKey(), column.getValue().asText());
            });
    names.add(workflow.path("filteredMetricsDiscriminatorColumn").asText());
    types.put(names.get(names.size() - 1), "boolean");

    assertThat(lines.get(0)).isEqualTo(String.join(",", names));
    assertThat(lines).anyMatch(line -> line.endsWith(",FALSE"));
    for (String line : lines.subList(1, lines.size())) {
      List<String> values = values(line);
      assertThat(values).hasSameSizeAs(names);
      for (int i = 0; i < values.size(); i++) {
        if (!values.get(i).isEmpty()) {
          assertThat(values.get(i)).as(names.get(i)).matches(VALUES.get(types.get(names.get(i))));
        }
      }
    }
  }

  /** A value in quotes or without, each after the start or a comma. */
  private static List<String> values(String line) {
    return Pattern.compile("(?:^|,)(?:\"((?:\\\\.|[^\"\\\\])*)\"|([^,]*))")
        .matcher(line)
        .results()
        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
        .toList();
  }

  private static Query query(String instance, String sql, JsonNode workflow) {
    Map<String, String> parameters = new HashMap<>();
    workflow
        .path("inputParameters")
        .forEach(p -> parameters.put(p.path("name").asText(), p.path("defaultValue").asText()));
    return new Query(
        instance,
        sql,
        LocalDateTime.parse("2025-05-01T00:00:00"),
        LocalDateTime.parse("2025-06-01T00:00:00"),
        parameters,
        workflow.path("filteredMetricsDiscriminatorColumn").asText(),
        null,
        null);
  }
}
