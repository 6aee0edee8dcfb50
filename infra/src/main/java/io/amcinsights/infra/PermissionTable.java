package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What each role may do, to what, and where the call stands in the source. */
final class PermissionTable {

  private static final Map<String, String> WORKERS =
      Knowledge.sorted(
          "AWS::Lambda::Function",
          "FunctionName",
          "AWS::StepFunctions::StateMachine",
          "StateMachineName",
          "AWS::Glue::Job",
          "Name",
          "AWS::Glue::Crawler",
          "Name");

  private final Templates templates;
  private final Map<String, List<Statement>> statements = new TreeMap<>();

  /** A statement and the policy it is of, whose stack says what its references mean. */
  private record Statement(Templates.Resource policy, JsonNode node) {}

  private PermissionTable(Templates templates) {
    this.templates = templates;
    templates.ofType("AWS::IAM::Policy").forEach(this::collect);
  }

  static String of(Templates templates) {
    return new PermissionTable(templates).page();
  }

  private void collect(Templates.Resource policy) {
    for (JsonNode name : policy.properties().path("Roles")) {
      templates
          .target(policy, name)
          .ifPresent(
              role ->
                  policy
                      .properties()
                      .path("PolicyDocument")
                      .path("Statement")
                      .forEach(
                          it ->
                              statements
                                  .computeIfAbsent(role.toString(), key -> new ArrayList<>())
                                  .add(new Statement(policy, it))));
    }
  }

  private String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Permissions

            Generated from the synthesised templates of the default configuration; `cd infra && java @target/docs.args` writes this page again. Every role also stays within the boundary
            `{installation}-{environment}-{region}-boundary`, which makes no roles, changes no policies and ends no keys.
            """);
    for (Templates.Resource worker : templates.resources()) {
      String property = WORKERS.get(worker.type());
      if (property != null) {
        JsonNode role = worker.properties().path("Role");
        JsonNode arn = role.isMissingNode() ? worker.properties().path("RoleArn") : role;
        templates
            .target(worker, arn)
            .ifPresent(found -> section(page, worker.properties().path(property).asText(), found));
      }
    }
    return page.toString();
  }

  private void section(StringBuilder page, String name, Templates.Resource role) {
    page.append("\n## ").append(name).append("\n\n");
    page.append("| action | resource | only | for | where |\n|---|---|---|---|---|\n");
    for (Statement one : statements.getOrDefault(role.toString(), List.of())) {
      JsonNode statement = one.node();
      for (String action : texts(statement.path("Action"))) {
        JsonNode known = Knowledge.ACTIONS.path(action);
        String where = known.path("where").asText();
        page.append(
            "| `%s` | %s | %s | %s | [%s](../../%s) |\n"
                .formatted(
                    action,
                    String.join("<br>", resources(one.policy(), statement.path("Resource"))),
                    condition(statement.path("Condition")),
                    known.path("why").asText(),
                    where.replaceFirst(".*/", "").replace(".java", ""),
                    where));
      }
    }
  }

  private List<String> resources(Templates.Resource policy, JsonNode oneOrMore) {
    Stream<JsonNode> all = oneOrMore.isArray() ? oneOrMore.valueStream() : Stream.of(oneOrMore);
    return all.map(it -> "`" + shown(policy, it) + "`").toList();
  }

  /** References by the name of what they refer to. */
  private String shown(Templates.Resource policy, JsonNode value) {
    if (value.has("Fn::Join")) {
      StringBuilder text = new StringBuilder();
      value.path("Fn::Join").path(1).forEach(part -> text.append(shown(policy, part)));
      return text.toString()
          .replace("{AWS::", "{")
          .replaceFirst("^arn:\\{Partition}:([a-z]+):[^:]*:[^:]*:", "$1 ");
    }
    if (value.isTextual()) {
      // An asset's name is a hash of what is in it.
      return value.asText().replaceAll("[0-9a-f]{64}", "{asset}");
    }
    if (value.has("Fn::Sub")) {
      return value.path("Fn::Sub").asText().replace("$", "");
    }
    if (value.path("Ref").asText().startsWith("AWS::")) {
      return "{" + value.path("Ref").asText() + "}";
    }
    return templates.target(policy, value).map(PermissionTable::named).orElse(value.toString());
  }

  private static String named(Templates.Resource target) {
    for (String property :
        List.of("QueueName", "TableName", "StateMachineName", "LogGroupName", "FunctionName")) {
      JsonNode name = target.properties().path(property);
      if (name.isTextual()) {
        return target.type().replaceAll(".*::", "").toLowerCase(java.util.Locale.ROOT)
            + " "
            + name.asText();
      }
    }
    return target.id().replaceFirst("[0-9A-F]{8}$", "");
  }

  private static String condition(JsonNode condition) {
    List<String> keys = new ArrayList<>();
    condition
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        it ->
                            keys.add(
                                it.getKey()
                                    + " = "
                                    + (it.getValue().isArray()
                                        ? "..."
                                        : Templates.text(it.getValue())
                                            .replaceAll("\\.<AWS::.*", "")))));
    return String.join("<br>", keys);
  }

  private static List<String> texts(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? oneOrMore.valueStream().map(JsonNode::asText).toList()
        : List.of(oneOrMore.asText());
  }
}
