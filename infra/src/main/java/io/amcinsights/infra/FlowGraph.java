package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who hands work to whom, read from templates: rules and their targets, queues and the functions
 * they feed, machines and what they call, and the queues that functions send to.
 */
final class FlowGraph {

  /**
   * Something that work passes through.
   *
   * @param kind last part of the resource's type
   */
  record Node(String key, String kind, String name, String stack) {}

  /** Work passes from one to the other. */
  record Edge(String from, String to) implements Comparable<Edge> {

    @Override
    public int compareTo(Edge other) {
      return (from + " " + to).compareTo(other.from + " " + other.to);
    }
  }

  private static final Map<String, String> DRAWN =
      Knowledge.sorted(
          "AWS::S3::Bucket", "BucketName",
          "AWS::Events::Rule", "Name",
          "AWS::SQS::Queue", "QueueName",
          "AWS::Lambda::Function", "FunctionName",
          "AWS::StepFunctions::StateMachine", "StateMachineName",
          "AWS::Glue::Database", "DatabaseInput/Name",
          "AWS::Glue::Job", "Name");

  private final Templates templates;
  private final Map<String, Node> nodes = new TreeMap<>();
  private final TreeSet<Edge> edges = new TreeSet<>();

  private FlowGraph(Templates templates) {
    this.templates = templates;
  }

  static FlowGraph of(Templates templates) {
    FlowGraph graph = new FlowGraph(templates);
    graph.collect();
    return graph;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  Set<Edge> edges() {
    return edges;
  }

  private void collect() {
    for (Templates.Resource resource : templates.resources()) {
      String property = DRAWN.get(resource.type());
      if (property != null) {
        nodes.put(resource.toString(), node(resource, property));
      }
    }
    templates.ofType("AWS::Events::Rule").forEach(this::rule);
    templates.ofType("AWS::Lambda::EventSourceMapping").forEach(this::mapping);
    templates.ofType("AWS::StepFunctions::StateMachine").forEach(this::machine);
    templates.ofType("AWS::IAM::Policy").forEach(this::sends);
  }

  private static Node node(Templates.Resource resource, String property) {
    JsonNode name = resource.properties().at("/" + property);
    String shown =
        Templates.text(name)
            .replaceAll("-<AWS::AccountId>-<AWS::Region>", "")
            .replaceAll("<(\\w+)>", "{$1}");
    return new Node(
        resource.toString(), resource.type().replaceAll(".*::", ""), shown, resource.stack());
  }

  private void rule(Templates.Resource rule) {
    JsonNode bucket = rule.properties().at("/EventPattern/detail/bucket/name/0");
    if (bucket.isObject()) {
      // The tenant's rule knows its bucket by the parameter that also names it.
      Optional<Templates.Resource> from =
          bucket.path("Ref").asText().equals("BucketName")
              ? find(rule.stack(), "AWS::S3::Bucket")
              : templates.target(rule, bucket);
      from.ifPresent(it -> edge(it, rule));
    }
    for (JsonNode target : rule.properties().path("Targets")) {
      JsonNode arn = target.path("Arn");
      Optional<Templates.Resource> to =
          arn.has("Fn::Join") ? queue(Templates.text(arn)) : worker(rule, arn);
      to.ifPresent(it -> edge(rule, it));
    }
  }

  private Optional<Templates.Resource> find(String stack, String type) {
    return templates.ofType(type).stream().filter(it -> it.stack().equals(stack)).findFirst();
  }

  private Optional<Templates.Resource> queue(String arn) {
    return templates.ofType("AWS::SQS::Queue").stream()
        .filter(it -> arn.endsWith(":" + it.properties().path("QueueName").asText()))
        .findFirst();
  }

  private void mapping(Templates.Resource mapping) {
    Optional<Templates.Resource> queue =
        templates.target(mapping, mapping.properties().path("EventSourceArn"));
    worker(mapping, mapping.properties().path("FunctionName"))
        .ifPresent(function -> queue.ifPresent(it -> edge(it, function)));
  }

  private void machine(Templates.Resource machine) {
    for (JsonNode part : machine.properties().path("DefinitionString").path("Fn::Join").path(1)) {
      if (part.isObject()) {
        worker(machine, part).ifPresent(it -> edge(machine, it));
      }
    }
    if (machine.properties().path("DefinitionString").toString().contains("startJobRun")) {
      find(machine.stack(), "AWS::Glue::Job").ifPresent(it -> edge(machine, it));
    }
  }

  /** A function by its alias, or whatever else is called. */
  private Optional<Templates.Resource> worker(Templates.Resource caller, JsonNode called) {
    return templates
        .target(caller, called)
        .flatMap(
            it ->
                it.type().equals("AWS::Lambda::Alias")
                    ? templates.target(it, it.properties().path("FunctionName"))
                    : Optional.of(it))
        .filter(it -> nodes.containsKey(it.toString()));
  }

  /** Functions that put work into queues or start machines, by what they are allowed to. */
  private void sends(Templates.Resource policy) {
    for (JsonNode statement : policy.properties().path("PolicyDocument").path("Statement")) {
      String actions = statement.path("Action").toString();
      if (actions.contains("sqs:SendMessage") || actions.contains("states:StartExecution")) {
        for (Templates.Resource target : resources(policy, statement.path("Resource"))) {
          senders(policy).forEach(it -> edge(it, target));
        }
      }
      if (actions.contains("glue:CreateTable")) {
        for (Templates.Resource database : databases(statement)) {
          senders(policy).forEach(it -> edge(it, database));
        }
      }
    }
  }

  /** By the beginning of their names, as permissions name them. */
  private List<Templates.Resource> databases(JsonNode statement) {
    return templates.ofType("AWS::Glue::Database").stream()
        .filter(
            it -> {
              String name = it.properties().at("/DatabaseInput/Name").asText();
              return statement
                  .path("Resource")
                  .valueStream()
                  .map(Templates::text)
                  .filter(arn -> arn.contains(":database/") && arn.endsWith("*"))
                  .anyMatch(arn -> name.startsWith(arn.replaceAll(".*:database/|\\*$", "")));
            })
        .toList();
  }

  private List<Templates.Resource> resources(Templates.Resource policy, JsonNode oneOrMore) {
    List<JsonNode> all = new ArrayList<>();
    if (oneOrMore.isArray()) {
      oneOrMore.forEach(all::add);
    } else {
      all.add(oneOrMore);
    }
    return all.stream().flatMap(it -> templates.target(policy, it).stream()).toList();
  }

  private List<Templates.Resource> senders(Templates.Resource policy) {
    List<Templates.Resource> functions = new ArrayList<>();
    for (JsonNode name : policy.properties().path("Roles")) {
      Optional<Templates.Resource> role = templates.target(policy, name);
      for (Templates.Resource function : workers()) {
        Optional<Templates.Resource> own =
            templates.target(function, function.properties().path("Role"));
        if (own.isPresent()
            && role.isPresent()
            && own.get().toString().equals(role.get().toString())) {
          functions.add(function);
        }
      }
    }
    return functions;
  }

  private List<Templates.Resource> workers() {
    List<Templates.Resource> workers = new ArrayList<>(templates.ofType("AWS::Lambda::Function"));
    workers.addAll(templates.ofType("AWS::Glue::Job"));
    return workers;
  }

  private void edge(Templates.Resource from, Templates.Resource to) {
    if (nodes.containsKey(from.toString()) && nodes.containsKey(to.toString())) {
      edges.add(new Edge(from.toString(), to.toString()));
    }
  }
}
