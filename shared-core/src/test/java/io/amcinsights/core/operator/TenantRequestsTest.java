package io.amcinsights.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.TenantJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TenantRequestsTest {

  private final TestLake lake = new TestLake();

  static ObjectNode request() {
    return request("acme");
  }

  private static ObjectNode request(String id) {
    return Json.object()
        .put("customerId", id)
        .put("customerName", "Acme Coffee Works")
        .put("prefix", id)
        .put("team", "demoteam")
        .put("dataset", "amcdataset")
        .put("bucketName", "amc-" + id + "-results")
        .put("bucketRegion", "us-east-1")
        .put("bucketAccount", "000000000000")
        .put("amcAwsAccount", "111122223333");
  }

  private JsonNode add(ObjectNode request) {
    return lake.operator.addTenant(request);
  }

  private Tenant acme() {
    return lake.tenants.find("acme").orElseThrow();
  }

  /** What provisioning makes of a record. */
  private void reach(Status status, String reason) {
    lake.tenants.change(
        "acme",
        it ->
            Optional.of(
                it.with(
                    it.standing()
                        .worked(null, it.settings().fingerprint())
                        .made("arn:role", null)
                        .with(status, reason, lake.clock.instant()))));
  }

  @Nested
  class Adding {

    @Test
    void writesARecordThatAsksForWork() {
      JsonNode tenant = add(request());

      assertThat(tenant.path("status").asText()).isEqualTo("REQUESTED");
      assertThat(tenant.path("version").asLong()).isEqualTo(1);
      assertThat(acme().wantsWork()).isTrue();
      assertThat(lake.operator.tenants()).hasSize(1);
    }

    @Test
    void answersWithEverySettingAndStanding() {
      JsonNode tenant = add(request());

      assertThat(tenant.fieldNames())
          .toIterable()
          .containsAll(TenantJson.settingNames())
          .contains("status", "reason", "since", "readerRole", "keyArn", "execution", "claims")
          .contains("problems", "wantsWork", "version", "updatedAt");
      assertThat(tenant.path("notifyTopicArn").isNull()).isTrue();
    }

    @Test
    void ofATenantThatIsThereAsItIsChangesNothing() {
      add(request());
      reach(Status.ACTIVE, null);
      Tenant before = acme();

      assertThat(add(request()).path("status").asText()).isEqualTo("ACTIVE");
      assertThat(acme()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
        value = Status.class,
        names = {"FAILED", "OFFBOARDED", "OFFBOARDING"},
        mode = EnumSource.Mode.EXCLUDE)
    void refusesOtherSettingsNamesThemAndTheRemedy(Status status) {
      add(request());
      reach(status, null);

      assertThatThrownBy(() -> add(request().put("prefix", "x").put("ownKey", true)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("acme is " + status)
          .hasMessageContaining("(prefix, ownKey)")
          .hasMessageContaining("lake tenant update");
    }

    @Test
    void againAfterItFailedTakesTheNewSettings() {
      add(request());
      reach(Status.FAILED, "no such bucket");

      JsonNode tenant = add(request().put("bucketName", "amc-other"));

      assertThat(tenant.path("status").asText()).isEqualTo("REQUESTED");
      assertThat(tenant.path("reason").isNull()).isTrue();
      assertThat(acme().bucketName()).isEqualTo("amc-other");
    }

    @Test
    void againAfterItWentBringsItBack() {
      add(request());
      lake.operator.removeTenant("acme");
      reach(Status.OFFBOARDED, "stays");

      add(request());

      assertThat(acme().settings().removed()).isFalse();
      assertThat(acme().status()).isEqualTo(Status.REQUESTED);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
      ObjectNode request =
          request("a".repeat(63))
              .put("bucketAccount", "12")
              .put("colour", "red")
              .put("dataset", "x");
      request.remove("prefix");

      assertThatThrownBy(() -> add(request))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContainingAll("prefix is missing", "bucketAccount is '12'", "'colour'")
          .hasMessageContainingAll("demoteam-x is not deployed", "demoteam-amcdataset")
          .hasMessageContaining("leave room for 45");
      assertThat(lake.operator.tenants()).isEmpty();
    }

    @Test
    void refusesABucketOfAnotherUnlessBothKeepToTheirOwnPart() {
      add(request().put("keyPrefix", "acme/"));
      ObjectNode globex = request("globex").put("bucketName", "amc-acme-results");

      assertThatThrownBy(() -> add(globex))
          .hasMessageContaining("Bucket amc-acme-results belongs to tenant acme");

      add(globex.put("keyPrefix", "globex/"));
      assertThat(lake.operator.tenants()).hasSize(2);
    }

    @Test
    void takesABucketWhoseOwnerLeaves() {
      add(request());
      reach(Status.OFFBOARDED, null);

      add(request("globex").put("bucketName", "amc-acme-results"));

      assertThat(lake.operator.tenants()).hasSize(2);
    }

    @Test
    void cannotBeARemoval() {
      assertThatThrownBy(() -> add(request().put("removed", true))).hasMessageContaining("removed");
    }

    @Test
    void replacesARecordThatIsWrong() {
      lake.tenants.put(TenantJson.read(request().put("prefix", "_x")));
      assertThat(acme().problems()).isNotEmpty();

      add(request());

      assertThat(acme().problems()).isEmpty();
      assertThat(acme().prefix()).isEqualTo("acme");
    }
  }

  @Nested
  class Updating {

    private JsonNode update(ObjectNode fields) {
      return lake.operator.updateTenant("acme", fields);
    }

    @Test
    void changesWhatIsNamedAndAsksForWork() {
      add(request().put("notifyTopicArn", "arn:aws:sns:us-east-1:111122223333:x"));
      reach(Status.ACTIVE, null);

      JsonNode tenant = update(Json.object().put("customerName", "Acme").putNull("notifyTopicArn"));

      assertThat(tenant.path("status").asText()).isEqualTo("REQUESTED");
      assertThat(tenant.path("customerName").asText()).isEqualTo("Acme");
      assertThat(tenant.path("notifyTopicArn").isNull()).isTrue();
      assertThat(tenant.path("prefix").asText()).isEqualTo("acme");
      assertThat(acme().isReadable()).as("while it changes").isTrue();
    }

    @Test
    void toWhatItIsChangesNothing() {
      add(request());
      reach(Status.ACTIVE, null);
      Tenant before = acme();

      update(Json.object().put("prefix", "acme"));

      assertThat(acme()).isEqualTo(before);
    }

    @Test
    void toWhatItIsTriesAgainWhenThatFailed() {
      add(request());
      reach(Status.FAILED, "why");

      assertThat(update(request()).path("status").asText()).isEqualTo("REQUESTED");
    }

    @Test
    void ofAnotherVersionIsRefused() {
      add(request());
      ObjectNode change = Json.object().put("customerName", "Acme");

      assertThatThrownBy(() -> update(change.put("version", 7)))
          .hasMessageContainingAll("version 1 by now", "version 7", "lake tenant show acme");
      assertThat(update(change.put("version", 1)).path("version").asLong()).isEqualTo(2);
    }

    @Test
    void thatMakesItWrongIsRefusedWithAllThatIsWrong() {
      add(request());

      assertThatThrownBy(
              () -> update(Json.object().put("amcAwsAccount", "1").put("team", "x").put("y", 1)))
          .hasMessageContainingAll("amcAwsAccount is '1'", "x-amcdataset is not", "'y'");
      assertThat(acme().version()).isEqualTo(1);
    }

    @Test
    void ofAWrongRecordHasToPutItRight() {
      lake.tenants.put(TenantJson.read(request().put("prefix", "_x")));

      assertThatThrownBy(() -> update(Json.object().put("customerName", "Acme")))
          .hasMessageContainingAll("leaves it so", "prefix is '_x'");
      assertThatThrownBy(() -> lake.operator.retryTenant("acme", Json.object()))
          .hasMessageContainingAll("prefix is '_x'", "lake tenant update");

      assertThat(update(Json.object().put("prefix", "x")).path("problems")).isEmpty();
    }

    @Test
    void knowsItsTenant() {
      assertThatThrownBy(() -> update(Json.object())).hasMessageContaining("No tenant 'acme'");
      add(request());
      assertThatThrownBy(() -> update(Json.object().put("customerId", "other")))
          .hasMessageContaining("cannot become other");
    }

    @Test
    void isNoWayOutAndNoWayIn() {
      add(request());
      assertThatThrownBy(() -> update(Json.object().put("removed", true)))
          .hasMessageContaining("lake tenant remove acme");

      lake.operator.removeTenant("acme");
      assertThatThrownBy(() -> update(request())).hasMessageContaining("lake tenant add");
    }
  }

  @Nested
  class Retrying {

    private JsonNode retry(boolean force) {
      return lake.operator.retryTenant("acme", Json.object().put("force", force));
    }

    @ParameterizedTest
    @EnumSource(
        value = Status.class,
        names = {"ACTIVE", "OFFBOARDED"},
        mode = EnumSource.Mode.EXCLUDE)
    void asksForItAgain(Status status) {
      add(request());
      reach(status, "why");

      JsonNode tenant = retry(false);

      assertThat(tenant.path("status").asText()).isEqualTo("REQUESTED");
      assertThat(acme().readerRole()).isEqualTo("arn:role");
    }

    @Test
    void ofWhatIsActiveIsRefusedUnlessForced() {
      add(request());
      reach(Status.ACTIVE, null);

      assertThatThrownBy(() -> retry(false)).hasMessageContainingAll("ACTIVE", "--force");
      assertThat(retry(true).path("status").asText()).isEqualTo("REQUESTED");
    }

    @Test
    void ofWhatIsGoneIsRefusedWithTheWayBack() {
      add(request());
      reach(Status.OFFBOARDED, null);

      assertThatThrownBy(() -> retry(false)).hasMessageContaining("lake tenant add");
    }

    @Test
    void aRemovalThatFailedStaysARemoval() {
      add(request());
      lake.operator.removeTenant("acme");
      reach(Status.FAILED, "why");

      retry(false);

      assertThat(acme().settings().removed()).isTrue();
    }
  }

  @Nested
  class Removing {

    @Test
    void writesThatItIsToGo() {
      add(request());
      reach(Status.ACTIVE, null);

      JsonNode tenant = lake.operator.removeTenant("acme");

      assertThat(tenant.path("removed").asBoolean()).isTrue();
      assertThat(tenant.path("status").asText()).isEqualTo("REQUESTED");
    }

    @Test
    void twiceIsOnce() {
      add(request());
      JsonNode first = lake.operator.removeTenant("acme");

      assertThat(lake.operator.removeTenant("acme")).isEqualTo(first);
    }

    @Test
    void ofWhatIsGoneIsRefused() {
      add(request());
      reach(Status.OFFBOARDED, null);

      assertThatThrownBy(() -> lake.operator.removeTenant("acme"))
          .hasMessageContaining("OFFBOARDED already");
      assertThatThrownBy(() -> lake.operator.removeTenant("nobody"))
          .hasMessageContaining("No tenant 'nobody'");
    }
  }

  @Nested
  class Looking {

    @Test
    void showsItsObjectsAlsoThoseThatCameBeforeIt() {
      add(request().put("bucketName", "amc-acme"));
      lake.catalog.record(Landed.version(1));
      lake.catalog.record(Landed.unresolved(new ObjectId("amc-acme", "early.csv")));
      lake.catalog.record(Landed.unresolved(new ObjectId("amc-other", "stray.csv")));

      JsonNode tenant = lake.operator.tenant("acme");

      assertThat(tenant.path("customerId").asText()).isEqualTo("acme");
      assertThat(tenant.path("deliveries").toString()).isEqualTo("{\"RECEIVED\":2}");
      assertThatThrownBy(() -> lake.operator.tenant("nobody")).hasMessageContaining("nobody");
    }

    @Test
    void atManyOnlyThoseThatAreAskedFor() {
      List.of("a", "b", "c").forEach(it -> add(request(it)));
      ObjectNode asked = Json.object();
      asked.putArray("ids").add("c").add("a").add("nobody");

      assertThat(lake.operator.tenantProgress(asked))
          .extracting(it -> it.path("customerId").asText())
          .containsExactly("a", "c");
    }
  }

  @Nested
  class Checking {

    private JsonNode check(String operation, ObjectNode... records) {
      ObjectNode request = Json.object().put("operation", operation);
      for (ObjectNode record : records) {
        request.withArray("records").add(record);
      }
      return lake.operator.checkTenants(request);
    }

    @Test
    void saysOfEachWhatWouldBeRefusedAndWritesNothing() {
      add(request());
      reach(Status.ACTIVE, null);

      JsonNode answers =
          check(
              "add",
              request().put("prefix", "x"),
              request("b").put("amcAwsAccount", "1"),
              request("c"));

      assertThat(answers.path(0).path("refused").asText()).contains("other settings (prefix)");
      assertThat(answers.path(1).path("refused").asText()).contains("amcAwsAccount is '1'");
      assertThat(answers.path(2).path("customerId").asText()).isEqualTo("c");
      assertThat(answers.path(2).path("refused").isNull()).isTrue();
      assertThat(lake.operator.tenants()).hasSize(1);
    }

    @Test
    void ofUpdatesLooksAtWhatTheyWouldMake() {
      add(request());

      JsonNode answers =
          check(
              "update",
              Json.object().put("customerId", "acme").put("amcAwsAccount", "1"),
              Json.object().put("customerId", "nobody"),
              Json.object().put("prefix", "x"),
              Json.object().put("customerId", "acme").put("prefix", "x"));

      assertThat(answers.path(0).path("refused").asText()).contains("amcAwsAccount");
      assertThat(answers.path(1).path("refused").asText()).contains("No tenant 'nobody'");
      assertThat(answers.path(2).path("refused").asText()).contains("customerId");
      assertThat(answers.path(3).path("refused").isNull()).isTrue();
      assertThat(acme().prefix()).isEqualTo("acme");
    }

    @Test
    void ofAnythingElseIsRefused() {
      assertThatThrownBy(() -> check("remove", request())).hasMessageContaining("add or update");
    }
  }
}
