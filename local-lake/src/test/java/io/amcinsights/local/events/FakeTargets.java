package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import io.amcinsights.local.lambda.Functions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Targets that keep what they get, or fail as they are told. */
final class FakeTargets implements Targets {

  final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  final Map<String, Integer> failures = new HashMap<>();
  final List<String> gone = new java.util.concurrent.CopyOnWriteArrayList<>();
  final Queue<String> bodies = new ConcurrentLinkedQueue<>();
  private final Queue<String> tried = new ConcurrentLinkedQueue<>();

  String next() throws InterruptedException {
    return received.poll(20, TimeUnit.SECONDS);
  }

  long tries(String arn) {
    return tried.stream().filter(arn::equals).count();
  }

  /** Returns when somebody has tried to send there. */
  synchronized void awaitTry(String arn) throws InterruptedException {
    while (!tried.contains(arn)) {
      wait();
    }
  }

  private synchronized void tried(String arn) {
    tried.add(arn);
    notifyAll();
  }

  @Override
  public boolean isQueue(String arn) {
    return arn.startsWith("arn:aws:sqs:");
  }

  @Override
  public Map<String, String> send(String queueArn, Map<String, String> bodies) {
    tried(queueArn);
    if (gone.contains(queueArn)) {
      throw new GoneException("gone", null);
    }
    if (fails(queueArn)) {
      throw new IllegalStateException("no answer");
    }
    this.bodies.addAll(bodies.values());
    bodies.values().forEach(body -> received.add(Targets.nameOf(queueArn) + " " + key(body)));
    return Map.of();
  }

  @Override
  public void invoke(String functionArn, String payload) {
    tried(functionArn);
    if (fails(functionArn)) {
      throw new Functions.FunctionError("java.lang.IllegalStateException", "broken", null);
    }
    received.add(Targets.nameOf(functionArn) + " " + key(payload));
  }

  private synchronized boolean fails(String arn) {
    return failures.merge(arn, -1, Integer::sum) >= 0;
  }

  private static String key(String body) {
    JsonNode key = Json.read("body", body).at("/detail/object/key");
    return key.isTextual() ? key.asText() : body;
  }
}
