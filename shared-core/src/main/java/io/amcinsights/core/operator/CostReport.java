package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.cost.Counts;
import io.amcinsights.core.cost.Dpus;
import io.amcinsights.core.cost.Prices;
import io.amcinsights.core.cost.Unit;
import io.amcinsights.core.cost.Usage;
import io.amcinsights.core.history.Execution;
import io.amcinsights.core.history.ExecutionHistory;
import io.amcinsights.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What processing cost: the counts of a file and of a load, with the times that their executions
 * really took.
 */
final class CostReport {

  private static final int MAX_EXECUTIONS = 100_000;

  // Memory of the functions that stage A and B spend their time in, as the templates give it.
  private static final double STAGE_A_GB = 2;
  private static final double STAGE_B_GB = 3;

  private final ObjectQueries objects;
  private final ExecutionHistory history;
  private final Prices prices;
  private final Counts counts;

  CostReport(ObjectQueries objects, ExecutionHistory history, Prices prices, Counts counts) {
    this.objects = objects;
    this.history = history;
    this.prices = prices;
    this.counts = counts;
  }

  /** Whom work was done for, and on which day. */
  private record Account(LocalDate day, String tenant) {}

  private static final Comparator<Account> ORDER =
      Comparator.comparing(Account::day).reversed().thenComparing(Account::tenant);

  /** What one account took. */
  private static final class Sum {
    private long files;
    private long bytes;
    private long loads;
    private Usage usage = Usage.NONE;
  }

  /** Deliveries received, and executions started, since an instant. */
  ObjectNode report(Instant since) {
    Map<Account, Sum> accounts = new TreeMap<>(ORDER);
    List<Delivery> deliveries = objects.find(everything(since));
    Map<String, List<Delivery>> byExecution = new HashMap<>();
    for (Delivery delivery : deliveries) {
      Sum sum = sum(accounts, account(delivery.receivedAt(), delivery.tenant()));
      sum.files++;
      sum.bytes += delivery.bytes();
      sum.usage = sum.usage.plus(counts.file());
      String execution = delivery.execution();
      if (execution != null) {
        byExecution.computeIfAbsent(execution, id -> new ArrayList<>()).add(delivery);
      }
    }
    Map<String, String> tenants = subjects(deliveries);
    for (Execution execution : history.recent(since, MAX_EXECUTIONS)) {
      if (execution.stage().equals("b")) {
        load(accounts, execution, byExecution.getOrDefault(execution.id(), List.of()), tenants);
      } else {
        String tenant = tenants.get(execution.subject());
        Sum sum = sum(accounts, account(execution.startedAt(), tenant));
        sum.usage = sum.usage.plus(longer(execution, STAGE_A_GB, counts.file()));
      }
    }
    return document(since, accounts);
  }

  /** A load is shared by the files it took; one that took none is its table's. */
  private void load(
      Map<Account, Sum> accounts,
      Execution execution,
      List<Delivery> taken,
      Map<String, String> tenants) {
    Usage usage =
        counts.load().plus(longer(execution, STAGE_B_GB, counts.load())).plus(glue(execution));
    if (taken.isEmpty()) {
      Sum sum = sum(accounts, account(execution.startedAt(), tenants.get(execution.subject())));
      sum.loads++;
      sum.usage = sum.usage.plus(usage);
      return;
    }
    sum(accounts, account(execution.startedAt(), taken.get(0).tenant())).loads++;
    Usage share = usage.times(1.0 / taken.size());
    for (Delivery delivery : taken) {
      Sum sum = sum(accounts, account(execution.startedAt(), delivery.tenant()));
      sum.usage = sum.usage.plus(share);
    }
  }

  /** What an execution took longer than one of the counted run; a large file does. */
  private static Usage longer(Execution execution, double gigabytes, Usage counted) {
    Instant end = execution.endedAt();
    if (end == null) {
      return Usage.NONE;
    }
    Duration inFunctions = Duration.between(execution.startedAt(), end).minus(waiting(execution));
    double seconds = inFunctions.toMillis() / 1e3;
    double more = seconds * gigabytes - counted.amount(Unit.LAMBDA_GB_SECONDS);
    return more > 0 ? Usage.of(Unit.LAMBDA_GB_SECONDS, more) : Usage.NONE;
  }

  /** How long an execution's state machine waited for Glue: no function ran. */
  private static Duration waiting(Execution execution) {
    Duration waiting = Duration.ZERO;
    Instant before = execution.startedAt();
    for (Execution.Step step : execution.history()) {
      if (step.glue() != null) {
        waiting = waiting.plus(Duration.between(before, step.at()));
      }
      before = step.at();
    }
    return waiting;
  }

  private static Usage glue(Execution execution) {
    Usage usage = Usage.NONE;
    for (Execution.Step step : execution.history()) {
      Execution.GlueRun run = step.glue();
      if (run != null) {
        usage = usage.plus(Dpus.of(run.workerType(), run.workers(), run.seconds()));
      }
    }
    return usage;
  }

  /** Tenants by what executions call their subject: a delivery or a table. */
  private static Map<String, String> subjects(List<Delivery> deliveries) {
    Map<String, String> tenants = new HashMap<>();
    for (Delivery delivery : deliveries) {
      String tenant = delivery.tenant();
      if (tenant != null) {
        tenants.put(delivery.ref().toString(), tenant);
        if (delivery.table() != null) {
          tenants.put(delivery.table(), tenant);
        }
      }
    }
    return tenants;
  }

  private static ObjectFilter everything(Instant since) {
    return new ObjectFilter(null, null, null, null, since, true);
  }

  private static Account account(Instant at, @Nullable String tenant) {
    return new Account(at.atZone(ZoneOffset.UTC).toLocalDate(), tenant == null ? "-" : tenant);
  }

  private static Sum sum(Map<Account, Sum> accounts, Account account) {
    return accounts.computeIfAbsent(account, key -> new Sum());
  }

  private ObjectNode document(Instant since, Map<Account, Sum> accounts) {
    ObjectNode document =
        Json.object()
            .put("since", Json.instant(since))
            .put("currency", "USD")
            .put("region", prices.region())
            .put("pricesOf", prices.date())
            .put("remark", prices.remark());
    ArrayNode days = document.putArray("days");
    Usage all = Usage.NONE;
    long files = 0;
    long bytes = 0;
    for (Map.Entry<Account, Sum> entry : accounts.entrySet()) {
      Sum sum = entry.getValue();
      ObjectNode day =
          days.addObject()
              .put("day", entry.getKey().day().toString())
              .put("tenant", entry.getKey().tenant())
              .put("loads", sum.loads);
      amounts(day, sum.files, sum.bytes, sum.usage);
      files += sum.files;
      bytes += sum.bytes;
      all = all.plus(sum.usage);
    }
    amounts(document.putObject("total"), files, bytes, all);
    return document;
  }

  private void amounts(ObjectNode node, long files, long bytes, Usage usage) {
    node.put("files", files).put("bytes", bytes).put("dollars", rounded(prices.of(usage)));
    ObjectNode services = node.putObject("services");
    prices.byService(usage).forEach((service, it) -> services.put(service, rounded(it)));
    node.set("usage", usage.json());
  }

  /** To a millionth of a dollar. */
  private static double rounded(double dollars) {
    return Math.round(dollars * 1e6) / 1e6;
  }
}
