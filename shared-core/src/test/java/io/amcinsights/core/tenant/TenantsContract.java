package io.amcinsights.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.message.Samples;
import io.amcinsights.core.tenant.Tenant.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Tenants} does; each implementation extends this and adds nothing. */
public abstract class TenantsContract {

  private static final Instant NOW = Instant.parse("2024-03-01T12:00:00.123Z");

  /** Empty tenants for one test. */
  protected abstract Tenants tenants(Clock clock);

  private Tenants tenants() {
    return tenants(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Tenant tenant(String id, String bucket, Status status, long version) {
    return new Tenant(
        id,
        "Name of " + id,
        id,
        "demoteam",
        "amcdataset",
        bucket,
        "us-east-1",
        "111122223333",
        "444455556666",
        true,
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        status,
        null,
        null,
        version,
        Instant.EPOCH);
  }

  private static Tenant tenant(String id) {
    return tenant(id, "amc-" + id, Status.ACTIVE, 0);
  }

  @Test
  void storesANewTenantAsVersionOne() {
    Tenants tenants = tenants();
    Tenant stored = tenants.put(tenant("acme")).orElseThrow();

    assertThat(stored.version()).isEqualTo(1);
    assertThat(stored.updatedAt()).isEqualTo(NOW);
    assertThat(stored.isSameAs(tenant("acme"))).isTrue();
    assertThat(tenants.find("acme")).contains(stored);
    assertThat(tenants.find("other")).isEmpty();
  }

  @Test
  void storesEveryField() {
    Tenants tenants = tenants();
    Tenant rich = TenantJson.read(Samples.json("tenant"));
    Tenant fresh =
        TenantJson.read(Samples.compact("tenant").replace("\"version\":3", "\"version\":0"));

    Tenant stored = tenants.put(fresh).orElseThrow();

    assertThat(stored.isSameAs(rich)).isTrue();
    assertThat(tenants.find("acme")).contains(stored);
  }

  @Test
  void replacesTheVersionThatWasRead() {
    Tenants tenants = tenants();
    tenants.put(tenant("acme"));
    Tenant second = tenants.put(tenant("acme", "amc-acme", Status.FAILED, 1)).orElseThrow();

    assertThat(second.version()).isEqualTo(2);
    assertThat(tenants.find("acme")).contains(second);
  }

  @Test
  void refusesAnyOtherVersion() {
    Tenants tenants = tenants();
    Tenant first = tenants.put(tenant("acme")).orElseThrow();

    assertThat(tenants.put(tenant("acme", "amc-acme", Status.FAILED, 0))).isEmpty();
    assertThat(tenants.put(tenant("acme", "amc-acme", Status.FAILED, 2))).isEmpty();
    assertThat(tenants.put(tenant("new", "amc-new", Status.ACTIVE, 1))).isEmpty();
    assertThat(tenants.find("acme")).contains(first);
  }

  @Test
  void answersARepeatedPutTheSameWay() {
    Tenants tenants = tenants();
    var first = tenants.put(tenant("acme"));
    assertThat(tenants.put(tenant("acme"))).isEqualTo(first);

    Tenant change = tenant("acme", "amc-acme", Status.OFFBOARDING, 1);
    var second = tenants.put(change);
    assertThat(tenants.put(change)).isEqualTo(second);
  }

  @Test
  void listsAllById() {
    Tenants tenants = tenants();
    assertThat(tenants.all()).isEmpty();
    tenants.put(tenant("zeta"));
    tenants.put(tenant("acme"));

    assertThat(tenants.all()).extracting(Tenant::customerId).containsExactly("acme", "zeta");
  }

  @Test
  void knowsWhoseBucketItIs() {
    Tenants tenants = tenants();
    tenants.put(tenant("acme"));

    assertThat(tenants.byBucket("amc-acme")).get().extracting(Tenant::customerId).isEqualTo("acme");
    assertThat(tenants.byBucket("amc-other")).isEmpty();
  }

  @Test
  void givesABucketThatChangedHandsToItsNewOwner() {
    Tenants tenants = tenants();
    tenants.put(tenant("acme", "shared", Status.OFFBOARDED, 0));
    assertThat(tenants.byBucket("shared")).get().extracting(Tenant::customerId).isEqualTo("acme");

    tenants.put(tenant("beta", "shared", Status.ACTIVE, 0));

    assertThat(tenants.byBucket("shared")).get().extracting(Tenant::customerId).isEqualTo("beta");
  }
}
