package io.amcinsights.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.event.S3ObjectEvent.Kind;
import io.amcinsights.core.message.Samples;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3EventJsonTest {

  private static final ObjectId REPORT =
      new ObjectId("amc-acme", "workflow=wf/schedule=adhoc/2023-05-02T21:42:25.904Z-wf.csv");

  private final String created = Samples.compact("s3-object-created");

  @Test
  void readsThatAnObjectWasCreated() {
    assertThat(S3EventJson.read(created))
        .isEqualTo(
            new S3ObjectEvent(
                Kind.CREATED,
                REPORT,
                1205,
                "b1946ac92492d2347c6235b4d2611184",
                "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY",
                new Sequencer("00617F08299329D189"),
                "PutObject",
                false,
                Instant.parse("2023-05-02T21:42:27Z"),
                "111122223333",
                "us-east-1"));
  }

  @Test
  void readsThatAnObjectWasDeleted() {
    var event = S3EventJson.read(Samples.compact("s3-object-deleted"));

    assertThat(event.kind()).isEqualTo(Kind.DELETED);
    assertThat(event.bytes()).isZero();
    assertThat(event.reason()).isEqualTo("DeleteObject");
    assertThat(event.permanent()).isFalse();
    assertThat(event.delivery().delivery()).isEqualTo("deleted-00617F0837B476E46300000000000000");
  }

  @Test
  void tellsAPermanentDeletion() {
    String permanent =
        Samples.compact("s3-object-deleted")
            .replace("Delete Marker Created", "Permanently Deleted");

    assertThat(S3EventJson.read(permanent).permanent()).isTrue();
  }

  @Test
  void takesKeysVerbatim() {
    String odd = created.replace("2023-05-02T21:42:25.904Z-wf.csv", "a+b%20c ü.csv");

    assertThat(S3EventJson.read(odd).object().key())
        .isEqualTo("workflow=wf/schedule=adhoc/a+b%20c ü.csv");
  }

  @Test
  void dropsQuotesAroundTheEtag() {
    String quoted = created.replace("\"b1946ac92492d2347c6235b4d2611184\"", "\"\\\"b1946\\\"\"");

    assertThat(S3EventJson.read(quoted).etag()).isEqualTo("b1946");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"version-id\":\"\",", "\"version-id\":null,"})
  void namesTheDeliveryOfAnUnversionedBucketByEtagAndSequencer(String versionId) {
    String unversioned =
        created.replace("\"version-id\":\"3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY\",", versionId);

    assertThat(S3EventJson.read(unversioned).delivery().delivery())
        .isEqualTo("b1946ac92492d2347c6235b4d2611184-00617F08299329D18900000000000000");
  }

  @Test
  void refusesNewsOfAnythingElse() {
    assertThatThrownBy(
            () -> S3EventJson.read(created.replace("Object Created", "Object Tags Added")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'Object Tags Added'")
        .hasMessageContaining("Object Deleted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{}", "{\"detail\":{}}", "{\"detail\":7}"})
  void refusesWhatIsNoEvent(String text) {
    assertThatThrownBy(() -> S3EventJson.read(text)).isInstanceOf(InvalidInputException.class);
  }
}
