package io.amcinsights.core.workflow;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a workflow is to be executed, before date macros are evaluated. Its texts may be macros only
 * in the window's ends and in the values of parameters.
 *
 * @param parameterValues values by the names of the workflow's parameters
 * @param timeWindowType {@code EXPLICIT}, {@code MOST_RECENT_DAY}, {@code MOST_RECENT_WEEK}, {@code
 *     CURRENT_MONTH}, {@code PREVIOUS_MONTH} or {@code ALL}; null leaves it to AMC
 * @param timeWindowStart {@code uuuu-MM-dd'T'HH:mm:ss} or a macro; with {@code EXPLICIT} only
 * @param timeWindowEnd likewise; not part of the window
 * @param timeWindowTimeZone zone of the window and of macros; null is UTC
 */
public record ExecutionRequest(
    Map<String, String> parameterValues,
    @Nullable String timeWindowType,
    @Nullable String timeWindowStart,
    @Nullable String timeWindowEnd,
    @Nullable String timeWindowTimeZone,
    boolean ignoreDataGaps) {

  /** Leaves everything to AMC and to the workflow's defaults. */
  public static final ExecutionRequest DEFAULT =
      new ExecutionRequest(Map.of(), null, null, null, null, false);

  public ExecutionRequest {
    parameterValues = Collections.unmodifiableMap(new TreeMap<>(parameterValues));
  }
}
