package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import io.amcinsights.core.tenant.TenantSettings;
import io.amcinsights.core.tenant.Tenants;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * What an operator wants of a tenant. Writing it into the record is all there is to do: whoever
 * provisions reads it there.
 */
final class TenantRequests {

  private static final String VERSION = "version";

  private final Tenants tenants;
  private final TenantCheck check;
  private final Clock clock;

  TenantRequests(Tenants tenants, TenantCheck check, Clock clock) {
    this.tenants = tenants;
    this.check = check;
    this.clock = clock;
  }

  /** Adds a tenant: a new one, or one that failed or went. */
  Tenant add(JsonNode request) {
    TenantSettings wanted = toAdd(request);
    Optional<Tenant> added = Optional.empty();
    if (tenants.find(wanted.customerId()).isEmpty()) {
      added = tenants.put(Tenant.requested(wanted, clock.instant()));
    }
    // Somebody else may have added it meanwhile.
    return added
        .or(() -> changed(wanted.customerId(), it -> added(it, wanted)))
        .orElseGet(() -> add(request));
  }

  /** Refuses what {@link #add} would refuse, and writes nothing. */
  void tryAdd(JsonNode request) {
    TenantSettings wanted = toAdd(request);
    tenants.find(wanted.customerId()).ifPresent(it -> added(it, wanted));
  }

  private TenantSettings toAdd(JsonNode request) {
    TenantSettings wanted = check.expectRight(request);
    if (wanted.removed()) {
      throw new InvalidInputException(
          "Tenant %s cannot be added with 'removed'; leave it out", wanted.customerId());
    }
    return wanted;
  }

  private Tenant added(Tenant known, TenantSettings wanted) {
    boolean wrong = !known.problems().isEmpty();
    if (known.settings().removed() || known.status() == Status.FAILED || wrong) {
      return again(known.with(wanted));
    }
    if (known.settings().equals(wanted)) {
      return known;
    }
    throw new InvalidInputException(
        "Tenant %s is %s already, with other settings (%s); to change it: lake tenant update",
        known.customerId(),
        known.status(),
        String.join(", ", TenantCheck.differences(known.settings(), wanted)));
  }

  /**
   * Changes the settings that are named, of a record of the {@code version} that is named, if any;
   * null takes a setting away.
   */
  Tenant update(String customerId, JsonNode fields) {
    return changed(customerId, it -> updated(it, fields)).orElseThrow(() -> unknown(customerId));
  }

  /** Refuses what {@link #update} would refuse, and writes nothing. */
  void tryUpdate(JsonNode fields) {
    String customerId = Json.text(fields, "customerId");
    updated(tenants.find(customerId).orElseThrow(() -> unknown(customerId)), fields);
  }

  private Tenant updated(Tenant known, JsonNode fields) {
    String id = known.customerId();
    OptionalLong version = Json.findNumber(fields, VERSION);
    if (version.isPresent() && version.getAsLong() != known.version()) {
      throw new InvalidInputException(
          "Tenant %s is at version %d by now, and the change is made for version %d. What it is"
              + " now: lake tenant show %s",
          id, known.version(), version.getAsLong(), id);
    }
    if (known.settings().removed()) {
      throw new InvalidInputException(
          "Tenant %s is %s; to have it back: lake tenant add", id, known.status());
    }
    TenantSettings wanted = check.expectRight(merged(known, fields));
    if (wanted.removed()) {
      throw new InvalidInputException(
          "An update removes no tenant; to off-board it: lake tenant remove %s", id);
    }
    boolean asItIs = wanted.equals(known.settings()) && known.problems().isEmpty();
    return asItIs && known.status() != Status.FAILED ? known : again(known.with(wanted));
  }

  private static ObjectNode merged(Tenant known, JsonNode fields) {
    String id = Json.find(fields, "customerId").orElse(known.customerId());
    if (!id.equals(known.customerId())) {
      throw new InvalidInputException(
          "Tenant %s cannot become %s: an id stays; add the other tenant", known.customerId(), id);
    }
    ObjectNode merged = TenantCheck.said(known.settings());
    List<String> left =
        known.problems().stream()
            .filter(it -> !fields.has(it.substring(0, it.indexOf(' '))))
            .toList();
    if (!left.isEmpty()) {
      throw new InvalidInputException(
          "The record of tenant %s is wrong, and the change leaves it so: %s",
          id, String.join("; ", left));
    }
    fields
        .properties()
        .forEach(
            it -> {
              if (it.getValue().isNull()) {
                merged.remove(it.getKey());
              } else if (!it.getKey().equals(VERSION)) {
                merged.set(it.getKey(), it.getValue());
              }
            });
    return merged;
  }

  /**
   * Has a tenant provisioned, or off-boarded, once more.
   *
   * @param force also when nothing is to be done
   */
  Tenant retry(String customerId, boolean force) {
    return changed(customerId, it -> retried(it, force)).orElseThrow(() -> unknown(customerId));
  }

  private Tenant retried(Tenant known, boolean force) {
    String id = known.customerId();
    if (known.status() == Status.ACTIVE && !known.wantsWork() && !force) {
      throw new InvalidInputException(
          "Tenant %s is ACTIVE, so there is nothing to retry. To have its stack looked after all"
              + " the same: lake tenant retry %s --force",
          id, id);
    }
    if (known.status() == Status.OFFBOARDED && !force) {
      throw new InvalidInputException(
          "Tenant %s is OFFBOARDED, so there is nothing to retry. To have it back: lake tenant add",
          id);
    }
    if (!known.problems().isEmpty() && !known.settings().removed()) {
      throw new InvalidInputException(
          "The record of tenant %s is wrong: %s. Correct it: lake tenant update",
          id, String.join("; ", known.problems()));
    }
    return again(known);
  }

  /** Has a tenant off-boarded; its data stays. */
  Tenant remove(String customerId) {
    return changed(customerId, this::removed).orElseThrow(() -> unknown(customerId));
  }

  private Tenant removed(Tenant known) {
    if (known.status() == Status.OFFBOARDED) {
      throw new InvalidInputException(
          "Tenant %s is OFFBOARDED already, since %s",
          known.customerId(), Json.instant(known.standing().since()));
    }
    boolean onItsWay = known.settings().removed() && known.status() != Status.FAILED;
    return onItsWay ? known : again(known.with(known.settings().withRemoved(true)));
  }

  Tenant find(String customerId) {
    return tenants.find(customerId).orElseThrow(() -> unknown(customerId));
  }

  private Tenant again(Tenant tenant) {
    return tenant.with(tenant.standing().with(Status.REQUESTED, null, clock.instant()));
  }

  /** The record as changed or, when it is right as it is, left alone; empty when there is none. */
  private Optional<Tenant> changed(String customerId, UnaryOperator<Tenant> change) {
    return tenants
        .change(customerId, it -> Optional.of(change.apply(it)).filter(next -> !next.equals(it)))
        .or(() -> tenants.find(customerId));
  }

  private static InvalidInputException unknown(String customerId) {
    return new InvalidInputException("No tenant '%s'. What there is: lake tenant list", customerId);
  }
}
