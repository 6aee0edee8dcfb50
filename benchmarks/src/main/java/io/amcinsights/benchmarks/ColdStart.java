package io.amcinsights.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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

  private static final Path HOME = Path.of(System.getProperty("lake.home", "."));
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  @Option(names = "--runs", description = "The least of so many counts. Default: ${DEFAULT-VALUE}.")
  int runs = 3;

  @Option(
      names = "--jdk",
      split = ",",
      description = "NAME=FOLDER of the JDKs. Default: ${DEFAULT-VALUE}.")
  List<String> jdks =
      List.of("17=/usr/lib/jvm/java-17-openjdk-amd64", "25=/usr/lib/jvm/temurin-25-jdk-amd64");

  private record Function(String module, String handler, String event) {

    Path jar() {
      return HOME.resolve(module + "/target/" + module + "-1.0.0-SNAPSHOT-lambda.jar");
    }
  }

  private record Times(double init, double first) {

    Times least(Times other) {
      return init + first <= other.init + other.first ? this : other;
    }
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("lake-cold-");
    try (MeteredLake lake = MeteredLake.start(folder.resolve("lake"))) {
      lake.deliver(
          List.of("workflow=cold/schedule=daily/2026-01-01T00:00:00.000Z-cold.csv"),
          "a,b\n1,2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
          true);
      Map<String, String> environment = lake.environment();
      List<Function> functions = functions(lake.delivered());
      functions.forEach(ColdStart::size);
      System.out.printf(
          "%-16s %-6s %-18s %8s %8s %8s%n",
          "function", "JDK", "classes", "init ms", "first", "sum");
      for (Function function : functions) {
        for (String jdk : jdks) {
          rows(function, jdk, environment, folder);
        }
      }
    } finally {
      Folders.delete(folder);
    }
    return 0;
  }

  /** Events that make each function ask the services, for a file that is loaded already. */
  private static List<Function> functions(JsonNode object) {
    String table = object.path("table").asText();
    String dataset = object.path("dataset").asText();
    ObjectNode message =
        Json.versioned(1)
            .put("dataset", dataset)
            .put("id", object.path("id").asText())
            .put("delivery", object.path("delivery").asText())
            .put("attempt", 1)
            .put("lane", "SMALL");
    ObjectNode transform = Json.object().put("execution", "a-cold");
    transform.set("input", message);
    ObjectNode load = Json.object().put("execution", "b-cold").put("round", 0);
    load.set(
        "input",
        Json.versioned(1).put("dataset", dataset).put("table", table).put("generation", 0));
    ObjectNode event = Json.object();
    event.put("source", "aws.s3").put("detail-type", "Object Created");
    event.put("time", "2026-01-01T00:00:00Z");
    ObjectNode detail = event.putObject("detail");
    detail.putObject("bucket").put("name", object.path("bucket").asText());
    detail
        .putObject("object")
        .put("key", object.path("key").asText())
        .put("size", object.path("bytes").asLong())
        .put("etag", "0")
        .put("sequencer", "00");
    ObjectNode batch = Json.object();
    batch
        .putArray("Records")
        .addObject()
        .put("messageId", "1")
        .put("receiptHandle", "1")
        .put("eventSource", "aws:sqs")
        .put("body", Json.write(event));
    return List.of(
        new Function(
            "lambda-routing", "io.amcinsights.routing.RouteObjectsHandler", Json.write(batch)),
        new Function(
            "lambda-stage-a", "io.amcinsights.stagea.LightTransformHandler", Json.write(transform)),
        new Function("lambda-stage-b", "io.amcinsights.stageb.PlanLoadHandler", Json.write(load)));
  }

  private static void size(Function function) {
    try (ZipFile jar = new ZipFile(function.jar().toFile())) {
      long unzipped = 0;
      for (Enumeration<? extends ZipEntry> it = jar.entries(); it.hasMoreElements(); ) {
        unzipped += it.nextElement().getSize();
      }
      System.out.printf(
          Locale.ROOT,
          "%-16s %.1f MB zipped, %.1f MB unzipped%n",
          function.module(),
          Files.size(function.jar()) / 1e6,
          unzipped / 1e6);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void rows(Function function, String jdk, Map<String, String> environment, Path folder)
      throws Exception {
    String name = jdk.substring(0, jdk.indexOf('='));
    Path java = Path.of(jdk.substring(name.length() + 1)).resolve("bin/java");
    if (!Files.isExecutable(java)) {
      System.out.printf("%-16s %-6s not installed%n", function.module(), name);
      return;
    }
    Path archive = folder.resolve(function.module() + "-" + name);
    row(function, java, name, "default", List.of(), environment);
    run(function, java, List.of("-XX:ArchiveClassesAtExit=" + archive + ".jsa"), environment);
    String cds = "-XX:SharedArchiveFile=" + archive + ".jsa";
    row(function, java, name, "AppCDS archive", List.of(cds), environment);
    if (Integer.parseInt(name) >= 25) {
      run(function, java, List.of("-XX:AOTCacheOutput=" + archive + ".aot"), environment);
      String aot = "-XX:AOTCache=" + archive + ".aot";
      row(function, java, name, "AOT cache", List.of(aot), environment);
    }
  }

  private void row(
      Function function,
      Path java,
      String jdk,
      String what,
      List<String> options,
      Map<String, String> environment)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.add("-XX:TieredStopAtLevel=1");
    Times least = run(function, java, all, environment);
    for (int i = 1; i < runs; i++) {
      least = least.least(run(function, java, all, environment));
    }
    System.out.printf(
        Locale.ROOT,
        "%-16s %-6s %-18s %8.0f %8.0f %8.0f%n",
        function.module(),
        jdk,
        what,
        least.init(),
        least.first(),
        least.init() + least.first());
  }

  private static Times run(
      Function function, Path java, List<String> options, Map<String, String> environment)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx512m"));
    command.addAll(options);
    Path runtime = HOME.resolve("local-lake/target/lambda-runtime");
    command.addAll(
        List.of(
            "-cp",
            function.jar() + File.pathSeparator + runtime.resolve("*"),
            MAIN,
            function.handler() + "::handleRequest"));
    Path log = Files.createTempFile("lake-cold-", ".log");
    try (var api = new RuntimeApi(function.event())) {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      builder.environment().put("LAMBDA_TASK_ROOT", String.valueOf(log.getParent()));
      long begin = System.nanoTime();
      Process process = builder.start();
      try {
        String answer = api.answer().get(60, TimeUnit.SECONDS);
        if (answer.startsWith("error")) {
          throw new IllegalStateException(function.handler() + " failed: " + answer);
        }
        long ready = api.ready().get();
        return new Times((ready - begin) / 1e6, (api.answered().get() - ready) / 1e6);
      } catch (java.util.concurrent.TimeoutException e) {
        throw new IllegalStateException(
            function.handler() + " did not answer:\n" + Files.readString(log), e);
      } finally {
        // An orderly end: that is when archives are written.
        process.destroy();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        Files.deleteIfExists(log);
      }
    }
  }
}
