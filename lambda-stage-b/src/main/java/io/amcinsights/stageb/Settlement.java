package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.message.LoadManifest;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.engine.TableEngine;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Ends a load nobody works on any more, by looking at the table: a load that is in the table is
 * finished, any other is given up for ever, which a late writer of it will see.
 */
final class Settlement {

  private static final Logger LOG = LogManager.getLogger(Settlement.class);

  private final ObjectCatalog catalog;
  private final TableRegistry tables;
  private final Supplier<TableEngine> engine;
  private final LoadFiles files;
  private final LoadFinisher finisher;
  private final Parallel parallel;

  Settlement(
      ObjectCatalog catalog,
      TableRegistry tables,
      Supplier<TableEngine> engine,
      LoadFiles files,
      LoadFinisher finisher,
      Parallel parallel) {
    this.catalog = catalog;
    this.tables = tables;
    this.engine = engine;
    this.files = files;
    this.finisher = finisher;
    this.parallel = parallel;
  }

  /**
   * Settles a load; what it did not load becomes READY again.
   *
   * @return whether it was in the table
   */
  boolean settle(LoadId load, String execution) {
    return settle(load, execution, delivery -> catalog.release(delivery.ref(), load.toString()));
  }

  /**
   * Settles a load.
   *
   * @param givenUp ends each delivery whose load was given up
   * @return whether it was in the table
   */
  boolean settle(LoadId load, String execution, Consumer<Delivery> givenUp) {
    TableEngine.Resolution resolution = engine.get().resolve(load.table(), load.toString());
    if (resolution instanceof TableEngine.Resolution.Unknown) {
      resolution = engine.get().abort(load.table(), load.toString());
    }
    if (resolution instanceof TableEngine.Resolution.Committed committed) {
      finisher.finishCommitted(load, committed.result(), committed.snapshot(), execution);
      releaseStrays(load);
      LOG.info("Settled {}: it is in the table, snapshot {}", load, committed.snapshot());
      return true;
    }
    List<Delivery> claimed = claimedBy(load);
    parallel.each(claimed, givenUp);
    tables.clear(load.table(), load.toString());
    LOG.info("Settled {}: given up, {} deliveries", load, claimed.size());
    return false;
  }

  /**
   * Gives back what a load claimed and does not hold; decided only once its manifest stands.
   *
   * @return how many
   */
  int releaseStrays(LoadId load) {
    Optional<LoadManifest> manifest = files.manifest(load);
    if (manifest.isEmpty()) {
      return 0;
    }
    Set<DeliveryRef> loaded = new HashSet<>();
    manifest.get().entries().forEach(entry -> loaded.add(entry.delivery()));
    List<Delivery> strays =
        claimedBy(load).stream().filter(it -> !loaded.contains(it.ref())).toList();
    parallel.each(strays, it -> catalog.release(it.ref(), load.toString()));
    return strays.size();
  }

  /**
   * What is LOADING under a load: the index names them, the catalog confirms each. The manifest is
   * asked too, because the index may lag behind.
   */
  private List<Delivery> claimedBy(LoadId load) {
    Set<DeliveryRef> named = new LinkedHashSet<>();
    catalog.loading(load.table()).stream()
        .filter(it -> load.toString().equals(it.loadId()))
        .forEach(it -> named.add(it.ref()));
    files
        .manifest(load)
        .ifPresent(manifest -> manifest.entries().forEach(it -> named.add(it.delivery())));
    return parallel.map(List.copyOf(named), catalog::find).stream()
        .flatMap(Optional::stream)
        .filter(it -> it.state() == DeliveryState.LOADING)
        .filter(it -> Objects.equals(it.loadId(), load.toString()))
        .toList();
  }
}
