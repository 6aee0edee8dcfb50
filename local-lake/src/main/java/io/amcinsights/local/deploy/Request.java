package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One resource to make, with its properties resolved.
 *
 * @param previous what the last deployment made; null at the first
 * @param changed its properties differ from the last deployment's, or there was none
 * @param claim what it may make its own
 * @param activate for what starts to work by itself: runs once everything else is there
 */
record Request(
    StackName stack,
    String logicalId,
    String type,
    ObjectNode properties,
    @Nullable Placed previous,
    boolean changed,
    Claim claim,
    Consumer<Runnable> activate) {

  /**
   * What a resource may make its own.
   *
   * @param exclusive a bucket that is there must be the stack's already
   * @param imported names what is taken over as it is; empty for everything else
   */
  record Claim(boolean exclusive, Map<String, String> imported) {

    /** Whatever is there becomes the stack's. */
    static final Claim ANY = new Claim(false, Map.of());
  }

  /** A property as text; numbers and booleans may be written either way in templates. */
  Optional<String> find(String name) {
    JsonNode value = properties.get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  String text(String name) {
    return find(name).orElseThrow(() -> problem("property " + name + " is missing"));
  }

  int number(String name, int otherwise) {
    return number(properties, name, otherwise);
  }

  int number(JsonNode node, String name, int otherwise) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(value.asText());
    } catch (NumberFormatException e) {
      throw problem("property " + name + " is " + value + "; expected a whole number");
    }
  }

  boolean flag(String name, boolean otherwise) {
    return find(name).map(Boolean::parseBoolean).orElse(otherwise);
  }

  /** The given name, or as CloudFormation does one of stack and logical id that stays the same. */
  String name(String property) {
    return find(property).orElseGet(this::generated);
  }

  String generated() {
    CRC32 crc = new CRC32();
    crc.update((stack.key() + "/" + logicalId).getBytes(StandardCharsets.UTF_8));
    String name = stack.name() + "-" + logicalId;
    String shortened = name.length() <= 50 ? name : name.substring(0, 50);
    return "%s-%08x".formatted(shortened, crc.getValue()).toLowerCase(Locale.ROOT);
  }

  /** Refuses fields of a nested property that nobody would put into effect. */
  void only(JsonNode node, String where, List<String> known) {
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.contains(field)) {
                throw problem("property " + where + "." + field + " is not honoured locally");
              }
            });
  }

  InvalidInputException problem(String what) {
    return new InvalidInputException(
        "Stack %s, resource %s (%s): %s", stack.name(), logicalId, type, what);
  }
}
