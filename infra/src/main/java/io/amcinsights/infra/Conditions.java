package io.amcinsights.infra;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * Conditions of policies, as maps that keep their order.
 *
 * <p>A service that acts for somebody says for whom; a policy that does not ask lets it act for
 * anybody (the confused deputy).
 */
final class Conditions {

  private Conditions() {}

  /** One operator with one key. */
  static Map<String, Object> of(String operator, String key, Object value) {
    return all(operator, key, value);
  }

  /** Several: operator, key and value in turn. */
  static Map<String, Object> all(Object... operatorsKeysAndValues) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < operatorsKeysAndValues.length; i += 3) {
      all.merge(
          (String) operatorsKeysAndValues[i],
          Asl.object(operatorsKeysAndValues[i + 1], operatorsKeysAndValues[i + 2]),
          Conditions::both);
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static Object both(Object one, Object other) {
    Map<String, Object> both = new LinkedHashMap<>((Map<String, Object>) one);
    both.putAll((Map<String, Object>) other);
    return both;
  }

  /** A service, when it acts for this account. */
  static PrincipalWithConditions forThisAccount(String service) {
    return new PrincipalWithConditions(
        new ServicePrincipal(service), of("StringEquals", "aws:SourceAccount", Aws.ACCOUNT_ID));
  }

  /** Lets a service in when it acts for these resources of this account. */
  static PolicyStatement admit(
      String sid, String service, List<String> actions, String resource, List<String> sources) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .principals(List.of(new ServicePrincipal(service)))
        .actions(actions)
        .resources(List.of(resource))
        .conditions(
            all(
                "StringEquals",
                "aws:SourceAccount",
                Aws.ACCOUNT_ID,
                "ArnLike",
                "aws:SourceArn",
                sources))
        .build();
  }
}
