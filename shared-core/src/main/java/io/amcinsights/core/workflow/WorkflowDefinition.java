package io.amcinsights.core.workflow;

import io.amcinsights.core.transform.ColumnType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow is, whoever has it; its SQL is left out of {@link #toString}.
 *
 * @param workflowId letters, digits, {@code . _ -}
 * @param sql as written, on as many lines as it has
 * @param columns declared types of output columns by name, in their order; empty when undeclared
 * @param filteredMetricsDiscriminatorColumn column that says of a row whether values were withheld
 * @param distinctUserCountColumn column that AMC adds for the users behind a row
 * @param filteredReasonColumn column that AMC adds for why values were withheld
 * @param timeoutSeconds how long an execution may take before AMC gives up
 */
public record WorkflowDefinition(
    String workflowId,
    String description,
    String sql,
    List<InputParameter> inputParameters,
    Map<String, ColumnType> columns,
    @Nullable String filteredMetricsDiscriminatorColumn,
    @Nullable String distinctUserCountColumn,
    @Nullable String filteredReasonColumn,
    int timeoutSeconds) {

  /** AMC's own bound, six hours. */
  public static final int DEFAULT_TIMEOUT_SECONDS = 21_600;

  public WorkflowDefinition {
    inputParameters = List.copyOf(inputParameters);
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  @Override
  public String toString() {
    return "WorkflowDefinition[workflowId=%s]".formatted(workflowId);
  }
}
