package io.amcinsights.core.run;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps runs in memory. */
public final class InMemoryRuns implements Runs {

  private final Map<String, Run> runs = new TreeMap<>();
  private final Map<String, String> claims = new TreeMap<>();

  @Override
  public synchronized Optional<Run> find(String tenant, String runId) {
    return Optional.ofNullable(runs.get(runId)).filter(it -> it.tenant().equals(tenant));
  }

  @Override
  public synchronized Run begin(Run run) {
    return runs.computeIfAbsent(run.runId(), id -> read(run));
  }

  @Override
  public synchronized Optional<Run> change(
      String tenant, String runId, Function<Run, Optional<Run>> change) {
    Optional<Run> changed = find(tenant, runId).flatMap(change).map(it -> read(it.stored()));
    changed.ifPresent(it -> runs.put(runId, it));
    return changed;
  }

  @Override
  public synchronized List<Run> ofTenant(String tenant, int limit) {
    return newest(runs.values().stream().filter(it -> it.tenant().equals(tenant)), limit);
  }

  @Override
  public synchronized List<Run> since(Instant time, int limit) {
    return newest(runs.values().stream().filter(it -> !it.createdAt().isBefore(time)), limit);
  }

  @Override
  public synchronized List<Run> ofSchedule(
      String tenant, String scheduleId, Instant from, Instant until) {
    return runs.values().stream()
        .filter(it -> it.tenant().equals(tenant))
        .filter(it -> scheduleId.equals(it.cause().scheduleId()))
        .filter(it -> isBetween(it.cause().fireTime(), from, until))
        .toList();
  }

  private static boolean isBetween(@Nullable Instant time, Instant from, Instant until) {
    return time != null && !time.isBefore(from) && time.isBefore(until);
  }

  @Override
  public synchronized List<Run> open(int limit) {
    return runs.values().stream()
        .filter(it -> !it.isDone())
        .sorted(comparing(Run::createdAt))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean claim(Run run, String executionId) {
    String holder = claims.putIfAbsent(run.tenant() + "/" + executionId, run.runId());
    return holder == null || holder.equals(run.runId());
  }

  @Override
  public synchronized Optional<String> holder(String tenant, String executionId) {
    return Optional.ofNullable(claims.get(tenant + "/" + executionId));
  }

  private static List<Run> newest(Stream<Run> some, int limit) {
    return some.sorted(comparing(Run::createdAt).reversed()).limit(limit).toList();
  }

  /** As a record that was written and read. */
  private static Run read(Run run) {
    return RunJson.read(RunJson.write(run));
  }
}
