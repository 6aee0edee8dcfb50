package io.amcinsights.core.message;

/**
 * Input of state machine B. Nothing else may stand here: Step Functions treats a second start of a
 * running name as the same execution only when the input is identical.
 *
 * @param dataset {@code {team}-{dataset}}
 * @param table {@code {database}.{table}}
 */
public record LoadInput(String dataset, String table, long generation) {}
