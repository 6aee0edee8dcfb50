package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir Path home;
  private FakeLake lake;

  @BeforeEach
  void prepare() {
    lake = new FakeLake(home);
  }

  @Test
  void problemsAreExitCodeOneAndEveryFindingHasItsFieldsInJson() throws IOException {
    assertThat(lake.run("doctor", "--local", "--json", "--profile", "p", "--region", "eu-west-1"))
        .isEqualTo(1);

    var names = new ArrayList<String>();
    for (JsonNode it : lake.json()) {
      assertThat(it.fieldNames())
          .toIterable()
          .containsExactly("check", "status", "found", "remedy");
      names.add(it.path("check").asText());
    }
    assertThat(names)
        .containsExactly("Java", "Maven", "Node", "cdk", "datasets", "jars", "templates");
    assertThat(lake.json().at("/5/status").asText()).isEqualTo("PROBLEM");
    assertThat(lake.err()).isEmpty();
  }

  @Test
  void printsALineForEachFindingWithItsRemedy() {
    assertThat(lake.run("doctor", "--local")).isEqualTo(1);

    assertThat(lake.out())
        .containsPattern("OK       datasets +1 pipelines and 1 datasets of amclake-dev\n")
        .containsPattern("PROBLEM  jars +none of glue-jobs -> mvn -q -Pquick package\n");
    assertThat(lake.err()).contains("2 problems");
  }

  @Test
  void saysInItsHelpWhichAccountItLooksAt() {
    assertThat(lake.run("doctor", "--help")).isZero();

    assertThat(lake.out()).contains("--profile", "--region", "--local", "--installation");
  }
}
