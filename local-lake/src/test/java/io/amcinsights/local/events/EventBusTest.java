package io.amcinsights.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class EventBusTest {

  private static final String INGEST = "arn:aws:sqs:us-east-1:000000000000:ingest";
  private static final String DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:f";
  private static final Bus HOME = new Bus("000000000000", "us-east-1");
  private static final RetryPolicy FAST =
      new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(5));

  @TempDir private Path folder;

  private final FakeTargets targets = new FakeTargets();

  @Test
  void anEventReachesTheTargetsOfMatchingRulesOnly() throws Exception {
    try (EventBus bus = open("outbox")) {
      bus.put(rule("match", "{\"source\":[\"aws.s3\"]}", target(INGEST, null)));
      bus.put(rule("other", "{\"source\":[\"aws.ec2\"]}", target(DEAD, null)));
      bus.put(
          rule(
              "function",
              "{\"detail\":{\"object\":{\"key\":[{\"prefix\":\"a/\"}]}}}",
              target(FUNCTION, null)));
      bus.start();
      bus.publish(event("a/1"));

      assertThat(List.of(targets.next(), targets.next()))
          .containsExactlyInAnyOrder("ingest a/1", "f a/1");
      assertThat(targets.received).isEmpty();
    }
  }

  @Test
  void whatWasAcceptedAndNotDispatchedIsDeliveredByTheNextRun() throws Exception {
    try (EventBus killed = open("outbox")) {
      killed.publish(event("1"));
      killed.publish(event("2"));
      Files.copy(folder.resolve("outbox"), folder.resolve("after"));
    }
    try (EventBus bus = open("after")) {
      bus.put(rule("all", "{\"source\":[\"aws.s3\"]}", target(INGEST, null)));
      assertThat(bus.isIdle()).isFalse();
      bus.start();

      assertThat(List.of(targets.next(), targets.next())).containsExactly("ingest 1", "ingest 2");
    }
    try (EventBus bus = open("after")) {
      assertThat(bus.isIdle()).isTrue();
    }
  }

  @Test
  void aFailingTargetIsTriedAgainAndDoesNotHoldUpOthers() throws Exception {
    targets.failures.put(INGEST, 2);
    try (EventBus bus = open("outbox")) {
      bus.put(
          rule("all", "{\"source\":[\"aws.s3\"]}", target(INGEST, DEAD), target(FUNCTION, null)));
      bus.start();
      bus.publish(event("1"));

      assertThat(List.of(targets.next(), targets.next()))
          .containsExactlyInAnyOrder("f 1", "ingest 1");
    }
  }

  @Test
  void aTargetThatKeepsFailingLosesItsEventToTheDeadLetterQueue() throws Exception {
    targets.failures.put(INGEST, 1000);
    try (EventBus bus = open("outbox")) {
      bus.put(rule("all", "{\"source\":[\"aws.s3\"]}", target(INGEST, DEAD)));
      bus.start();
      bus.publish(event("1"));

      assertThat(targets.next()).isEqualTo("dead 1");
      assertThat(targets.tries(INGEST)).isEqualTo(4);
    }
  }

  @Test
  void aMissingQueueLosesItsEventAtOnce() throws Exception {
    targets.gone.add(INGEST);
    try (EventBus bus = open("outbox")) {
      bus.put(rule("all", "{\"source\":[\"aws.s3\"]}", target(INGEST, DEAD)));
      bus.start();
      bus.publish(event("1"));

      assertThat(targets.next()).isEqualTo("dead 1");
      assertThat(targets.tries(INGEST)).isEqualTo(1);
    }
  }

  @Test
  void aFunctionThatThrowsIsInvokedThreeTimes() throws Exception {
    targets.failures.put(FUNCTION, 1000);
    try (EventBus bus = open("outbox")) {
      bus.put(rule("all", "{\"source\":[\"aws.s3\"]}", target(FUNCTION, DEAD)));
      bus.start();
      bus.publish(event("1"));

      assertThat(targets.next()).isEqualTo("dead 1");
      assertThat(targets.tries(FUNCTION)).isEqualTo(3);
    }
  }

  @Test
  void aReplacedRuleMatchesByItsNewPattern() throws Exception {
    try (EventBus bus = open("outbox")) {
      bus.put(rule("r", "{\"source\":[\"aws.s3\"]}", target(DEAD, null)));
      bus.put(rule("r", "{\"source\":[\"aws.ec2\"]}", target(DEAD, null)));
      bus.put(rule("all", "{\"source\":[\"aws.s3\"]}", target(INGEST, null)));
      bus.start();
      bus.publish(event("1"));
      bus.publish(event("2"));

      assertThat(List.of(targets.next(), targets.next())).containsExactly("ingest 1", "ingest 2");
    }
  }

  @Test
  void anInvalidPatternIsRefusedWithTheMatchersOwnWords() {
    try (EventBus bus = open("outbox")) {
      assertThatThrownBy(() -> bus.put(rule("bad", "{\"source\":\"aws.s3\"}")))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("Rule bad has an invalid event pattern")
          .hasMessageContaining("must be an object or an array");
    }
  }

  @Test
  void aScheduleInvokesItsTargetWithItsInput() throws Exception {
    try (EventBus bus = open("outbox")) {
      bus.put(
          new Rules.Rule(
              HOME,
              "tick",
              null,
              Duration.ofMillis(20),
              true,
              List.of(
                  new Rules.Target("t", FUNCTION, Json.object().put("key", "input"), null, null))));
      bus.start();

      assertThat(targets.next()).isEqualTo("f {\"key\":\"input\"}");
      assertThat(targets.next()).isEqualTo("f {\"key\":\"input\"}");
    }
  }

  @Test
  void manyEventsCostLittle() throws Exception {
    try (EventBus bus = open("outbox")) {
      bus.put(rule("all", "{\"source\":[\"aws.s3\"]}", target(INGEST, null)));
      bus.start();
      for (int i = 0; i < 500; i++) {
        bus.publish(event("k" + i));
      }
      for (int i = 0; i < 500; i++) {
        assertThat(targets.next()).isEqualTo("ingest k" + i);
      }
    }
  }

  private EventBus open(String file) {
    return new EventBus(folder.resolve(file), targets, FAST);
  }

  private static ObjectNode event(String key) {
    ObjectNode event =
        Json.object()
            .put("source", "aws.s3")
            .put("detail-type", "Object Created")
            .put("account", HOME.account())
            .put("region", HOME.region());
    event.putObject("detail").putObject("object").put("key", key);
    return event;
  }

  private static Rules.Rule rule(String name, String pattern, Rules.Target... targets) {
    return new Rules.Rule(HOME, name, Json.read("pattern", pattern), null, true, List.of(targets));
  }

  private static Rules.Target target(String arn, String deadLetters) {
    return new Rules.Target(Targets.nameOf(arn), arn, null, deadLetters, null);
  }
}
