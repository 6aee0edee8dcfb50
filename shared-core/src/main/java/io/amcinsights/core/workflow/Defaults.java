package io.amcinsights.core.workflow;

import io.amcinsights.core.macro.Macros;
import java.util.Map;
import java.util.TreeMap;

/** Default values that AMC cannot have, since they are date macros. */
public final class Defaults {

  private Defaults() {}

  /** The request with those defaults where it says nothing, macros not evaluated yet. */
  public static ExecutionRequest filled(WorkflowDefinition definition, ExecutionRequest request) {
    Map<String, String> values = new TreeMap<>();
    for (InputParameter parameter : definition.inputParameters()) {
      String otherwise = parameter.defaultValue();
      if (otherwise != null && Macros.isMacro(otherwise)) {
        values.put(parameter.name(), otherwise);
      }
    }
    values.putAll(request.parameterValues());
    return new ExecutionRequest(
        values,
        request.timeWindowType(),
        request.timeWindowStart(),
        request.timeWindowEnd(),
        request.timeWindowTimeZone(),
        request.ignoreDataGaps());
  }
}
