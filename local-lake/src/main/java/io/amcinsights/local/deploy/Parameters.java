package io.amcinsights.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.amcinsights.core.error.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of a template's parameters: given, by default, or looked up in SSM. */
final class Parameters {

  private static final String SSM = "AWS::SSM::Parameter::Value<";
  // Every CDK template asks for it; a laptop is bootstrapped by nature.
  private static final String BOOTSTRAP_PREFIX = "/cdk-bootstrap/";
  private static final String BOOTSTRAP_VERSION = "30";

  private Parameters() {}

  /** Names of the parameters somebody has to give. */
  static List<String> required(JsonNode template) {
    List<String> names = new ArrayList<>();
    template
        .path("Parameters")
        .properties()
        .forEach(
            parameter -> {
              if (!parameter.getValue().has("Default")) {
                names.add(parameter.getKey());
              }
            });
    return names;
  }

  /**
   * Resolves all of them.
   *
   * @param ssm value of an SSM parameter, null when there is none
   */
  static Map<String, JsonNode> resolve(
      String stack,
      JsonNode template,
      Map<String, String> given,
      Function<String, @Nullable String> ssm) {
    JsonNode declared = template.path("Parameters");
    List<String> problems = new ArrayList<>();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (String name : given.keySet()) {
      if (!declared.has(name)) {
        problems.add("parameter " + name + " is unknown to the template");
      }
    }
    for (Map.Entry<String, JsonNode> parameter : declared.properties()) {
      JsonNode rule = parameter.getValue();
      String text = given.get(parameter.getKey());
      if (text == null && rule.has("Default")) {
        text = rule.path("Default").asText();
      }
      if (text == null) {
        problems.add("parameter " + parameter.getKey() + " is missing and has no default");
      } else {
        check(parameter.getKey(), text, rule, problems);
        values.put(parameter.getKey(), value(parameter.getKey(), text, rule, ssm, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException("Stack %s: %s", stack, String.join("; ", problems));
    }
    return values;
  }

  private static void check(String name, String text, JsonNode rule, List<String> problems) {
    JsonNode allowed = rule.path("AllowedValues");
    boolean listed = allowed.isMissingNode();
    for (JsonNode value : allowed) {
      listed |= value.asText().equals(text);
    }
    if (!listed) {
      problems.add("parameter %s is '%s'; allowed: %s".formatted(name, text, allowed));
    }
    int longest = rule.path("MaxLength").asInt(Integer.MAX_VALUE);
    if (text.length() > longest || text.length() < rule.path("MinLength").asInt(0)) {
      problems.add("parameter %s is '%s': its length is not allowed".formatted(name, text));
    }
    String pattern = rule.path("AllowedPattern").asText();
    if (!pattern.isEmpty() && !text.matches(pattern)) {
      problems.add("parameter %s is '%s'; it must match %s".formatted(name, text, pattern));
    }
  }

  private static JsonNode value(
      String name,
      String text,
      JsonNode rule,
      Function<String, @Nullable String> ssm,
      List<String> problems) {
    String type = rule.path("Type").asText();
    if (!type.startsWith(SSM)) {
      return typed(type, text);
    }
    String inner = type.substring(SSM.length(), type.length() - 1);
    if (text.startsWith(BOOTSTRAP_PREFIX)) {
      return typed(inner, BOOTSTRAP_VERSION);
    }
    String found = ssm.apply(text);
    if (found == null) {
      problems.add("parameter %s: no SSM parameter is called %s".formatted(name, text));
      return JsonNodeFactory.instance.nullNode();
    }
    return typed(inner, found);
  }

  private static JsonNode typed(String type, String text) {
    if (!type.startsWith("List<") && !type.equals("CommaDelimitedList")) {
      return JsonNodeFactory.instance.textNode(text);
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (String part : text.split(",", -1)) {
      list.add(part.trim());
    }
    return list;
  }
}
