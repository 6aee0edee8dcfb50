package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Two environments and another installation, two pipelines and three datasets each. */
class NamingTest {

  private static final Templates MATRIX = Matrix.all();

  /** By what a resource is known in its account and region, or in the world. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("AWS::Athena::NamedQuery", "/Name"),
          Map.entry("AWS::Athena::WorkGroup", "/Name"),
          Map.entry("AWS::Budgets::Budget", "/Budget/BudgetName"),
          Map.entry("AWS::CloudWatch::Alarm", "/AlarmName"),
          Map.entry("AWS::CloudWatch::Dashboard", "/DashboardName"),
          Map.entry("AWS::DynamoDB::Table", "/TableName"),
          Map.entry("AWS::Events::Rule", "/Name"),
          Map.entry("AWS::Glue::Crawler", "/Name"),
          Map.entry("AWS::Glue::Database", "/DatabaseInput/Name"),
          Map.entry("AWS::Glue::Job", "/Name"),
          Map.entry("AWS::Glue::SecurityConfiguration", "/Name"),
          Map.entry("AWS::IAM::ManagedPolicy", "/ManagedPolicyName"),
          Map.entry("AWS::IAM::Role", "/RoleName"),
          Map.entry("AWS::KMS::Alias", "/AliasName"),
          Map.entry("AWS::LakeFormation::Tag", "/TagKey"),
          Map.entry("AWS::Lambda::Function", "/FunctionName"),
          Map.entry("AWS::Logs::LogGroup", "/LogGroupName"),
          Map.entry("AWS::S3::Bucket", "/BucketName"),
          Map.entry("AWS::SNS::Topic", "/TopicName"),
          Map.entry("AWS::SQS::Queue", "/QueueName"),
          Map.entry("AWS::StepFunctions::StateMachine", "/StateMachineName"));

  private static Map<String, String> names() {
    Map<String, String> owners = new TreeMap<>();
    for (Templates.Resource resource : MATRIX.resources()) {
      JsonNode name = resource.properties().at(NAMES.getOrDefault(resource.type(), "/-"));
      // The bucket of a tenant is named by its record.
      if (!name.isMissingNode() && !name.path("Ref").asText().equals("BucketName")) {
        String known = where(resource.stack()) + resource.type() + " " + Templates.text(name);
        assertThat(owners.put(known, resource.toString())).as(known).isNull();
      }
    }
    return owners;
  }

  /** Templates of other regions and accounts name what has its like at home. */
  private static String where(String stack) {
    return stack.matches(".*-(tenant-away|tenant-partner|region)") ? "of " + stack + " " : "";
  }

  @Test
  void noTwoResourcesOfATypeShareAName() {
    assertThat(names()).hasSizeGreaterThan(400);
  }

  @Test
  void everyNameBeginsWithItsInstallationButThoseOfItsOwnDatabases() {
    names()
        .forEach(
            (name, owner) -> {
              String installation = owner.replaceAll("^([a-z]+-[a-z]+)-.*", "$1");
              boolean database = name.contains("AWS::Glue::Database");
              boolean named =
                  name.contains(database ? installation.replace('-', '_') : installation);
              boolean plain = database && installation.equals(Matrix.DEV.prefix());
              assertThat(named || plain).as("%s of %s", name, owner).isTrue();
            });
  }

  @Test
  void namesOfIamCarryTheRegionAndRolesHaveNoneButThoseThatOtherStacksReferTo() {
    assertThat(MATRIX.ofType("AWS::IAM::Role"))
        .filteredOn(it -> it.properties().has("RoleName"))
        .extracting(
            it ->
                it.stack().replaceFirst("[a-z]+-[a-z]+-", "")
                    + " "
                    + Templates.text(it.properties().path("RoleName"))
                        .replaceFirst("[a-z]+-[a-z]+-", ""))
        .containsOnly("tps <AWS::Region>-forwarder", "tenant-partner tenant-<CustomerId>");
    assertThat(MATRIX.ofType("AWS::IAM::ManagedPolicy"))
        .allMatch(
            it -> it.properties().path("ManagedPolicyName").toString().contains("AWS::Region"));
  }

