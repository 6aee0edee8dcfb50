package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeterministicSourceTest {

  /** The order of these is salted per JVM or follows hashes, and would reach the templates. */
  private static final Pattern UNORDERED =
      Pattern.compile(
          "\\b(Map\\.(of|ofEntries|copyOf)|Set\\.(of|copyOf)|HashMap|HashSet|toMap|toSet"
              + "|groupingBy)\\b");

  /** What depends on when and where synthesis runs. */
  private static final Pattern CIRCUMSTANCES =
      Pattern.compile("\\b(Instant\\.now|UUID|System\\.currentTimeMillis|LocalDate\\.now)\\b");

  /** Constructs that bring a function of their own, in Python or JavaScript. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "eventBridgeEnabled\\(true\\)\\s*\\.build\\(\\)\\s*;|autoDeleteObjects|BucketDeployment"
              + "|LogRetention\\b|AwsCustomResource|crossRegionReferences|extends Stage\\b");

  @Test
  void nothingUnorderedTimedOrForeignReachesATemplate() throws IOException {
    List<String> offences = new ArrayList<>();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    for (Path source : sources) {
      for (String line : Files.readAllLines(source)) {
        boolean comment = line.strip().startsWith("*") || line.strip().startsWith("/");
        for (Pattern banned : List.of(UNORDERED, CIRCUMSTANCES, FOREIGN)) {
          if (!comment && banned.matcher(line).find()) {
            offences.add(source.getFileName() + ": " + line.strip());
          }
        }
      }
    }
    assertThat(sources).hasSizeGreaterThan(15);
    assertThat(offences).isEmpty();
  }
}
