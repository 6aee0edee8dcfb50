package io.amcinsights.core.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a step changes on a delivery: its state and what the step found out. Null leaves a field as
 * it is.
 */
public record Change(
    DeliveryState state,
    @Nullable String reason,
    @Nullable String contentHash,
    @Nullable Long rows,
    @Nullable String loadId,
    @Nullable String execution,
    @Nullable Long snapshot,
    @Nullable List<String> parts) {

  /** A change of state alone. */
  public static Change to(DeliveryState state) {
    return new Change(state, null, null, null, null, null, null, null);
  }

  /** A change of state, and why. */
  public static Change to(DeliveryState state, String reason) {
    return to(state).because(reason);
  }

  public Change because(String why) {
    return new Change(state, why, contentHash, rows, loadId, execution, snapshot, parts);
  }

  public Change withContentHash(String hash) {
    return new Change(state, reason, hash, rows, loadId, execution, snapshot, parts);
  }

  public Change withRows(long count) {
    return new Change(state, reason, contentHash, count, loadId, execution, snapshot, parts);
  }

  public Change withLoad(String load) {
    return new Change(state, reason, contentHash, rows, load, execution, snapshot, parts);
  }

  public Change withExecution(String name) {
    return new Change(state, reason, contentHash, rows, loadId, name, snapshot, parts);
  }

  public Change withSnapshot(long id) {
    return new Change(state, reason, contentHash, rows, loadId, execution, id, parts);
  }

  public Change withParts(List<String> names) {
    return new Change(
        state, reason, contentHash, rows, loadId, execution, snapshot, List.copyOf(names));
  }
}
