package io.amcinsights.core.workflow;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The workflows of all tenants. */
public interface Workflows {

  Optional<TenantWorkflow> find(String tenant, String workflowId);

  /** A tenant's workflows in the order of their ids, those to go among them. */
  List<TenantWorkflow> ofTenant(String tenant);

  /** Every workflow in the order of tenants and ids. */
  List<TenantWorkflow> all();

  /**
   * Stores a workflow whose {@link TenantWorkflow#version} is the one last read (0 for a new one).
   *
   * @return as stored, by this call or an earlier one; empty when somebody else wrote meanwhile
   */
  Optional<TenantWorkflow> put(TenantWorkflow workflow);

  /**
   * Changes a workflow in the light of what its record holds, as one step.
   *
   * @param change may be called again; empty leaves the record as it is
   * @return as {@code change} made it; empty when it was left alone, or when there is none
   */
  Optional<TenantWorkflow> change(
      String tenant, String workflowId, Function<TenantWorkflow, Optional<TenantWorkflow>> change);

  /** Forgets a workflow if its version is still this one. */
  boolean delete(TenantWorkflow workflow);
}
