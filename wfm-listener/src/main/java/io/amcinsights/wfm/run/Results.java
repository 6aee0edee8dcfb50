package io.amcinsights.wfm.run;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.ObjectId;
import java.util.List;
import java.util.Optional;

/** What became of a delivered object. */
@FunctionalInterface
interface Results {

  /** The object's current delivery; empty as long as none arrived. */
  Optional<Delivery> of(ObjectId object);

  static Results in(ObjectCatalog catalog) {
    return object ->
        Optional.ofNullable(catalog.heads(List.of(object.inCatalog())).get(object.inCatalog()))
            .flatMap(head -> catalog.find(head.current()));
  }
}
