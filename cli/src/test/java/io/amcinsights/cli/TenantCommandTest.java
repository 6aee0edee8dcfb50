package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantCommandTest {

  private static final String RIGHT = "[{\"refused\":null},{\"refused\":null},{\"refused\":null}]";

  private static final String RECORD =
      """
      {"customerId": "acme", "customerName": "Acme", "prefix": "acme", "team": "demoteam",
       "dataset": "amcdataset", "bucketName": "amc-acme", "bucketRegion": "us-east-1",
       "bucketAccount": "000000000000", "amcAwsAccount": "111122223333"}
      """;

  @TempDir Path home;
  private FakeLake lake;

  @BeforeEach
  void prepare() throws IOException {
    lake =
        new FakeLake(home)
            .running()
            .answer("/tenants/check", RIGHT)
            .answer("/datasets", "[{\"name\":\"a-b\",\"team\":\"a\",\"dataset\":\"b\"}]")
            .answer("/tenants/progress", "[" + tenant("acme", "ACTIVE") + "]");
  }

  private static String tenant(String id, String status) {
    return tenant(id, status, "null");
  }

  private static String tenant(String id, String status, String reason) {
    return """
        {"customerId":"%1$s","customerName":"Name of %1$s","prefix":"%1$s","team":"a","dataset":"b",
         "bucketName":"amc-%1$s","removed":false,"status":"%2$s","reason":%3$s,
         "since":"2026-03-01T12:00:00.000Z","version":3}"""
        .formatted(id, status, reason);
  }

  private static String gone(String id) {
    return tenant(id, "OFFBOARDED").replace("\"removed\":false", "\"removed\":true");
  }

  private Path file(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Bodies of what was asked there, in their order. */
  private List<JsonNode> bodies(String request) {
    return lake.asked().stream()
        .filter(it -> it.startsWith(request + " "))
        .map(it -> parsed(it.substring(request.length())))
        .toList();
  }

  private static JsonNode parsed(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Nested
  class Adding {

    @BeforeEach
    void answer() throws IOException {
      lake.answer("/tenants", tenant("acme", "REQUESTED"));
    }

    @Test
    void looksFirstThenWritesThenWaits() throws IOException {
      file("acme.json", RECORD);

      assertThat(lake.runHere("tenant", "add", "acme.json")).isZero();

      assertThat(lake.asked()).hasSize(3);
      assertThat(bodies("POST /tenants/check").get(0).path("operation").asText()).isEqualTo("add");
      assertThat(bodies("POST /tenants")).containsExactly(parsed(RECORD));
      assertThat(bodies("POST /tenants/progress").get(0).toString())
          .isEqualTo("{\"ids\":[\"acme\"]}");
      assertThat(lake.out()).isEqualTo("ACTIVE  acme  its results go to s3://amc-acme/\n");
      assertThat(lake.err()).contains("REQUESTED  acme");
    }

    @Test
    void printsTheTenantAsOneDocumentAndProgressElsewhere() throws IOException {
      file("acme.json", RECORD);

      assertThat(lake.runHere("tenant", "add", "acme.json", "--json")).isZero();

      assertThat(lake.json().path("status").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void failsWithTheReasonAndTheRemedy() throws IOException {
      file("acme.json", RECORD);
      lake.answer("/tenants/progress", "[" + tenant("acme", "FAILED", "\"no such role\"") + "]");

      assertThat(lake.runHere("tenant", "add", "acme.json")).isEqualTo(1);

      assertThat(lake.err())
          .contains("Tenant acme is FAILED: no such role", "lake tenant retry acme")
          .doesNotContain("\tat ");
    }

    @Test
    void failsWithWhatThePartnerHasToDo() throws IOException {
      file("acme.json", RECORD);
      lake.answer(
          "/tenants/progress",
          "["
              + tenant("acme", "WAITING_FOR_PARTNER", "\"Its owner runs:\\n  aws s3api put\"")
              + "]");

      assertThat(lake.runHere("tenant", "add", "acme.json")).isEqualTo(1);

      assertThat(lake.err()).contains("WAITING_FOR_PARTNER: Its owner runs:\n  aws s3api put");
    }

    @Test
    void returnsAtOnceWhenItIsNotToWait() throws IOException {
      file("acme.json", RECORD);

      assertThat(lake.runHere("tenant", "add", "acme.json", "--no-wait", "--json")).isZero();

      assertThat(lake.json().path("status").asText()).isEqualTo("REQUESTED");
      assertThat(lake.asked()).noneMatch(it -> it.contains("progress"));
    }

    @Test
    void givesUpWaitingAndSaysThatTheLakeGoesOn() throws IOException {
      file("acme.json", RECORD);

      assertThat(lake.runHere("tenant", "add", "acme.json", "--timeout", "0")).isEqualTo(1);

      assertThat(lake.err()).contains("Still REQUESTED after 0.0 s: acme", "The lake goes on");
    }

    @Test
    void takesFoldersAndFilesAndFollowsAllWithOneQuestion() throws IOException {
      file("all/acme.json", RECORD);
      file("all/globex.json", RECORD.replace("acme", "globex"));
      file("all/README.md", "no tenant");
      file("one.json", RECORD.replace("acme", "initech"));
      lake.answer(
          "/tenants",
          tenant("acme", "REQUESTED"),
          tenant("globex", "REQUESTED"),
          tenant("initech", "ACTIVE"));
      lake.answer(
          "/tenants/progress",
          "[" + tenant("acme", "ACTIVE") + "," + tenant("globex", "FAILED", "\"why\"") + "]");

      assertThat(lake.runHere("tenant", "add", "all", "one.json", "--json")).isEqualTo(1);

      assertThat(bodies("POST /tenants")).hasSize(3);
      assertThat(bodies("POST /tenants/progress").toString())
          .isEqualTo("[{\"ids\":[\"acme\",\"globex\"]}]");
      assertThat(lake.json()).hasSize(3);
      assertThat(lake.err()).contains("Tenant globex is FAILED: why").doesNotContain("acme is");
    }

    @Test
    void oneThatIsRefusedMeanwhileKeepsNoOtherFromIt() throws IOException {
      file("all/acme.json", RECORD);
      lake.refuse("/tenants", "Tenant acme is ACTIVE already");

      assertThat(lake.runHere("tenant", "add", "all", "--json")).isEqualTo(1);

      assertThat(lake.json().path(0).path("refused").asText()).contains("ACTIVE already");
      assertThat(lake.err()).contains("lake: Tenant acme is ACTIVE already");
    }

    @Test
    void saysEverythingThatIsWrongBeforeAnythingIsWritten() throws IOException {
      file("all/a.json", RECORD);
      file("all/b.json", "{");
      file("all/c.json", RECORD.replace("111122223333", "1"));
      lake.answer("/tenants/check", "[{\"refused\":null},{\"refused\":\"amcAwsAccount is '1'\"}]");

      assertThat(lake.runHere("tenant", "add", "all", "missing.json")).isEqualTo(1);

      assertThat(lake.err())
          .contains("Nothing is written", "b.json is no JSON", "missing.json cannot be read")
          .contains("c.json: acme is in all/a.json already", "c.json: amcAwsAccount is '1'");
      assertThat(bodies("POST /tenants")).isEmpty();
    }

    @Test
    void anEmptyFolderIsNoAnswer() throws IOException {
      Files.createDirectories(home.resolve("all"));

      assertThat(lake.runHere("tenant", "add", "all")).isEqualTo(1);

      assertThat(lake.err()).contains("all holds no *.json");
    }

    @Test
    void needsFilesOrOptionsAndNotBoth() {
      assertThat(lake.runHere("tenant", "add")).isEqualTo(2);
      assertThat(lake.runHere("tenant", "add", "a.json", "--id", "acme")).isEqualTo(2);
      assertThat(lake.err()).contains("samples/tenants");
      assertThat(lake.asked()).isEmpty();
    }
  }

  @Nested
  class AddingByOptions {

    @BeforeEach
    void answer() throws IOException {
      lake.answer("/tenants", tenant("acme", "ACTIVE"));
    }

    private JsonNode written() {
      return bodies("POST /tenants").get(0);
    }

    @Test
    void fillsInWhatGoesWithoutSaying() {
      assertThat(
              lake.runHere(
                  "tenant", "add", "--id", "acme", "--bucket", "amc-x", "--amc-account", "1"))
          .isZero();

      assertThat(written())
          .isEqualTo(
              parsed(
                  """
                  {"customerId":"acme","bucketName":"amc-x","amcAwsAccount":"1",
                   "customerName":"acme","prefix":"acme","bucketRegion":"us-east-1",
                   "bucketAccount":"000000000000","team":"a","dataset":"b"}"""));
    }

    @Test
    void takesEverySetting() {
      assertThat(
              lake.runHere(
                  ("tenant add --id acme --name N --bucket amc-x --amc-account 1 --prefix p"
                          + " --shares-prefix --team t --dataset d --bucket-region eu-west-1"
                          + " --account 2 --bucket-exists --own-key --key-prefix k/"
                          + " --amc-instance amcx --amc-advertiser A --amc-marketplace M --auth c"
                          + " --tag owner=media --tag cost=42 --notify arn")
                      .split(" ", -1)))
          .isZero();

      assertThat(written())
          .isEqualTo(
              parsed(
                  """
                  {"customerId":"acme","customerName":"N","prefix":"p","team":"t","dataset":"d",
                   "bucketName":"amc-x","bucketRegion":"eu-west-1","bucketAccount":"2",
                   "keyPrefix":"k/","amcAwsAccount":"1","amcInstanceId":"amcx",
                   "amcAdvertiserId":"A","amcMarketplaceId":"M","authId":"c",
                   "notifyTopicArn":"arn","sharesPrefix":true,"bucketExists":true,"ownKey":true,
                   "tags":{"cost":"42","owner":"media"}}"""));
      assertThat(lake.asked()).noneMatch(it -> it.contains("/datasets"));
    }

    @Test
    void takesTheRegionThatEveryCommandKnows() {
      assertThat(lake.runHere("tenant", "add", "--id", "acme", "--region", "eu-west-1")).isZero();

      assertThat(written().path("bucketRegion").asText()).isEqualTo("eu-west-1");
      assertThat(lake.runHere("tenant", "list", "--region", "eu-west-1")).isEqualTo(2);
    }

    @Test
    void choosesNoDatasetWhereThereIsAChoice() throws IOException {
      lake.answer(
          "/datasets", "[{\"team\":\"a\",\"dataset\":\"b\"},{\"team\":\"a\",\"dataset\":\"c\"}]");

      lake.runHere("tenant", "add", "--id", "acme");
      lake.runHere("tenant", "add", "--id", "acme", "--dataset", "c");

      assertThat(bodies("POST /tenants").get(0).has("team")).isFalse();
      assertThat(bodies("POST /tenants").get(1).path("team").asText()).isEqualTo("a");
    }

    @Test
    void saysWhatIsRefusedWithoutAFile() throws IOException {
      lake.answer("/tenants/check", "[{\"refused\":\"bucketName is missing\"}]");

      assertThat(lake.runHere("tenant", "add", "--id", "acme")).isEqualTo(1);

      assertThat(lake.err()).contains("- bucketName is missing");
    }
  }

  @Nested
  class AddingFromATable {

    @BeforeEach
    void answer() throws IOException {
      lake.answer("/tenants", tenant("acme", "ACTIVE"), tenant("globex", "ACTIVE"));
    }

    @Test
    void takesEachLineAsATenant() throws IOException {
      file(
          "tenants.csv",
          """
          customerId,customerName,bucketName,amcAwsAccount,bucketExists,tags
          acme,"Acme, Inc",amc-acme,111122223333,TRUE,owner=media;cost=42
          globex,,amc-globex,444455556666,,
          """);

      assertThat(lake.runHere("tenant", "add", "tenants.csv")).isZero();

      JsonNode acme = bodies("POST /tenants").get(0);
      JsonNode globex = bodies("POST /tenants").get(1);
      assertThat(acme.path("customerName").asText()).isEqualTo("Acme, Inc");
      assertThat(acme.path("bucketExists").isBoolean()).isTrue();
      assertThat(acme.path("tags").toString()).isEqualTo("{\"owner\":\"media\",\"cost\":\"42\"}");
      assertThat(globex.path("customerName").asText()).isEqualTo("globex");
      assertThat(globex.path("team").asText()).isEqualTo("a");
      assertThat(globex.has("bucketExists")).isFalse();
    }

    @Test
    void saysEveryLineThatIsWrongBeforeAnythingIsWritten() throws IOException {
      file(
          "tenants.csv",
          """
          customerId,colour,bucketName
          acme,red,amc-acme

          globex,blue
          initech,,amc-initech
          """);
      lake.answer("/tenants/check", "[{\"refused\":\"x\"},{\"refused\":\"y\"}]");

      assertThat(lake.runHere("tenant", "add", "tenants.csv")).isEqualTo(1);

      assertThat(lake.err())
          .contains("tenants.csv line 1: there is no field 'colour'")
          .contains("tenants.csv line 2: x")
          .contains("tenants.csv line 4: it has 2 values, the header names 3 fields")
          .contains("tenants.csv line 5: y");
      assertThat(bodies("POST /tenants")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "customerId\n", "customerId\n\"acme\n"})
    void isNoTableWithoutTenants(String text) throws IOException {
      file("tenants.csv", text);

      assertThat(lake.runHere("tenant", "add", "tenants.csv")).isEqualTo(1);

      assertThat(lake.err()).contains("- tenants.csv ");
    }
  }

  @Nested
  class FailingTogether {

    @Test
    void saysEachReasonAndTheRemedyOnce() throws IOException {
      file("t/a.json", RECORD);
      file("t/b.json", RECORD.replace("acme", "globex"));
      file("t/c.json", RECORD.replace("acme", "initech"));
      lake.answer(
          "/tenants",
          tenant("acme", "FAILED", "\"one\""),
          tenant("globex", "FAILED", "\"two\""),
          tenant("initech", "PROVISIONING"));

      assertThat(lake.runHere("tenant", "add", "t", "--timeout", "0")).isEqualTo(1);

      assertThat(lake.err())
          .contains("Tenant acme is FAILED: one\nTenant globex is FAILED: two\n")
          .contains("Still PROVISIONING after 0.0 s: initech")
          .containsOnlyOnce("lake tenant retry ID, or --all");
    }
  }

  @Nested
  class Updating {

    @BeforeEach
    void answer() throws IOException {
      lake.answer("/tenants/acme", tenant("acme", "REQUESTED"));
    }

    @Test
    void byOptionsSaysOnlyWhatChanges() {
      assertThat(
              lake.runHere(
                  "tenant", "update", "acme", "--name", "N", "--notify", "", "--no-own-key"))
          .isZero();

      assertThat(bodies("PUT /tenants/acme"))
          .containsExactly(
              parsed(
                  """
                  {"customerName":"N","notifyTopicArn":null,"ownKey":false,"customerId":"acme"}"""));
      assertThat(bodies("POST /tenants/check").get(0).path("operation").asText())
          .isEqualTo("update");
      assertThat(lake.out()).contains("ACTIVE  acme");
    }

    @Test
    void ofOneVersionSaysWhich() {
      assertThat(
              lake.runHere(
                  "tenant", "update", "--id", "acme", "--prefix", "x", "--if-version", "3"))
          .isZero();

      assertThat(bodies("PUT /tenants/acme").get(0).path("version").asLong()).isEqualTo(3);
    }

    @Test
    void byFileHandsItOn() throws IOException {
      file("acme.json", "{\"customerId\":\"acme\",\"customerName\":\"N\"}");

      assertThat(lake.runHere("tenant", "update", "acme.json")).isZero();

      assertThat(bodies("PUT /tenants/acme").get(0).path("customerName").asText()).isEqualTo("N");
    }

    @Test
    void byTableLeavesAloneWhatIsEmpty() throws IOException {
      file("t.csv", "customerId;customerName;prefix\nacme;N;\n");

      assertThat(lake.runHere("tenant", "update", "t.csv")).isZero();

      assertThat(bodies("PUT /tenants/acme"))
          .containsExactly(parsed("{\"customerId\":\"acme\",\"customerName\":\"N\"}"));
    }

    @Test
    void ofAnUnknownTenantIsRefused() throws IOException {
      lake.answer("/tenants/check", "[{\"refused\":\"No tenant 'acme'\"}]");

      assertThat(lake.runHere("tenant", "update", "acme", "--name", "N")).isEqualTo(1);

      assertThat(lake.err()).contains("No tenant 'acme'");
      assertThat(bodies("PUT /tenants/acme")).isEmpty();
    }

    @Test
    void needsSomethingToChange() {
      assertThat(lake.runHere("tenant", "update")).isEqualTo(2);
      assertThat(lake.runHere("tenant", "update", "--name", "N")).isEqualTo(2);
      assertThat(lake.runHere("tenant", "update", "a", "b", "--name", "N")).isEqualTo(2);
      assertThat(lake.runHere("tenant", "update", "a", "--id", "b", "--name", "N")).isEqualTo(2);
      assertThat(lake.runHere("tenant", "update", "a.json", "--if-version", "1")).isEqualTo(2);
    }
  }

  @Nested
  class Retrying {

    @Test
    void asksAgainAndWaits() throws IOException {
      lake.answer("/tenants/acme/retry", tenant("acme", "REQUESTED"));

      assertThat(lake.runHere("tenant", "retry", "acme", "--force")).isZero();

      assertThat(lake.asked().get(0)).isEqualTo("POST /tenants/acme/retry {\"force\":true}");
      assertThat(lake.out()).contains("ACTIVE  acme");
    }

    @Test
    void saysWhyItIsRefused() {
      lake.refuse("/tenants/acme/retry", "Tenant acme is ACTIVE; --force");

      assertThat(lake.runHere("tenant", "retry", "acme")).isEqualTo(1);

      assertThat(lake.err()).contains("Tenant acme is ACTIVE; --force");
    }

    @Test
    void takesAllThatAreStuck() throws IOException {
      lake.answer(
          "/tenants",
          "[%s,%s,%s]"
              .formatted(
                  tenant("acme", "FAILED"),
                  tenant("globex", "ACTIVE"),
                  tenant("x y", "WAITING_FOR_PARTNER")));
      lake.answer("/tenants/acme/retry", tenant("acme", "ACTIVE"));
      lake.answer("/tenants/x+y/retry", tenant("x y", "ACTIVE"));

      assertThat(lake.runHere("tenant", "retry", "--all")).isZero();

      assertThat(lake.asked()).filteredOn(it -> it.contains("retry")).hasSize(2);
    }

    @Test
    void needsToKnowWhom() {
      assertThat(lake.runHere("tenant", "retry")).isEqualTo(2);
      assertThat(lake.runHere("tenant", "retry", "acme", "--all")).isEqualTo(2);
    }
  }

  @Nested
  class Removing {

    @BeforeEach
    void answer() throws IOException {
      lake.answer("/tenants/acme", tenant("acme", "REQUESTED").replace("false", "true"));
      lake.answer(
          "/tenants/progress", "[" + tenant("acme", "ACTIVE") + "]", "[" + gone("acme") + "]");
    }

    private boolean removed() {
      return lake.asked().contains("DELETE /tenants/acme");
    }

    @Test
    void saysWhatGoesAndWhatStaysAndWaits() {
      assertThat(lake.runHere("tenant", "remove", "acme", "--yes")).isZero();

      assertThat(removed()).isTrue();
      assertThat(lake.err()).contains("goes ", "stays  bucket s3://amc-acme", "tables acme_*");
      assertThat(lake.out()).contains("OFFBOARDED  acme", "stay");
    }

    @Test
    void asksWhoSitsThere() {
      assertThat(lake.types("acme").runHere("tenant", "remove", "acme")).isZero();

      assertThat(removed()).isTrue();
      assertThat(lake.err()).contains("Type acme to off-board it:");
    }

    @Test
    void anythingElseIsANo() {
      assertThat(lake.types("yes").runHere("tenant", "remove", "acme")).isEqualTo(1);

      assertThat(removed()).isFalse();
      assertThat(lake.err()).contains("Nothing is removed: 'yes' is not acme");
    }

    @Test
    void needsAYesWhereNobodySits() {
      assertThat(lake.runHere("tenant", "remove", "acme")).isEqualTo(2);

      assertThat(removed()).isFalse();
      assertThat(lake.err()).contains("lake tenant remove acme --yes");
    }

    @Test
    void ofAnUnknownTenantRemovesNoOtherEither() {
      assertThat(lake.runHere("tenant", "remove", "acme", "nobody", "--yes")).isEqualTo(1);

      assertThat(removed()).isFalse();
      assertThat(lake.err()).contains("no tenant nobody");
    }

    @Test
    void ofOneThatIsGoneSaysSoAndAsksNothing() throws IOException {
      lake.answer("/tenants/progress", "[" + gone("acme") + "]");
      lake.refuse("/tenants/acme", "Tenant acme is OFFBOARDED already");

      assertThat(lake.runHere("tenant", "remove", "acme")).isEqualTo(1);

      assertThat(lake.err()).contains("OFFBOARDED already").doesNotContain("goes");
    }

    @Test
    void thatFailsIsNoSuccess() throws IOException {
      lake.answer(
          "/tenants/progress",
          "[" + tenant("acme", "ACTIVE") + "]",
          "[" + tenant("acme", "FAILED", "\"DELETE_FAILED\"").replace("false", "true") + "]");

      assertThat(lake.runHere("tenant", "remove", "acme", "--yes")).isEqualTo(1);

      assertThat(lake.err()).contains("Tenant acme is FAILED: DELETE_FAILED");
    }
  }

  @Nested
  class RemovingWithData {

    private static final String DATA =
        """
        {"customerId":"acme",
         "bucket":{"name":"amc-acme","goes":true,"versions":12,"bytes":3400},
         "key":{"arn":null,"goes":false,"why":"it is not this tenant's alone"},
         "tables":{"goes":true,"list":[{"name":"acme_w_adhoc","rows":7},
          {"name":"acme_v_adhoc","rows":1}]}}""";

    @BeforeEach
    void answer() throws IOException {
      lake.answer("/tenants/acme", tenant("acme", "REQUESTED").replace("false", "true"))
          .answer(
              "/tenants/progress", "[" + tenant("acme", "ACTIVE") + "]", "[" + gone("acme") + "]")
          .answer("/tenants/acme/data", DATA)
          .answer(
              "/tenants/acme/data/delete",
              step(false, 2, 0),
              step(false, 0, 10),
              step(false, 0, 2),
              step(true, 0, 0));
    }

    private static String step(boolean done, int tables, int versions) {
      return "{\"done\":%s,\"waitsFor\":0,\"tables\":%d,\"versions\":%d}"
          .formatted(done, tables, versions);
    }

    @Test
    void saysExactlyWhatGoesThenOffBoardsThenDeletesUntilItIsDone() {
      assertThat(lake.runHere("tenant", "remove", "acme", "--delete-data", "--yes")).isZero();

      assertThat(lake.err())
          .contains(
              "goes   bucket s3://amc-acme with 12 versions of objects, 3.4 kB",
              "stays  its key: it is not this tenant's alone",
              "goes   2 tables with 8 rows: acme_w_adhoc, acme_v_adhoc",
              "stays  rows of the object catalogue")
          .doesNotContain("its tables stay");
      assertThat(lake.asked()).contains("DELETE /tenants/acme");
      assertThat(bodies("POST /tenants/acme/data/delete")).hasSize(4);
      assertThat(lake.out()).isEqualTo("DELETED  acme: 2 tables and 12 versions of objects\n");
    }

    @Test
    void asksForTheIdWithAllThatGoes() {
      assertThat(lake.types("acme").runHere("tenant", "remove", "acme", "--delete-data")).isZero();

      assertThat(lake.err()).contains("Type acme to off-board it with all its data:");
    }

    @Test
    void anythingElseIsANo() {
      assertThat(lake.types("no").runHere("tenant", "remove", "acme", "--delete-data"))
          .isEqualTo(1);

      assertThat(lake.asked()).noneMatch(it -> it.startsWith("DELETE") || it.contains("/delete"));
    }

    @Test
    void goesOnWithWhoIsOffBoardedAlready() throws IOException {
      lake.answer("/tenants/progress", "[" + gone("acme") + "]");

      assertThat(lake.runHere("tenant", "remove", "acme", "--delete-data", "--yes")).isZero();

      assertThat(lake.asked()).doesNotContain("DELETE /tenants/acme");
      assertThat(lake.err()).doesNotContain("reader role");
      assertThat(lake.out()).contains("DELETED  acme");
    }

    @Test
    void deletesNothingOfWhoseRemovalFailed() throws IOException {
      lake.answer(
          "/tenants/progress",
          "[" + tenant("acme", "ACTIVE") + "]",
          "[" + tenant("acme", "FAILED", "\"DELETE_FAILED\"").replace("false", "true") + "]");

      assertThat(lake.runHere("tenant", "remove", "acme", "--delete-data", "--yes")).isEqualTo(1);

      assertThat(lake.asked()).noneMatch(it -> it.contains("/data/delete"));
    }

    @Test
    void printsOneDocumentWithWhatWasDeleted() throws IOException {
      assertThat(lake.runHere("tenant", "remove", "acme", "--delete-data", "--yes", "--json"))
          .isZero();

      assertThat(lake.json().path("status").asText()).isEqualTo("OFFBOARDED");
      assertThat(lake.json().path("deleted").path("versions").asInt()).isEqualTo(12);
      assertThat(lake.json().path("deleted").path("tables").asInt()).isEqualTo(2);
    }

    @Test
    void cannotBeLeftToItself() {
      assertThat(lake.runHere("tenant", "remove", "acme", "--delete-data", "--yes", "--no-wait"))
          .isEqualTo(2);

      assertThat(lake.asked()).isEmpty();
    }
  }

  @Nested
  class Listing {

    @BeforeEach
    void answer() throws IOException {
      lake.answer(
          "/tenants",
          "[%s,%s]"
              .formatted(
                  tenant("acme", "ACTIVE"),
                  tenant("globex", "WAITING_FOR_PARTNER", "\"Its owner runs:\\n  aws\"")));
    }

    @Test
    void showsStatusSinceAndTheBeginningOfTheReason() {
      assertThat(lake.runHere("tenant", "list")).isZero();

      assertThat(lake.out())
          .containsPattern("acme +ACTIVE +2026-03-01T12:00:00Z +a-b +amc-acme +Name of acme +-")
          .contains("Its owner runs: ...")
          .doesNotContain("aws");
    }

    @Test
    void showsOnlyAStatus() throws IOException {
      assertThat(lake.runHere("tenant", "list", "--status", "active", "--json")).isZero();

      assertThat(lake.json()).hasSize(1);
      assertThat(lake.runHere("tenant", "list", "--status", "FAILED")).isZero();
      assertThat(lake.err()).contains("No tenant is FAILED");
    }

    @Test
    void ofNobodySaysHowToBegin() throws IOException {
      lake.answer("/tenants", "[]");

      assertThat(lake.runHere("tenant", "list")).isZero();

      assertThat(lake.err()).contains("lake tenant add samples/tenants/acme.json");
    }
  }

  @Nested
  class Showing {

    private void is(String status, String reason) throws IOException {
      String more =
          """
          ,"bucketRegion":"us-east-1","bucketAccount":"000000000000","amcAwsAccount":"1",
           "keyPrefix":null,"tags":{"owner":"media"},"ownKey":true,
           "deliveriesSince":"2026-02-22T12:00:00.000Z",
           "deliveries":{"COMMITTED":5,"WAITING_FOR_TENANT":1},"problems":[]}""";
      lake.answer("/tenants/acme", tenant("acme", status, reason).replace("}", more));
    }

    @Test
    void isAPageToRead() throws IOException {
      is("ACTIVE", "null");

      assertThat(lake.runHere("tenant", "show", "acme")).isZero();

      assertThat(lake.out())
          .contains("acme  Name of acme", "ACTIVE since 2026-03-01T12:00:00Z")
          .contains("s3://amc-acme/", "made by the lake", "its own", "acme_*", "owner=media")
          .contains("COMMITTED 5, WAITING_FOR_TENANT 1", "1 file waits until it is ACTIVE");
    }

    @Test
    void printsWhatThePartnerHasToRun() throws IOException {
      is("WAITING_FOR_PARTNER", "\"Its owner runs:\\n  aws s3api put-bucket-policy\"");

      lake.runHere("tenant", "show", "acme");

      assertThat(lake.out())
          .contains("  Its owner runs:\n    aws s3api put-bucket-policy\n")
          .contains("lake tenant retry acme")
          .doesNotContain("reason ");
    }

    @Test
    void namesTheNextStepOfEachEnd() throws IOException {
      is("FAILED", "\"why\"");
      lake.runHere("tenant", "show", "acme");
      assertThat(lake.out()).containsPattern("reason +why").contains("lake tenant retry acme");

      is("OFFBOARDED", "\"stays\"");
      lake.runHere("tenant", "show", "acme");
      assertThat(lake.out()).contains("lake tenant add acme.json");
    }

    @Test
    void printsARecordThatCanBeAddedAgain() throws IOException {
      is("OFFBOARDED", "null");

      assertThat(lake.runHere("tenant", "show", "acme", "--record")).isZero();

      assertThat(lake.json().fieldNames())
          .toIterable()
          .contains("customerId", "bucketName", "tags", "ownKey")
          .doesNotContain("status", "version", "removed", "keyPrefix", "deliveries");
    }

    @Test
    void ofNobodyFails() {
      lake.refuse("/tenants/nobody", "No tenant 'nobody'");

      assertThat(lake.runHere("tenant", "show", "nobody")).isEqualTo(1);
      assertThat(lake.err()).contains("No tenant 'nobody'");
    }
  }
}
