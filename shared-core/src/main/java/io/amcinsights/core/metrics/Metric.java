package io.amcinsights.core.metrics;

/** What is measured, under the name that alarms and dashboards use. */
public enum Metric {
  /** Deliveries whose rows came into their table. */
  COMMITTED("Committed", Unit.COUNT),
  /** Deliveries there was nothing to load of. */
  SKIPPED("Skipped", Unit.COUNT),
  /** Deliveries that were set aside because of their file. */
  QUARANTINED("Quarantined", Unit.COUNT),
  /** Deliveries that were set aside because of the lake. */
  FAILED("Failed", Unit.COUNT),
  /** Deliveries that a later one of the same key replaced. */
  SUPERSEDED("Superseded", Unit.COUNT),
  /** Deliveries whose object was deleted. */
  DELETED("Deleted", Unit.COUNT),
  /** Rows that came into tables. */
  ROWS("Rows", Unit.COUNT),
  /** From the arrival of a delivery until its rows were in the table. */
  SECONDS_TO_TABLE("SecondsToTable", Unit.SECONDS),
  /** Messages in the queues of failures of a pipeline and its datasets. */
  FAILED_WORK("FailedWork", Unit.COUNT),
  /** How long the oldest delivery is FAILED. */
  OLDEST_FAILURE_SECONDS("OldestFailureSeconds", Unit.SECONDS),
  /** How long the oldest delivery in flight has stood still; those that wait for a tenant apart. */
  OLDEST_WORK_SECONDS("OldestWorkSeconds", Unit.SECONDS),
  /** Deliveries that wait for their tenant. */
  WAITING_FOR_TENANT("WaitingForTenant", Unit.COUNT),
  /** Objects that lay in a bucket and that no event had announced. */
  MISSED("Missed", Unit.COUNT),
  /** Executions that AMC took. */
  RUNS_SUBMITTED("RunsSubmitted", Unit.COUNT),
  /** Runs that ended as nobody wanted. */
  RUNS_FAILED("RunsFailed", Unit.COUNT),
  /** Runs that succeeded and whose result did not come. */
  RUNS_WITHOUT_OBJECT("RunsWithoutObject", Unit.COUNT),
  /** From the time a run was for until AMC took it. */
  SECONDS_TO_SUBMIT("SecondsToSubmit", Unit.SECONDS),
  /** Runs that nobody worked on, and times of schedules without a run. */
  RUN_TROUBLE("RunTrouble", Unit.COUNT);

  /** The namespace of all of them. */
  public static final String NAMESPACE = "AmcLake";

  /** Their one dimension: the installation, or one pipeline of it. */
  public static final String DIMENSION = "Scope";

  /** What a value means. */
  enum Unit {
    COUNT("Count"),
    SECONDS("Seconds");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    /** As CloudWatch names it. */
    String label() {
      return label;
    }
  }

  private final String label;
  private final Unit unit;

  Metric(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  /** Its name in CloudWatch. */
  public String label() {
    return label;
  }

  Unit unit() {
    return unit;
  }
}
