package io.amcinsights.core.catalog.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryJson;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.DeliveryState;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import io.amcinsights.core.catalog.Transitions;
import io.amcinsights.core.dynamodb.Key;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A delivery as a row: the document, and the attributes its indexes are made of. */
final class DeliveryRow {

  /** Indexes by state and day are spread over so many partitions, lest one becomes hot. */
  static final int SHARDS = 4;

  private DeliveryRow() {}

  static ObjectNode of(Delivery delivery) {
    ObjectNode row = DeliveryJson.toJson(delivery);
    DeliveryState state = delivery.state();
    int shard = shard(delivery.ref().object());
    if (Transitions.isListed(state)) {
      row.put("stateShard", stateShard(state, shard));
    }
    String table = delivery.table();
    if (table != null && (state == DeliveryState.READY || state == DeliveryState.LOADING)) {
      row.put("tableState", tableState(table, state));
    }
    String day = day(delivery.receivedAt());
    return row.put("dayShard", dayShard(datasetOf(delivery), day, shard));
  }

  static Key key(DeliveryRef ref) {
    return Key.of("id", ref.object().uri(), "delivery", ref.delivery());
  }

  static String datasetOf(Delivery delivery) {
    String dataset = delivery.dataset();
    return dataset == null ? ObjectCatalog.UNRESOLVED : dataset;
  }

  static String day(Instant receivedAt) {
    return LocalDate.ofInstant(receivedAt, ZoneOffset.UTC).toString();
  }

  static String stateShard(DeliveryState state, int shard) {
    return state + "#" + shard;
  }

  static String tableState(String table, DeliveryState state) {
    return table + "#" + state;
  }

  static String dayShard(String dataset, String day, int shard) {
    return dataset + "#" + day + "#" + shard;
  }

  private static int shard(ObjectId object) {
    return Math.floorMod(object.uri().hashCode(), SHARDS);
  }
}
