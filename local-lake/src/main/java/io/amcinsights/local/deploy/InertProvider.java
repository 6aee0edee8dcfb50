package io.amcinsights.local.deploy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Types that have no effect on a laptop (permissions, keys, logs, alarms) but whose names and ARNs
 * other resources mention.
 */
final class InertProvider implements Provider {

  private static final List<String> NAMELESS =
      List.of(
          "AWS::SQS::QueuePolicy",
          "AWS::SNS::TopicPolicy",
          "AWS::LakeFormation::DataLakeSettings",
          "AWS::LakeFormation::Resource",
          "AWS::LakeFormation::PrincipalPermissions",
          "AWS::LakeFormation::Permissions",
          "AWS::LakeFormation::DataCellsFilter",
          // Ours, and about nothing but Lake Formation, which this machine has not.
          "Custom::LakeOptIn",
          "AWS::Lambda::Permission",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::Logs::MetricFilter",
          "AWS::Logs::QueryDefinition",
          "AWS::Logs::ResourcePolicy",
          "AWS::CDK::Metadata");

  private final Function<Request, Placed> names;

  private InertProvider(Function<Request, Placed> names) {
    this.names = names;
  }

  static Map<String, Provider> all() {
    Map<String, Provider> all = new LinkedHashMap<>();
    NAMELESS.forEach(
        type -> all.put(type, new InertProvider(r -> Placed.of(r.generated(), Map.of()))));
    iam(all);
    governance(all);
    operations(all);
    lambda(all);
    all.put("AWS::KMS::Key", new InertProvider(InertProvider::key));
    all.put("AWS::KMS::Alias", new InertProvider(r -> Placed.of(r.text("AliasName"), Map.of())));
    all.put(
        "AWS::Logs::LogGroup",
        named("LogGroupName", (r, n) -> r.stack().arn("logs", "log-group:" + n + ":*")));
    return all;
  }

  /** Who may see what, and how it is asked for. */
  private static void governance(Map<String, Provider> all) {
    all.put("AWS::LakeFormation::Tag", named("TagKey", "TagKey", (r, n) -> n));
    all.put(
        "AWS::LakeFormation::TagAssociation",
        new InertProvider(
            r ->
                Placed.of(
                    r.generated(),
                    Map.of("ResourceIdentifier", r.generated(), "TagsIdentifier", "local"))));
    all.put("AWS::Glue::SecurityConfiguration", named("Name", (r, n) -> n));
    all.put("AWS::Glue::Crawler", named("Name", (r, n) -> r.stack().arn("glue", "crawler/" + n)));
    all.put(
        "AWS::Athena::WorkGroup",
        named("Name", (r, n) -> r.stack().arn("athena", "workgroup/" + n)));
    all.put(
        "AWS::Athena::NamedQuery",
        new InertProvider(r -> Placed.of(r.generated(), Map.of("NamedQueryId", r.generated()))));
  }

  /** Who hears of trouble and of costs. */
  private static void operations(Map<String, Provider> all) {
    all.put("AWS::SNS::Topic", new InertProvider(InertProvider::topic));
    all.put(
        "AWS::SNS::Subscription",
        new InertProvider(
            r -> Placed.of(r.find("TopicArn").orElse("topic") + ":" + r.generated(), Map.of())));
    Provider alarm = named("AlarmName", (r, n) -> r.stack().arn("cloudwatch", "alarm:" + n));
    all.put("AWS::CloudWatch::Alarm", alarm);
    all.put("AWS::CloudWatch::CompositeAlarm", alarm);
    all.put("AWS::CloudWatch::Dashboard", named("DashboardName", (r, n) -> n));
    all.put("AWS::Budgets::Budget", new InertProvider(r -> Placed.of(r.generated(), Map.of())));
    all.put(
        "AWS::ResourceGroups::Group",
        named("Name", (r, n) -> r.stack().arn("resource-groups", "group/" + n)));
  }

  private static Placed topic(Request request) {
    String name = request.name("TopicName");
    String arn = request.stack().arn("sns", name);
    return Placed.of(arn, Map.of("TopicArn", arn, "TopicName", name));
  }

  private static void iam(Map<String, Provider> all) {
    all.put(
        "AWS::IAM::Policy",
        new InertProvider(r -> Placed.of(r.name("PolicyName"), Map.of("Id", r.generated()))));
    all.put(
        "AWS::IAM::ManagedPolicy",
        new InertProvider(
            r -> {
              String path = r.find("Path").orElse("/");
              String arn =
                  r.stack().place().globalArn("iam", "policy" + path + r.name("ManagedPolicyName"));
              return Placed.of(arn, Map.of("PolicyArn", arn));
            }));
  }

  /** Handlers run as they are: a version or an alias is a qualified name of the same function. */
  private static void lambda(Map<String, Provider> all) {
    all.put(
        "AWS::Lambda::Version",
        new InertProvider(
            r -> {
              String arn = r.stack().functionArn(r.text("FunctionName")) + ":1";
              return Placed.of(arn, Map.of("FunctionArn", arn, "Version", "1"));
            }));
    all.put(
        "AWS::Lambda::Alias",
        new InertProvider(
            r -> {
              String arn = r.stack().functionArn(r.text("FunctionName")) + ":" + r.text("Name");
              return Placed.of(arn, Map.of("AliasArn", arn));
            }));
  }

  private static Placed key(Request request) {
    String kept = request.previous() == null ? null : request.previous().ref();
    if (kept == null) {
      kept = request.claim().imported().get("KeyId");
    }
    if (kept != null) {
      return Placed.of(
          kept, Map.of("Arn", request.stack().arn("kms", "key/" + kept), "KeyId", kept));
    }
    byte[] seed = request.generated().getBytes(StandardCharsets.UTF_8);
    String id = UUID.nameUUIDFromBytes(seed).toString();
    return Placed.of(id, Map.of("Arn", request.stack().arn("kms", "key/" + id), "KeyId", id));
  }

  private static Provider named(String property, BiFunction<Request, String, String> arn) {
    return named(property, "Arn", arn);
  }

  private static Provider named(
      String property, String attribute, BiFunction<Request, String, String> value) {
    return new InertProvider(
        r -> {
          String name = r.name(property);
          return Placed.of(name, Map.of(attribute, value.apply(r, name)));
        });
  }

  @Override
  public Properties properties() {
    return Properties.ANY;
  }

  @Override
  public Placed place(Request request) {
    return names.apply(request);
  }
}
