package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.Record;

class StreamDeliveryTest {

  @TempDir private Path folder;
  private final StreamTestBench bench = new StreamTestBench();
  private final Pause pause = new Pause();

  @Test
  void goesOnFromTheLowestFailure() {
    AtomicInteger calls = new AtomicInteger();
    bench.behaviour =
        numbers ->
            calls.incrementAndGet() == 1
                ? StreamTestBench.failures(List.of("4", "2"))
                : Json.object();

    assertThat(deliver(new StreamTestBench.Mapping(), "1", "2", "3", "4")).isTrue();

    assertThat(bench.batches).containsExactly(List.of("1", "2", "3", "4"), List.of("2", "3", "4"));
    assertThat(position()).isEqualTo("4");
  }

  @Test
  void withoutBisectingTheWholeBatchComesAgainAndGoesTogether() {
    bench.behaviour = StreamDeliveryTest::throwing;

    deliver(new StreamTestBench.Mapping().retries(2), "1", "2");

    assertThat(bench.batches)
        .containsExactly(List.of("1", "2"), List.of("1", "2"), List.of("1", "2"));
    assertThat(letter().at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(2);
    assertThat(position()).isEqualTo("2");
  }

  @Test
  void bisectingFindsTheOneThatBreaksTheFunction() {
    bench.behaviour = numbers -> numbers.contains("3") ? throwing(numbers) : Json.object();

    deliver(new StreamTestBench.Mapping().bisect().retries(1), "1", "2", "3", "4");

    assertThat(bench.batches)
        .containsExactly(
            List.of("1", "2", "3", "4"),
            List.of("1", "2"),
            List.of("3", "4"),
            List.of("3"),
            List.of("3"),
            List.of("4"));
    assertThat(letter().at("/DDBStreamBatchInfo/startSequenceNumber").asText()).isEqualTo("3");
    assertThat(position()).isEqualTo("4");
  }

  @Test
  void bisectingSplitsWhereTheFailureIsReported() {
    bench.behaviour =
        numbers -> StreamTestBench.failures(numbers.stream().filter("3"::equals).toList());

    deliver(new StreamTestBench.Mapping().bisect().retries(0), "1", "2", "3", "4");

    assertThat(bench.batches)
        .containsExactly(
            List.of("1", "2", "3", "4"), List.of("3", "4"), List.of("3"), List.of("4"));
    assertThat(letter().at("/DDBStreamBatchInfo/endSequenceNumber").asText()).isEqualTo("3");
  }

  @Test
  void aThrottledBatchCostsNoAttempt() {
    AtomicInteger calls = new AtomicInteger();
    bench.behaviour =
        numbers -> {
          if (calls.incrementAndGet() < 4) {
            throw new Functions.FunctionError(LocalFunctions.THROTTLED, "Rate exceeded", null);
          }
          return Json.object();
        };

    deliver(new StreamTestBench.Mapping().retries(0), "1");

    assertThat(bench.batches).hasSize(4);
    assertThat(bench.letters).isEmpty();
  }

  @Test
  void theDocumentOfWhatWasGivenUpIsTheOneOfLambda() {
    bench.behaviour = StreamDeliveryTest::throwing;

    deliver(new StreamTestBench.Mapping().retries(1), "1", "2");

    ObjectNode document = (ObjectNode) letter();
    assertThat(((ObjectNode) document.path("requestContext")).remove("requestId").asText())
        .isNotEmpty();
    assertThat(document)
        .isEqualTo(
            Json.read(
                "Document",
                """
                {"requestContext":{
                  "functionArn":"arn:aws:lambda:us-east-1:000000000000:function:f:live",
                  "condition":"RetryAttemptsExhausted","approximateInvokeCount":2},
                 "responseContext":{
                  "statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},
                 "version":"1.0","timestamp":"2026-01-01T12:00:00.000Z",
                 "DDBStreamBatchInfo":{"shardId":"s","startSequenceNumber":"1",
                  "endSequenceNumber":"2",
                  "approximateArrivalOfFirstRecord":"2026-01-01T12:00:00Z",
                  "approximateArrivalOfLastRecord":"2026-01-01T12:00:00Z","batchSize":2,
                  "streamArn":"arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1"}}"""));
  }

  @Test
  void aReportedFailureIsNoErrorOfTheFunction() {
    bench.behaviour = StreamTestBench::failures;

    deliver(new StreamTestBench.Mapping().retries(0), "1");

    assertThat(letter().path("responseContext").has("functionError")).isFalse();
  }

  @Test
  void recordsThatAreTooOldGoWithoutBeingTried() {
    List<Record> records =
        List.of(
            StreamTestBench.record("1", StreamTestBench.NOW.minusSeconds(61)),
            StreamTestBench.record("2", StreamTestBench.NOW.minusSeconds(59)));

    delivery(new StreamTestBench.Mapping().age(60)).deliver("s", records);

    assertThat(bench.batches).containsExactly(List.of("2"));
    JsonNode document = letter();
    assertThat(document.at("/requestContext/condition").asText()).isEqualTo("RecordAgeExceeded");
    assertThat(document.at("/DDBStreamBatchInfo/endSequenceNumber").asText()).isEqualTo("1");
    assertThat(position()).isEqualTo("2");
  }

  @Test
  void withoutAQueueTheRecordIsOnlySkipped() {
    bench.behaviour = StreamDeliveryTest::throwing;

    assertThat(deliver(new StreamTestBench.Mapping().retries(0).withoutQueue(), "1")).isTrue();

    assertThat(bench.letters).isEmpty();
    assertThat(position()).isEqualTo("1");
  }

  @Test
  void aStopLeavesWhatIsNotDone() {
    bench.behaviour =
        numbers -> {
          pause.stop();
          return StreamTestBench.failures(List.of("2"));
        };

    assertThat(deliver(new StreamTestBench.Mapping(), "1", "2")).isFalse();

    assertThat(bench.batches).hasSize(1);
    assertThat(position()).isEqualTo("1");
  }

  private boolean deliver(StreamTestBench.Mapping mapping, String... numbers) {
    List<Record> records = Stream.of(numbers).map(StreamTestBench::record).toList();
    return delivery(mapping).deliver("s", records);
  }

  private StreamDelivery delivery(StreamTestBench.Mapping mapping) {
    return new StreamDelivery(mapping.spec(), bench.settings(new FakeStream(), folder), pause);
  }

  private JsonNode letter() {
    assertThat(bench.letters).hasSize(1);
    return bench.letters.element();
  }

  private String position() {
    return new StreamCheckpoints(folder.resolve("streams.json")).position("m", "s").orElseThrow();
  }

  private static JsonNode throwing(List<String> numbers) {
    throw new Functions.FunctionError(
        "java.lang.IllegalStateException", "broken by " + numbers, null);
  }
}
