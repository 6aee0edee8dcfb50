package io.amcinsights.core.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The runs of all tenants. */
public interface Runs {

  Optional<Run> find(String tenant, String runId);

  /**
   * Stores a run unless there is one of its name.
   *
   * @return the run that is stored, whoever did it
   */
  Run begin(Run run);

  /**
   * Changes a run in the light of what its record holds, as one step.
   *
   * @param change may be called again; empty leaves the record as it is
   * @return as {@code change} made it; empty when it was left alone, or when there is none
   */
  Optional<Run> change(String tenant, String runId, Function<Run, Optional<Run>> change);

  /** A tenant's runs, newest first; may miss what was written a moment ago, as all lists may. */
  List<Run> ofTenant(String tenant, int limit);

  /** All runs that were asked for since then, newest first. */
  List<Run> since(Instant time, int limit);

  /** Runs of a schedule for times between the two, the second not among them. */
  List<Run> ofSchedule(String tenant, String scheduleId, Instant from, Instant until);

  /** Those for which something is left to do, oldest first. */
  List<Run> open(int limit);

  /**
   * Takes one of AMC's executions for a run; may be repeated.
   *
   * @return false when it is another run's
   */
  boolean claim(Run run, String executionId);

  /** The run that took an execution. */
  Optional<String> holder(String tenant, String executionId);
}
