package io.amcinsights.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.LocalLakeConfig;
import io.amcinsights.local.control.LakeFile;
import io.amcinsights.local.control.RunningLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The process of a running lake. */
final class ServerMain {

  private static final String ACCOUNT = "000000000000";
  private static final String REGION = "us-east-1";

  private ServerMain() {}

  /** Arguments: the checkout, the lake's folder, and optionally a configuration file. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var surroundings =
        new Surroundings(Path.of(arguments[0]), Path.of("").toAbsolutePath(), System.getenv());
    Path config = arguments.length > 2 ? Path.of(arguments[2]) : null;
    System.exit(
        run(surroundings, new LakeFolder(Path.of(arguments[1])), config, lake -> {}, () -> {}));
  }

  /**
   * Runs until it is told to stop, by the control endpoint or by a signal.
   *
   * @param ready told how to reach the lake once it is there
   * @param ended run when it has stopped
   */
  static int run(
      Surroundings surroundings,
      LakeFolder folder,
      @Nullable Path config,
      Consumer<LakeFile> ready,
      Runnable ended)
      throws IOException, InterruptedException {
    // Read by log4j2.xml: a lake tells what it does, a command only what goes wrong.
    System.setProperty("lake.log.level", "info");
    // DynamoDB Local would write to the working folder and tell Amazon.
    System.setProperty("DDB_LOCAL_TELEMETRY", "0");
    var closed = new CountDownLatch(1);
    try (RunningLake lake = RunningLake.start(settings(surroundings, folder, config))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(lake, closed)));
      ready.accept(lake.file());
      lake.await();
    } finally {
      ended.run();
      closed.countDown();
    }
    return CommandFailure.DONE;
  }

  /** A signal ends the process when its hooks return: not before everything is closed. */
  private static void stopAndWait(RunningLake lake, CountDownLatch closed) {
    lake.stop();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LocalLakeConfig settings(
      Surroundings surroundings, LakeFolder folder, @Nullable Path config) throws IOException {
    Path assembly = surroundings.home().resolve("infra").resolve("target").resolve("cdk.out");
    return new LocalLakeConfig(folder.path(), assembly, ACCOUNT, REGION, ports(config));
  }

  private static LocalLakeConfig.Ports ports(@Nullable Path config) throws IOException {
    if (config == null) {
      return LocalLakeConfig.Ports.ANY;
    }
    JsonNode ports = Json.read(config.toString(), Files.readString(config)).path("ports");
    return new LocalLakeConfig.Ports(
        ports.path("s3").asInt(0), ports.path("dynamodb").asInt(0), ports.path("sqs").asInt(0));
  }
}
