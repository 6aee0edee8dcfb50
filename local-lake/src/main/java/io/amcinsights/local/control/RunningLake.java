package io.amcinsights.local.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.operator.Operator;
import io.amcinsights.local.LocalLake;
import io.amcinsights.local.LocalLakeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A local lake with its operator and control endpoint, until somebody stops it. */
public final class RunningLake implements AutoCloseable {

  private final LocalLake lake;
  private final LocalOperator operator;
  private final ControlServer control;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final LakeFile file;

  private RunningLake(LocalLake lake) {
    this.lake = lake;
    this.operator = LocalOperator.of(lake);
    String token = token();
    try {
      this.control =
          ControlServer.start(operator.operator(), token, this::describe, stop::countDown);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the control endpoint", e);
    }
    lake.announce(
        control.port(), token, Map.of("console", "http://127.0.0.1:" + control.port() + "/"));
    this.file = LakeFile.find(lake.config().folder()).orElseThrow();
  }

  /** Starts the lake; it can be reached when this returns. */
  public static RunningLake start(LocalLakeConfig config) {
    // Read once, by the first HttpServer of the process. Without it the second part of an answer
    // waits until the first is acknowledged: 40 ms each.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    LocalLake lake = LocalLake.start(config);
    try {
      return new RunningLake(lake);
    } catch (RuntimeException e) {
      lake.close();
      throw e;
    }
  }

  /** How to reach it. */
  public LakeFile file() {
    return file;
  }

  LocalLake lake() {
    return lake;
  }

  Operator operator() {
    return operator.operator();
  }

  /** Ends {@link #await}. */
  public void stop() {
    stop.countDown();
  }

  /** Returns when somebody asked for the end. */
  public void await() throws InterruptedException {
    stop.await();
  }

  @Override
  public void close() {
    control.close();
    operator.close();
    lake.close();
  }

  private ObjectNode describe() {
    ObjectNode status =
        Json.object()
            .put("running", true)
            .put("dir", lake.config().folder().toString())
            .put("pid", file.pid())
            .put("startedAt", Json.instant(file.startedAt()))
            .put("region", file.region())
            .put("account", file.account());
    ProcessMemory.resident().ifPresent(bytes -> status.put("rssBytes", bytes));
    ProcessMemory.peak().ifPresent(bytes -> status.put("peakRssBytes", bytes));
    ObjectNode endpoints = status.putObject("endpoints");
    file.endpoints().forEach(endpoints::put);
    return status;
  }

  private static String token() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
