package io.amcinsights.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {

  private static final List<String> ALL =
      List.of(
          "--JOB_ID",
          "j_1",
          "--manifest",
          "s3://stage/loads/t/1/0/manifest.json",
          "--commit-id",
          "db.t/1/0",
          "--result",
          "s3://stage/loads/t/1/0/result.json",
          "--enable-metrics",
          "--execution",
          "b-1",
          "--datasets-table",
          "lake-datasets",
          "--tables-table",
          "lake-tables",
          "--objects-table",
          "lake-objects",
          "--customers-table",
          "lake-customers",
          "--stage-bucket",
          "lake-stage",
          "--catalog-properties",
          "{\"warehouse\":\"s3://analytics\"}");

  @Test
  void namesThatMeanNothingHereAreLeftAside() {
    JobArguments read = JobArguments.of(ALL.toArray(String[]::new));

    assertThat(read.manifest().key()).isEqualTo("loads/t/1/0/manifest.json");
    assertThat(read.execution()).isEqualTo("b-1");
    assertThat(read.catalogProperties()).containsEntry("warehouse", "s3://analytics");
    assertThat(read.sparkMaster()).isEmpty();
  }

  @Test
  void allProblemsAreSaidAtOnce() {
    List<String> some = new ArrayList<>(ALL);
    some.set(some.indexOf("s3://stage/loads/t/1/0/result.json"), "result.json");
    some.addAll(List.of("--engine-memory-mb", "much", "--commit-id", " "));

    assertThatThrownBy(() -> JobArguments.of(some.toArray(String[]::new)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("missing are --commit-id")
        .hasMessageContaining("--result is 'result.json'")
        .hasMessageContaining("--engine-memory-mb is 'much', no number");
  }
}
