package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class StreamRecordsTest {

  private static final SdkBytes BYTES = SdkBytes.fromUtf8String("hi");

  private final StreamMappings.Spec mapping = new StreamTestBench.Mapping().spec();
  private final List<Record> three =
      List.of(
          StreamTestBench.record("10"), StreamTestBench.record("20"), StreamTestBench.record("30"));

  @Test
  void aRecordHasTheShapeThatLambdaGivesIt() {
    JsonNode event = StreamRecords.event(mapping, "eu-west-1", List.of(modified()));

    // As text: a number that was parsed is of another width.
    assertThat(event)
        .hasToString(
            Json.read(
                    "Event",
                    """
                {"Records":[{"eventID":"e1","eventName":"MODIFY","eventVersion":"1.1",
                 "eventSource":"aws:dynamodb","awsRegion":"eu-west-1",
                 "eventSourceARN":"arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/1",
                 "dynamodb":{"ApproximateCreationDateTime":1700000000,
                  "Keys":{"id":{"S":"a"}},
                  "NewImage":{"b":{"B":"aGk="},"bs":{"BS":["aGk="]},"l":{"L":[{"N":"1"}]},
                   "m":{"M":{"x":{"BOOL":false}}},"n":{"N":"1.5"},"ns":{"NS":["1","2"]},
                   "nul":{"NULL":true},"s":{"S":"text"},"ss":{"SS":["x","y"]}},
                  "OldImage":{"flag":{"BOOL":true}},
                  "SequenceNumber":"10","SizeBytes":26,
                  "StreamViewType":"NEW_AND_OLD_IMAGES"}}]}""")
                .toString());
  }

  @Test
  void imagesThatAreNotThereAreLeftOut() {
    JsonNode change =
        StreamRecords.record(mapping, "eu-west-1", StreamTestBench.record("10")).path("dynamodb");

    assertThat(change.has("OldImage")).isFalse();
    assertThat(change.has("NewImage")).isFalse();
  }

  @Test
  void anItemThatExpiredSaysSo() {
    Record expired =
        StreamTestBench.record("10").toBuilder()
            .userIdentity(it -> it.type("Service").principalId("dynamodb.amazonaws.com"))
            .build();

    assertThat(StreamRecords.record(mapping, "eu-west-1", expired).at("/userIdentity/principalId"))
        .hasToString("\"dynamodb.amazonaws.com\"");
  }

  @Test
  void everythingBeforeTheLowestFailureIsDone() {
    assertThat(done("{'batchItemFailures':[]}")).isEqualTo(3);
    assertThat(done("{}")).isEqualTo(3);
    assertThat(done("{'batchItemFailures':[{'itemIdentifier':'30'},{'itemIdentifier':'20'}]}"))
        .isEqualTo(1);
    assertThat(done("{'batchItemFailures':[{'itemIdentifier':'10'}]}")).isZero();
  }

  @Test
  void anIdentifierThatIsEmptyOrUnknownFailsTheWholeBatch() {
    assertThat(done("{'batchItemFailures':[{'itemIdentifier':''}]}")).isZero();
    assertThat(done("{'batchItemFailures':[{'itemIdentifier':null}]}")).isZero();
    assertThat(done("{'batchItemFailures':[{'identifier':'30'}]}")).isZero();
    assertThat(done("{'batchItemFailures':[{'itemIdentifier':'30'},{'itemIdentifier':'99'}]}"))
        .isZero();
  }

  @Test
  void anAnswerSaysNothingWhenFailuresAreNotReported() {
    StreamMappings.Spec silent = new StreamTestBench.Mapping().partialFailures(false).spec();
    JsonNode answer = answer("{'batchItemFailures':[{'itemIdentifier':'10'}]}");

    assertThat(StreamRecords.done(silent, answer, three)).isEqualTo(3);
  }

  private int done(String answer) {
    return StreamRecords.done(mapping, answer(answer), three);
  }

  private static JsonNode answer(String json) {
    return Json.read("Answer", json.replace('\'', '"'));
  }

  private static Record modified() {
    Map<String, AttributeValue> image = new TreeMap<>();
    image.put("s", fromS("text"));
    image.put("n", fromN("1.5"));
    image.put("b", fromB(BYTES));
    image.put("nul", fromNul(true));
    image.put("ss", fromSs(List.of("x", "y")));
    image.put("ns", fromNs(List.of("1", "2")));
    image.put("bs", fromBs(List.of(BYTES)));
    image.put("l", fromL(List.of(fromN("1"))));
    image.put("m", fromM(Map.of("x", fromBool(false))));
    return Record.builder()
        .eventID("e1")
        .eventName(OperationType.MODIFY)
        .dynamodb(
            change ->
                change
                    .approximateCreationDateTime(Instant.ofEpochSecond(1_700_000_000))
                    .keys(Map.of("id", fromS("a")))
                    .newImage(image)
                    .oldImage(Map.of("flag", fromBool(true)))
                    .sequenceNumber("10")
                    .sizeBytes(26L)
                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
        .build();
  }
}