  @Test
  void noTemplateNamesAPartition() {
    MATRIX
        .byStack()
        .forEach(
            (stack, template) ->
                assertThat(template.toString().replace("arn:aws:iam::111122223333", ""))
                    .as(stack)
                    .doesNotContain("arn:aws"));
  }

  @Test
  void everyStackStaysFarFromTheLimits() {
    MATRIX
        .byStack()
        .forEach(
            (stack, template) -> {
              assertThat(template.path("Resources").size()).as(stack).isLessThan(200);
              assertThat(template.path("Outputs").size()).as(stack).isLessThan(100);
              assertThat(template.toString().length()).as(stack).isLessThan(500_000);
            });
  }

  @Test
  void theBoundaryFitsAPolicy() {
    for (Templates.Resource policy : MATRIX.ofType("AWS::IAM::ManagedPolicy")) {
      // References are longer here than what they become.
      assertThat(policy.properties().path("PolicyDocument").toString()).hasSizeLessThan(6_144);
    }
  }

  @Test
  void whatHoldsDataStandsApartFromWhatIsDeployedAnew() {
    for (Templates.Resource resource : MATRIX.resources()) {
      if (Stateful.TYPES.contains(resource.type())) {
        assertThat(resource.stack())
            .matches(".*-(foundation|tenants|tenant|tenant-away|tenant-partner|region|dataset)")
            .as(resource.toString());
      }
    }
    for (Map.Entry<String, JsonNode> stack : MATRIX.byStack().entrySet()) {
      if (stack.getKey().endsWith("-foundation") || stack.getKey().endsWith("-tenants")) {
        assertThat(stack.getValue().toString()).as(stack.getKey()).doesNotContain("AWS::Lambda::");
      }
    }
  }

  @Test
  void whatHoldsDataCannotBeDeletedByAccidentAndWhatIsDeployedAnewCan() throws IOException {
    for (Map.Entry<String, JsonNode> artifact : Matrix.manifest().path("artifacts").properties()) {
      JsonNode properties = artifact.getValue().path("properties");
      boolean stack = artifact.getValue().path("type").asText().equals("aws:cloudformation:stack");
      if (stack && !TenantTemplateFile.wrote(artifact.getKey())) {
        assertThat(properties.path("terminationProtection").asBoolean())
            .as(artifact.getKey())
            .isEqualTo(artifact.getKey().matches(".*-(foundation|tenants|dataset)"));
      }
    }
  }

  @Test
  void everyStackSaysWhoseItIs() throws IOException {
    for (Map.Entry<String, JsonNode> artifact : Matrix.manifest().path("artifacts").properties()) {
      JsonNode tags = artifact.getValue().path("properties").path("tags");
      if (artifact.getValue().path("type").asText().equals("aws:cloudformation:stack")) {
        assertThat(tags.path("lake:installation").asText())
            .as(artifact.getKey())
            .isEqualTo(artifact.getKey().replaceFirst("-.*", ""));
        assertThat(tags.has("lake:environment")).as(artifact.getKey()).isTrue();
      }
    }
  }

  @Test
  void noStackNamesAResourceOfAnotherByItsLogicalId() {
    // What one stack has of another comes by import; the ids of others stand in no literal.
    List<String> ids =
        MATRIX.resources().stream()
            .filter(it -> Stateful.TYPES.contains(it.type()))
            .map(Templates.Resource::id)
            .filter(it -> it.length() > 12)
            .distinct()
            .toList();
    for (Templates.Resource function : MATRIX.ofType("AWS::Lambda::Function")) {
      JsonNode variables = function.properties().path("Environment").path("Variables");
      for (JsonNode value : variables) {
        if (value.isTextual()) {
          assertThat(ids).as(function.toString()).noneMatch(value.asText()::contains);
        }
      }
    }
  }
}
