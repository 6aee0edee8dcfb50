package io.amcinsights.tps.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImportTemplateTest {

  private static final String TEMPLATE =
      """
      {"Parameters": {"KeyArn": {"Type": "String"}},
       "Conditions": {"Create": true, "CreateKey": true},
       "Resources": {
        "Key": {"Type": "AWS::KMS::Key", "Condition": "CreateKey"},
        "Bucket": {"Type": "AWS::S3::Bucket", "Condition": "Create",
         "Properties": {"Key": {"Fn::If": ["CreateKey", {"Fn::GetAtt": ["Key", "Arn"]}, "x"]}}},
        "Reader": {"Type": "AWS::IAM::Role"},
        "Rule": {"Type": "AWS::Events::Rule"}},
       "Outputs": {"ReaderRoleArn": {"Value": {"Fn::GetAtt": ["Reader", "Arn"]}}}}
      """;

  @Test
  void holdsWhatIsImportedAndWhatItRefersToOnACondition() {
    assertThat(resources(ImportTemplate.of(TEMPLATE, Set.of("Bucket"))))
        .containsExactly("Key", "Bucket");
    assertThat(resources(ImportTemplate.of(TEMPLATE, Set.of("Bucket", "Key"))))
        .containsExactly("Key", "Bucket");
  }

  @Test
  void hasNoOutputsOfWhatIsNotThereYet() {
    assertThat(Json.read("t", ImportTemplate.of(TEMPLATE, Set.of("Bucket"))).has("Outputs"))
        .isFalse();
    assertThat(ImportTemplate.type(TEMPLATE, "Bucket")).isEqualTo("AWS::S3::Bucket");
  }

  private static List<String> resources(String template) {
    var names = new ArrayList<String>();
    JsonNode all = Json.read("t", template).path("Resources");
    all.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
