package io.amcinsights.core.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One object of a configuration file. Reading never fails: a problem is noted with its path and
 * something harmless is returned, so that all problems are found at once.
 */
final class Fields {

  private final List<String> problems;
  private final String path;
  private final JsonNode object;

  /** What was asked for; anything else that stands here is unknown. */
  private final Set<String> known = new TreeSet<>();

  private Fields(List<String> problems, String path, JsonNode object) {
    this.problems = problems;
    this.path = path;
    this.object = object;
  }

  /**
   * Reads an object and notes what it holds beyond that.
   *
   * @param path empty for the document itself
   */
  static <T> T read(
      List<String> problems, String path, JsonNode object, Function<Fields, T> reader) {
    Fields fields = new Fields(problems, path, object);
    if (!object.isObject()) {
      fields.problem("", object, "an object");
    }
    T result = reader.apply(fields);
    fields.refuseUnknown();
    return result;
  }

  private void refuseUnknown() {
    Set<String> unknown = new TreeSet<>();
    object.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(known);
    unknown.forEach(
        field ->
            problems.add(
                "%s is unknown; known here: %s".formatted(at(field), String.join(", ", known))));
  }

  /** Required text of a form. */
  String text(String field, Pattern form, String expected) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      problems.add("%s is missing; expected %s".formatted(at(field), expected));
      return "";
    }
    return checked(field, value, form, expected);
  }

  /** Optional text of a form. */
  String text(String field, Pattern form, String expected, String otherwise) {
    JsonNode value = value(field);
    return value.isMissingNode() ? otherwise : checked(field, value, form, expected);
  }

  private String checked(String field, JsonNode value, Pattern form, String expected) {
    if (!value.isTextual() || !form.matcher(value.asText()).matches()) {
      problem(field, value, expected);
    }
    return value.asText();
  }

  /** Optional whole number within limits. */
  long number(String field, long least, long most, long otherwise) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.asLong() < least || value.asLong() > most) {
      problem(field, value, "a whole number from %d to %d".formatted(least, most));
      return otherwise;
    }
    return value.asLong();
  }

  /** Optional truth. */
  boolean flag(String field, boolean otherwise) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      problem(field, value, "true or false");
    }
    return value.asBoolean(otherwise);
  }

  /** Whether a field is there. */
  boolean has(String field) {
    return !value(field).isMissingNode();
  }

  /** Optional constant, written in lower case, with hyphens. */
  <E extends Enum<E>> E word(String field, E otherwise) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      return otherwise;
    }
    E[] constants = otherwise.getDeclaringClass().getEnumConstants();
    List<String> words =
        Arrays.stream(constants)
            .map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    int index = value.isTextual() ? words.indexOf(value.asText()) : -1;
    if (index < 0) {
      problem(field, value, "one of " + String.join(", ", words));
      return otherwise;
    }
    return constants[index];
  }

  /** Optional object. */
  <T> T object(String field, Function<Fields, T> reader) {
    JsonNode value = value(field);
    JsonNode there = value.isMissingNode() ? Json.object() : value;
    return read(problems, at(field), there, reader);
  }

  /** Optional object of lists: the elements of each by its name. */
  <T> Map<String, List<T>> lists(String field, Function<Fields, T> element) {
    Map<String, List<T>> lists = new TreeMap<>();
    JsonNode value = value(field);
    if (!value.isMissingNode() && !value.isObject()) {
      problem(field, value, "an object of lists");
    }
    value
        .properties()
        .forEach(
            it -> lists.put(it.getKey(), elements(at(field, it.getKey()), it.getValue(), element)));
    return lists;
  }

  /** Optional list of texts of a form. */
  List<String> texts(String field, Pattern form, String expected) {
    JsonNode value = value(field);
    if (!value.isMissingNode() && !value.isArray()) {
      problem(field, value, "a list");
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode text : value) {
      texts.add(checked("%s[%d]".formatted(field, texts.size()), text, form, expected));
    }
    return texts;
  }

  /** Required list of objects. */
  <T> List<T> list(String field, Function<Fields, T> element) {
    JsonNode value = value(field);
    if (value.isMissingNode()) {
      problems.add("%s is missing; expected a list".formatted(at(field)));
      return List.of();
    }
    return elements(at(field), value, element);
  }

  private <T> List<T> elements(String listPath, JsonNode list, Function<Fields, T> element) {
    if (!list.isArray()) {
      problems.add("%s is %s; expected a list".formatted(listPath, shown(list)));
      return List.of();
    }
    List<T> elements = new ArrayList<>(list.size());
    for (JsonNode node : list) {
      elements.add(read(problems, "%s[%d]".formatted(listPath, elements.size()), node, element));
    }
    return elements;
  }

  /** Notes what is wrong with a value. */
  private void problem(String field, JsonNode value, String expected) {
    problems.add("%s is %s; expected %s".formatted(at(field), shown(value), expected));
  }

  private JsonNode value(String field) {
    known.add(field);
    return object.path(field);
  }

  private String at(String field) {
    if (field.isEmpty()) {
      return path.isEmpty() ? "the document" : path;
    }
    return path.isEmpty() ? field : path + "." + field;
  }

  private String at(String field, String key) {
    return "%s[\"%s\"]".formatted(at(field), key);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }
}
