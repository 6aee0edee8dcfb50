package io.amcinsights.tps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.InMemoryDatasets;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.machine.InMemoryMachines;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.tenant.Claims;
import io.amcinsights.core.tenant.InMemoryClaims;
import io.amcinsights.core.tenant.InMemoryTenants;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.TenantJson;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Provisioning with a state machine that repeats what fails, as Step Functions does. */
final class TpsLake {

  static final String HOME = "us-east-1";
  static final String ACCOUNT = "111122223333";
  static final String AMC = "444455556666";
  static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:amclake-dev-tenants";
  static final StackName SHARED = new StackName(HOME, "amclake-dev-tenants");

  private static final String MACHINE = "machine";
  private static final int MANY = 1_000;
  private static final int ATTEMPTS = 4;
  private static final int MOST_STEPS = 200;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  final Crashes crashes = new Crashes();
  final FakeStacks stacks = new FakeStacks();
  final FakeBuckets buckets = new FakeBuckets(stacks);
  final InMemoryTenants tenants = new InMemoryTenants(clock);
  final InMemoryClaims claims = new InMemoryClaims();
  final InMemoryMachines machines = new InMemoryMachines();
  final ProvisioningStart start = new ProvisioningStart(machines, MACHINE);
  final List<Answer.Notice> notices = new ArrayList<>();
  final List<String> released = new ArrayList<>();
  private final Provisioning provisioning;

  TpsLake() {
    this(MANY);
  }

  /** Where this many tenants have rules of their own. */
  TpsLake(int ownRules) {
    var datasets = new InMemoryDatasets();
    for (Dataset it : DatasetParameters.parse("none", "").datasets()) {
      datasets.put(it);
    }
    stacks.existing(
        SHARED,
        Map.of("DeliveringAccounts", "811639200769"),
        Map.of("KeyArn", "arn:aws:kms:us-east-1:111122223333:key/shared"));
    Tenants crashing = crashes.around(Tenants.class, tenants);
    Stacks crashingStacks = crashes.around(Stacks.class, stacks);
    var blueprint =
        new TenantBlueprint(
            LakeNames.DEFAULT,
            HOME,
            ACCOUNT,
            new Templates(() -> "{}", () -> "{away}", () -> "{region}", () -> "{rules}"),
            "");
    provisioning =
        new Provisioning(
            crashing,
            crashes.around(Claims.class, claims),
            datasets,
            machines,
            MACHINE,
            new TenantStacks(
                blueprint,
                crashingStacks,
                buckets,
                new SharedKey(blueprint, crashingStacks, crashing),
                new SharedRules(blueprint, crashingStacks, crashing, ownRules)),
            new Obstacles(blueprint, buckets),
            new Notices(TOPIC),
            clock);
  }

  static ObjectNode record(String id) {
    return Json.object()
        .put("customerId", id)
        .put("customerName", id)
        .put("prefix", id)
        .put("team", "demoteam")
        .put("dataset", "amcdataset")
        .put("bucketName", "amc-" + id.replace('_', '-'))
        .put("bucketRegion", HOME)
        .put("bucketAccount", ACCOUNT)
        .put("amcAwsAccount", AMC);
  }

  static StackName stack(String id) {
    return new StackName(HOME, LakeNames.DEFAULT.tenantStack(id));
  }

  /** Writes a record as somebody does who knows nothing of versions. */
  void write(ObjectNode record) {
    Tenant wanted = TenantJson.read(record);
    if (tenants.find(wanted.customerId()).isEmpty()) {
      tenants.put(wanted);
    } else {
      tenants.change(
          wanted.customerId(),
          it -> java.util.Optional.of(TenantJson.read(merged(TenantJson.toJson(it), record))));
    }
  }

  private static ObjectNode merged(ObjectNode into, ObjectNode record) {
    into.setAll(record);
    return into;
  }

  Tenant tenant(String id) {
    return tenants.find(id).orElseThrow();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Runs an execution to its end; answers the last answer. */
  Answer run(String id, String execution) {
    machines.start(MACHINE, execution, "{}");
    try {
      Answer answer = attempted(() -> provisioning.begin(id, execution));
      for (int step = 0; answer.next() == Answer.Next.WAIT; step++) {
        if (step > MOST_STEPS) {
          throw new AssertionError("no end after " + MOST_STEPS + " steps: " + tenant(id));
        }
        answer = step(id, execution, answer);
      }
      return ended(id, answer);
    } catch (RuntimeException e) {
      return ended(id, provisioning.giveUp(id, execution, String.valueOf(e.getMessage())));
    } finally {
      machines.end(MACHINE, execution);
    }
  }

  Answer begin(String id, String execution) {
    machines.start(MACHINE, execution, "{}");
    return provisioning.begin(id, execution);
  }

  /** One step, with what the last one handed over as it is written between them. */
  Answer step(String id, String execution, Answer last) {
    now = now.plusSeconds(last.seconds());
    Progress progress = Progress.read(last.toJson().path("state"), now);
    return attempted(() -> provisioning.goOn(id, execution, progress));
  }

  void die(String execution) {
    machines.end(MACHINE, execution);
  }

  private Answer ended(String id, Answer answer) {
    notices.addAll(answer.notices());
    if (answer.next() == Answer.Next.RELEASE) {
      released.add(id);
    }
    return answer;
  }

  private static Answer attempted(java.util.function.Supplier<Answer> step) {
    for (int attempt = 1; ; attempt++) {
      try {
        return step.get();
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
