package io.amcinsights.core.cost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.EnumMap;
import java.util.Map;

/** How much of everything some work took. Units that are not named are zero. */
public record Usage(Map<Unit, Double> amounts) {

  public static final Usage NONE = new Usage(Map.of());

  public Usage {
    amounts = Map.copyOf(amounts);
  }

  public static Usage of(Unit unit, double amount) {
    return new Usage(Map.of(unit, amount));
  }

  public double amount(Unit unit) {
    return amounts.getOrDefault(unit, 0.0);
  }

  public Usage plus(Unit unit, double amount) {
    return plus(of(unit, amount));
  }

  public Usage plus(Usage other) {
    Map<Unit, Double> sum = new EnumMap<>(Unit.class);
    sum.putAll(amounts);
    other.amounts.forEach((unit, amount) -> sum.merge(unit, amount, Double::sum));
    return new Usage(sum);
  }

  public Usage times(double factor) {
    Map<Unit, Double> product = new EnumMap<>(Unit.class);
    amounts.forEach((unit, amount) -> product.put(unit, amount * factor));
    return new Usage(product);
  }

  public ObjectNode json() {
    ObjectNode node = Json.object();
    for (Unit unit : Unit.values()) {
      if (amounts.containsKey(unit)) {
        node.put(unit.name(), Math.round(amount(unit) * 1e4) / 1e4);
      }
    }
    return node;
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException when it names a unit that does not exist
   */
  public static Usage read(JsonNode node) {
    Map<Unit, Double> amounts = new EnumMap<>(Unit.class);
    node.properties()
        .forEach(it -> amounts.put(Unit.valueOf(it.getKey()), it.getValue().asDouble()));
    return new Usage(amounts);
  }
}
