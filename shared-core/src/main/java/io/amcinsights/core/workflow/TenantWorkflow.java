package io.amcinsights.core.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's workflow: what it is to be, and how far AMC has it.
 *
 * @param removed it is to go from AMC; the record goes when it has
 * @param version counts writes; 0 for one that is not stored yet
 * @param changedAt time of the last write
 */
public record TenantWorkflow(
    String tenant,
    WorkflowDefinition definition,
    Source source,
    boolean removed,
    Standing standing,
    long version,
    Instant changedAt) {

  /** Who wrote it. */
  public enum Source {
    /** Written for this tenant; the library leaves it alone. */
    TENANT,
    /** A rule of the library applied it, and takes it away again. */
    LIBRARY,
    /** A call of a library entry applied it, whatever the rules say. */
    ON_DEMAND
  }

  /** How AMC compares to the record. */
  public enum State {
    /** Not in AMC, or not this version of it. */
    PENDING,
    APPLIED,
    /** AMC refused it. */
    FAILED,
    /** Somebody changed it in AMC. */
    DRIFTED
  }

  /**
   * How far AMC has it.
   *
   * @param reason why it failed, or what differs
   * @param appliedDigest digest of what AMC took last; null when it never took any
   */
  public record Standing(State state, @Nullable String reason, @Nullable String appliedDigest) {

    /** Of one that AMC was not told of. */
    public static final Standing NEW = new Standing(State.PENDING, null, null);
  }

  public String workflowId() {
    return definition.workflowId();
  }

  /** As it is stored next. */
  public TenantWorkflow stored(Instant now) {
    return new TenantWorkflow(tenant, definition, source, removed, standing, version + 1, now);
  }

  /** The same with another standing. */
  public TenantWorkflow withStanding(Standing next) {
    return new TenantWorkflow(tenant, definition, source, removed, next, version, changedAt);
  }

  /** The same, to go. */
  public TenantWorkflow leaving() {
    return new TenantWorkflow(tenant, definition, source, true, Standing.NEW, version, changedAt);
  }
}
