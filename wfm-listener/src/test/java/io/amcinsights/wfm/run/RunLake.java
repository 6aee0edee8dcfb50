package io.amcinsights.wfm.run;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Sequencer;
import io.amcinsights.core.machine.InMemoryMachines;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.RunRequest;
import io.amcinsights.core.metrics.InMemoryMetrics;
import io.amcinsights.core.run.InMemoryRuns;
import io.amcinsights.core.run.InMemorySlots;
import io.amcinsights.core.run.Run;
import io.amcinsights.core.run.Runs;
import io.amcinsights.core.run.Slots;
import io.amcinsights.core.tenant.InMemoryTenants;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.workflow.ExecutionRequest;
import io.amcinsights.core.workflow.InMemoryWorkflows;
import io.amcinsights.core.workflow.InputParameter;
import io.amcinsights.core.workflow.TenantWorkflow;
import io.amcinsights.core.workflow.TenantWorkflow.Standing;
import io.amcinsights.core.workflow.TenantWorkflow.State;
import io.amcinsights.core.workflow.WorkflowDefinition;
import io.amcinsights.wfm.amc.AmcApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs in memory, with tenants acme and globex that have the workflow {@code reach}. */
final class RunLake {

  static final String MACHINE = "arn:machine";
  static final int PLACES = 2;
  static final Pace PACE =
      new Pace(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  final Time clock = new Time();
  final InMemoryRuns stored = new InMemoryRuns();
  final InMemorySlots places = new InMemorySlots();
  final InMemoryTenants tenants = new InMemoryTenants(clock);
  final InMemoryWorkflows workflows = new InMemoryWorkflows(clock);
  final InMemoryMachines machines = new InMemoryMachines();
  final InMemoryMetrics metrics = new InMemoryMetrics();
  final Map<String, PretendedAmc> amc = new HashMap<>();
  final Map<ObjectId, Delivery> objects = new HashMap<>();
  final List<Run> told = new ArrayList<>();

  /** Whether results come and are rows. */
  DeliveryState arrives = DeliveryState.COMMITTED;

  RunLake() {
    for (String tenant : List.of("acme", "globex")) {
      tenants.put(
          TenantJson.read(
              """
              {"customerId": "%1$s", "customerName": "%1$s", "prefix": "%1$s", "team": "t",
               "dataset": "d", "bucketName": "amc-%1$s", "bucketRegion": "us-east-1",
               "bucketAccount": "111122223333", "amcAwsAccount": "444455556666",
               "status": "ACTIVE"}
              """
                  .formatted(tenant)));
      amc.put(tenant, new PretendedAmc(clock));
      workflow(tenant, State.APPLIED, null);
    }
  }

  void workflow(String tenant, State state, String reason) {
    var definition =
        new WorkflowDefinition(
            "reach",
            "",
            "SELECT 1 AS one",
            List.of(new InputParameter("since", "DATE", "TODAY(-7)", null)),
            Map.of(),
            null,
            null,
            null,
            3_600);
    long version = workflows.find(tenant, "reach").map(TenantWorkflow::version).orElse(0L);
    workflows.put(
        new TenantWorkflow(
            tenant,
            definition,
            TenantWorkflow.Source.TENANT,
            false,
            new Standing(state, reason, null),
            version,
            Instant.EPOCH));
  }

  RunStarter starter(Runs runs, Machines started) {
    return new RunStarter(runs, workflows, started, MACHINE, clock);
  }

  RunStarter starter() {
    return starter(stored, machines);
  }

  RunStep step() {
    return step(stored, places, amc);
  }

  RunStep step(Runs runs, Slots slots, Map<String, ? extends AmcApi> instances) {
    return new RunStep(
        new RunParts(
            runs,
            slots,
            tenants,
            workflows,
            tenant -> instances.get(tenant.customerId()),
            this::delivery,
            (tenant, run) -> told.add(run),
            metrics,
            PACE,
            PLACES,
            clock));
  }

  RunSweeper sweeper() {
    return new RunSweeper(stored, places, machines, MACHINE, metrics, clock);
  }

  private Optional<Delivery> delivery(ObjectId object) {
    if (arrives == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return Optional.of(
        new Delivery(
            new DeliveryRef(object, "v1"),
            new Sequencer("01"),
            false,
            10,
            "etag",
            null,
            arrives,
            arrives == DeliveryState.QUARANTINED ? "no header" : null,
            1,
            "t-d",
            "acme",
            "t_d.acme_reach_adhoc",
            "hash",
            arrives == DeliveryState.COMMITTED ? 12L : null,
            null,
            null,
            null,
            now,
            now,
            now,
            List.of()));
  }

  static RunRequest fired(String tenant, Instant time) {
    return new RunRequest(tenant, "reach", "daily", time, null, null, ExecutionRequest.DEFAULT);
  }

  static RunRequest called(String tenant, String token, Instant time) {
    return new RunRequest(tenant, "reach", null, time, token, null, ExecutionRequest.DEFAULT);
  }

  Run begin(RunRequest request) {
    return starter().start(request);
  }

  Run now(Run run) {
    return stored.find(run.tenant(), run.runId()).orElseThrow();
  }

  /** Makes steps until nothing is left to do, the time passing as steps ask for it. */
  Run finish(Run run) {
    for (int i = 0; i < 2_000; i++) {
      Optional<Duration> wait = step().step(run.tenant(), run.runId());
      if (wait.isEmpty()) {
        return now(run);
      }
      clock.pass(wait.get());
    }
    throw new AssertionError("Run %s came to no end: %s".formatted(run.runId(), now(run)));
  }
}
