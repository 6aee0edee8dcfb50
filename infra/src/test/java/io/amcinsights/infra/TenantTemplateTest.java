package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantTemplateTest {

  private static final JsonNode TEMPLATE = Matrix.dev().template("amclake-dev-tenant");

  @Test
  void itCanBeHandedToCloudFormationAsText() {
    assertThat(TEMPLATE.toPrettyString().getBytes(StandardCharsets.UTF_8).length)
        .isLessThan(51_200);
    assertThat(TEMPLATE.toString()).doesNotContain("cdk-", "BootstrapVersion", "Fn::ImportValue");
    assertThat(names(TEMPLATE.path("Parameters")))
        .containsExactlyInAnyOrder(
            "CustomerId", "BucketName", "AmcAccountId", "BucketExists", "KeyArn");
    assertThat(names(TEMPLATE.path("Outputs")))
        .containsExactlyInAnyOrder("ReaderRoleArn", "BucketName", "KeyArn");
  }

  @Test
  void whatHoldsDataOutlivesTheStackButNotAFailedCreate() {
    for (String id : List.of("Bucket", "Key")) {
      JsonNode resource = TEMPLATE.path("Resources").path(id);
      assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
      assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    }
  }

  @Test
  void anAdoptedBucketIsNotTouched() {
    for (String id : List.of("Bucket", "BucketPolicy")) {
      assertThat(TEMPLATE.path("Resources").path(id).path("Condition").asText())
          .as(id)
          .isEqualTo("CreateBucket");
    }
    assertThat(TEMPLATE.at("/Conditions/CreateKey/Fn::And/0/Condition").asText())
        .isEqualTo("CreateBucket");
    assertThat(TEMPLATE.at("/Resources/Key/Condition").asText()).isEqualTo("CreateKey");
    for (String id : List.of("Reader", "Rule")) {
      assertThat(TEMPLATE.path("Resources").path(id).has("Condition")).as(id).isFalse();
    }
  }

  @Test
  void deliveriesWithoutEncryptionHeadersAreNotDenied() {
    for (JsonNode statement :
        TEMPLATE
            .path("Resources")
            .path("BucketPolicy")
            .at("/Properties/PolicyDocument/Statement")) {
      JsonNode condition = statement.path("Condition");
      boolean onHeader = condition.toString().contains("x-amz-server-side-encryption");
      if (statement.path("Effect").asText().equals("Deny") && onHeader) {
        assertThat(names(condition.path("Null")))
            .as("headers whose absence is no offence")
            .containsAll(names(condition.path("StringNotEquals")))
            .isNotEmpty();
      }
    }
    assertThat(TEMPLATE.path("Resources").path("BucketPolicy").toString())
        .contains("811639200769")
        .contains("AmcAccountId");
  }

  @Test
  void theReaderIsTrustedWithTheTenantsIdOnly() {
    JsonNode trust =
        TEMPLATE.path("Resources").path("Reader").at("/Properties/AssumeRolePolicyDocument");
    JsonNode condition = trust.path("Statement").path(0).path("Condition");
    assertThat(condition.at("/StringEquals/sts:ExternalId").toString())
        .isEqualTo("{\"Ref\":\"CustomerId\"}");
    assertThat(Templates.text(condition.at("/ArnLike").path("aws:PrincipalArn")))
        .endsWith(":role/amclake-dev/<AWS::Region>/readers/*");
  }

  @Test
  void theTwoReadingFunctionsAndTheJobOfAPipelineTheReconcilerAndTheReleaseAreReaders() {
    List<String> readers = new ArrayList<>();
    for (Templates.Resource role : Matrix.dev().ofType("AWS::IAM::Role")) {
      JsonNode path = role.properties().path("Path");
      if (!path.isMissingNode()
          && Templates.text(path).equals("/amclake-dev/<AWS::Region>/readers/")) {
        readers.add(role.stack());
      }
    }
    assertThat(readers)
        .containsExactlyInAnyOrder(
            "amclake-dev-ingest",
            "amclake-dev-tps",
            "amclake-dev-demoteam-adtech-pipeline",
            "amclake-dev-demoteam-adtech-pipeline",
            "amclake-dev-demoteam-adtech-pipeline",
            "amclake-dev-retail-adtech-pipeline",
            "amclake-dev-retail-adtech-pipeline",
            "amclake-dev-retail-adtech-pipeline");
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
