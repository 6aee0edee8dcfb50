package io.amcinsights.infra;

import static io.amcinsights.infra.Invariant.every;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What every template of every installation keeps to. */
final class Invariants {

  private static final String BUCKET = "AWS::S3::Bucket";
  private static final String QUEUE = "AWS::SQS::Queue";
  private static final String FUNCTION = "AWS::Lambda::Function";
  private static final String ROLE = "AWS::IAM::Role";
  private static final int FOURTEEN_DAYS = 14 * 24 * 60 * 60;
  private static final int SNAPSHOT_MB = 512;

  /** Services whose calls cannot be limited by whom they act for, and why that is safe. */
  private static final Map<String, String> UNCONDITIONED =
      new TreeMap<>(
          Map.of(
              "lambda.amazonaws.com",
                  "a function's role is passed by its own account, and by nobody else",
              "lakeformation.amazonaws.com",
                  "documented without a source; it checks each caller itself"));

  /** Actions that name no resource. */
  private static final Set<String> ON_EVERYTHING =
      new TreeSet<>(
          List.of(
              "xray:PutTraceSegments",
              "xray:PutTelemetryRecords",
              "xray:GetSamplingRules",
              "xray:GetSamplingTargets",
              "logs:CreateLogDelivery",
              "logs:GetLogDelivery",
              "logs:UpdateLogDelivery",
              "logs:DeleteLogDelivery",
              "logs:ListLogDeliveries",
              "logs:PutResourcePolicy",
              "logs:DescribeResourcePolicies",
              "logs:DescribeLogGroups",
              // Only with our tags; what does not exist yet has no name.
              "kms:CreateKey",
              "lakeformation:AddLFTagsToResource",
              "lakeformation:CreateDataCellsFilter",
              "lakeformation:CreateLakeFormationOptIn",
              "lakeformation:DeleteLakeFormationOptIn",
              "lakeformation:GetLFTag",
              "lakeformation:GrantPermissions",
              "lakeformation:UpdateLFTag"));

  private Invariants() {}

