package io.amcinsights.local.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which provider makes which type. */
final class Providers {

  private final Map<String, Provider> byType = new LinkedHashMap<>();
  private final CustomResourceProvider custom;

  /**
   * All of them.
   *
   * @param inert is told of what has no effect on this machine though its type has
   */
  Providers(Services services, ResponseServer responses, Consumer<String> inert) {
    custom = new CustomResourceProvider(services, responses);
    byType.put("AWS::S3::Bucket", new BucketProvider(services));
    byType.put("AWS::S3::BucketPolicy", new BucketPolicyProvider(services));
    byType.put("AWS::DynamoDB::Table", new TableProvider(services));
    byType.put("AWS::SQS::Queue", new QueueProvider(services));
    byType.put(RoleProvider.TYPE, new RoleProvider(services.roles()));
    byType.put("AWS::Events::Rule", new RuleProvider(services, inert));
    byType.put("AWS::Events::EventBusPolicy", new BusPolicyProvider(services));
    byType.put("AWS::Lambda::Function", new FunctionProvider(services));
    byType.put("AWS::Lambda::EventSourceMapping", new MappingProvider(services));
    byType.put("AWS::StepFunctions::StateMachine", new MachineProvider(services));
    byType.put("AWS::Glue::Database", new DatabaseProvider());
    byType.put("AWS::Glue::Job", new GlueJobProvider(services));
    byType.put(SsmParameterProvider.TYPE, new SsmParameterProvider());
    byType.putAll(InertProvider.all());
  }

  Optional<Provider> find(String type) {
    Provider known = byType.get(type);
    if (known != null) {
      return Optional.of(known);
    }
    return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource")
        ? Optional.of(custom)
        : Optional.empty();
  }

  Provider get(String type) {
    return find(type).orElseThrow();
  }

  /** Types without an effect on a laptop. */
  boolean inert(String type) {
    return byType.get(type) instanceof InertProvider;
  }
}
