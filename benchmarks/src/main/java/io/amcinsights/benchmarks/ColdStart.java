package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From a fresh JVM to the first answer of each deployed jar, through the Lambda Runtime API. */
@Command(
    name = "cold",
    mixinStandardHelpOptions = true,
    description =
        "Starts each function's jar in fresh JVMs against a local lake: initialisation, first"
            + " invocation, jar sizes.")
final class ColdStart implements Callable<Integer> {

  private static final int KNOWS_AOT_CACHES = 25;

  @Option(names = "--runs", description = "The least of so many counts. Default: ${DEFAULT-VALUE}.")
  int runs = 3;

  @Option(
      names = "--jdk",
      split = ",",
      description = "NAME=FOLDER of the JDKs. Default: ${DEFAULT-VALUE}.")
  List<String> jdks =
      List.of("17=/usr/lib/jvm/java-17-openjdk-amd64", "25=/usr/lib/jvm/temurin-25-jdk-amd64");

  @Option(
      names = "--jar",
      split = ",",
      description = "Of these modules only, lambda-stage-a for example. Default: all.")
  List<String> jars = List.of();

  @Option(
      names = "--limit",
      description =
          "Seconds for a start with its answer, and for an end, in which archives are written."
              + " Default: ${DEFAULT-VALUE}.")
  int limit = 600;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("lake-cold-");
    Progress progress = new Progress("cold");
    try (MeteredLake lake = MeteredLake.start(folder.resolve("lake"))) {
      lake.deliver(
          List.of("workflow=cold/schedule=daily/2026-01-01T00:00:00.000Z-cold.csv"),
          "a,b\n1,2\n".getBytes(UTF_8),
          true);
      List<ColdFunction> functions =
          ColdFunction.of(lake.delivered()).stream()
              .filter(it -> jars.isEmpty() || jars.contains(it.module()))
              .toList();
      sizes(functions);
      Tables.head("jar", "JDK", "classes from", "start", "first answer", "together");
      for (ColdFunction function : functions) {
        for (String jdk : jdks) {
          rows(function, jdk, lake.environment(), folder, progress);
        }
      }
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  private static void sizes(List<ColdFunction> functions) throws Exception {
    Tables.head("jar", "zipped", "unzipped");
    for (ColdFunction function : functions) {
      Tables.row(function.module(), function.zipped(), function.unzipped());
    }
    System.out.println();
  }

  private void rows(
      ColdFunction function,
      String jdk,
      Map<String, String> environment,
      Path folder,
      Progress progress)
      throws Exception {
    String name = jdk.substring(0, jdk.indexOf('='));
    Path java = Path.of(jdk.substring(name.length() + 1)).resolve("bin/java");
    if (!Files.isExecutable(java)) {
      Tables.row(function.module(), name, "", "not installed", "", "");
      return;
    }
    var run = new ColdRun(function, java, environment, Duration.ofSeconds(limit));
    Path archive = folder.resolve(function.module() + "-" + name);
    row(run, name, "the jar", List.of(), progress);
    archived(
        run,
        name,
        "AppCDS archive",
        "-XX:ArchiveClassesAtExit=" + archive + ".jsa",
        "-XX:SharedArchiveFile=" + archive + ".jsa",
        progress);
    if (Integer.parseInt(name) >= KNOWS_AOT_CACHES) {
      archived(
          run,
          name,
          "AOT cache",
          "-XX:AOTCacheOutput=" + archive + ".aot",
          "-XX:AOTCache=" + archive + ".aot",
          progress);
    }
  }

  /** An archive that cannot be written costs its own row only. */
  private void archived(
      ColdRun run, String jdk, String what, String write, String read, Progress progress)
      throws Exception {
    try {
      progress.says("%s, JDK %s: writing the %s".formatted(run.function().module(), jdk, what));
      run.run(List.of(write));
    } catch (IllegalStateException e) {
      progress.ends();
      System.err.println(e.getMessage());
      Tables.row(run.function().module(), jdk, what, "not written", "", "");
      return;
    }
    row(run, jdk, what, List.of(read), progress);
  }

  private void row(ColdRun run, String jdk, String what, List<String> options, Progress progress)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-XX:TieredStopAtLevel=1");
    ColdRun.Times least = run.run(all);
    for (int i = 1; i < runs; i++) {
      progress.says(
          "%s, JDK %s, %s: run %d of %d"
              .formatted(run.function().module(), jdk, what, i + 1, runs));
      least = least.least(run.run(all));
    }
    progress.ends();
    Tables.row(
        run.function().module(),
        jdk,
        what,
        millis(least.init()),
        millis(least.first()),
        millis(least.sum()));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%,.0f ms", value);
  }
}
