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
    assertThat(new FakeLake(home).run("deploy")).isEqualTo(7);
    assertThat(called()).isEqualTo("deploy --all");

    assertThat(new FakeLake(home).run("diff")).isEqualTo(7);
    assertThat(called()).isEqualTo("diff");
  }

  @Test
  void passesOnWhatIsSaid() throws IOException {
    assertThat(new FakeLake(home).run("deploy", "--", "amclake-dev-foundation", "--ci"))
        .isEqualTo(7);

    assertThat(called()).isEqualTo("deploy amclake-dev-foundation --ci");
  }

  private String called() throws IOException {
    return Files.readString(infra.resolve("called")).strip();
  }
}
