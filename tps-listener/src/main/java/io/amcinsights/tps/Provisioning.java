package io.amcinsights.tps;

import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.tenant.Claim;
import io.amcinsights.core.tenant.Claims;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Standing;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Makes a tenant what its record says.
 *
 * <p>Every step looks at the record and at the stacks as they are and does the next thing. A step
 * that is lost, repeated or overtaken by a change of the record does no harm: the next one sees how
 * things are then. One execution at a time works on a tenant; its name is the lease in the record.
 */
final class Provisioning {

  private static final Logger LOG = LogManager.getLogger(Provisioning.class);

  /** CloudFormation needs minutes; what takes longer hangs on something outside. */
  static final Duration LONGEST = Duration.ofMinutes(60);

  private static final Set<Status> UNDER_WAY =
      EnumSet.of(
          Status.PROVISIONING, Status.UPDATING, Status.OFFBOARDING, Status.WAITING_FOR_PARTNER);

  private final Tenants tenants;
  private final Claims claims;
  private final Datasets datasets;
  private final Machines machines;
  private final String machine;
  private final TenantStacks stacks;
  private final Obstacles obstacles;
  private final Notices notices;
  private final Clock clock;

  Provisioning(
      Tenants tenants,
      Claims claims,
      Datasets datasets,
      Machines machines,
      String machine,
      TenantStacks stacks,
      Obstacles obstacles,
      Notices notices,
      Clock clock) {
    this.tenants = tenants;
    this.claims = claims;
    this.datasets = datasets;
    this.machines = machines;
    this.machine = machine;
    this.stacks = stacks;
    this.obstacles = obstacles;
    this.notices = notices;
    this.clock = clock;
  }

  /** Takes a tenant on, unless there is nothing to do or another execution works on it. */
  Answer begin(String customerId, String execution) {
    Optional<Tenant> taken =
        tenants.change(
            customerId,
            tenant ->
                wantsWork(tenant) && isFree(tenant, execution)
                    ? Optional.of(taken(tenant, execution))
                    : Optional.empty());
    if (taken.isEmpty()) {
      LOG.info("Tenant {}: nothing to do for {}", customerId, execution);
      return Answer.done();
    }
    LOG.info("Tenant {} is {} by {}", customerId, taken.get().status(), execution);
    return Answer.again(Progress.begun(clock.instant()));
  }

  private static boolean wantsWork(Tenant tenant) {
    return tenant.wantsWork() || UNDER_WAY.contains(tenant.status());
  }

  /** A later execution may leave: the one that works looks at the record again before it ends. */
  private boolean isFree(Tenant tenant, String execution) {
    String holder = tenant.standing().execution();
    return holder == null
        || holder.equals(execution)
        || machines.status(machine, holder) != Machines.Status.RUNNING;
  }

  private Tenant taken(Tenant tenant, String execution) {
    Standing standing = tenant.standing().worked(execution, tenant.settings().fingerprint());
    return tenant.with(standing.with(atWork(tenant), standing.reason(), clock.instant()));
  }

  private static Status atWork(Tenant tenant) {
    if (tenant.settings().removed()) {
      return Status.OFFBOARDING;
    }
    if (tenant.status() == Status.WAITING_FOR_PARTNER && !tenant.wantsWork()) {
      return Status.WAITING_FOR_PARTNER;
    }
    return tenant.readerRole() == null ? Status.PROVISIONING : Status.UPDATING;
  }

  /** Does the next thing. */
  Answer goOn(String customerId, String execution, Progress progress) {
    Tenant tenant = tenants.find(customerId).orElse(null);
    if (tenant == null || !execution.equals(tenant.standing().execution())) {
      LOG.info("Tenant {} is not {}'s any more", customerId, execution);
      return Answer.done();
    }
    if (tenant.wantsWork()) {
      LOG.info("Tenant {} changed; beginning again", customerId);
      return begin(customerId, execution);
    }
    try {
      expectInTime(tenant, progress);
      return tenant.settings().removed() ? remove(tenant, progress) : provide(tenant, progress);
    } catch (ProvisioningFailed e) {
      return end(tenant, progress, failed(tenant, e.reason()), Answer.Next.DONE);
    }
  }

  /** Ends an execution that cannot go on, for whatever reason. */
  Answer giveUp(String customerId, String execution, String reason) {
    Optional<Tenant> failed =
        tenants.change(
            customerId,
            tenant ->
                execution.equals(tenant.standing().execution())
                    ? Optional.of(tenant.with(failed(tenant, reason)))
                    : Optional.empty());
    return failed.map(it -> Answer.over(Answer.Next.DONE, notices.of(it))).orElse(Answer.done());
  }

  private void expectInTime(Tenant tenant, Progress progress) {
    if (Duration.between(progress.since(), clock.instant()).compareTo(LONGEST) > 0) {
      throw new ProvisioningFailed(
          "Stack %s took longer than %d minutes; look into its events, then retry"
              .formatted(stacks.name(tenant), LONGEST.toMinutes()));
    }
  }

