package io.amcinsights.core.table;

import static java.util.Comparator.comparing;

import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.error.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the registry in memory, for one process and as long as it lives. */
public final class InMemoryTableRegistry implements TableRegistry {

  private final Map<String, TableRecord> records = new HashMap<>();

  @Override
  public synchronized TableRecord register(String name, String dataset, TableSource source) {
    return records.computeIfAbsent(
        name,
        key -> new TableRecord(key, dataset, source, FIRST_GENERATION, 0, null, null, false, null));
  }

  @Override
  public synchronized TableRecord ring(String name, DeliveryRef delivery) {
    TableRecord old = required(name);
    return store(with(old, old.generation(), old.doorbell() + 1, delivery, old.intent()));
  }

  @Override
  public synchronized Optional<TableRecord> find(String name) {
    return Optional.ofNullable(records.get(name));
  }

  @Override
  public synchronized Optional<Intent> open(String name, long generation, Intent intent) {
    TableRecord old = required(name);
    if (old.generation() != generation) {
      return Optional.empty();
    }
    Intent open = old.intent();
    if (open != null) {
      return Optional.of(open).filter(it -> it.commitId().equals(intent.commitId()));
    }
    store(with(old, generation, old.doorbell(), old.lastRung(), intent));
    return Optional.of(intent);
  }

  @Override
  public synchronized void clear(String name, String commitId) {
    TableRecord old = required(name);
    Intent open = old.intent();
    if (open != null && open.commitId().equals(commitId)) {
      store(with(old, old.generation(), old.doorbell(), old.lastRung(), null));
    }
  }

  @Override
  public synchronized boolean close(String name, long generation, long doorbell) {
    TableRecord old = required(name);
    if (old.generation() == generation && old.doorbell() == doorbell) {
      raise(name, generation);
      return true;
    }
    return old.generation() > generation;
  }

  @Override
  public synchronized void raise(String name, long generation) {
    TableRecord old = required(name);
    if (old.generation() == generation) {
      store(with(old, generation + 1, old.doorbell(), old.lastRung(), old.intent()));
    }
  }

  @Override
  public synchronized void wantMaintenance(String name) {
    maintenance(name, true);
  }

  @Override
  public synchronized void maintenancePlanned(String name) {
    maintenance(name, false);
  }

  @Override
  public synchronized void governed(String name, Governed governed) {
    TableRecord old = required(name);
    store(
        new TableRecord(
            old.name(),
            old.dataset(),
            old.source(),
            old.generation(),
            old.doorbell(),
            old.lastRung(),
            old.intent(),
            old.maintenanceWanted(),
            governed));
  }

  @Override
  public synchronized List<TableRecord> all() {
    return records.values().stream().sorted(comparing(TableRecord::name)).toList();
  }

  private TableRecord required(String name) {
    return find(name)
        .orElseThrow(
            () -> new InvalidInputException("Table '%s' is not registered; register it", name));
  }

  private void maintenance(String name, boolean wanted) {
    TableRecord old = required(name);
    store(
        new TableRecord(
            old.name(),
            old.dataset(),
            old.source(),
            old.generation(),
            old.doorbell(),
            old.lastRung(),
            old.intent(),
            wanted,
            old.governed()));
  }

  private TableRecord store(TableRecord next) {
    records.put(next.name(), next);
    return next;
  }

  private static TableRecord with(
      TableRecord old,
      long generation,
      long doorbell,
      @Nullable DeliveryRef lastRung,
      @Nullable Intent intent) {
    return new TableRecord(
        old.name(),
        old.dataset(),
        old.source(),
        generation,
        doorbell,
        lastRung,
        intent,
        old.maintenanceWanted(),
        old.governed());
  }
}
