package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The app as the build and the CDK command line run it: in a JVM of its own. */
class LakeAppIT {

  private static final long SECONDS = 240;

  @TempDir Path folder;

  @Test
  void twoVirtualMachinesInTwoFoldersWriteTheSameBytes() throws Exception {
    Checkout one = Checkout.in(folder.resolve("one"), Checkout.PARAMETERS);
    Checkout other = Checkout.in(folder.resolve("another/with a blank"), Checkout.PARAMETERS);
    assertThat(run(one)).isEqualTo(new Exit(0, ""));
    assertThat(run(other)).isEqualTo(new Exit(0, ""));
    Map<String, byte[]> files = files(one.output());
    assertThat(files)
        .containsKeys(
            "manifest.json",
            "amclake-dev-tenant.template.json",
            "amclake-dev-tenant-away.template.json",
            "amclake-dev-tenant-partner.template.json",
            "amclake-dev-region.template.json",
            "amclake-dev-rules.template.json");
    assertThat(files.keySet()).filteredOn(name -> name.endsWith(".jar")).hasSize(5);
    Map<String, byte[]> others = files(other.output());
    assertThat(others.keySet()).isEqualTo(files.keySet());
    files.forEach((name, bytes) -> assertThat(others.get(name)).as(name).isEqualTo(bytes));
  }

  @Test
  void wrongParametersAreToldInWordsAllAtOnceWithoutAStackTrace() throws Exception {
    Checkout checkout =
        Checkout.in(
            folder,
            """
            {"pipelines": [{"team": "demoteam", "pipeline": "adtech"}],
             "datasets": [{"team": "demoteam", "pipeline": "adtec", "dataset": "Amc Data"},
                          {"team": "demoteam", "pipelin": "adtech", "dataset": "x"}]}
            """);
    Exit exit = run(checkout);
    assertThat(exit.code()).isEqualTo(1);
    assertThat(exit.said())
        .contains("datasets_parameters.json")
        .contains("datasets[0]")
        .contains("Amc Data")
        .contains("datasets[1]")
        .contains("pipelin")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
    assertThat(checkout.output()).doesNotExist();
  }

  @Test
  void functionsThatWereNotPackagedAreToldWithTheCommandThatHelps() throws Exception {
    Checkout checkout = Checkout.in(folder, Checkout.PARAMETERS);
    Files.delete(folder.resolve("lambda-routing/target/lambda-routing-1.0-lambda.jar"));
    Exit exit = run(checkout);
    assertThat(exit.code()).isEqualTo(1);
    assertThat(exit.said()).contains("run 'mvn package'").doesNotContain("\tat ");
  }

  private record Exit(int code, String said) {}

  private static Exit run(Checkout checkout) throws IOException, InterruptedException {
    Path said = Files.createTempFile("synthesis", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                absolute(System.getProperty("java.class.path")),
                LakeApp.class.getName())
            .directory(checkout.infra().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20");
    Process process = builder.start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return new Exit(process.exitValue(), Files.readString(said));
  }

  private static String absolute(String classPath) {
    return String.join(
        java.io.File.pathSeparator,
        Stream.of(classPath.split(java.io.File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    List<Path> all;
    try (Stream<Path> found = Files.walk(folder)) {
      all = found.filter(Files::isRegularFile).toList();
    }
    for (Path file : all) {
      files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
    }
    return files;
  }
}
