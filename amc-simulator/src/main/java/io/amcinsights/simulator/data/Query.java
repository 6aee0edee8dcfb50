package io.amcinsights.simulator.data;

import java.time.LocalDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One execution's question; its SQL is left out of {@link #toString}.
 *
 * @param instanceId whose events are asked
 * @param sql AMC's SQL
 * @param from first moment of the window, UTC
 * @param until first moment after it, UTC
 * @param parameterValues by the names that {@code CUSTOM_PARAMETER} uses
 * @param discriminatorColumn column to add that says whether values of a row were withheld
 * @param userCountColumn column to add with the users behind a row
 * @param reasonColumn column to add with why values were withheld
 */
public record Query(
    String instanceId,
    String sql,
    LocalDateTime from,
    LocalDateTime until,
    Map<String, String> parameterValues,
    @Nullable String discriminatorColumn,
    @Nullable String userCountColumn,
    @Nullable String reasonColumn) {

  public Query {
    parameterValues = Map.copyOf(parameterValues);
  }

  @Override
  public String toString() {
    return "Query[instanceId=%s, from=%s, until=%s]".formatted(instanceId, from, until);
  }
}
