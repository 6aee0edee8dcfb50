package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MergeFunctionTest {

  private static final Templates WITHOUT = Matrix.dev();
  private static final Templates WITH = Matrix.of(Matrix.PROD);

  @Test
  void anInstallationThatDoesNotAskForItHasNoTraceOfIt() {
    assertThat(WITHOUT.template("amclake-dev-tps").toString())
        .doesNotContain("MergeSettings", "MERGE_FUNCTION_ARN", "merge-bucket-settings");
    assertThat(provision(WITHOUT, "amclake-dev").path("OWN_RULES").asText()).isEqualTo("200");
  }

  @Test
  void provisioningIsToldOfItByItsAlias() {
    JsonNode variables = provision(WITH, "amclake-prod");
    assertThat(variables.path("OWN_RULES").asText()).isEqualTo("10");
    Templates.Resource function =
        WITH.named("AWS::Lambda::Function", "FunctionName", "amclake-prod-provision-tenant");
    assertThat(WITH.target(function, variables.path("MERGE_FUNCTION_ARN")))
        .hasValueSatisfying(it -> assertThat(it.type()).isEqualTo("AWS::Lambda::Alias"));
    assertThat(
            WITH.named(
                    "AWS::Lambda::Function", "FunctionName", "amclake-prod-merge-bucket-settings")
                .properties()
                .path("Handler")
                .asText())
        .isEqualTo("io.amcinsights.tps.MergeSettingsHandler::handleRequest");
  }

  @Test
  void nobodyButItAndTheDeployerChangesABucketAndThoseDoNotReachTheLakesZones() {
    TreeSet<String> change =
        Policies.ofIdentities(WITH)
            .filter(Policies.Statement::allows)
            .filter(it -> it.actions().stream().anyMatch(action -> action.startsWith("s3:PutB")))
            .map(it -> it.owner().id().replaceFirst("[0-9A-F]{8}$", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(change).containsExactly("DeployerRole", "MergeRoleDefaultPolicy");
    JsonNode role =
        WITH.ofType("AWS::IAM::Role").stream()
            .filter(it -> it.id().startsWith("MergeRole"))
            .findFirst()
            .orElseThrow()
            .properties();
    assertThat(Templates.text(role.path("PermissionsBoundary")))
        .endsWith(":policy/amclake-prod-<AWS::Region>-merge-boundary");
    List<JsonNode> denied =
        WITH.named(
                "AWS::IAM::ManagedPolicy",
                "Description",
                "The most that may be done to adopted buckets of amclake-prod")
            .properties()
            .at("/PolicyDocument/Statement")
            .valueStream()
            .filter(it -> it.path("Effect").asText().equals("Deny"))
            .toList();
    assertThat(denied).hasSize(1);
    assertThat(denied.get(0).path("Action").asText()).isEqualTo("s3:*");
    assertThat(denied.get(0).path("Resource")).hasSize(5);
  }

  @Test
  void theDeployerMayCallItAndNoOtherFunction() {
    assertThat(
            Policies.ofIdentities(WITH)
                .filter(it -> it.owner().id().startsWith("DeployerRole"))
                .filter(it -> it.actions().contains("lambda:InvokeFunction")))
        .singleElement()
        .satisfies(
            it ->
                assertThat(WITH.target(it.owner(), it.node().path("Resource").path(0)))
                    .hasValueSatisfying(alias -> assertThat(alias.id()).startsWith("MergeLive")));
  }

  private static JsonNode provision(Templates templates, String prefix) {
    return templates
        .named("AWS::Lambda::Function", "FunctionName", prefix + "-provision-tenant")
        .properties()
        .at("/Environment/Variables");
  }
}
