package io.amcinsights.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.transform.LightTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/transforms.md shows is what the build compiles and runs. */
class TransformsDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/transforms.md");
  private static final Path SOURCES = Path.of("src/test/java/io/amcinsights/example");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsCodeIsTheCodeOfTheExample() throws IOException {
    List<String> blocks =
        JAVA.matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();

    assertThat(blocks)
        .containsExactly(
            Files.readString(SOURCES.resolve("PartnerCostTransform.java")),
            Files.readString(SOURCES.resolve("PartnerCostTransformTest.java")));
  }

  @Test
  void theExampleIsFoundByItsServiceFile() throws IOException {
    assertThat(Files.readString(DOCUMENT))
        .contains(
            Files.readString(
                Path.of("src/test/resources/META-INF/services", LightTransform.class.getName())));
    assertThat(ServiceLoader.load(LightTransform.class))
        .extracting(LightTransform::name)
        .contains("amc-csv", "json-report", "partner-cost");
  }

  @Test
  void configurationKnowsWhatTheLakeBringsAlong() throws IOException {
    List<String> classes =
        Files.readAllLines(
            Path.of("src/main/resources/META-INF/services", LightTransform.class.getName()));

    assertThat(ServiceLoader.load(LightTransform.class))
        .filteredOn(it -> classes.contains(it.getClass().getName()))
        .hasSize(classes.size())
        .extracting(LightTransform::name)
        .containsExactlyInAnyOrderElementsOf(LightTransform.BUILT_IN);
  }
}
