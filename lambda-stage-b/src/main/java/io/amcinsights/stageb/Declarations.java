package io.amcinsights.stageb;

import io.amcinsights.core.dataset.Dataset.DeclaredColumn;
import io.amcinsights.core.workflow.TenantWorkflow;
import io.amcinsights.core.workflow.Workflows;
import java.util.List;

/** What workflows declare of the columns they deliver. */
@FunctionalInterface
interface Declarations {

  /** Where no workflows are kept. */
  Declarations NONE = (workflow, tenants) -> List.of();

  /**
   * The columns of a workflow, none when it declares none.
   *
   * @param tenants whose results they are; the first of them that declares decides for a table that
   *     they share
   */
  List<DeclaredColumn> of(String workflow, List<String> tenants);

  /** Those of the workflows that are kept there. */
  static Declarations in(Workflows workflows) {
    return (workflow, tenants) ->
        tenants.stream()
            .flatMap(tenant -> workflows.find(tenant, workflow).stream())
            .map(Declarations::columns)
            .filter(columns -> !columns.isEmpty())
            .findFirst()
            .orElse(List.of());
  }

  private static List<DeclaredColumn> columns(TenantWorkflow workflow) {
    return workflow.definition().columns().entrySet().stream()
        .map(it -> new DeclaredColumn(it.getKey(), it.getValue().wireName(), null))
        .toList();
  }
}
