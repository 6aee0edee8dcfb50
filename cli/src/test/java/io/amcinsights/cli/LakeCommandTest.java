package io.amcinsights.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LakeCommandTest {

  @TempDir Path home;
  private FakeLake lake;

  @BeforeEach
  void prepare() {
    lake = new FakeLake(home);
  }

  @Nested
  class Usage {

    @ParameterizedTest
    @ValueSource(strings = {"workflow"})
    void saysWhichCommandsAreNotInThisVersion(String command) {
      assertThat(lake.run(command)).isEqualTo(2);

      assertThat(lake.err()).contains("'lake " + command + "' is not in this version");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
      assertThat(lake.run("statu")).isEqualTo(2);

      assertThat(lake.err()).contains("status");
    }

    @Test
    void needsACommand() {
      assertThat(lake.run()).isEqualTo(2);
    }

    @Test
    void refusesToWorkAgainstAws() {
      assertThat(lake.run("status", "--aws")).isEqualTo(2);

      assertThat(lake.err()).contains("not in this version").doesNotContain("\tat ");
    }

    @Test
    void printsHelp() {
      assertThat(lake.run("--help")).isZero();

      assertThat(lake.out()).contains("demo", "ingest", "query");
    }
  }

  @Nested
  class Backfilling {

    private static final String STEP =
        """
        {"bucket": "amc-acme-results", "looked": 3, "enqueued": 1, "enqueuedBytes": 9,
         "committed": 1, "failed": 1, "queued": 0, "held": false}
        """;

    @Test
    void saysWhatItDidAndWhatItLeftAlone() throws IOException {
      lake.running().answer("/backfill", STEP);

      assertThat(lake.runHere("backfill", "--tenant", "acme", "--rate", "7")).isZero();

      assertThat(lake.out()).contains("3 objects, 1 enqueued", "1 FAILED", "lake dlq redrive");
      assertThat(lake.asked()).hasSize(2);
      assertThat(lake.asked().get(0)).contains("COUNT");
      assertThat(lake.asked().get(1)).contains("ENQUEUE", "\"most\":7", "\"tenant\":\"acme\"");
    }

    @Test
    void aDryRunOnlyCompares() throws IOException {
      lake.running().answer("/backfill", STEP);

      assertThat(lake.runHere("backfill", "--prefix", "team/data/", "--dry-run", "--json"))
          .isZero();

      assertThat(lake.json().path("dryRun").asBoolean()).isTrue();
      assertThat(lake.json().path("enqueued").asInt()).isEqualTo(1);
      assertThat(lake.asked()).hasSize(2);
      assertThat(lake.asked().get(1)).contains("DRY_RUN");
    }

    @Test
    void aDryRunSaysWhoseObjectsThereAre() throws IOException {
      lake.running()
          .answer(
              "/backfill",
              """
              {"bucket": "p-raw", "looked": 3, "enqueued": 3, "enqueuedBytes": 19, "by": [
                {"dataset": "demoteam-amcdataset", "objects": 2, "bytes": 12},
                {"objects": 1, "bytes": 7}]}
              """);

      assertThat(lake.runHere("backfill", "--prefix", "s3://p-raw/", "--dry-run")).isZero();

      assertThat(lake.out())
          .contains("3 objects, 3 would be enqueued")
          .containsPattern("- +demoteam-amcdataset +2 +12")
          .containsPattern("- +- +1 +7");
    }

    @Test
    void whatBreaksOffSaysHowToGoOn() throws IOException {
      lake.running();

      assertThat(lake.runHere("backfill", "--tenant", "acme", "--resume", "abc")).isEqualTo(1);

      assertThat(lake.err()).contains("--resume abc");
    }

    @Test
    void needsATenantOrAPrefix() throws IOException {
      lake.running();

      assertThat(lake.runHere("backfill")).isEqualTo(2);
      assertThat(lake.err()).contains("--tenant");
    }
  }

  @Nested
  class Maintaining {

    @Test
    void aDryRunSaysWhatWouldBeDone() throws IOException {
      lake.running()
          .answer(
              "/maintenance",
              """
              [{"table": "team_data.reach", "dataset": "team-data", "files": 12, "groups": 1,
                "bytes": 4096, "snapshots": 3, "orphans": 2, "orphanBytes": 99}]
              """);

      assertThat(lake.runHere("maintain", "--dataset", "team-data", "--dry-run")).isZero();

      assertThat(lake.out()).containsPattern("team_data.reach +12 +1 +4.1 kB +3 +2 +99 B");
      assertThat(lake.asked()).containsExactly("GET /maintenance?dataset=team-data");
    }

    @Test
    void saysWhatWasDone() throws IOException {
      lake.running()
          .answer("/maintenance", "{\"since\": \"2026-01-01T00:00:00.000Z\", \"tables\": []}")
          .answer(
              "/maintenance/progress",
              """
              [{"table": "team_data.reach", "state": "DONE", "execution": "b-1",
                "done": "12 data files became 1"}]
              """);

      assertThat(lake.runHere("maintain", "reach")).isZero();

      assertThat(lake.out()).contains("DONE  team_data.reach", "12 data files became 1");
      assertThat(lake.asked().get(0)).contains("\"table\":\"reach\"");
      assertThat(lake.asked().get(1)).contains("POST /maintenance/progress {\"since\"");
    }

    @Test
    void exitsWithOneWhenATableFailed() throws IOException {
      lake.running()
          .answer("/maintenance", "{}")
          .answer(
              "/maintenance/progress",
              "[{\"table\": \"t\", \"state\": \"FAILED\", \"execution\": \"b-1\", \"error\": \"why\"}]");

      assertThat(lake.runHere("maintain")).isEqualTo(1);

      assertThat(lake.out()).contains("FAILED  t", "why", "lake execution b-1");
    }

    @Test
    void exitsWithOneWhenTheTimeIsOver() throws IOException {
      lake.running()
          .answer("/maintenance", "{}")
          .answer("/maintenance/progress", "[{\"table\": \"t\", \"state\": \"WAITING\"}]");

      assertThat(lake.runHere("maintain", "--timeout", "0")).isEqualTo(1);

      assertThat(lake.err()).contains("1 table not done");
    }

    @Test
    void refusesATableAndADataset() throws IOException {
      lake.running();

      assertThat(lake.runHere("maintain", "t", "--dataset", "d")).isEqualTo(2);
    }
  }

  @Nested
  class WhichLake {

    @Test
    void exitsWithThreeWhenNothingRunsThere() {
      assertThat(lake.runHere("tables")).isEqualTo(3);

      assertThat(lake.err()).contains("lake start --detach --dir " + lake.folder());
    }

    @Test
    void exitsWithThreeWhenTheProcessIsGone() throws IOException {
      Files.createDirectories(lake.folder());
      FakeLake.file(Long.MAX_VALUE, 1).write(lake.folder());

      assertThat(lake.runHere("tables")).isEqualTo(3);
    }

    @Test
    void isTheOneOfTheEnvironmentVariable() throws IOException {
      lake.running().environment("LAKE_DIR", lake.folder().toString()).answer("/tables", "[]");

      assertThat(lake.run("tables")).isZero();
    }

    @Test
    void isTheOneLastStarted() throws IOException {
      lake.running().answer("/tables", "[]");
      Files.writeString(home.resolve(".lake-current"), lake.folder() + "\n");

      assertThat(lake.run("tables")).isZero();
    }

    @Test
    void isTheNamedOneBeforeAllOthers() throws IOException {
      lake.running().environment("LAKE_DIR", "/nowhere").answer("/tables", "[]");

      assertThat(lake.runHere("tables")).isZero();
    }

    @Test
    void takesTheFolderBeforeTheCommandToo() throws IOException {
      lake.running().answer("/tables", "[]");

      assertThat(lake.run("--dir", lake.folder().toString(), "tables")).isZero();
    }
  }

  @Nested
  class Status {

    @Test
    void isJsonAlsoWhenNothingRuns() throws IOException {
      assertThat(lake.runHere("status", "--json")).isEqualTo(3);

      assertThat(lake.json().path("running").asBoolean(true)).isFalse();
      assertThat(lake.json().path("queues").isArray()).isTrue();
    }

    @Test
    void showsQueuesThatHoldFailuresOnlyWhenTheyDo() throws IOException {
      lake.running()
          .answer(
              "/status",
              """
              {"running":true,"dir":"/x","pid":7,"startedAt":"2026-03-01T00:00:00.000Z",
               "endpoints":{"s3":"http://127.0.0.1:9000"},
               "queues":[{"name":"p-ingest","dlq":false,"visible":3,"inFlight":0,"oldestSeconds":null},
                         {"name":"p-ingest-dlq","dlq":true,"visible":0,"inFlight":0,"oldestSeconds":null}],
               "objects":{"COMMITTED":5},"executions":{}}""");

      assertThat(lake.runHere("status")).isZero();

      assertThat(lake.out())
          .contains("p-ingest ", "COMMITTED 5", "executions  none")
          .doesNotContain("p-ingest-dlq");
    }
  }

  @Nested
  class Env {

    @Test
    void pointsTheSdkToTheLake() throws IOException {
      lake.running();

      assertThat(lake.runHere("env")).isZero();

      assertThat(lake.out())
          .contains(
              "export AWS_ENDPOINT_URL_S3='http://127.0.0.1:9000'",
              "export AWS_ENDPOINT_URL_SQS='http://127.0.0.1:9324'",
              "export AWS_REGION='us-east-1'",
              "export AWS_ACCESS_KEY_ID='local'");
    }
  }

  @Nested
  class Objects {

    @Test
    void handsOnTheFilter() throws IOException {
      lake.running().answer("/objects", "[]");

      lake.runHere("objects", "--state", "FAILED", "--tenant", "acme", "--since", "2h", "--all");

      assertThat(lake.asked())
          .containsExactly("GET /objects?state=FAILED&tenant=acme&since=2h&all=true");
    }

    @Test
    void printsTheDocumentAsItIs() throws IOException {
      lake.running().answer("/objects", "[{\"id\":\"s3://b/k\",\"state\":\"COMMITTED\"}]");

      lake.runHere("objects", "--json");

      assertThat(lake.json().path(0).path("state").asText()).isEqualTo("COMMITTED");
      assertThat(lake.err()).isEmpty();
    }

    @Test
    void showsWhy() throws IOException {
      lake.running()
          .answer(
              "/objects",
              """
              [{"id":"s3://b/k","state":"QUARANTINED","reason":"line 3: 2 fields","bytes":1200,
                "rows":null,"receivedAt":"2026-03-01T12:00:00.123Z"}]""");

      lake.runHere("objects");

      assertThat(lake.out()).contains("line 3: 2 fields", "1.2 kB", "2026-03-01T12:00:00Z");
    }
  }

  @Nested
  class Query {

    private static final String ANSWER =
        """
        {"columns":[{"name":"path","type":"string"},{"name":"n","type":"long"}],
         "rows":[["a, \\"b\\"",12],[null,1.5],["",true]]}""";

    @BeforeEach
    void answer() throws IOException {
      lake.running().answer("/query", ANSWER);
    }

    @Test
    void answersInObjects() throws IOException {
      assertThat(lake.runHere("query", "select 1", "--format", "json")).isZero();

      assertThat(lake.json().toString())
          .isEqualTo(
              "[{\"path\":\"a, \\\"b\\\"\",\"n\":12},{\"path\":null,\"n\":1.5},{\"path\":\"\",\"n\":true}]");
    }

    @Test
    void tellsMissingFromEmptyInCsv() {
      lake.runHere("query", "select 1", "--format", "csv");

      assertThat(lake.out().lines())
          .containsExactly("path,n", "\"a, \"\"b\"\"\",12", ",1.5", "\"\",true");
    }

    @Test
    void asksForAnotherTime() {
      lake.runHere("query", "select 1", "--at", "2026-03-01T00:00:00Z");

      assertThat(lake.asked())
          .containsExactly("POST /query {\"sql\":\"select 1\",\"at\":\"2026-03-01T00:00:00Z\"}");
    }

    @Test
    void refusesAnUnknownFormat() {
      assertThat(lake.runHere("query", "select 1", "--format", "xml")).isEqualTo(2);
    }
  }

  @Nested
  class Waiting {

    @Test
    void returnsWhenNothingIsInFlight() throws IOException {
      lake.running().answer("/wait", "{\"idle\":true,\"inFlight\":[],\"waitingForTenant\":2}");

      assertThat(lake.runHere("wait")).isZero();

      assertThat(lake.asked()).hasSize(2);
      assertThat(lake.err()).contains("2 deliveries wait for a tenant");
    }

    @Test
    void saysWhatIsStillInFlight() throws IOException {
      lake.running()
          .answer(
              "/wait",
              "{\"idle\":false,\"inFlight\":[{\"what\":\"messages\",\"count\":3}],\"waitingForTenant\":0}");

      assertThat(lake.runHere("wait", "--timeout", "0")).isEqualTo(1);

      assertThat(lake.err()).contains("messages 3");
    }
  }

  @Nested
  class Dlq {

    @Test
    void redrivesWhatIsNamed() throws IOException {
      lake.running()
          .answer(
              "/dlq/redrive",
              "{\"done\":1,\"failed\":0,\"results\":[{\"id\":\"m1\",\"done\":true,\"what\":\"stage A rings\"}]}");

      assertThat(lake.runHere("dlq", "redrive", "m1")).isZero();

      assertThat(lake.asked()).containsExactly("POST /dlq/redrive {\"ids\":[\"m1\"]}");
      assertThat(lake.out()).contains("m1  stage A rings");
    }

    @Test
    void failsWhenSomethingCouldNotBeRedriven() throws IOException {
      lake.running().answer("/dlq/redrive", "{\"done\":0,\"failed\":1,\"results\":[]}");

      assertThat(lake.runHere("dlq", "redrive", "--all")).isEqualTo(1);
    }

    @Test
    void wantsToKnowWhatToRedrive() throws IOException {
      lake.running();

      assertThat(lake.runHere("dlq", "redrive")).isEqualTo(2);
      assertThat(lake.asked()).isEmpty();
    }
  }

  @Nested
  class Start {

    @Test
    void refusesAFolderThatIsNoLake() throws IOException {
      Files.createDirectories(lake.folder());
      Files.writeString(lake.folder().resolve("thesis.txt"), "years of work");

      assertThat(lake.runHere("start", "--fresh")).isEqualTo(1);

      assertThat(lake.folder().resolve("thesis.txt")).exists();
    }

    @Test
    void refusesWhenALakeRunsThere() throws IOException {
      try (var control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        lake.running(control.getLocalPort());

        assertThat(lake.runHere("start", "--fresh")).isEqualTo(1);
      }

      assertThat(lake.err()).contains("already");
      assertThat(lake.folder().resolve("lake.json")).exists();
    }
  }

  @Nested
  class Cost {

    @Test
    void isShownByDayTenantAndService() throws IOException {
      lake.running()
          .answer(
              "/cost",
              """
              {"region":"us-east-1","pricesOf":"2026-11-22","days":[
                {"day":"2026-03-01","tenant":"acme","files":2,"bytes":2000,"dollars":0.0008,
                 "services":{"S3":0.0003,"Lambda":0.0005}}],
               "total":{"files":2,"bytes":2000,"dollars":0.0008,
                 "services":{"S3":0.0003,"Lambda":0.0005}}}
              """);

      assertThat(lake.runHere("cost", "--since", "30d")).isZero();

      assertThat(lake.out()).contains("LAMBDA", "2026-03-01", "acme", "0.000800", "total");
      assertThat(lake.err()).contains("$0.4000 per 1,000 files", "list prices of us-east-1");
    }
  }
}
