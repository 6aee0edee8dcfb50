package io.amcinsights.wfm.amc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;

/** A client, a server and a secret. */
abstract class AmcTest {

  static final String NAME = "amc/acme";
  static final AmcInstance ACME = new AmcInstance("amcacme", "ENTITY1", "ATVPDKIKX0DER", NAME);
  static final String EXECUTION =
      "{'workflowExecutionId':'e1','workflowId':'w','status':'PENDING',"
          + "'createTime':'2026-03-01T12:00:01Z'}";
  static final String TOKENS =
      "{'access_token':'Atza|new','token_type':'bearer','expires_in':3600}";

  final FakeAmc amc = new FakeAmc();
  final FakeTime time = new FakeTime();
  final InMemorySecrets secrets = new InMemorySecrets();
  final AmcApi api = client(patience(Duration.ofSeconds(20))).of(ACME);

  AmcTest() {
    secrets.put(NAME, credential("Atza|old", "Atzr|old"));
  }

  static Patience patience(Duration request) {
    return new Patience(
        Duration.ofSeconds(50), request, 8, Duration.ofMillis(250), Duration.ofSeconds(8));
  }

  static Credential credential(String accessToken, String refreshToken) {
    return new Credential("client", "hush-hush", accessToken, refreshToken, "");
  }

  AmcClient client(Patience patience) {
    return client(patience, secrets);
  }

  AmcClient client(Patience patience, Secrets from) {
    return new AmcClient(amc.endpoint(), from, patience, time, time, new SplittableRandom(7));
  }

  static ObjectNode document(String text) {
    return (ObjectNode) Json.read("document", text.replace('\'', '"'));
  }

  @AfterEach
  void everythingPlannedHappened() {
    boolean done = amc.isDone();
    amc.close();
    assertThat(done).as("all answers were asked for").isTrue();
  }
}
