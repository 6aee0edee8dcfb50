package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In front of a script that writes down what it was called with. */
class CdkCommandTest {

  @TempDir Path home;
  private Path infra;

  @BeforeEach
  void prepare() throws IOException {
    infra = home.resolve("infra");
    Path cdk = infra.resolve("node_modules/.bin/cdk");
    Files.createDirectories(cdk.getParent());
    Files.writeString(cdk, "#!/bin/sh\necho \"$@\" > called\nexit 7\n");
    assertThat(cdk.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void meansEveryStackWhenNoneIsNamed() throws IOException {
    assertThat(new FakeLake(home).run("deploy", "--skip-doctor")).isEqualTo(7);
    assertThat(called()).isEqualTo("deploy --outputs-file target/outputs.json --all");

    assertThat(new FakeLake(home).run("diff")).isEqualTo(7);
    assertThat(called()).isEqualTo("diff");
  }

  @Test
  void passesOnWhatIsSaid() throws IOException {
    assertThat(new FakeLake(home).run("diff", "--", "amclake-dev-foundation", "--ci")).isEqualTo(7);

    assertThat(called()).isEqualTo("diff amclake-dev-foundation --ci");
  }

  @Test
  void namesInstallationAndAccount() throws IOException {
    assertThat(
            new FakeLake(home)
                .run("diff", "--installation", "agency", "--environment", "prod", "--profile", "p"))
        .isEqualTo(7);

    assertThat(called()).isEqualTo("diff -c installation=agency -c environment=prod --profile p");
  }

  @Test
  void deploysNothingWhileDoctorFindsAProblem() {
    FakeLake lake = new FakeLake(home);

    assertThat(lake.run("deploy")).isEqualTo(1);

    assertThat(lake.out()).contains("PROBLEM");
    assertThat(lake.err()).contains("Not deployed", "--skip-doctor");
    assertThat(infra.resolve("called")).doesNotExist();
  }

  @Test
  void showsWhatStacksSayOnceTheyAreDeployed() throws IOException {
    Files.writeString(
        infra.resolve("node_modules/.bin/cdk"),
        """
        #!/bin/sh
        mkdir -p target
        echo '{"p-foundation": {"RawBucket": "p-raw", "ExportsOutputRef": "x"}}' > target/outputs.json
        """);
    FakeLake lake = new FakeLake(home);

    assertThat(lake.run("deploy", "--skip-doctor")).isZero();

    assertThat(lake.out()).contains("p-foundation", "RawBucket", "p-raw").doesNotContain("Exports");
  }

  private String called() throws IOException {
    return Files.readString(infra.resolve("called")).strip();
  }
}
