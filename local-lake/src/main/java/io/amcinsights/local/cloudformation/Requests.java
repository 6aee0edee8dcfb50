package io.amcinsights.local.cloudformation;

import io.amcinsights.core.error.InvalidInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** What requests say, refused when it cannot be. */
final class Requests {

  private Requests() {}

  static Settings checked(String stack, Settings settings) {
    try {
      settings.blueprint(stack).check();
      return settings;
    } catch (InvalidInputException e) {
      throw Refusals.invalid(String.valueOf(e.getMessage()));
    }
  }

  static String body(@Nullable String template) {
    if (template == null) {
      throw Refusals.invalid("Give the template as TemplateBody; others are not read locally");
    }
    return template;
  }

  static Map<String, String> given(List<Parameter> asked, Map<String, String> last) {
    Map<String, String> given = new HashMap<>();
    for (Parameter it : asked) {
      String value =
          Boolean.TRUE.equals(it.usePreviousValue())
              ? last.get(it.parameterKey())
              : it.parameterValue();
      // One that was left to its default is left to it again.
      if (value != null) {
        given.put(it.parameterKey(), value);
      }
    }
    return given;
  }

  static Map<String, String> tags(List<Tag> tags) {
    return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
