package io.amcinsights.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Records} does; each kind extends this for each of its implementations. */
public abstract class RecordsContract<T> {

  protected static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");

  /** Empty records for one test. */
  protected abstract Records<T> records(Clock clock);

  protected abstract Shape<T> shape();

  /** A record with every field that is not stored yet. */
  protected abstract T item(String tenant, String id);

  /** The same record asking for something else. */
  protected abstract T changed(T item);

  /** Tenants of these records; the library's have one. */
  protected List<String> tenants() {
    return List.of("acme", "globex");
  }

  private Records<T> records() {
    return records(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private T mine(String id) {
    return item(tenants().get(0), id);
  }

  private Optional<T> find(Records<T> records, T item) {
    return records.find(shape().tenant().apply(item), shape().id().apply(item));
  }

  @Test
  void aNewRecordIsVersionOneWithEveryField() {
    Records<T> records = records();

    T stored = records.put(mine("one")).orElseThrow();

    assertThat(stored).isEqualTo(shape().stored().apply(mine("one"), NOW));
    assertThat(find(records, stored)).contains(stored);
    assertThat(records.find(tenants().get(0), "other")).isEmpty();
  }

  @Test
  void onlyWhoReadTheLastVersionReplacesIt() {
    Records<T> records = records();
    T first = records.put(mine("one")).orElseThrow();
    T second = records.put(changed(first)).orElseThrow();

    assertThat(shape().version().applyAsLong(second)).isEqualTo(2);
    assertThat(records.put(first)).isEmpty();
    assertThat(records.put(mine("one"))).isEmpty();
    assertThat(find(records, first)).contains(second);
  }

  @Test
  void aRepeatedWriteGivesTheSameAnswer() {
    Records<T> records = records();
    T first = records.put(mine("one")).orElseThrow();

    assertThat(records.put(mine("one"))).contains(first);
    T second = records.put(changed(first)).orElseThrow();
    assertThat(records.put(changed(first))).contains(second);
  }

  @Test
  void aChangeSeesWhatTheRecordHolds() {
    Records<T> records = records();
    T first = records.put(mine("one")).orElseThrow();
    String tenant = tenants().get(0);

    Optional<T> changed =
        records.change(
            tenant,
            "one",
            it -> {
              assertThat(it).isEqualTo(first);
              return Optional.of(changed(it));
            });

    assertThat(changed).contains(shape().stored().apply(changed(first), NOW));
    assertThat(records.change(tenant, "one", it -> Optional.empty())).isEmpty();
    assertThat(records.change(tenant, "other", Optional::of)).isEmpty();
    assertThat(find(records, first)).isEqualTo(changed);
  }

  @Test
  void recordsAreListedByTenantAndId() {
    Records<T> records = records();
    for (String tenant : tenants()) {
      records.put(item(tenant, "b"));
      records.put(item(tenant, "a"));
    }

    assertThat(records.ofTenant(tenants().get(0)))
        .extracting(shape().id()::apply)
        .containsExactly("a", "b");
    assertThat(records.ofTenant("other")).isEmpty();
    assertThat(records.all())
        .extracting(shape()::path)
        .containsExactlyElementsOf(
            tenants().stream().flatMap(it -> List.of(it + "/a", it + "/b").stream()).toList());
  }

  @Test
  void onlyTheVersionThatWasReadIsForgotten() {
    Records<T> records = records();
    T first = records.put(mine("one")).orElseThrow();
    T second = records.put(changed(first)).orElseThrow();

    assertThat(records.delete(first)).isFalse();
    assertThat(records.delete(second)).isTrue();
    assertThat(find(records, first)).isEmpty();
    assertThat(records.delete(second)).isTrue();
    assertThat(records.all()).isEmpty();
  }

  @Test
  void changesAtOnceAllTakeEffect() throws Exception {
    Records<T> records = records();
    records.put(mine("one"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Optional<T>>> all =
          IntStream.range(0, 12)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              records.change(
                                  tenants().get(0), "one", it -> Optional.of(changed(it)))))
              .toList();
      for (Future<Optional<T>> it : all) {
        assertThat(it.get()).isPresent();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(shape().version().applyAsLong(find(records, mine("one")).orElseThrow()))
        .isEqualTo(13);
  }
}
