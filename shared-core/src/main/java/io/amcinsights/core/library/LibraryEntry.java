package io.amcinsights.core.library;

import io.amcinsights.core.workflow.WorkflowDefinition;
import java.time.Instant;
import java.util.List;

/**
 * A workflow that tenants get by rule.
 *
 * @param schedules that come along
 * @param removed it is to go from its tenants; the record goes when it has
 * @param version counts writes; 0 for one that is not stored yet
 */
public record LibraryEntry(
    WorkflowDefinition definition,
    Rule rule,
    List<LibrarySchedule> schedules,
    boolean removed,
    long version,
    Instant changedAt) {

  public LibraryEntry {
    schedules = List.copyOf(schedules);
  }

  public String workflowId() {
    return definition.workflowId();
  }

  /** As it is stored next. */
  public LibraryEntry stored(Instant now) {
    return new LibraryEntry(definition, rule, schedules, removed, version + 1, now);
  }

  /** The same for other tenants. */
  public LibraryEntry with(Rule next) {
    return new LibraryEntry(definition, next, schedules, removed, version, changedAt);
  }

  /** The same, to go. */
  public LibraryEntry leaving() {
    return new LibraryEntry(definition, rule, schedules, true, version, changedAt);
  }

  /** The same, to be stored where this version is. */
  public LibraryEntry at(long otherVersion) {
    return new LibraryEntry(definition, rule, schedules, removed, otherVersion, changedAt);
  }

  /** Whether both say the same, whenever they were written. */
  public boolean saysAs(LibraryEntry other) {
    return definition.equals(other.definition)
        && rule.equals(other.rule)
        && schedules.equals(other.schedules)
        && removed == other.removed;
  }
}
