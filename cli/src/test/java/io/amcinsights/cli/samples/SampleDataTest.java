package io.amcinsights.cli.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleDataTest {

  private static final Path SAMPLES = Path.of("..", "samples");

  @Test
  void makesTheBytesThatAreCheckedIn() throws IOException {
    for (SampleFile file : SampleData.files()) {
      assertThat(SAMPLES.resolve(file.path())).hasBinaryContent(file.content());
    }
    for (Map.Entry<String, String> tenant : SampleData.tenants().entrySet()) {
      assertThat(SAMPLES.resolve("tenants").resolve(tenant.getKey()))
          .hasBinaryContent(tenant.getValue().getBytes(UTF_8));
    }
  }

  @Test
  void knowsEveryFileThatIsCheckedIn() throws IOException {
    var known = new TreeSet<String>();
    SampleData.files().forEach(file -> known.add(file.path()));
    SampleData.tenants().keySet().forEach(name -> known.add("tenants/" + name));

    assertThat(paths()).containsExactlyElementsOf(known);
  }

  @Test
  void staysUnderOneMegabyteOfAmcResults() {
    int bytes =
        SampleData.files().stream()
            .filter(file -> file.folder().equals("amc"))
            .mapToInt(file -> file.content().length)
            .sum();

    assertThat(bytes).isLessThan(1_000_000);
  }

  @Test
  void keepsTheSameHeaderWithinATableButForTheLateColumn() {
    var headers = new TreeMap<String, TreeSet<String>>();
    SampleData.files().stream()
        .filter(file -> file.table() != null)
        .forEach(
            file ->
                headers
                    .computeIfAbsent(file.table(), table -> new TreeSet<>())
                    .add(String.join(",", file.columns())));

    assertThat(headers).hasSize(14);
    headers.forEach(
        (table, found) ->
            assertThat(found).as(table).hasSize(table.contains("performance") ? 2 : 1));
  }

  @Test
  void showsEveryOutcomeAnOperatorMeets() {
    assertThat(SampleData.states()).containsOnlyKeys("COMMITTED", "QUARANTINED", "SKIPPED");
  }

  private static List<String> paths() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> SAMPLES.relativize(file).toString())
          .filter(file -> !file.endsWith(".md"))
          .filter(file -> !file.startsWith("library"))
          .sorted()
          .toList();
    }
  }
}
