package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TenantTemplateTest {

  private static final LakeNames LONGEST = new LakeNames("abcdefghijkl", "abcdefghijkl");
  private static final JsonNode TENANT = Matrix.of(TenantTemplateFile.TENANT);
  private static final JsonNode AWAY = Matrix.of(TenantTemplateFile.AWAY);
  private static final JsonNode PARTNER = Matrix.of(TenantTemplateFile.PARTNER);
  private static final JsonNode REGION = Matrix.of(TenantTemplateFile.REGION);
  private static final JsonNode RULES = Matrix.of(TenantTemplateFile.RULES);

  private static final Map<TenantTemplateFile, List<String>> PARAMETERS =
      Map.of(
          TenantTemplateFile.TENANT,
          List.of(
              "CustomerId",
              "BucketName",
              "AmcAccountId",
              "BucketExists",
              "KeyArn",
              "BucketRegion",
              "BucketAccount",
              "OwnRule",
              "MergeFunctionArn"),
          TenantTemplateFile.AWAY,
          List.of(
              "CustomerId",
              "BucketName",
              "AmcAccountId",
              "BucketExists",
              "KeyArn",
              "HomeRegion",
              "OwnRule"),
          TenantTemplateFile.PARTNER,
          List.of(
              "CustomerId",
              "BucketName",
              "AmcAccountId",
              "BucketExists",
              "HomeRegion",
              "LakeAccount"),
          TenantTemplateFile.REGION,
          List.of("DeliveringAccounts", "HomeRegion"));

  private static final Map<TenantTemplateFile, List<String>> OUTPUTS =
      Map.of(
          TenantTemplateFile.TENANT, List.of("ReaderRoleArn", "BucketName", "KeyArn"),
          TenantTemplateFile.AWAY, List.of("BucketName", "KeyArn"),
          TenantTemplateFile.PARTNER, List.of("ReaderRoleArn", "BucketName", "KeyArn"),
          TenantTemplateFile.REGION, List.of("KeyArn"),
          TenantTemplateFile.RULES, List.of());

  @ParameterizedTest
  @EnumSource
  void itCanBeHandedToCloudFormationAsText(TenantTemplateFile template) throws IOException {
    assertThat(Files.size(template.of(LakeNames.DEFAULT))).isLessThan(51_200);
    assertThat(Files.size(template.of(LONGEST))).isLessThan(51_200);
    assertThat(Templates.parse(Files.readString(template.of(LakeNames.DEFAULT))))
        .isEqualTo(Matrix.of(template));
    assertThat(Matrix.of(template).toString())
        .doesNotContain("cdk-", "BootstrapVersion", "Fn::ImportValue");
  }

  @ParameterizedTest
  @EnumSource
  void itIsToldAndTellsNoMoreThanItNeeds(TenantTemplateFile template) {
    List<String> expected = PARAMETERS.get(template);
    assertThat(names(Matrix.of(template).path("Parameters")))
        .containsExactlyInAnyOrderElementsOf(expected == null ? slots() : expected);
    assertThat(names(Matrix.of(template).path("Outputs")))
        .containsExactlyInAnyOrderElementsOf(OUTPUTS.get(template));
  }

  private static List<String> slots() {
    List<String> names = new ArrayList<>(List.of("HomeRegion"));
    for (int slot = 0; slot < 60; slot++) {
      names.add("Buckets%02d".formatted(slot));
    }
    return names;
  }

  @Test
  void whereTheBucketIsHasNoDefault() {
    for (String parameter : List.of("BucketRegion", "BucketAccount")) {
      assertThat(TENANT.path("Parameters").path(parameter).has("Default")).isFalse();
    }
    assertThat(TENANT.at("/Parameters/OwnRule/Default").asText()).isEqualTo("true");
    assertThat(TENANT.at("/Parameters/MergeFunctionArn/Default").asText()).isEmpty();
  }

  @Test
  void whatHoldsDataOutlivesTheStackButNotAFailedCreate() {
    for (JsonNode template : List.of(TENANT, AWAY, PARTNER, REGION)) {
      for (String id : List.of(template.equals(REGION) ? "Logs" : "Bucket", "Key")) {
        JsonNode resource = template.path("Resources").path(id);
        assertThat(resource.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
        assertThat(resource.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
      }
    }
  }

  @Test
  void anAdoptedBucketIsNotTouched() {
    for (JsonNode template : List.of(TENANT, AWAY, PARTNER)) {
      for (String id : List.of("Bucket", "BucketPolicy")) {
        assertThat(condition(template, id)).as(id).isEqualTo("CreateBucket");
      }
      assertThat(template.at("/Conditions/CreateBucket").toString())
          .contains("{\"Fn::Equals\":[{\"Ref\":\"BucketExists\"},\"false\"]}");
    }
    for (JsonNode template : List.of(TENANT, AWAY)) {
      assertThat(template.at("/Conditions/CreateKey/Fn::And/0/Condition").asText())
          .isEqualTo("CreateBucket");
      assertThat(condition(template, "Key")).isEqualTo("CreateKey");
    }
    assertThat(condition(PARTNER, "Key")).isEqualTo("CreateBucket");
  }

  @Test
  void aBucketOfAnotherRegionOrAccountIsMadeByAnotherTemplate() {
    assertThat(TENANT.at("/Conditions/CreateBucket/Fn::And").toString())
        .contains("[{\"Ref\":\"BucketRegion\"},{\"Ref\":\"AWS::Region\"}]")
        .contains("{\"Condition\":\"SameAccount\"}");
    assertThat(TENANT.at("/Conditions/SameAccount").toString())
        .isEqualTo("{\"Fn::Equals\":[{\"Ref\":\"BucketAccount\"},{\"Ref\":\"AWS::AccountId\"}]}");
    for (JsonNode one : List.of(resource(TENANT, "Reader"), TENANT.at("/Outputs/ReaderRoleArn"))) {
      assertThat(one.path("Condition").asText()).isEqualTo("SameAccount");
    }
    assertThat(condition(TENANT, "Admission")).isEqualTo("OtherAccount");
    for (JsonNode template : List.of(TENANT, AWAY)) {
      assertThat(condition(template, "Rule")).isEqualTo("HasOwnRule");
    }
    for (String id : List.of("Rule", "Reader", "Forwarder")) {
      assertThat(resource(PARTNER, id).has("Condition")).as(id).isFalse();
    }
  }

  @Test
  void theBucketIsTheSameWhereverItIs() {
    assertThat(resource(AWAY, "Bucket")).isEqualTo(resource(TENANT, "Bucket"));
    assertThat(resource(AWAY, "Key")).isEqualTo(resource(TENANT, "Key"));
    assertThat(resource(AWAY, "BucketPolicy")).isEqualTo(resource(TENANT, "BucketPolicy"));
    assertThat(PARTNER.at("/Resources/BucketPolicy").toString())
        .contains("{\"Ref\":\"AmcAccountId\"},\"811639200769\",{\"Ref\":\"LakeAccount\"}]");
    assertThat(PARTNER.at("/Resources/Bucket/Properties").has("LoggingConfiguration")).isFalse();
  }

  @Test
  void deliveriesWithoutEncryptionHeadersAreNotDenied() {
    for (JsonNode template : List.of(TENANT, AWAY, PARTNER)) {
      for (JsonNode statement :
          resource(template, "BucketPolicy").at("/Properties/PolicyDocument/Statement")) {
        JsonNode condition = statement.path("Condition");
        boolean onHeader = condition.toString().contains("x-amz-server-side-encryption");
        if (statement.path("Effect").asText().equals("Deny") && onHeader) {
          assertThat(names(condition.path("Null")))
              .as("headers whose absence is no offence")
              .containsAll(names(condition.path("StringNotEquals")))
              .isNotEmpty();
        }
      }
      assertThat(resource(template, "BucketPolicy").toString())
          .contains("811639200769")
          .contains("AmcAccountId");
    }
  }

  @Test
  void theReaderIsTrustedWithTheTenantsIdOnly() {
    assertTrusts(TENANT, "<AWS::AccountId>", "<AWS::Region>");
    assertTrusts(PARTNER, "<LakeAccount>", "<HomeRegion>");
  }

  private static void assertTrusts(JsonNode template, String account, String region) {
    JsonNode statements =
        resource(template, "Reader").at("/Properties/AssumeRolePolicyDocument/Statement");
    assertThat(statements).hasSize(1);
    assertThat(Templates.text(statements.at("/0/Principal/AWS")))
        .isEqualTo("arn:<AWS::Partition>:iam::" + account + ":root");
    JsonNode condition = statements.path(0).path("Condition");
    assertThat(condition.at("/StringEquals/sts:ExternalId").toString())
        .isEqualTo("{\"Ref\":\"CustomerId\"}");
    assertThat(Templates.text(condition.at("/ArnLike").path("aws:PrincipalArn")))
        .isEqualTo(
            "arn:<AWS::Partition>:iam::" + account + ":role/amclake-dev/" + region + "/readers/*");
    assertThat(Templates.text(resource(template, "Reader").at("/Properties/Path")))
        .isEqualTo("/amclake-dev/" + region + "/tenants/");
  }

  @Test
  void theReaderOfABucketElsewhereOpensItThere() {
    JsonNode opens =
        resource(TENANT, "Reader").at("/Properties/Policies/0/PolicyDocument/Statement/2");
    assertThat(opens.at("/Resource/Fn::If/0").asText()).isEqualTo("CreateBucket");
    assertThat(Templates.text(opens.at("/Resource/Fn::If/2")))
        .isEqualTo("arn:<AWS::Partition>:kms:<BucketRegion>:<BucketAccount>:key/*");
    assertThat(Templates.text(opens.at("/Condition/StringEquals").path("kms:ViaService")))
        .isEqualTo("s3.<BucketRegion>.<AWS::URLSuffix>");
  }

  @Test
  void theReaderOfAnotherAccountIsFoundByNameAndThereOnlyWhenEventsFlow() {
    JsonNode reader = resource(PARTNER, "Reader");
    assertThat(Templates.text(reader.at("/Properties/RoleName")))
        .isEqualTo(LakeNames.DEFAULT.partnerReader("<CustomerId>"));
    assertThat(reader.path("DependsOn").toString()).isEqualTo("[\"Rule\"]");
    assertThat(resource(PARTNER, "Rule").toString()).contains("\"Fn::GetAtt\":[\"Forwarder\"");
    assertThat(actions(reader))
        .containsExactlyInAnyOrder(
            "s3:GetObject",
            "s3:GetObjectVersion",
            "s3:ListBucket",
            "s3:GetBucketLocation",
            "s3:GetBucketNotification",
            "s3:GetBucketPolicy",
            "s3:GetBucketTagging",
            "kms:Decrypt");
  }

  @Test
  void aBusIsOpenedForTheBucketsAccountAndNothingElse() {
    JsonNode admission = resource(TENANT, "Admission").path("Properties");
    assertThat(Templates.text(admission.path("StatementId")))
        .isEqualTo("amclake-dev-tenant-<CustomerId>");
    assertThat(admission.path("Statement").path("Action").asText()).isEqualTo("events:PutEvents");
    assertThat(Templates.text(admission.at("/Statement/Principal/AWS")))
        .isEqualTo("arn:<AWS::Partition>:iam::<BucketAccount>:root");
    assertThat(Templates.text(admission.at("/Statement/Resource")))
        .isEqualTo("arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:event-bus/default");
  }

  @ParameterizedTest
  @CsvSource({"AWAY, <AWS::AccountId>", "PARTNER, <LakeAccount>"})
  void eventsOfABucketElsewhereGoToTheHomeBus(TenantTemplateFile template, String account) {
    JsonNode targets = resource(Matrix.of(template), "Rule").at("/Properties/Targets");
    assertThat(targets).hasSize(1);
    String bus = "arn:<AWS::Partition>:events:<HomeRegion>:" + account + ":event-bus/default";
    assertThat(Templates.text(targets.at("/0/Arn"))).isEqualTo(bus);
    assertThat(targets.at("/0/RetryPolicy/MaximumEventAgeInSeconds").asInt()).isEqualTo(86_400);
    if (template == TenantTemplateFile.AWAY) {
      assertThat(Templates.text(targets.at("/0/RoleArn")))
          .isEqualTo(
              "arn:<AWS::Partition>:iam::<AWS::AccountId>:role/amclake-dev-<HomeRegion>-forwarder");
    } else {
      JsonNode forwarder = resource(PARTNER, "Forwarder");
      assertThat(actions(forwarder)).containsExactly("events:PutEvents");
      assertThat(
              Templates.text(
                  forwarder.at("/Properties/Policies/0/PolicyDocument/Statement/0/Resource")))
          .isEqualTo(bus);
    }
  }

  @Test
  void settingsAreAddedOnlyByAFunctionThatTheStackWasTold() {
    assertThat(condition(TENANT, "Settings")).isEqualTo("MergeSettings");
    assertThat(resource(TENANT, "Settings").path("Properties").toString())
        .isEqualTo(
            "{\"ServiceToken\":{\"Ref\":\"MergeFunctionArn\"},\"CustomerId\":{\"Ref\":\"CustomerId\"},"
                + "\"BucketName\":{\"Ref\":\"BucketName\"},\"BucketRegion\":{\"Ref\":\"BucketRegion\"},"
                + "\"AmcAccountId\":{\"Ref\":\"AmcAccountId\"}}");
  }

  @Test
  void aSharedRuleIsThereWhenItsSlotIsUsedAndGoesTheRightWay() {
    assertThat(RULES.path("Resources")).hasSize(60);
    JsonNode rule = resource(RULES, "Rule07");
    assertThat(rule.path("Condition").asText()).isEqualTo("Used07");
    assertThat(RULES.at("/Conditions/Used07").toString()).contains("\"Buckets07\"").contains("Not");
    assertThat(rule.at("/Properties/Name").asText()).isEqualTo(LakeNames.DEFAULT.sharedRule(7));
    JsonNode target = rule.at("/Properties/Targets/0/Fn::If");
    assertThat(target.path(0).asText()).isEqualTo("Home");
    assertThat(RULES.at("/Conditions/Home").toString())
        .isEqualTo("{\"Fn::Equals\":[{\"Ref\":\"HomeRegion\"},{\"Ref\":\"AWS::Region\"}]}");
    assertThat(Templates.text(target.at("/1/Arn")))
        .isEqualTo("arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:amclake-dev-ingest");
    assertThat(Templates.text(target.at("/2/Arn")))
        .isEqualTo(Templates.text(resource(AWAY, "Rule").at("/Properties/Targets/0/Arn")));
    assertThat(Templates.text(target.at("/2/RoleArn")))
        .isEqualTo(Templates.text(resource(AWAY, "Rule").at("/Properties/Targets/0/RoleArn")));
  }

  @Test
  void theLongestNamesThatASlotTakesFitAPattern() {
    String names =
        String.join(
            ",", Collections.nCopies(RulesTemplate.BUCKETS_OF_A_SLOT, '"' + "b".repeat(63) + '"'));
    String pattern =
        resource(RULES, "Rule59")
            .at("/Properties/EventPattern")
            .toString()
            .replace("{\"Ref\":\"Buckets59\"}", "[" + names + "]")
            .replace("{\"Ref\":\"AWS::AccountId\"}", "\"123456789012\"");
    assertThat(pattern).contains("\"name\":[\"bb").doesNotContain("Ref").hasSizeLessThan(2_048);
  }

  @Test
  void whatAnotherRegionSharesIsAsItIsAtHome() {
    Templates all = Matrix.dev();
    JsonNode homeKey = all.template("amclake-dev-tenants").path("Resources").path("Key961B73FD");
    assertThat(REGION.at("/Resources/Key/Properties/KeyPolicy"))
        .isEqualTo(homeKey.at("/Properties/KeyPolicy"));
    JsonNode logs =
        all.template("amclake-dev-foundation").path("Resources").path("ZonesLogs95811588");
    for (String property : names(REGION.at("/Resources/Logs/Properties"))) {
      if (!property.equals("Tags")) {
        assertThat(REGION.at("/Resources/Logs/Properties").path(property))
            .as(property)
            .isEqualTo(logs.path("Properties").path(property));
      }
    }
  }

  @Test
  void theFunctionsAndJobsThatTenantsTrustAreReaders() {
    TreeSet<String> readers = new TreeSet<>();
    for (Templates.Resource role : Matrix.dev().ofType("AWS::IAM::Role")) {
      JsonNode path = role.properties().path("Path");
      if (!path.isMissingNode()
          && Templates.text(path).equals("/amclake-dev/<AWS::Region>/readers/")) {
        readers.add(role.toString().replaceFirst("Role[0-9A-F]{8}$", ""));
      }
    }
    assertThat(readers)
        .containsExactlyInAnyOrder(
            "amclake-dev-demoteam-adtech-pipeline/StageALightTransform",
            "amclake-dev-demoteam-adtech-pipeline/StageALightTransformLarge",
            "amclake-dev-demoteam-adtech-pipeline/StageBLargeLoads",
            "amclake-dev-ingest/Reconciler",
            "amclake-dev-retail-adtech-pipeline/StageALightTransform",
            "amclake-dev-retail-adtech-pipeline/StageALightTransformLarge",
            "amclake-dev-retail-adtech-pipeline/StageBLargeLoads",
            "amclake-dev-tps/Provision",
            "amclake-dev-tps/Release");
  }

  private static JsonNode resource(JsonNode template, String id) {
    return template.path("Resources").path(id);
  }

  private static String condition(JsonNode template, String id) {
    return resource(template, id).path("Condition").asText();
  }

  private static List<String> actions(JsonNode role) {
    List<String> actions = new ArrayList<>();
    role.at("/Properties/Policies/0/PolicyDocument/Statement")
        .forEach(it -> actions.addAll(Policies.texts(it.path("Action"))));
    return actions;
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
