package io.amcinsights.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads fields by name and says which one is missing or wrong; writes compact JSON. */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String SCHEMA_VERSION = "schemaVersion";

  // Always three digits of a second, so that text sorts as time does.
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Json() {}

  /**
   * Parses one JSON object.
   *
   * @param what names the document in messages, for example {@code stage A message}
   */
  public static JsonNode read(String what, String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      if (node == null || !node.isObject()) {
        throw new InvalidInputException("%s is no JSON object: %s", what, shortened(text));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          e, "%s is no JSON (%s): %s", what, e.getOriginalMessage(), shortened(text));
    }
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object that starts with its {@code schemaVersion}. */
  public static ObjectNode versioned(int version) {
    return object().put(SCHEMA_VERSION, version);
  }

  /**
   * Refuses a document of another version than the one its reader knows.
   *
   * @param what names the document in messages
   */
  public static void expectVersion(String what, JsonNode node, int version) {
    long found = number(node, SCHEMA_VERSION);
    if (found != version) {
      throw new InvalidInputException(
          "%s has schemaVersion %d; this version of the lake reads %d. Deploy the version that"
              + " wrote it, or send the work again",
          what, found, version);
    }
  }

  public static String write(JsonNode node) {
    return node.toString();
  }

  /** A required text field. */
  public static String text(JsonNode node, String field) {
    return find(node, field).orElseThrow(() -> missing(node, field));
  }

  /** An optional text field; null and absent are the same. */
  public static Optional<String> find(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  /** A required whole number. */
  public static long number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new InvalidInputException(
          "Field '%s' is %s; expected a whole number", field, value == null ? "missing" : value);
    }
    return value.asLong();
  }

  /** An optional whole number; null and absent are the same. */
  public static OptionalLong findNumber(JsonNode node, String field) {
    return node.hasNonNull(field) ? OptionalLong.of(number(node, field)) : OptionalLong.empty();
  }

  /** A required whole number that fits an {@code int}. */
  public static int integer(JsonNode node, String field) {
    long value = number(node, field);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new InvalidInputException("Field '%s' is %d; expected at most 32 bit", field, value);
    }
    return (int) value;
  }

  /** A required {@code true} or {@code false}. */
  public static boolean flag(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isBoolean()) {
      throw new InvalidInputException(
          "Field '%s' is %s; expected true or false", field, value == null ? "missing" : value);
    }
    return value.asBoolean();
  }

  /** A required instant in ISO-8601. */
  public static Instant instant(JsonNode node, String field) {
    String value = text(node, field);
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(
          e, "Field '%s' is '%s'; expected a time such as 2024-03-01T12:00:00.000Z", field, value);
    }
  }

  /** ISO-8601 with milliseconds; such texts sort as their times do. */
  public static String instant(Instant instant) {
    return INSTANT.format(instant);
  }

  /** A required constant of an enum, by its name in any case. */
  public static <E extends Enum<E>> E constant(JsonNode node, String field, Class<E> type) {
    String value = text(node, field);
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "Field '%s' is '%s'; expected one of %s",
                    field, value, Arrays.toString(type.getEnumConstants())));
  }

  /** A required object. */
  public static JsonNode child(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isObject()) {
      throw new InvalidInputException(
          "Field '%s' is %s; expected an object", field, value == null ? "missing" : value);
    }
    return value;
  }

  /** The elements of a required list. */
  public static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> element) {
    JsonNode value = node.get(field);
    if (value == null || !value.isArray()) {
      throw new InvalidInputException(
          "Field '%s' is %s; expected a list", field, value == null ? "missing" : value);
    }
    return StreamSupport.stream(value.spliterator(), false).map(element).toList();
  }

  /** A required object of texts. */
  public static Map<String, String> texts(JsonNode node, String field) {
    Map<String, String> texts = new TreeMap<>();
    child(node, field).properties().forEach(it -> texts.put(it.getKey(), it.getValue().asText()));
    return texts;
  }

  /** Adds a text unless it is null. */
  public static void putIfPresent(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /** Adds a number unless it is null. */
  public static void putIfPresent(ObjectNode node, String field, @Nullable Long value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /** Adds a number unless it is null. */
  public static void putIfPresent(ObjectNode node, String field, @Nullable Integer value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  /** Adds an object of texts, sorted by name, so that equal maps give equal documents. */
  public static void putTexts(ObjectNode node, String field, Map<String, String> texts) {
    ObjectNode object = node.putObject(field);
    new TreeMap<>(texts).forEach(object::put);
  }

  private static InvalidInputException missing(JsonNode node, String field) {
    return new InvalidInputException(
        "Field '%s' is missing in %s", field, shortened(node.toString()));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