  static List<Invariant> all() {
    return Stream.of(identities(), storage(), messages(), functions(), machines(), watching())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Invariant> identities() {
    return List.of(
        every(
            "every role stays within the installation's boundary, where there is one",
            ROLE,
            it ->
                isAbroad(it)
                    || property(it, "PermissionsBoundary").toString().contains("-boundary\"]]}"),
            without("PermissionsBoundary")),
        every(
            "no role has a policy that somebody else changes",
            ROLE,
            it -> !it.properties().has("ManagedPolicyArns"),
            it -> properties(it).putArray("ManagedPolicyArns").add("AdministratorAccess")),
        new Invariant(
            "no role may do everything to something",
            templates ->
                Policies.ofIdentities(templates)
                    .filter(Policies.Statement::allows)
                    .filter(it -> it.actions().stream().anyMatch(action -> action.endsWith(":*")))
                    .map(Policies.Statement::toString)
                    .toList(),
            templates -> firstStatement(templates).put("Action", "s3:*")),
        new Invariant(
            "what is allowed on everything cannot be allowed on less",
            templates ->
                Policies.ofIdentities(templates)
                    .filter(Policies.Statement::allows)
                    .filter(it -> Policies.texts(it.node().path("Resource")).contains("*"))
                    .filter(it -> !ON_EVERYTHING.containsAll(it.actions()))
                    .map(Policies.Statement::toString)
                    .toList(),
            templates -> firstStatement(templates).put("Resource", "*")),
        new Invariant(
            "services are let in for this account only",
            templates ->
                Stream.concat(Policies.ofTrust(templates), Policies.ofResources(templates))
                    .filter(Policies.Statement::allows)
                    .filter(it -> !it.services().isEmpty())
                    .filter(it -> !UNCONDITIONED.keySet().containsAll(it.services()))
                    .filter(it -> !it.conditioned())
                    .map(Policies.Statement::toString)
                    .toList(),
            templates ->
                Policies.ofResources(templates)
                    .filter(it -> !it.services().isEmpty())
                    .map(it -> (ObjectNode) it.node())
                    .findFirst()
                    .orElseThrow()
                    .remove("Condition")),
        new Invariant(
            "nobody in the world is let in",
            templates ->
                Policies.ofResources(templates)
                    .filter(Policies.Statement::allows)
                    .filter(it -> it.node().path("Principal").toString().contains("\"*\""))
                    .map(Policies.Statement::toString)
                    .toList(),
            templates ->
                Policies.ofResources(templates)
                    .filter(Policies.Statement::allows)
                    .map(it -> (ObjectNode) it.node())
                    .findFirst()
                    .orElseThrow()
                    .put("Principal", "*")
                    .putObject("Principal")
                    .put("AWS", "*")));
  }

  private static List<Invariant> storage() {
    return List.of(
        every(
            "every key rotates",
            "AWS::KMS::Key",
            it -> property(it, "EnableKeyRotation").asBoolean(),
            without("EnableKeyRotation")),
        everyStateful("what holds data, and its key, outlive their stack"),
        every(
            "every bucket is sealed with a key of ours, but that of access logs",
            BUCKET,
            it -> isLogs(it) || it.properties().toString().contains("\"KMSMasterKeyID\""),
            without("BucketEncryption")),
        every(
            "every sealed bucket asks for a data key once and not for each object",
            BUCKET,
            it -> isLogs(it) || it.properties().toString().contains("\"BucketKeyEnabled\":true"),
            without("BucketEncryption")),
        every(
            "no bucket can become public",
            BUCKET,
            it ->
                property(it, "PublicAccessBlockConfiguration").size() == 4
                    && !property(it, "PublicAccessBlockConfiguration").toString().contains("false"),
            without("PublicAccessBlockConfiguration")),
        every(
            "the owner of a bucket owns what is in it",
            BUCKET,
            it -> property(it, "OwnershipControls").toString().contains("BucketOwnerEnforced"),
            without("OwnershipControls")),
        every(
            "requests to every bucket of the lake's account are written down",
            BUCKET,
            it ->
                isLogs(it)
                    || isAbroad(it)
                    || property(it, "LoggingConfiguration").has("DestinationBucketName"),
            without("LoggingConfiguration")),
        every(
            "no bucket keeps uploads that nobody finishes",
            BUCKET,
            it -> property(it, "LifecycleConfiguration").toString().contains("AbortIncomplete"),
            without("LifecycleConfiguration")),
        bucketPolicy(
            "every bucket refuses what comes without TLS 1.2",
            it -> true,
            "\"aws:SecureTransport\":\"false\"",
            "\"s3:TlsVersion\""),
        bucketPolicy(
            "every sealed bucket refuses other keys",
            it -> !isLogs(it),
            "\"s3:x-amz-server-side-encryption-aws-kms-key-id\""),
        bucketPolicy(
            "every sealed bucket refuses other accounts",
            it -> !isLogs(it),
            "\"aws:PrincipalAccount\""),
        every(
            "every table is sealed with a key of ours",
            "AWS::DynamoDB::Table",
            it -> property(it, "SSESpecification").has("KMSMasterKeyId"),
            without("SSESpecification")),
        every(
            "every table can be brought back to any second",
            "AWS::DynamoDB::Table",
            it ->
                property(it, "PointInTimeRecoverySpecification")
                    .path("PointInTimeRecoveryEnabled")
                    .asBoolean(),
            without("PointInTimeRecoverySpecification")),
        every(
            "no table can be deleted by accident, or costs anything when idle",
            "AWS::DynamoDB::Table",
            it ->
                property(it, "DeletionProtectionEnabled").asBoolean()
                    && property(it, "BillingMode").asText().equals("PAY_PER_REQUEST"),
            without("DeletionProtectionEnabled")),
        every(
            "queries are limited, sealed, and cannot choose otherwise",
            "AWS::Athena::WorkGroup",
            it -> {
              JsonNode settings = property(it, "WorkGroupConfiguration");
              return settings.path("EnforceWorkGroupConfiguration").asBoolean()
                  && settings.path("BytesScannedCutoffPerQuery").asLong() > 0
                  && settings.toString().contains("SSE_KMS");
            },
            without("WorkGroupConfiguration")));
  }

  private static List<Invariant> messages() {
    return List.of(
        every(
            "every queue is encrypted",
            QUEUE,
            it -> property(it, "SqsManagedSseEnabled").asBoolean(),
            without("SqsManagedSseEnabled")),
        every(
            "every queue keeps messages for fourteen days",
            QUEUE,
            it -> property(it, "MessageRetentionPeriod").asInt() == FOURTEEN_DAYS,
            without("MessageRetentionPeriod")),
        every(
            "every queue that is worked on has dead letters, taken from no other",
            QUEUE,
            it -> {
              String name = property(it, "QueueName").asText();
              boolean parking = name.endsWith("-dlq") || name.endsWith("-failed");
              return parking != it.properties().has("RedrivePolicy");
            },
            it -> properties(it).put("QueueName", "renamed-dlq").putObject("RedrivePolicy")),
        policy("every queue refuses what comes without TLS", QUEUE, "AWS::SQS::QueuePolicy"),
        policy(
            "every topic refuses what comes without TLS",
            "AWS::SNS::Topic",
            "AWS::SNS::TopicPolicy"),
        every(
            "every topic is sealed with a key of ours",
            "AWS::SNS::Topic",
            it -> it.properties().has("KmsMasterKeyId"),
            without("KmsMasterKeyId")),
        new Invariant(
            "a message is hidden six times as long as its function may take",
            Wiring::hiddenTooShortly,
            templates ->
                templates
                    .ofType(QUEUE)
                    .forEach(it -> properties(it.node()).put("VisibilityTimeout", 30))));
  }

  private static List<Invariant> functions() {
    return List.of(
        every(
            "every function is Java 25 on ARM, and traced",
            FUNCTION,
            it ->
                property(it, "Runtime").asText().equals("java25")
                    && property(it, "Architectures").path(0).asText().equals("arm64")
                    && property(it, "TracingConfig").path("Mode").asText().equals("Active"),
            without("TracingConfig")),
        every(
            "every function starts from a snapshot, unless its /tmp forbids it",
            FUNCTION,
            it -> {
              boolean large =
                  property(it, "EphemeralStorage").path("Size").asInt(SNAPSHOT_MB) > SNAPSHOT_MB;
              return large != it.properties().has("SnapStart");
            },
            it -> {
              properties(it).remove("SnapStart");
              properties(it).remove("EphemeralStorage");
            }),
        Invariant.of(
            "every function writes to a log group that is made for it",
            templates ->
                templates.ofType(FUNCTION).stream()
                    .filter(
                        it ->
                            templates
                                .target(it, property(it, "LoggingConfig").path("LogGroup"))
                                .filter(group -> group.type().equals("AWS::Logs::LogGroup"))
                                .isEmpty())
                    .map(Templates.Resource::toString)
                    .toList(),
            FUNCTION,
            without("LoggingConfig")),
        every(
            "every log group is sealed and forgets",
            "AWS::Logs::LogGroup",
            it -> it.properties().has("KmsKeyId") && it.properties().has("RetentionInDays"),
            without("RetentionInDays")),
        every(
            "every published version is the jar that was tested",
            "AWS::Lambda::Version",
            it -> property(it, "CodeSha256").asText().length() == 44,
            without("CodeSha256")),
        new Invariant(
            "nobody calls a function but by its alias",
            Wiring::callsPastTheAlias,
            templates ->
                properties(templates.ofType("AWS::Lambda::EventSourceMapping").get(0).node())
                    .putObject("FunctionName")
                    .put("Ref", anyFunctionBeside(templates))),
        every(
            "every target of events that is in the lake has dead letters and an end of retries",
            "AWS::Events::Rule",
            it ->
                isShared(it)
                    || property(it, "Targets")
                        .valueStream()
                        .allMatch(
                            target ->
                                (isBus(target) || target.path("DeadLetterConfig").has("Arn"))
                                    && target.path("RetryPolicy").has("MaximumEventAgeInSeconds")),
            it -> ((ObjectNode) properties(it).path("Targets").path(0)).remove("RetryPolicy")),
        every(
            "events of buckets are taken from the account that has them",
            "AWS::Events::Rule",
            it ->
                !property(it, "EventPattern").toString().contains("aws.s3")
                    || property(it, "EventPattern").path("account").size() == 1,
            it -> properties(it).putObject("EventPattern").putArray("source").add("aws.s3")),
        every(
            "no event comes by way of an audit trail",
            "AWS::Events::Rule",
            it -> !property(it, "EventPattern").toString().contains("CloudTrail"),
            it -> properties(it).putObject("EventPattern").put("detail-type", "via CloudTrail")));
  }

  private static List<Invariant> machines() {
    String machine = "AWS::StepFunctions::StateMachine";
    return List.of(
        every(
            "every machine is traced, and logs what passed without what was in it",
            machine,
            it ->
                property(it, "TracingConfiguration").path("Enabled").asBoolean()
                    && property(it, "LoggingConfiguration").path("Level").asText().equals("ALL")
                    && !property(it, "LoggingConfiguration")
                        .path("IncludeExecutionData")
                        .asBoolean(true),
            without("LoggingConfiguration")),
        every(
            "every machine ends some time",
            machine,
            it -> Wiring.definition(it).path("TimeoutSeconds").asInt() > 0,
            without("DefinitionString")),
        every(
            "every task of a machine has a timeout, retries and a catch",
            machine,
            it ->
                Wiring.definition(it).path("States").size() > 0
                    && Wiring.definition(it)
                        .path("States")
                        .valueStream()
                        .filter(state -> state.path("Type").asText().equals("Task"))
                        .allMatch(
                            state ->
                                state.has("TimeoutSeconds")
                                    && state.has("Retry")
                                    && state.has("Catch")),
            without("DefinitionString")));
  }

  private static List<Invariant> watching() {
    return List.of(
        every(
            "every alarm tells somebody, and where to read on",
            "AWS::CloudWatch::Alarm",
            it ->
                property(it, "AlarmActions").size() > 0
                    && property(it, "AlarmDescription").asText().contains("docs/runbooks.md#"),
            without("AlarmActions")),
        every(
            "errors are counted and not averaged",
            "AWS::CloudWatch::Alarm",
            it ->
                it.properties().findParents("MetricName").stream()
                    .filter(metric -> metric.path("MetricName").asText().equals("Errors"))
                    .allMatch(metric -> it.properties().toString().contains("\"Stat\":\"Sum\"")),
            it ->
                properties(it)
                    .putArray("Metrics")
                    .addObject()
                    .putObject("MetricStat")
                    .put("Stat", "Average")
                    .putObject("Metric")
                    .put("MetricName", "Errors")),
        every(
            "what is billed says whose it is",
            FUNCTION,
            it -> property(it, "Tags").toString().contains("lake:installation"),
            without("Tags")),
        every(
            "Lake Formation's settings are added to, and nothing else of them is named",
            "AWS::LakeFormation::DataLakeSettings",
            it ->
                property(it, "MutationType").asText().equals("APPEND")
                    && new TreeSet<>(
                            it.properties().properties().stream().map(Map.Entry::getKey).toList())
                        .equals(new TreeSet<>(List.of("Admins", "MutationType"))),
            without("MutationType")));
  }

  private static Invariant everyStateful(String name) {
    return new Invariant(
        name,
        templates ->
            templates.resources().stream()
                .filter(it -> Stateful.TYPES.contains(it.type()))
                .filter(
                    it ->
                        !it.node().path("DeletionPolicy").asText().startsWith("Retain")
                            || !it.node().path("UpdateReplacePolicy").asText().equals("Retain"))
                .map(Templates.Resource::toString)
                .toList(),
        templates ->
            ((ObjectNode) templates.ofType("AWS::KMS::Key").get(0).node())
                .remove("DeletionPolicy"));
  }

  private static Invariant bucketPolicy(
      String name, Predicate<Templates.Resource> concerned, String... words) {
    return new Invariant(
        name,
        templates ->
            templates.ofType(BUCKET).stream()
                .filter(concerned)
                .filter(it -> !refuses(bucketStatements(templates, it), words))
                .map(Templates.Resource::toString)
                .toList(),
        templates ->
            templates
                .ofType("AWS::S3::BucketPolicy")
                .forEach(it -> properties(it.node()).remove("PolicyDocument")));
  }

  private static List<JsonNode> bucketStatements(Templates templates, Templates.Resource bucket) {
    return Policies.about(templates, bucket, "AWS::S3::BucketPolicy", "Bucket");
  }

  private static Invariant policy(String name, String type, String policyType) {
    String property = type.equals(QUEUE) ? "Queues" : "Topics";
    return new Invariant(
        name,
        templates ->
            templates.ofType(type).stream()
                .filter(
                    it ->
                        !refuses(
                            Policies.about(templates, it, policyType, property),
                            "\"aws:SecureTransport\":\"false\""))
                .map(Templates.Resource::toString)
                .toList(),
        templates ->
            properties(templates.ofType(policyType).get(0).node()).remove("PolicyDocument"));
  }

  private static boolean refuses(List<JsonNode> statements, String... words) {
    List<String> denied = new ArrayList<>();
    for (JsonNode statement : statements) {
      if (statement.path("Effect").asText().equals("Deny")) {
        denied.add(statement.path("Condition").toString());
      }
    }
    return Stream.of(words)
        .allMatch(word -> denied.stream().anyMatch(condition -> condition.contains(word)));
  }

  /** In an account that has neither the installation's boundary nor its access logs. */
  private static boolean isAbroad(Templates.Resource resource) {
    return resource.stack().endsWith("-tenant-partner");
  }

  /** Sixty rules in one template, which has no room for what EventBridge does by itself. */
  private static boolean isShared(Templates.Resource rule) {
    return rule.stack().endsWith("-rules");
  }

  /** Of another region or account: dead letters would lie there, where nobody looks. */
  private static boolean isBus(JsonNode target) {
    return target.path("Arn").toString().contains(":event-bus/default");
  }

  private static boolean isLogs(Templates.Resource bucket) {
    return property(bucket, "BucketName").toString().contains("-logs-");
  }

  private static JsonNode property(Templates.Resource resource, String name) {
    return resource.properties().path(name);
  }

  private static Consumer<ObjectNode> without(String property) {
    return resource -> properties(resource).remove(property);
  }

  private static ObjectNode properties(JsonNode resource) {
    return (ObjectNode) resource.path("Properties");
  }

  private static ObjectNode firstStatement(Templates templates) {
    return Policies.ofIdentities(templates)
        .filter(Policies.Statement::allows)
        .map(it -> (ObjectNode) it.node())
        .findFirst()
        .orElseThrow();
  }

  private static String anyFunctionBeside(Templates templates) {
    String stack = templates.ofType("AWS::Lambda::EventSourceMapping").get(0).stack();
    Optional<Templates.Resource> function =
        templates.ofType(FUNCTION).stream().filter(it -> it.stack().equals(stack)).findFirst();
    return function.orElseThrow().id();
  }
}
