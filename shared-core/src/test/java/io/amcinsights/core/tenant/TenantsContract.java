package io.amcinsights.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.message.Samples;
import io.amcinsights.core.tenant.Tenant.Status;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
    return TenantJson.read(
        """
        {"customerId": "%1$s", "customerName": "Name of %1$s", "prefix": "%1$s",
         "team": "demoteam", "dataset": "amcdataset", "bucketName": "%2$s",
         "bucketRegion": "us-east-1", "bucketAccount": "111122223333",
         "amcAwsAccount": "444455556666", "bucketExists": true, "status": "%3$s",
         "since": "1970-01-01T00:00:00.000Z", "version": %4$d}
        """
            .formatted(id, bucket, status, version));
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
  void findsSeveralAtOnceByIdAndLeavesOutWhoIsNotThere() {
    Tenants tenants = tenants();
    tenants.put(tenant("zeta"));
    tenants.put(tenant("acme"));
    tenants.put(tenant("beta"));

    assertThat(tenants.findAll(List.of("zeta", "nobody", "acme", "acme")))
        .extracting(Tenant::customerId)
        .containsExactly("acme", "zeta");
    assertThat(tenants.findAll(List.of())).isEmpty();
  }

  @Test
  void knowsWhoseBucketItIs() {
    Tenants tenants = tenants();
    tenants.put(tenant("acme"));

    assertThat(owner(tenants, "amc-acme", "k")).isEqualTo("acme");
    assertThat(owner(tenants, "amc-other", "k")).isEqualTo("nobody");
  }

  @Test
  void givesABucketThatChangedHandsToItsNewOwner() {
    Tenants tenants = tenants();
    tenants.put(tenant("acme", "shared", Status.OFFBOARDED, 0));
    assertThat(owner(tenants, "shared", "k")).isEqualTo("acme");

    tenants.put(tenant("beta", "shared", Status.ACTIVE, 0));

    assertThat(owner(tenants, "shared", "k")).isEqualTo("beta");
  }

  @Test
  void tellsTenantsOfOneBucketApartByTheBeginningOfTheKey() {
    Tenants tenants = tenants();
    tenants.put(within("shared", "acme", "a/"));
    tenants.put(within("shared", "acmebis", "a/bis/"));

    assertThat(owner(tenants, "shared", "a/k")).isEqualTo("acme");
    assertThat(owner(tenants, "shared", "a/bis/k")).isEqualTo("acmebis");
    assertThat(owner(tenants, "shared", "b/k")).isEqualTo("nobody");
  }

  @Test
  void aChangeSeesWhatOthersWroteMeanwhile() {
    Tenants tenants = tenants();
    tenants.put(tenant("acme"));
    var calls = new java.util.concurrent.atomic.AtomicInteger();

    Tenant changed =
        tenants
            .change(
                "acme",
                it -> {
                  if (calls.incrementAndGet() == 1 && !locks()) {
                    tenants.put(it.with(Status.UPDATING, "by another"));
                  }
                  return Optional.of(it.with(it.status(), it.reason() + " and me"));
                })
            .orElseThrow();

    assertThat(changed.reason()).isEqualTo(locks() ? "null and me" : "by another and me");
    assertThat(tenants.find("acme")).contains(changed);
  }

  /** Whether nobody can write while a change is computed. */
  protected boolean locks() {
    return false;
  }

  @Test
  void aChangeThatWantsNothingLeavesTheRecordAsItIs() {
    Tenants tenants = tenants();
    Tenant first = tenants.put(tenant("acme")).orElseThrow();

    assertThat(tenants.change("acme", it -> Optional.empty())).isEmpty();
    assertThat(tenants.change("nobody", Optional::of)).isEmpty();
    assertThat(tenants.find("acme")).contains(first);
  }

  private static Tenant within(String bucket, String id, String prefix) {
    return TenantJson.read(
        TenantJson.toJson(tenant(id, bucket, Status.ACTIVE, 0)).put("keyPrefix", prefix));
  }

  private static String owner(Tenants tenants, String bucket, String key) {
    return tenants
        .owner(new io.amcinsights.core.catalog.ObjectId(bucket, key))
        .map(Tenant::customerId)
        .orElse("nobody");
  }
}
