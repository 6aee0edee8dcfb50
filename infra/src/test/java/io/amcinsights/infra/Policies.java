package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Statements of policies, wherever a template holds them. */
final class Policies {

  /**
   * A statement and where it stands.
   *
   * @param owner the resource that holds it
   */
  record Statement(Templates.Resource owner, JsonNode node) {

    boolean allows() {
      return node.path("Effect").asText().equals("Allow");
    }

    List<String> actions() {
      return texts(node.path("Action"));
    }

    List<String> services() {
      return texts(node.path("Principal").path("Service"));
    }

    boolean conditioned() {
      return node.path("Condition").size() > 0;
    }

    @Override
    public String toString() {
      return owner + " " + node;
    }
  }

  private Policies() {}

  /** What roles may do. */
  static Stream<Statement> ofIdentities(Templates templates) {
    Stream<Statement> attached =
        templates.ofType("AWS::IAM::Policy").stream()
            .flatMap(it -> statements(it, it.properties().path("PolicyDocument")));
    Stream<Statement> inline =
        templates.ofType("AWS::IAM::Role").stream()
            .flatMap(
                role ->
                    role.properties()
                        .path("Policies")
                        .valueStream()
                        .flatMap(it -> statements(role, it.path("PolicyDocument"))));
    return Stream.concat(attached, inline);
  }

  /** Who may become a role. */
  static Stream<Statement> ofTrust(Templates templates) {
    return templates.ofType("AWS::IAM::Role").stream()
        .flatMap(it -> statements(it, it.properties().path("AssumeRolePolicyDocument")));
  }

  /** Who may use a resource. */
  static Stream<Statement> ofResources(Templates templates) {
    return templates.resources().stream()
        .flatMap(
            it ->
                switch (it.type()) {
                  case "AWS::KMS::Key" -> statements(it, it.properties().path("KeyPolicy"));
                  case "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy" ->
                      statements(it, it.properties().path("PolicyDocument"));
                  case "AWS::Events::EventBusPolicy" ->
                      Stream.of(new Statement(it, it.properties().path("Statement")));
                  default -> Stream.empty();
                });
  }

  /** Statements of the policy that belongs to a bucket, a queue or a topic. */
  static List<JsonNode> about(
      Templates templates, Templates.Resource resource, String policyType, String property) {
    return templates.ofType(policyType).stream()
        .filter(it -> it.stack().equals(resource.stack()))
        .filter(it -> it.properties().path(property).toString().contains('"' + resource.id() + '"'))
        .flatMap(it -> statements(it, it.properties().path("PolicyDocument")))
        .map(Statement::node)
        .toList();
  }

  private static Stream<Statement> statements(Templates.Resource owner, JsonNode document) {
    return document.path("Statement").valueStream().map(it -> new Statement(owner, it));
  }

  static List<String> texts(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? oneOrMore.valueStream().map(JsonNode::asText).toList()
        : oneOrMore.isTextual() ? List.of(oneOrMore.asText()) : List.of();
  }
}
