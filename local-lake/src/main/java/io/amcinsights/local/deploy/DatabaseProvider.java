package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Databases. Recorded only: the table catalog makes the namespace with its first table. */
final class DatabaseProvider implements Provider {

  @Override
  public Properties properties() {
    return new Properties(Set.of("DatabaseInput"), Set.of("CatalogId", "DatabaseName"));
  }

  @Override
  public Placed place(Request request) {
    JsonNode name = request.properties().path("DatabaseInput").path("Name");
    return Placed.of(name.isTextual() ? name.textValue() : request.generated(), Map.of());
  }
}
