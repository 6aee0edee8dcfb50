package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Dev is hybrid, prod is governed by Lake Formation alone, the agency by IAM alone. */
class LakeFormationTest {

  private static final Templates HYBRID = Matrix.of(Matrix.DEV);
  private static final Templates ALONE = Matrix.of(Matrix.PROD);
  private static final Templates IAM = Matrix.of(Matrix.AGENCY);
  private static final String GRANT = "AWS::LakeFormation::PrincipalPermissions";
  private static final String LOCATION = "AWS::LakeFormation::Resource";

  @Test
  void modeIamTouchesNothingOfLakeFormation() {
    assertThat(IAM.resources())
        .noneMatch(it -> it.type().startsWith("AWS::LakeFormation") || it.type().contains("OptIn"));
    assertThat(IAM.byStack().toString()).doesNotContain("GOVERNANCE");
    assertThat(Policies.ofIdentities(IAM)).noneMatch(it -> it.toString().contains("lakeformation"));
  }

  @Test
  void settingsAreAddedToOnceInAnInstallation() {
    for (Templates templates : List.of(HYBRID, ALONE)) {
      Templates.Resource settings = templates.ofType("AWS::LakeFormation::DataLakeSettings").get(0);
      assertThat(templates.ofType("AWS::LakeFormation::DataLakeSettings")).hasSize(1);
      assertThat(settings.properties().path("MutationType").asText()).isEqualTo("APPEND");
      assertThat(settings.properties().toString()).contains("-cfn-exec-role-");
    }
  }

  @Test
  void locationsAreRegisteredAfterEverybodyWhoNeedsThemWasLetIn() {
    for (Templates templates : List.of(HYBRID, ALONE)) {
      List<Templates.Resource> locations = templates.ofType(LOCATION);
      assertThat(locations).hasSize(3);
      for (Templates.Resource location : locations) {
        List<String> before = texts(location.node().path("DependsOn"));
        for (Templates.Resource grant : grants(templates, location.stack())) {
          boolean onLocation = grant.properties().path("Resource").has("DataLocation");
          List<String> after = texts(grant.node().path("DependsOn"));
          assertThat(onLocation ? after.contains(location.id()) : before.contains(grant.id()))
              .as(grant.toString())
              .isTrue();
        }
        assertThat(location.properties().path("HybridAccessEnabled").asBoolean())
            .isEqualTo(templates.equals(HYBRID));
        assertThat(location.properties().path("UseServiceLinkedRole").asBoolean(true)).isFalse();
      }
    }
  }

  @Test
  void aDatasetIsKnownOnlyAfterItsLocationIsRegistered() {
    for (Templates.Resource registration : HYBRID.ofType("Custom::LakeRegistration")) {
      if (registration.stack().endsWith("-dataset")) {
        Templates.Resource location =
            HYBRID.ofType(LOCATION).stream()
                .filter(it -> it.stack().equals(registration.stack()))
                .findFirst()
                .orElseThrow();
        assertThat(texts(registration.node().path("DependsOn"))).contains(location.id());
      }
    }
  }

  @Test
  void whoWritesTablesMayMakeThemThereAndNowhereElse() {
    List<String> places = new ArrayList<>();
    for (Templates.Resource grant : grants(HYBRID, "amclake-dev-demoteam-trial-dataset")) {
      JsonNode location = grant.properties().path("Resource").path("DataLocation");
      if (!location.isMissingNode()) {
        places.add(Templates.text(location.path("ResourceArn")).replaceAll(".*>", ""));
      }
    }
    // Plan, load, finish, fail, sweeper, the job, the crawler.
    assertThat(places).hasSize(7).containsOnly("/demoteam_trial");
  }

  @Test
  void aReaderOfAllTenantsReadsTablesAndOneOfSomeWaitsForItsFilters() {
    TreeSet<String> readers = new TreeSet<>();
    for (Templates.Resource grant : grants(HYBRID, "amclake-dev-demoteam-amcdataset-dataset")) {
      String principal = grant.properties().at("/Principal/DataLakePrincipalIdentifier").asText();
      if (principal.contains("111122223333")) {
        readers.add(
            principal.replaceAll(".*/", "")
                + " "
                + grant.properties().path("Resource").fieldNames().next()
                + " "
                + texts(grant.properties().path("Permissions")));
      }
    }
    assertThat(readers)
        .containsExactly(
            "Acme Database [DESCRIBE]",
            "Analyst Database [DESCRIBE]",
            "Analyst Table [DESCRIBE, SELECT]");
    Templates.Resource finish =
        HYBRID.named(
            "AWS::Lambda::Function", "FunctionName", "amclake-dev-demoteam-adtech-finish-load");
    JsonNode governance =
        Templates.parse(finish.properties().at("/Environment/Variables/GOVERNANCE").asText());
    assertThat(governance.toString())
        .isEqualTo(
            "{\"mode\":\"hybrid\",\"tags\":\"amclake-dev\",\"readers\":[{\"principal\":"
                + "\"arn:aws:iam::111122223333:role/Acme\",\"dataset\":\"demoteam-amcdataset\","
                + "\"tenants\":[\"acme\"]}]}");
  }

  @Test
  void onlyNamedReadersAreOptedInAndOnlyInHybridMode() {
    assertThat(HYBRID.ofType("Custom::LakeOptIn"))
        .extracting(it -> it.properties().path("Principal").asText())
        .containsExactlyInAnyOrder(
            "arn:aws:iam::111122223333:role/Acme", "arn:aws:iam::111122223333:role/Analyst");
    assertThat(ALONE.ofType("Custom::LakeOptIn")).isEmpty();
  }

  private static List<Templates.Resource> grants(Templates templates, String stack) {
    return templates.ofType(GRANT).stream().filter(it -> it.stack().equals(stack)).toList();
  }

  private static List<String> texts(JsonNode oneOrMore) {
    return Policies.texts(oneOrMore);
  }
}
