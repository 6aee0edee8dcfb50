package io.amcinsights.wfm.amc;

import static io.amcinsights.wfm.amc.FakeAmc.json;
import static io.amcinsights.wfm.amc.FakeAmc.lost;
import static io.amcinsights.wfm.amc.FakeAmc.raw;
import static io.amcinsights.wfm.amc.FakeAmc.then;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.error.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest extends AmcTest {

  private Credential stored() {
    return secrets.find(NAME).orElseThrow();
  }

  private String bearer(int call) {
    return amc.calls.get(call).header("Authorization");
  }

  @Nested
  class Renewing {

    /** D-33: a token that ended answers 403 as well, and only 401 was renewed. */
    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTokenThatIsRefusedIsRenewedOnce(int status) {
      amc.answers(json(status, "{}"), json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(api.execution("e1")).isPresent();

      assertThat(bearer(1)).isEqualTo("Bearer Atza|new");
      assertThat(stored().accessToken()).isEqualTo("Atza|new");
      FakeAmc.Seen login = amc.logins.get(0);
      assertThat(login.method()).isEqualTo("POST");
      assertThat(login.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
      assertThat(login.body())
          .isEqualTo(
              "client_id=client&client_secret=hush-hush&grant_type=refresh_token"
                  + "&refresh_token=Atzr%7Cold");
    }

    /** D-40: the new refresh token was thrown away. */
    @Test
    void theRefreshTokenOfTheAnswerIsKept() {
      amc.answers(json(401, "{}"), json(200, EXECUTION));
      amc.answersLogin(json(200, "{'access_token':'Atza|new','refresh_token':'Atzr|new'}"));

      assertThat(api.execution("e1")).isPresent();

      assertThat(stored().refreshToken()).isEqualTo("Atzr|new");
    }

    @Test
    void anAnswerWithoutARefreshTokenLeavesTheOldOne() {
      amc.answers(json(401, "{}"), json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(api.execution("e1")).isPresent();

      assertThat(stored().refreshToken()).isEqualTo("Atzr|old");
    }

    @Test
    void aSecretThatHasNoTokenYetGetsOneBeforeTheFirstCall() {
      secrets.put(NAME, credential("", "Atzr|old"));
      amc.answers(json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(api.execution("e1")).isPresent();
      assertThat(bearer(0)).isEqualTo("Bearer Atza|new");
    }

    @Test
    void theNewTokenIsUsedFromThenOn() {
      amc.answers(json(401, "{}"), json(200, EXECUTION), json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(api.execution("e1")).isPresent();
      assertThat(api.execution("e1")).isPresent();

      assertThat(bearer(2)).isEqualTo("Bearer Atza|new");
    }

    @Test
    void whoIsRefusedWithANewTokenIsNotLetIn() {
      amc.answers(json(403, "{}"), json(403, "{'message':'Not your instance'}"));
      amc.answersLogin(json(200, TOKENS));

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'amc/acme'")
          .hasMessageContaining("instance 'amcacme'")
          .hasMessageContaining("Not your instance");
    }

    @Test
    void aLoginThatFailsForAMomentIsRepeated() {
      amc.answers(json(401, "{}"), json(200, EXECUTION));
      amc.answersLogin(
          raw(503, ""),
          lost(),
          raw(429, "", "Retry-After", "2"),
          raw(200, "oops"),
          json(200, TOKENS));

      assertThat(api.execution("e1")).isPresent();
      assertThat(time.pauses).hasSize(4);
      assertThat(time.pauses.get(2).toSeconds()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aLoginThatStaysAwayIsToldAsPassing() {
      amc.answers(json(401, "{}"));
      for (int i = 0; i < 8; i++) {
        amc.answersLogin(raw(503, ""));
      }

      assertThatThrownBy(() -> api.submit(document("{'workflowId':'w'}")))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("renew 'amc/acme'")
          .hasMessageContaining("HTTP 503");
    }

    @Test
    void aRefreshTokenThatIsRefusedNeedsAPerson() {
      amc.answers(json(401, "{}"));
      amc.answersLogin(json(400, "{'error':'invalid_grant','error_description':'Atzr|old'}"));

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'amc/acme'")
          .hasMessageContaining("invalid_grant")
          .hasMessageContaining("authorise the application again")
          .hasMessageNotContaining("Atzr");
    }
  }

  /** D-40: who wrote last won, and tokens were lost. */
  @Nested
  class Together {

    @Test
    void aTokenThatSomebodyElseRenewedIsTaken() {
      amc.answers(
          then(() -> secrets.put(NAME, credential("Atza|theirs", "Atzr|theirs")), json(401, "{}")),
          json(200, EXECUTION));

      assertThat(api.execution("e1")).isPresent();

      assertThat(bearer(1)).isEqualTo("Bearer Atza|theirs");
      assertThat(amc.logins).isEmpty();
    }

    @Test
    void theirsIsRenewedWhenItHasEndedToo() {
      amc.answers(
          then(() -> secrets.put(NAME, credential("Atza|theirs", "Atzr|theirs")), json(401, "{}")),
          json(401, "{}"),
          json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(api.execution("e1")).isPresent();

      assertThat(amc.logins.get(0).body()).endsWith("refresh_token=Atzr%7Ctheirs");
      assertThat(stored().accessToken()).isEqualTo("Atza|new");
    }

    @Test
    void whoComesSecondTakesWhatTheFirstWrote() {
      amc.answers(json(401, "{}"), json(200, EXECUTION));
      amc.answersLogin(
          then(
              () -> secrets.put(NAME, credential("Atza|theirs", "Atzr|theirs")),
              json(200, TOKENS)));

      assertThat(api.execution("e1")).isPresent();

      assertThat(bearer(1)).isEqualTo("Bearer Atza|theirs");
      assertThat(stored().refreshToken()).isEqualTo("Atzr|theirs");
    }

    @Test
    void aRefreshTokenThatSomebodyElseUsedUpIsNoFailure() {
      amc.answers(json(401, "{}"), json(200, EXECUTION));
      amc.answersLogin(
          then(
              () -> secrets.put(NAME, credential("Atza|theirs", "Atzr|theirs")),
              json(400, "{'error':'invalid_grant'}")));

      assertThat(api.execution("e1")).isPresent();

      assertThat(bearer(1)).isEqualTo("Bearer Atza|theirs");
    }

    @Test
    void instancesOfOneCredentialShareItsTokenAndOthersDoNot() {
      secrets.put("amc/other", credential("Atza|other", "Atzr|other"));
      AmcClient client = client(Patience.DEFAULT);
      AmcApi one = client.of(ACME);
      AmcApi two = client.of(new AmcInstance("amctwo", "ENTITY2", "M", NAME));
      AmcApi other = client.of(new AmcInstance("amcother", "ENTITY3", "M", "amc/other"));
      amc.answers(
          json(401, "{}"), json(200, EXECUTION), json(200, EXECUTION), json(200, EXECUTION));
      amc.answersLogin(json(200, TOKENS));

      assertThat(one.execution("e1")).isPresent();
      assertThat(two.execution("e1")).isPresent();
      assertThat(other.execution("e1")).isPresent();

      assertThat(bearer(2)).isEqualTo("Bearer Atza|new");
      assertThat(bearer(3)).isEqualTo("Bearer Atza|other");
      assertThat(secrets.find("amc/other").orElseThrow().version()).isEqualTo("1");
    }

    @Test
    void whoeverIsRefusedAtTheSameTimeWaitsForOneRenewal() {
      amc.otherwise(
          exchange ->
              json(
                      exchange.getRequestHeaders().containsValue(List.of("Bearer Atza|new"))
                          ? 200
                          : 401,
                      EXECUTION)
                  .answer(exchange));
      amc.answersLogin(json(200, TOKENS));

      assertThat(
              IntStream.range(0, 8)
                  .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.execution("e1")))
                  .toList()
                  .stream()
                  .map(CompletableFuture::join))
          .allMatch(Optional::isPresent);
      assertThat(amc.logins).hasSize(1);
    }

    /** What was renewed and could not be written is not lost: the next renewal starts from it. */
    @Test
    void aStoreThatDoesNotAnswerDoesNotCostTheNewRefreshToken() {
      var failures = new AtomicInteger(1);
      Secrets failing =
          new Secrets() {
            @Override
            public Optional<Credential> find(String name) {
              return secrets.find(name);
            }

            @Override
            public Optional<Credential> replace(String name, Credential credential) {
              if (failures.getAndDecrement() > 0) {
                throw new UnavailableException("store is away");
              }
              return secrets.replace(name, credential);
            }
          };
      AmcApi it = client(Patience.DEFAULT, failing).of(ACME);
      amc.answers(json(401, "{}"), json(200, EXECUTION), json(401, "{}"), json(200, EXECUTION));
      amc.answersLogin(
          json(200, "{'access_token':'Atza|2','refresh_token':'Atzr|2'}"),
          json(200, "{'access_token':'Atza|3'}"));

      assertThat(it.execution("e1")).isPresent();
      assertThat(stored().refreshToken()).isEqualTo("Atzr|old");
      assertThat(it.execution("e1")).isPresent();

      assertThat(amc.logins.get(1).body()).endsWith("refresh_token=Atzr%7C2");
      assertThat(stored().accessToken()).isEqualTo("Atza|3");
      assertThat(stored().refreshToken()).isEqualTo("Atzr|2");
    }
  }

  @Nested
  class Filling {

    /** D-40: a secret that was not there was an error about something else. */
    @Test
    void aSecretThatIsNotThereIsNamed() {
      AmcApi it = client(Patience.DEFAULT).of(new AmcInstance("i", "a", "m", "amc/none"));

      assertThatThrownBy(() -> it.execution("e1"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("no secret 'amc/none'");
    }

    /** D-40: secrets came empty, as plain text. */
    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
      secrets.put(NAME, new Credential("", "s", "", "", ""));

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("lacks client_id, refresh_token");
    }

    @Test
    void aTokenThatCannotBeSentIsNotQuoted() {
      secrets.put(NAME, credential("Atza|with\nline", "Atzr|old"));

      assertThatThrownBy(() -> api.execution("e1"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'amc/acme'")
          .hasMessageNotContaining("Atza");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nend", "ä"})
    void anInstanceIsWhatAHeaderCanSay(String id) {
      assertThatThrownBy(() -> new AmcInstance("i", id, "m", NAME))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("advertiserId");
    }
  }
}
