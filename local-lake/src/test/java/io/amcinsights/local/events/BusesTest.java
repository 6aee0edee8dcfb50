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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BusesTest {

  private static final Bus HOME = new Bus("000000000000", "us-east-1");
  private static final Bus ABROAD = new Bus("000000000000", "eu-west-1");
  private static final Bus PARTNER = new Bus("111111111111", "us-east-1");
  private static final String INGEST = "arn:aws:sqs:us-east-1:000000000000:ingest";
  private static final String DEAD = "arn:aws:sqs:eu-west-1:000000000000:dead";

  @TempDir private Path folder;

  private final FakeTargets targets = new FakeTargets();
  private EventBus bus;

  @BeforeEach
  void open() {
    bus = open("outbox", Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    bus.close();
  }

  private EventBus open(String file, Duration pause) {
    return new EventBus(folder.resolve(file), targets, new RetryPolicy(4, pause, pause));
  }

  @Test
  void anEventMeetsTheRulesOfItsOwnAccountAndRegionOnly() throws Exception {
    takeIn();
    bus.start();

    bus.publish(event(ABROAD, "abroad"));
    bus.publish(event(PARTNER, "partner"));
    bus.publish(event(HOME, "home"));

    assertThat(targets.next()).isEqualTo("ingest home");
    assertThat(targets.received).isEmpty();
  }

  @Test
  void rulesOfOneNameOnTwoBusesAreTwoRules() throws Exception {
    bus.put(rule(HOME, "r", target(INGEST, null)));
    bus.put(rule(ABROAD, "r", target(DEAD, null)));
    bus.remove(HOME, "r");
    bus.start();

    bus.publish(event(HOME, "home"));
    bus.publish(event(ABROAD, "abroad"));

    assertThat(targets.next()).isEqualTo("dead abroad");
  }

  @Test
  void anEventSentToAnotherRegionSaysWhereItIsFrom() throws Exception {
    takeIn();
    sendHome(ABROAD, null);
    bus.start();

    bus.publish(event(ABROAD, "abroad"));

    assertThat(targets.next()).isEqualTo("ingest abroad");
    assertThat(Json.read("body", targets.bodies.peek())).isEqualTo(event(ABROAD, "abroad"));
  }

  @Test
  void anotherAccountIsLetInByThePolicyOnly() throws Exception {
    takeIn();
    sendHome(PARTNER, DEAD);
    bus.start();
    bus.publish(event(PARTNER, "1"));
    assertThat(targets.next()).isEqualTo("dead 1");

    bus.permit(HOME, "other", allow("222222222222", ""));
    bus.publish(event(PARTNER, "2"));
    assertThat(targets.next()).isEqualTo("dead 2");

    bus.permit(HOME, "partner", allow("arn:aws:iam::111111111111:root", ""));
    bus.publish(event(PARTNER, "3"));
    assertThat(targets.next()).isEqualTo("ingest 3");

    bus.revoke(HOME, "partner");
    bus.publish(event(PARTNER, "4"));
    assertThat(targets.next()).isEqualTo("dead 4");
  }

  @Test
  void aDenialIsStrongerThanAllPermissions() throws Exception {
    takeIn();
    sendHome(PARTNER, DEAD);
    sendHome(ABROAD, DEAD);
    bus.permit(HOME, "all", allow("*", ""));
    bus.permit(HOME, "no", Json.read("s", text("*", "").replace("Allow", "Deny")));
    bus.start();

    bus.publish(event(PARTNER, "1"));
    bus.publish(event(ABROAD, "2"));

    assertThat(List.of(targets.next(), targets.next())).containsExactly("dead 1", "dead 2");
  }

  @Test
  void conditionsOfAStatementAreLookedAt() throws Exception {
    takeIn();
    sendHome(PARTNER, DEAD);
    bus.start();

    for (String condition :
        List.of(
            "'StringEquals':{'events:source':'aws.ec2'}",
            "'ArnLike':{'aws:SourceArn':'arn:aws:events:us-east-1:111111111111:rule/other-*'}",
            "'StringEquals':{'events:source':'aws.s3','aws:PrincipalAccount':'222222222222'}")) {
      bus.permit(HOME, "partner", allow("111111111111", condition));
      bus.publish(event(PARTNER, "no"));
      assertThat(targets.next()).as(condition).isEqualTo("dead no");
    }
    for (String condition :
        List.of(
            "'StringEquals':{'events:source':['aws.ec2','aws.s3']}",
            "'ArnLike':{'aws:SourceArn':'arn:aws:events:us-east-1:111111111111:rule/home-*'}",
            "'StringLike':{'aws:PrincipalArn':'*/sende?'}")) {
      bus.permit(HOME, "partner", allow("111111111111", condition));
      bus.publish(event(PARTNER, "yes"));
      assertThat(targets.next()).as(condition).isEqualTo("ingest yes");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'StringEquals':{'aws:PrincipalOrgID':'o-1'}",
        "'StringNotEquals':{'events:source':'aws.s3'}"
      })
  void aConditionThatNobodyHereDecidesOnIsRefused(String condition) {
    assertThatThrownBy(() -> bus.permit(HOME, "id", allow("*", condition)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not offered locally");
  }

  @Test
  void aStatementAboutAnotherBusIsRefused() {
    assertThatThrownBy(() -> bus.permit(ABROAD, "id", allow("*", "")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("it must be " + ABROAD.arn());
  }

  @Test
  void anEventGoesToOneOtherBusAndNoFurther() throws Exception {
    takeIn();
    sendHome(ABROAD, null);
    bus.put(rule(HOME, "further", target(PARTNER.arn(), DEAD)));
    bus.put(rule(PARTNER, "end", target(INGEST, null)));
    bus.permit(PARTNER, "home", Json.read("s", text("*", "").replace(HOME.arn(), PARTNER.arn())));
    bus.start();

    bus.publish(event(ABROAD, "1"));

    assertThat(List.of(targets.next(), targets.next()))
        .containsExactlyInAnyOrder("ingest 1", "dead 1");
    bus.publish(event(HOME, "2"));
    assertThat(List.of(targets.next(), targets.next())).containsExactly("ingest 2", "ingest 2");
  }

  @Test
  void whatWasSentOnAndNotDeliveredIsDeliveredByTheNextRunOnceAndOnItsBus() throws Exception {
    bus.close();
    bus = open("outbox", Duration.ofHours(1));
    targets.failures.put(INGEST, 1);
    takeIn();
    sendHome(ABROAD, null);
    bus.start();
    bus.publish(event(ABROAD, "1"));
    // From here on it is in the outbox as one of the bus at home.
    targets.awaitTry(INGEST);
    Files.copy(folder.resolve("outbox"), folder.resolve("after"));
    bus.close();

    bus = open("after", Duration.ofMillis(1));
    takeIn();
    sendHome(ABROAD, null);
    bus.start();

    assertThat(targets.next()).isEqualTo("ingest 1");
    bus.publish(event(HOME, "2"));
    assertThat(targets.next()).isEqualTo("ingest 2");
  }

  private void takeIn() {
    bus.put(rule(HOME, "in", target(INGEST, null)));
  }

  private void sendHome(Bus from, @Nullable String deadLetters) {
    bus.put(rule(from, "home-" + from.region(), target(HOME.arn(), deadLetters)));
  }

  private static ObjectNode allow(String principal, String conditions) {
    return (ObjectNode) Json.read("statement", text(principal, conditions));
  }

  private static String text(String principal, String conditions) {
    return """
        {'Sid':'s','Effect':'Allow','Principal':{'AWS':'%s'},'Action':'events:PutEvents',
         'Resource':'%s','Condition':{%s}}"""
        .formatted(principal, HOME.arn(), conditions)
        .replace('\'', '"');
  }

  private static ObjectNode event(Bus from, String key) {
    ObjectNode event =
        Json.object()
            .put("source", "aws.s3")
            .put("account", from.account())
            .put("region", from.region());
    event.putObject("detail").putObject("object").put("key", key);
    return event;
  }

  private static Rules.Rule rule(Bus bus, String name, Rules.Target... targets) {
    return rule(bus, name, "{'source':['aws.s3']}", targets);
  }

  private static Rules.Rule rule(Bus bus, String name, String pattern, Rules.Target... targets) {
    return new Rules.Rule(
        bus, name, Json.read("pattern", pattern.replace('\'', '"')), null, true, List.of(targets));
  }

  private static Rules.Target target(String arn, @Nullable String deadLetters) {
    return new Rules.Target("t", arn, null, deadLetters, "arn:aws:iam::1:role/sender");
  }

  @Test
  void patternsTellAccountsAndRegionsApart() throws Exception {
    sendHome(ABROAD, null);
    sendHome(PARTNER, null);
    bus.permit(HOME, "partner", allow("111111111111", ""));
    bus.put(
        rule(
            HOME,
            "in",
            "{'source':['aws.s3'],'account':['111111111111','000000000000'],"
                + "'region':['eu-west-1','eu-central-1']}",
            target(INGEST, null)));
    bus.put(
        rule(
            HOME,
            "partners",
            "{'account':[{'anything-but':['000000000000']}]}",
            target(DEAD, null)));
    bus.start();

    bus.publish(event(HOME, "home"));
    bus.publish(event(PARTNER, "partner"));
    bus.publish(event(ABROAD, "abroad"));

    assertThat(List.of(targets.next(), targets.next()))
        .containsExactlyInAnyOrder("dead partner", "ingest abroad");
    assertThat(targets.received).isEmpty();
  }

  @Test
  void aBusHasThreeHundredRulesAndNoMore() {
    for (int i = 0; i < 300; i++) {
      bus.put(rule(HOME, "r" + i, target(INGEST, null)));
    }

    assertThatThrownBy(() -> bus.put(rule(HOME, "one-more", target(INGEST, null))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "LimitExceededException: The requested resource exceeds the maximum number allowed");
    bus.put(rule(ABROAD, "another-bus", target(DEAD, null)));
    bus.put(rule(HOME, "r7", target(INGEST, DEAD)));
    bus.remove(HOME, "r7");
    bus.put(rule(HOME, "one-more", target(INGEST, null)));
  }
}
