package io.amcinsights.local.deploy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

  static Map<String, Provider> all(Services services) {
    Map<String, Provider> all = new LinkedHashMap<>();
    NAMELESS.forEach(
        type -> all.put(type, new InertProvider(r -> Placed.of(r.generated(), Map.of()))));
    iam(services, all);
    governance(services, all);
    operations(services, all);
    lambda(services, all);
    all.put("AWS::KMS::Key", new InertProvider(r -> key(services, r)));
    all.put("AWS::KMS::Alias", new InertProvider(r -> Placed.of(r.text("AliasName"), Map.of())));
    all.put(
        "AWS::Logs::LogGroup",
        named("LogGroupName", n -> services.arn("logs", "log-group:" + n + ":*")));
    return all;
  }

  /** Who may see what, and how it is asked for. */
  private static void governance(Services services, Map<String, Provider> all) {
    all.put("AWS::LakeFormation::Tag", named("TagKey", "TagKey", n -> n));
    all.put(
        "AWS::LakeFormation::TagAssociation",
        new InertProvider(
            r ->
                Placed.of(
                    r.generated(),
                    Map.of("ResourceIdentifier", r.generated(), "TagsIdentifier", "local"))));
    all.put("AWS::Glue::SecurityConfiguration", named("Name", n -> n));
    all.put("AWS::Glue::Crawler", named("Name", n -> services.arn("glue", "crawler/" + n)));
    all.put("AWS::Athena::WorkGroup", named("Name", n -> services.arn("athena", "workgroup/" + n)));
    all.put(
        "AWS::Athena::NamedQuery",
        new InertProvider(r -> Placed.of(r.generated(), Map.of("NamedQueryId", r.generated()))));
  }

  /** Who hears of trouble and of costs. */
  private static void operations(Services services, Map<String, Provider> all) {
    all.put("AWS::SNS::Topic", new InertProvider(r -> topic(services, r)));
    all.put(
        "AWS::SNS::Subscription",
        new InertProvider(
            r -> Placed.of(r.find("TopicArn").orElse("topic") + ":" + r.generated(), Map.of())));
    Provider alarm = named("AlarmName", n -> services.arn("cloudwatch", "alarm:" + n));
    all.put("AWS::CloudWatch::Alarm", alarm);
    all.put("AWS::CloudWatch::CompositeAlarm", alarm);
    all.put("AWS::CloudWatch::Dashboard", named("DashboardName", n -> n));
    all.put("AWS::Budgets::Budget", new InertProvider(r -> Placed.of(r.generated(), Map.of())));
    all.put(
        "AWS::ResourceGroups::Group",
        named("Name", n -> services.arn("resource-groups", "group/" + n)));
  }

  private static Placed topic(Services services, Request request) {
    String name = request.name("TopicName");
    String arn = services.arn("sns", name);
    return Placed.of(arn, Map.of("TopicArn", arn, "TopicName", name));
  }

  private static void iam(Services services, Map<String, Provider> all) {
    all.put(
        "AWS::IAM::Role",
        new InertProvider(
            r -> {
              String name = r.name("RoleName");
              String path = r.find("Path").orElse("/");
              return Placed.of(
                  name,
                  Map.of(
                      "Arn",
                      services.globalArn("iam", "role" + path + name),
                      "RoleId",
                      "AROALOCAL"));
            }));
    all.put(
        "AWS::IAM::Policy",
        new InertProvider(r -> Placed.of(r.name("PolicyName"), Map.of("Id", r.generated()))));
    all.put(
        "AWS::IAM::ManagedPolicy",
        new InertProvider(
            r -> {
              String path = r.find("Path").orElse("/");
              String arn = services.globalArn("iam", "policy" + path + r.name("ManagedPolicyName"));
              return Placed.of(arn, Map.of("PolicyArn", arn));
            }));
  }

  /** Handlers run as they are: a version or an alias is a qualified name of the same function. */
  private static void lambda(Services services, Map<String, Provider> all) {
    all.put(
        "AWS::Lambda::Version",
        new InertProvider(
            r -> {
              String arn = services.functionArn(r.text("FunctionName")) + ":1";
              return Placed.of(arn, Map.of("FunctionArn", arn, "Version", "1"));
            }));
    all.put(
        "AWS::Lambda::Alias",
        new InertProvider(
            r -> {
              String arn = services.functionArn(r.text("FunctionName")) + ":" + r.text("Name");
              return Placed.of(arn, Map.of("AliasArn", arn));
            }));
  }

  private static Placed key(Services services, Request request) {
    String kept = request.previous() == null ? null : request.previous().ref();
    if (kept == null) {
      kept = request.claim().imported().get("KeyId");
    }
    if (kept != null) {
      return Placed.of(kept, Map.of("Arn", services.arn("kms", "key/" + kept), "KeyId", kept));
    }
    byte[] seed = request.generated().getBytes(StandardCharsets.UTF_8);
    String id = UUID.nameUUIDFromBytes(seed).toString();
    return Placed.of(id, Map.of("Arn", services.arn("kms", "key/" + id), "KeyId", id));
  }

  private static Provider named(String property, Function<String, String> arn) {
    return named(property, "Arn", arn);
  }

  private static Provider named(String property, String attribute, Function<String, String> value) {
    return new InertProvider(
        r -> {
          String name = r.name(property);
          return Placed.of(name, Map.of(attribute, value.apply(name)));
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
