package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amcinsights.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real command as a process of its own, stopped from outside in the middle of a step. */
class InterruptedBackfillTest {

  @TempDir private Path home;

  private final AtomicInteger steps = new AtomicInteger();
  private final CountDownLatch second = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/backfill", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  /** Endless steps; the second one that announces is under way when the command is stopped. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      boolean enqueues = Json.read("request", request).path("mode").asText().equals("ENQUEUE");
      int step = enqueues ? steps.incrementAndGet() : 0;
      if (step == 2) {
        second.countDown();
        stopped.await();
      }
      byte[] answer =
          (enqueues
                  ? "{\"looked\": 1, \"enqueued\": 1, \"next\": \"token-%d\"}".formatted(step)
                  : "{\"looked\": 9}")
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void theStepUnderWayEndsAndTheTokenIsTheOneBehindIt() throws Exception {
    FakeLake lake = new FakeLake(home).running(server.getAddress().getPort());
    Process command =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    LakeCommand.class.getName(),
                    "backfill",
                    "--tenant",
                    "acme",
                    "--dir",
                    lake.folder().toString()))
            .redirectErrorStream(true)
            .start();
    assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();

    // Process.destroy would close its output, too.
    command.toHandle().destroy();
    var output = new BufferedReader(new InputStreamReader(command.getInputStream(), UTF_8));
    String heard = output.readLine();
    while (heard != null && !heard.startsWith("Stopping")) {
      heard = output.readLine();
    }
    assertThat(heard).as("an answer to the signal, before the step has ended").isNotNull();
    stopped.countDown();

    String said = output.lines().collect(Collectors.joining("\n"));
    assertThat(command.waitFor()).as(said).isEqualTo(1);
    assertThat(said).contains("--resume token-2").doesNotContain("\tat ");
    assertThat(steps).hasValue(2);
  }
}
