package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandTest {

  private static final String GOOD =
      """
      {"pipelines": [{"team": "shop", "pipeline": "ads"}],
       "datasets": [{"team": "shop", "pipeline": "ads", "dataset": "clicks"}],
       "lakeFormation": {"readers": [{"principal": "arn:aws:iam::111122223333:role/analyst",
         "team": "shop", "dataset": "clicks", "tenants": ["acme"]}]}}
      """;

  private static final String BAD =
      """
      {"pipelines": [{"team": "shop", "pipeline": "ads"}],
       "datasets": [{"team": "shop", "pipeline": "other", "dataset": "clicks"},
                    {"team": "shop", "pipeline": "third", "dataset": "views"}]}
      """;

  @TempDir Path home;
  private FakeLake lake;

  @BeforeEach
  void prepare() {
    lake = new FakeLake(home);
  }

  @Test
  void saysWhatItWouldDeploy() throws IOException {
    write("mine.json", GOOD);

    assertThat(lake.run("dataset", "validate", "mine.json")).isZero();

    assertThat(lake.out())
        .contains("amclake-dev-shop-ads-pipeline", "amclake-dev-shop-clicks-dataset")
        .contains("shop_clicks", "role/analyst", "acme");
  }

  @Test
  void namesOfAnotherInstallationCarryItsPrefix() throws IOException {
    write("mine.json", GOOD);

    int code =
        lake.run(
            "dataset",
            "validate",
            "mine.json",
            "--installation",
            "second",
            "--environment",
            "prod",
            "--json");

    assertThat(code).isZero();
    assertThat(lake.json().path("valid").asBoolean()).isTrue();
    assertThat(lake.json().at("/datasets/0/database").asText())
        .isEqualTo("second_prod_shop_clicks");
    assertThat(lake.json().at("/pipelines/0/stack").asText())
        .isEqualTo("second-prod-shop-ads-pipeline");
    assertThat(lake.json().at("/readers/0/tenants/0").asText()).isEqualTo("acme");
  }

  @Test
  void saysEveryProblemAtOnce() throws IOException {
    write("mine.json", BAD);

    assertThat(lake.run("dataset", "validate", "mine.json")).isEqualTo(1);

    assertThat(lake.err())
        .contains("mine.json", "datasets[0].pipeline is 'other'", "datasets[1].pipeline is 'third'")
        .contains("add it to pipelines");
    assertThat(lake.out()).isEmpty();
  }

  @Test
  void saysProblemsInJsonToo() throws IOException {
    write("mine.json", BAD);

    assertThat(lake.run("dataset", "validate", "mine.json", "--json")).isEqualTo(1);

    assertThat(lake.json().path("valid").asBoolean(true)).isFalse();
    assertThat(lake.json().path("message").asText()).contains("'other'", "'third'");
    assertThat(lake.json().at("/problems/0").asText())
        .startsWith("datasets[0].pipeline is 'other'");
  }

  @Test
  void checksTheFileThatIsDeployedWhenNoneIsNamed() throws IOException {
    write("infra/datasets_parameters.json", BAD);

    assertThat(lake.run("dataset", "validate")).isEqualTo(1);

    assertThat(lake.err()).contains("datasets[1].pipeline is 'third'");
  }

  @Test
  void aNamedFileThatIsMissingIsNoDemo() {
    assertThat(lake.run("dataset", "validate", "typo.json")).isEqualTo(1);

    assertThat(lake.err()).contains("There is no file", "typo.json");
  }

  @Test
  void refusesAnInstallationThatCannotBeAName() throws IOException {
    write("mine.json", GOOD);

    assertThat(lake.run("dataset", "validate", "mine.json", "--installation", "My_Lake"))
        .isEqualTo(1);

    assertThat(lake.err()).contains("The installation is 'My_Lake'");
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
