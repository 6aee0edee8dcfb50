package io.amcinsights.core.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.tenant.Tenant;
import io.amcinsights.core.tenant.Tenant.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what an off-boarded tenant left behind: its tables, the bucket that was made for it with
 * all that lies there, and its key.
 *
 * <p>One step does some of it and begins with what is there, so that steps may be repeated, stop
 * anywhere, and go on from another place. Rows of the object catalog stay as the history of what
 * was delivered; only that a table holds their content is forgotten, or the same content would be
 * skipped should it ever come again.
 */
final class TenantRemoval {

  /** What one step deletes at most, about: some seconds of work. */
  private static final long ENOUGH_VERSIONS = 5_000;

  private static final int ENOUGH_TABLES = 5;

  private static final String RAW = "raw";

  private final OperatorPorts ports;
  private final ObjectQueries objects;

  TenantRemoval(OperatorPorts ports, ObjectQueries objects) {
    this.ports = ports;
    this.objects = objects;
  }

  /** What a tenant has that would go, and what stays and why; changes nothing. */
  ObjectNode preview(Tenant tenant) {
    ObjectNode document = Json.object().put("customerId", tenant.customerId());
    bucket(document.putObject("bucket"), tenant);
    key(document.putObject("key"), tenant);
    tables(document.putObject("tables"), tenant);
    return document;
  }

  private void bucket(ObjectNode node, Tenant tenant) {
    TenantRemains.Owner owner = ports.remains().owner(tenant);
    boolean goes = isMade(tenant) && owner == TenantRemains.Owner.LAKE;
    node.put("name", tenant.bucketName()).put("goes", goes);
    if (goes) {
      TenantRemains.Contents contents = ports.remains().contents(tenant);
      node.put("versions", contents.versions()).put("bytes", contents.bytes());
    } else if (!isMade(tenant)) {
      node.put("why", "it is adopted");
    } else if (owner == TenantRemains.Owner.OTHERS) {
      node.put("why", "it does not carry this tenant's tags");
    } else {
      node.put("why", "there is none");
    }
  }

  private void key(ObjectNode node, Tenant tenant) {
    String key = key(tenant);
    node.put("arn", key).put("goes", key != null);
    if (key == null) {
      node.put("why", isMade(tenant) ? "it is not this tenant's alone" : "it is adopted");
    } else {
      node.put("days", TenantRemains.KEY_DAYS);
    }
  }

  private void tables(ObjectNode node, Tenant tenant) {
    List<String> others = sharers(tenant);
    node.put("goes", others.isEmpty());
    if (!others.isEmpty()) {
      node.put("why", "tenant %s has the same prefix".formatted(String.join(", ", others)));
    }
    ArrayNode list = node.putArray("list");
    for (TableReader.Summary it : present(tenant)) {
      list.addObject()
          .put("name", it.name())
          .put("database", it.database())
          .put("rows", it.rows())
          .put("files", it.files())
          .put("bytes", it.bytes());
    }
  }

  /**
   * Deletes some of it: {@code {done, waitsFor, versions, tables}}; to be repeated until it is
   * done.
   *
   * @throws InvalidInputException when the tenant is not off-boarded
   */
  ObjectNode step(Tenant tenant) {
    if (tenant.status() != Status.OFFBOARDED) {
      throw new InvalidInputException(
          "Tenant %s is %s, and only what an off-boarded tenant left is deleted. Off-board it"
              + " first: lake tenant remove %s",
          tenant.customerId(), tenant.status(), tenant.customerId());
    }
    ObjectNode answer = Json.object().put("done", false).put("versions", 0).put("tables", 0);
    long waitsFor = objects.inFlight(tenant, ports.clock().instant());
    answer.put("waitsFor", waitsFor);
    if (waitsFor > 0) {
      return answer;
    }
    int tables = dropSome(tenant);
    if (tables > 0) {
      return answer.put("tables", tables);
    }
    long versions = emptySome(tenant);
    if (versions > 0) {
      return answer.put("versions", versions);
    }
    return answer.put("done", true);
  }

  private int dropSome(Tenant tenant) {
    if (!sharers(tenant).isEmpty()) {
      return 0;
    }
    List<TableReader.Summary> present = present(tenant);
    if (present.isEmpty()) {
      return 0;
    }
    // First: a table that is gone would no longer say whose content was its own.
    for (ObjectId object : objects.committed(tenant.datasetName(), names(tenant))) {
      ports.catalog().removed(object);
    }
    List<TableReader.Summary> some = present.subList(0, Math.min(ENOUGH_TABLES, present.size()));
    some.forEach(it -> ports.care().drop(it.fullName()));
    return some.size();
  }

  /** The key goes last: without it nobody could read what is still there. */
  private long emptySome(Tenant tenant) {
    TenantRemains remains = ports.remains();
    if (isMade(tenant) && remains.owner(tenant) == TenantRemains.Owner.LAKE) {
      long versions = remains.empty(tenant, ENOUGH_VERSIONS);
      if (versions > 0) {
        return versions;
      }
      remains.deleteBucket(tenant);
    }
    String key = key(tenant);
    if (key != null) {
      remains.scheduleKeyDeletion(key);
      // Or the tenant would take it over when it comes back.
      ports
          .tenants()
          .change(
              tenant.customerId(),
              it ->
                  Optional.of(it)
                      .filter(there -> there.status() == Status.OFFBOARDED)
                      .map(there -> there.with(there.standing().made(there.readerRole(), null))));
    }
    return 0;
  }

  private static boolean isMade(Tenant tenant) {
    return !tenant.settings().bucket().exists();
  }

  private static @Nullable String key(Tenant tenant) {
    return isMade(tenant) && tenant.settings().bucket().ownKey()
        ? tenant.standing().keyArn()
        : null;
  }

  /** Others who have these tables too. */
  private List<String> sharers(Tenant tenant) {
    return ports.tenants().all().stream()
        .filter(it -> !it.customerId().equals(tenant.customerId()))
        .filter(it -> it.status() != Status.OFFBOARDED)
        .filter(it -> it.datasetName().equals(tenant.datasetName()))
        .filter(it -> isPrefix(it.prefix(), tenant))
        .map(Tenant::customerId)
        .toList();
  }

  private List<TableReader.Summary> present(Tenant tenant) {
    Set<String> names = names(tenant);
    return ports.tables().list().stream().filter(it -> names.contains(it.fullName())).toList();
  }

  /** By what fills them: of names alone nobody knows where a prefix ends. */
  private Set<String> names(Tenant tenant) {
    return ports.registry().all().stream()
        .filter(it -> it.dataset().equals(tenant.datasetName()))
        .filter(it -> isPrefix(it.source().prefix(), tenant) && !isRaw(it, tenant))
        .map(TableRecord::name)
        .collect(Collectors.toSet());
  }

  /** A team's own tables, of its folder in the raw bucket. */
  private static boolean isRaw(TableRecord table, Tenant tenant) {
    return table.source().schedule().equals(RAW)
        && table.source().prefix().equals(tenant.settings().team());
  }

  private static boolean isPrefix(String prefix, Tenant tenant) {
    return Names.sanitise(prefix).equals(Names.sanitise(tenant.prefix()));
  }
}
