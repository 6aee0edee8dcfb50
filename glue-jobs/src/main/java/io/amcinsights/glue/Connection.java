package io.amcinsights.glue;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.aws.Clients;
import io.amcinsights.core.aws.SdkClients;
import io.amcinsights.core.json.Json;
import java.io.Serializable;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How AWS is reached. It travels to executors, which make their own clients, once for each process.
 *
 * @param region null for what the process knows by itself
 * @param endpoints JSON of embedded services; null for AWS
 */
record Connection(@Nullable String region, @Nullable String endpoints) implements Serializable {

  private static final String ENDPOINTS = "LAKE_ENDPOINTS";
  private static final Map<Connection, Clients> OPEN = new ConcurrentHashMap<>();

  /** As this process was started. */
  static Connection of(JobArguments arguments) {
    return new Connection(
        arguments.region().orElse(null), System.getProperty(ENDPOINTS, System.getenv(ENDPOINTS)));
  }

  Clients clients() {
    return OPEN.computeIfAbsent(this, Connection::open);
  }

  private static Clients open(Connection connection) {
    String region = connection.region();
    if (region != null) {
      System.setProperty("aws.region", region);
    }
    String endpoints = connection.endpoints();
    if (endpoints == null) {
      return new SdkClients();
    }
    JsonNode node = Json.read(ENDPOINTS, endpoints);
    return new EndpointClients(
        URI.create(Json.text(node, "s3")), URI.create(Json.text(node, "dynamodb")));
  }
}
