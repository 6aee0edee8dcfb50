package io.amcinsights.core.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.TenantSettings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTest {

  private static TenantSettings tenant(String more) {
    return TenantJson.read(
            """
            {"customerId": "acme", "customerName": "Acme", "prefix": "acme", "team": "demoteam",
             "dataset": "amcdataset", "bucketName": "amc-acme", "bucketRegion": "us-east-1",
             "bucketAccount": "111122223333", "amcAwsAccount": "444455556666"%s}
            """
                .formatted(more))
        .settings();
  }

  private static Rule rule(Set<String> prefixes, Map<String, String> tags) {
    return new Rule(false, prefixes, tags);
  }

  @Test
  void aRuleThatSaysNothingIsForNobody() {
    assertThat(Rule.NOBODY.appliesTo(tenant(""))).isFalse();
  }

  @Test
  void everybodyLeavesOutWhoIsToGo() {
    assertThat(Rule.EVERYBODY.appliesTo(tenant(""))).isTrue();
    assertThat(Rule.EVERYBODY.appliesTo(tenant(", \"removed\": true"))).isFalse();
  }

  @Test
  void onePrefixIsEnough() {
    assertThat(rule(Set.of("acme", "globex"), Map.of()).appliesTo(tenant(""))).isTrue();
    assertThat(rule(Set.of("globex"), Map.of()).appliesTo(tenant(""))).isFalse();
  }

  @Test
  void everyTagIsNeeded() {
    TenantSettings gold = tenant(", \"tags\": {\"tier\": \"gold\", \"land\": \"de\"}");

    assertThat(rule(Set.of(), Map.of("tier", "gold")).appliesTo(gold)).isTrue();
    assertThat(rule(Set.of(), Map.of("tier", "gold", "land", "us")).appliesTo(gold)).isFalse();
  }

  @Test
  void prefixAndTagsHaveToFitBoth() {
    TenantSettings gold = tenant(", \"tags\": {\"tier\": \"gold\"}");

    assertThat(rule(Set.of("acme"), Map.of("tier", "gold")).appliesTo(gold)).isTrue();
    assertThat(rule(Set.of("globex"), Map.of("tier", "gold")).appliesTo(gold)).isFalse();
    assertThat(rule(Set.of("acme"), Map.of("tier", "tin")).appliesTo(gold)).isFalse();
  }
}
