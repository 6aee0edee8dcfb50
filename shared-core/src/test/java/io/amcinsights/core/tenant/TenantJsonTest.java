package io.amcinsights.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantJsonTest {

  private static ObjectNode minimal() {
    return (ObjectNode)
        Json.read(
            "tenant",
            """
            {"customerId": "acme", "customerName": "Acme", "prefix": "acme", "team": "demoteam",
             "dataset": "amcdataset", "bucketName": "amc-acme", "bucketRegion": "us-east-1",
             "bucketAccount": "111122223333", "amcAwsAccount": "444455556666"}
            """);
  }

  @Test
  void aRecordWrittenByHandIsARequest() {
    Tenant tenant = TenantJson.read(minimal());

    assertThat(tenant.problems()).isEmpty();
    assertThat(tenant.status()).isEqualTo(Status.REQUESTED);
    assertThat(tenant.version()).isZero();
    assertThat(tenant.wantsWork()).isTrue();
    assertThat(tenant.settings().bucket().exists()).isFalse();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnceAndNothingIsThrown() {
    ObjectNode wrong = minimal().put("bucketExists", "yes").put("amcAwsAccount", 12);
    wrong.remove("prefix");
    wrong.put("bucketName", "a..b");

    assertThat(TenantJson.read(wrong).problems())
        .containsExactly(
            "prefix is missing",
            "bucketExists is \"yes\", expected true or false",
            "bucketName is 'a..b': S3 allows no two dots in a row",
            "amcAwsAccount is 12, expected a text");
  }

  @Test
  void aRequestWithAProblemOrAnUnknownFieldIsRefused() {
    assertThatThrownBy(() -> TenantJson.request(minimal().put("bucketAccount", "1").put("x", 1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "The tenant record is wrong: bucketAccount is '1', expected [0-9]{12};"
                + " there is no field 'x'");
  }

  @ParameterizedTest
  @CsvSource({
    "bucketName,Upper-Case",
    "bucketName,192.168.0.1",
    "bucketName,xn--bucket",
    "bucketName,my-bucket-s3alias",
    "bucketName,ab",
    "bucketRegion,Frankfurt",
    "customerId,-acme",
    "customerId,a b",
    "prefix,_x",
    "keyPrefix,a",
    "keyPrefix,/a/",
    "amcInstanceId,xyz",
    "notifyTopicArn,acme",
    "team,Demo"
  })
  void aWrongValueIsAProblemThatNamesFieldAndValue(String field, String value) {
    assertThat(TenantJson.read(minimal().put(field, value)).problems())
        .singleElement()
        .asString()
        .startsWith(field + " is '" + value + "'");
  }

  @Test
  void settingsTellWhetherThereIsWorkAndTheServicesOwnFieldsDoNot() {
    Tenant done =
        TenantJson.read(
            minimal()
                .put("status", "FAILED")
                .put("attempted", TenantJson.read(minimal()).settings().fingerprint()));

    assertThat(done.wantsWork()).isFalse();
    assertThat(TenantJson.read(TenantJson.toJson(done).put("reason", "x")).wantsWork()).isFalse();
    assertThat(TenantJson.read(TenantJson.toJson(done).put("status", "REQUESTED")).wantsWork())
        .isTrue();
    TenantJson.settingNames().stream()
        .filter(it -> !it.equals("tags"))
        .forEach(
            it -> {
              ObjectNode changed = TenantJson.toJson(done);
              // What is false may be left out.
              boolean flag = changed.path(it).isBoolean() || it.equals("mergeSettings");
              if (flag) {
                changed.put(it, !changed.path(it).asBoolean());
              } else {
                changed.put(it, "other");
              }
              assertThat(TenantJson.read(changed).wantsWork()).as(it).isTrue();
            });
  }

  @Test
  void aTenantIsReadableWhileItChangesAndWhenAChangeFailed() {
    for (Status status : Status.values()) {
      ObjectNode row = minimal().put("status", status.name());
      boolean leaving = status == Status.OFFBOARDING || status == Status.OFFBOARDED;

      assertThat(TenantJson.read(row).isReadable()).as(status + " without a role").isFalse();
      assertThat(TenantJson.read(row.put("readerRole", "arn")).isReadable())
          .as(status + " with a role")
          .isEqualTo(!leaving);
    }
  }
}