  private Answer provide(Tenant tenant, Progress progress) {
    expectRight(tenant);
    List<Claim> wanted = Claim.of(tenant.settings());
    Optional<Tenant> noted = noted(tenant, wanted);
    if (noted.isEmpty()) {
      return Answer.again(progress);
    }
    Tenant claiming = noted.get();
    take(claiming, wanted);
    if (stacks.isCrowdedOut(claiming)) {
      kept(claiming, claiming.standing().sharing(true));
      return Answer.again(progress);
    }
    TenantStacks.Provided provided = stacks.deploy(claiming, progress);
    Standing standing = provided.standing();
    if (standing == null) {
      return Answer.wait(provided.progress());
    }
    List<String> missing = obstacles.of(tenant.settings());
    if (!missing.isEmpty()) {
      Standing waiting =
          standing.with(Status.WAITING_FOR_PARTNER, String.join("\n", missing), clock.instant());
      return end(claiming, progress, waiting.worked(null, standing.attempted()), Answer.Next.DONE);
    }
    Standing active = standing.with(Status.ACTIVE, null, clock.instant());
    return end(claiming, progress, active.worked(null, standing.attempted()), Answer.Next.RELEASE);
  }

  private void expectRight(Tenant tenant) {
    if (!tenant.problems().isEmpty()) {
      throw new ProvisioningFailed("The record is wrong: " + String.join("; ", tenant.problems()));
    }
    stacks.expectPossible(tenant.settings());
    String dataset = tenant.settings().datasetName();
    if (datasets.find(dataset).isEmpty()) {
      throw new ProvisioningFailed(
          "Dataset %s is not deployed; there are %s"
              .formatted(dataset, datasets.all().stream().map(it -> it.name()).sorted().toList()));
    }
  }

  /** Written down before it is taken, so that nothing stays taken without anybody knowing. */
  private Optional<Tenant> noted(Tenant tenant, List<Claim> wanted) {
    List<String> known = tenant.standing().claims();
    List<String> names =
        Stream.concat(known.stream(), wanted.stream().map(Claim::name)).distinct().toList();
    return names.equals(known)
        ? Optional.of(tenant)
        : kept(tenant, tenant.standing().claiming(names));
  }

  private void take(Tenant tenant, List<Claim> wanted) {
    for (Claim claim : wanted) {
      Optional<String> owner = claims.take(claim, tenant.customerId());
      if (owner.isPresent()) {
        throw new ProvisioningFailed(
            "%s belongs to tenant %s".formatted(capital(claim.words()), owner.get()));
      }
    }
  }

  private static String capital(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /**
   * Gives back what earlier settings claimed; the record forgets a claim after it is given back.
   */
  private Standing releasing(Tenant tenant, Standing standing, List<String> keep) {
    for (String name : standing.claims()) {
      if (!keep.contains(name)) {
        claims.release(name, tenant.customerId());
      }
    }
    return standing.claiming(standing.claims().stream().filter(keep::contains).toList());
  }

  private Answer remove(Tenant tenant, Progress progress) {
    StackStep.Outcome outcome = stacks.remove(tenant, progress);
    if (!outcome.isDone()) {
      return Answer.wait(outcome.progress());
    }
    Standing standing = tenant.standing();
    Standing gone =
        standing
            .made(null, standing.keyArn())
            .sharing(false)
            .with(Status.OFFBOARDED, obstacles.afterwards(tenant.settings()), clock.instant())
            .worked(null, standing.attempted());
    return end(tenant, progress, gone, Answer.Next.DONE);
  }

  private Standing failed(Tenant tenant, String reason) {
    LOG.error("Tenant {} FAILED: {}", tenant.customerId(), reason);
    Standing standing = tenant.standing();
    return standing.with(Status.FAILED, reason, clock.instant()).worked(null, standing.attempted());
  }

  /**
   * Ends the work, unless the record was changed meanwhile: then the same execution begins again.
   */
  private Answer end(Tenant tenant, Progress progress, Standing standing, Answer.Next next) {
    List<String> keep = new ArrayList<>();
    if (standing.status() != Status.OFFBOARDED) {
      // What a failed change claims stays claimed: part of it may be there.
      keep.addAll(
          standing.status() == Status.FAILED
              ? standing.claims()
              : Claim.of(tenant.settings()).stream().map(Claim::name).toList());
    }
    Standing last = releasing(tenant, standing, keep);
    Optional<Tenant> ended = kept(tenant, last);
    if (ended.isEmpty()) {
      return Answer.again(progress);
    }
    LOG.info("Tenant {} is {}", tenant.customerId(), last.status());
    // Who waits for a partner is asked for every quarter of an hour.
    boolean news =
        last.status() != tenant.status() || !Objects.equals(last.reason(), tenant.reason());
    return Answer.over(next, news ? notices.of(ended.get()) : List.of());
  }

  /** Stores a new standing, unless the settings or the lease are others by now. */
  private Optional<Tenant> kept(Tenant tenant, Standing standing) {
    return tenants.change(
        tenant.customerId(),
        now ->
            now.settings().equals(tenant.settings()) && now.standing().equals(tenant.standing())
                ? Optional.of(now.with(standing))
                : Optional.empty());
  }
}
