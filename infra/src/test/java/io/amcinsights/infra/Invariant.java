package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Something that holds for every template, and a change that must not go unnoticed.
 *
 * @param violations what does not keep to it
 * @param spoils makes resources break it
 */
record Invariant(
    String name, Function<Templates, List<String>> violations, Consumer<Templates> spoils) {

  /** Every resource of a type is like this. */
  static Invariant every(
      String name, String type, Predicate<Templates.Resource> good, Consumer<ObjectNode> spoil) {
    return of(
        name,
        templates ->
            templates.ofType(type).stream()
                .filter(good.negate())
                .map(Templates.Resource::toString)
                .toList(),
        type,
        spoil);
  }

  /** As the check says; spoiling resources of the type breaks it. */
  static Invariant of(
      String name,
      Function<Templates, List<String>> violations,
      String type,
      Consumer<ObjectNode> spoil) {
    return new Invariant(
        name,
        violations,
        templates -> templates.ofType(type).forEach(it -> spoil.accept((ObjectNode) it.node())));
  }

  /** Whether the check notices the spoilt resource; the templates themselves stay as they are. */
  boolean bites(Templates templates) {
    Map<String, JsonNode> copies = new TreeMap<>();
    templates.byStack().forEach((stack, template) -> copies.put(stack, template.deepCopy()));
    Templates spoilt = new Templates(copies);
    spoils.accept(spoilt);
    return !violations.apply(spoilt).isEmpty();
  }

  @Override
  public String toString() {
    return name;
  }
}
