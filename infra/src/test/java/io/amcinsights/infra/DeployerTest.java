package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What CloudFormation may do for tenants, and that it needs all of it. */
class DeployerTest {

  private static final Templates TEMPLATES = Matrix.dev();
  private static final String ROLES = ":role/amclake-dev/*/tenants/*";

  /** What a resource of each type is made, changed, read back and removed with. */
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "AWS::S3::Bucket",
          List.of(
              "s3:CreateBucket",
              "s3:DeleteBucket",
              "s3:GetBucket*",
              "s3:GetEncryptionConfiguration",
              "s3:GetLifecycleConfiguration",
              "s3:ListBucket",
              "s3:PutBucketLogging",
              "s3:PutBucketNotification",
              "s3:PutBucketOwnershipControls",
              "s3:PutBucketPublicAccessBlock",
              "s3:PutBucketTagging",
              "s3:PutBucketVersioning",
              "s3:PutEncryptionConfiguration",
              "s3:PutLifecycleConfiguration"),
          "AWS::S3::BucketPolicy",
          List.of("s3:DeleteBucketPolicy", "s3:GetBucket*", "s3:PutBucketPolicy"),
          "AWS::KMS::Key",
          List.of(
              "kms:CreateKey",
              "kms:DescribeKey",
              "kms:EnableKeyRotation",
              "kms:GetKeyPolicy",
              "kms:GetKeyRotationStatus",
              "kms:ListResourceTags",
              "kms:PutKeyPolicy",
              "kms:ScheduleKeyDeletion",
              "kms:TagResource",
              "kms:UntagResource",
              "kms:UpdateKeyDescription"),
          "AWS::IAM::Role",
          List.of(
              "iam:CreateRole",
              "iam:DeleteRole",
              "iam:DeleteRolePolicy",
              "iam:GetRole",
              "iam:GetRolePolicy",
              "iam:ListAttachedRolePolicies",
              "iam:ListRolePolicies",
              "iam:PutRolePolicy",
              "iam:TagRole",
              "iam:UntagRole",
              "iam:UpdateAssumeRolePolicy",
              "iam:UpdateRole",
              "iam:UpdateRoleDescription"),
          "AWS::Events::Rule",
          List.of(
              "events:DeleteRule",
              "events:DescribeRule",
              "events:ListTagsForResource",
              "events:ListTargetsByRule",
              "events:PutRule",
              "events:PutTargets",
              "events:RemoveTargets",
              "events:TagResource",
              "events:UntagResource",
              // The forwarder, for rules whose target is the home bus.
              "iam:PassRole"),
          "AWS::Events::EventBusPolicy",
          List.of("events:DescribeEventBus", "events:PutPermission", "events:RemovePermission"),
          // Only where there is a function that adds to settings.
          "Custom::BucketSettings",
          List.of());

  @Test
  void itsBoundaryIsWhatItMayDo() {
    assertThat(role().at("/Policies/0/PolicyDocument"))
        .isEqualTo(
            TEMPLATES.ofType("AWS::IAM::ManagedPolicy").stream()
                .filter(it -> it.stack().equals("amclake-dev-tps"))
                .findFirst()
                .orElseThrow()
                .properties()
                .path("PolicyDocument"));
    assertThat(role().path("Policies")).hasSize(1);
    assertThat(Templates.text(role().path("PermissionsBoundary")))
        .endsWith(":policy/amclake-dev-<AWS::Region>-deployer-boundary");
  }

  @Test
  void everyActionIsNeededByAResourceOfTheTemplates() {
    TreeSet<String> types = new TreeSet<>();
    for (TenantTemplateFile template : TenantTemplateFile.values()) {
      // Whoever owns the other account deploys it.
      if (template != TenantTemplateFile.PARTNER) {
        Matrix.of(template).path("Resources").forEach(it -> types.add(it.path("Type").asText()));
      }
    }
    assertThat(NEEDED.keySet()).isEqualTo(types);
    TreeSet<String> needed = new TreeSet<>();
    NEEDED.values().forEach(needed::addAll);
    TreeSet<String> allowed = new TreeSet<>();
    allowed().forEach(it -> allowed.addAll(Policies.texts(it.path("Action"))));
    assertThat(allowed).isEqualTo(needed);
  }

  @Test
  void itMakesRolesUnderThePathOfTenantsAndWithinTheBoundaryOnly() {
    for (JsonNode statement : allowed()) {
      List<String> actions = Policies.texts(statement.path("Action"));
      if (actions.stream().anyMatch(it -> it.startsWith("iam:") && !it.equals("iam:PassRole"))) {
        assertThat(resources(statement))
            .as(statement.toString())
            .hasSize(1)
            .allMatch(it -> it.endsWith(ROLES));
        boolean gives =
            Stream.of("iam:CreateRole", "iam:PutRolePolicy").anyMatch(actions::contains);
        JsonNode boundary = statement.at("/Condition/StringEquals").path("iam:PermissionsBoundary");
        assertThat(boundary.isMissingNode()).as(statement.toString()).isEqualTo(!gives);
        if (gives) {
          assertThat(Templates.text(boundary))
              .endsWith(":policy/amclake-dev-<AWS::Region>-boundary");
        }
        assertThat(actions)
            .doesNotContain(
                "iam:AttachRolePolicy",
                "iam:DeleteRolePermissionsBoundary",
                "iam:PutRolePermissionsBoundary");
      }
    }
  }

  @Test
  void itHandsTheForwarderToEventBridgeAndNoOtherRoleToAnybody() {
    assertThat(allowed())
        .filteredOn(it -> Policies.texts(it.path("Action")).contains("iam:PassRole"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(Policies.texts(it.path("Action"))).containsExactly("iam:PassRole");
              assertThat(resources(it))
                  .containsExactly(
                      "arn:<AWS::Partition>:iam::<AWS::AccountId>"
                          + ":role/amclake-dev-<AWS::Region>-forwarder");
              assertThat(it.at("/Condition/StringEquals").path("iam:PassedToService").asText())
                  .isEqualTo("events.amazonaws.com");
            });
  }

  @Test
  void theLakesOwnZonesAreOutOfItsReach() {
    assertThat(statements())
        .filteredOn(it -> it.path("Effect").asText().equals("Deny"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(Policies.texts(it.path("Action"))).containsExactly("s3:*");
              assertThat(it.has("Condition")).isFalse();
              assertThat(resources(it))
                  .containsExactlyInAnyOrder(
                      Stream.of("raw", "stage", "analytics", "athena", "logs")
                          .map(
                              zone ->
                                  "arn:<AWS::Partition>:s3:::amclake-dev-%s-<AWS::AccountId>-<AWS::Region>"
                                      .formatted(zone))
                          .toArray(String[]::new));
            });
  }

  @Test
  void itNeverReadsWritesOrDeletesAnObjectOrUsesAKey() {
    for (JsonNode statement : allowed()) {
      assertThat(Policies.texts(statement.path("Action")))
          .noneMatch(it -> it.contains("Object") || it.endsWith(":*"))
          .doesNotContain("kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "s3:Get*");
    }
  }

  @Test
  void rulesItMakesAreThoseOfTenantsInWhateverRegion() {
    assertThat(allowed())
        .filteredOn(it -> Policies.texts(it.path("Action")).contains("events:PutRule"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(resources(it))
                    .containsExactly(
                        "arn:<AWS::Partition>:events:*:<AWS::AccountId>:rule/amclake-dev-tenant-*",
                        "arn:<AWS::Partition>:events:*:<AWS::AccountId>:rule/amclake-dev-shared-*"));
    assertThat(allowed())
        .filteredOn(it -> Policies.texts(it.path("Action")).contains("events:PutPermission"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(resources(it))
                    .containsExactly(
                        "arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>"
                            + ":event-bus/default"));
  }

  private static JsonNode role() {
    return TEMPLATES.ofType("AWS::IAM::Role").stream()
        .filter(it -> it.stack().equals("amclake-dev-tps") && it.id().startsWith("DeployerRole"))
        .findFirst()
        .orElseThrow()
        .properties();
  }

  private static List<JsonNode> statements() {
    return role().at("/Policies/0/PolicyDocument/Statement").valueStream().toList();
  }

  private static List<JsonNode> allowed() {
    return statements().stream().filter(it -> it.path("Effect").asText().equals("Allow")).toList();
  }

  private static List<String> resources(JsonNode statement) {
    JsonNode resource = statement.path("Resource");
    List<String> resources = new ArrayList<>();
    if (resource.isArray()) {
      resource.forEach(it -> resources.add(Templates.text(it)));
    } else {
      resources.add(Templates.text(resource));
    }
    return resources;
  }
}
