package io.amcinsights.core.cost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * List prices of one region, without free tiers and discounts.
 *
 * @param region where they hold
 * @param date when they were looked up
 * @param remark what to know before relying on them
 * @param dollars per single unit
 * @param sources where each was found, or that it is an assumption
 */
public record Prices(
    String region,
    String date,
    String remark,
    Map<Unit, Double> dollars,
    Map<Unit, String> sources) {

  public Prices {
    dollars = Map.copyOf(dollars);
    sources = Map.copyOf(sources);
  }

  /** The prices this version was built with. */
  public static Prices load() {
    JsonNode file = Resources.read("prices.json");
    Map<Unit, Double> dollars = new EnumMap<>(Unit.class);
    Map<Unit, String> sources = new EnumMap<>(Unit.class);
    for (Unit unit : Unit.values()) {
      JsonNode price = file.path("prices").path(unit.name());
      if (!price.path("dollars").isNumber() || !price.path("per").isNumber()) {
        throw new IllegalStateException("prices.json has no price for " + unit);
      }
      dollars.put(unit, price.path("dollars").asDouble() / price.path("per").asDouble());
      sources.put(unit, price.path("source").asText());
    }
    return new Prices(
        file.path("region").asText(),
        file.path("date").asText(),
        file.path("remark").asText(),
        dollars,
        sources);
  }

  /** Dollars of one unit. */
  public double of(Unit unit) {
    return dollars.getOrDefault(unit, 0.0);
  }

  public double of(Usage usage) {
    return usage.amounts().entrySet().stream()
        .mapToDouble(it -> it.getValue() * of(it.getKey()))
        .sum();
  }

  /** Dollars by service, in the order of {@link Unit}; services without usage are left out. */
  public Map<String, Double> byService(Usage usage) {
    Map<String, Double> services = new LinkedHashMap<>();
    for (Unit unit : Unit.values()) {
      double amount = usage.amount(unit);
      if (amount > 0) {
        services.merge(unit.service(), amount * of(unit), Double::sum);
      }
    }
    return services;
  }
}
