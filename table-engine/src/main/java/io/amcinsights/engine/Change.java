package io.amcinsights.engine;

import java.util.List;
import org.apache.iceberg.DataFile;

/** Data files a load drops, and what takes their place. */
record Change(List<DataFile> dropped, List<DataFile> written) {

  static final Change NOTHING = new Change(List.of(), List.of());

  boolean nothing() {
    return dropped.isEmpty();
  }
}
