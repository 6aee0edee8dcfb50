package io.amcinsights.core.workflow;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.macro.Macros;
import io.amcinsights.core.macro.RequestMacros;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with an execution request, all of it, before anything is executed. */
public final class RequestFields {

  private static final String EXPLICIT = "EXPLICIT";

  private static final List<String> TYPES =
      List.of(
          EXPLICIT,
          "MOST_RECENT_DAY",
          "MOST_RECENT_WEEK",
          "CURRENT_MONTH",
          "PREVIOUS_MONTH",
          "ALL");

  private static final String START = "timeWindowStart";
  private static final String END = "timeWindowEnd";
  private static final String VALUES = "parameterValues";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private final ExecutionRequest request;
  private final List<Problem> problems = new ArrayList<>();

  private RequestFields(ExecutionRequest request) {
    this.request = request;
  }

  /**
   * Each with its field, its value and what to do; empty when nothing is wrong.
   *
   * @param definition what is executed; null when it is not known, then parameters may be any
   */
  public static List<String> problems(
      ExecutionRequest request, @Nullable WorkflowDefinition definition) {
    return found(request, definition).stream().map(Problem::text).toList();
  }

  /** The same, for those who know where fields stand. */
  public static List<Problem> found(
      ExecutionRequest request, @Nullable WorkflowDefinition definition) {
    RequestFields fields = new RequestFields(request);
    if (definition != null) {
      fields.parameters(definition);
    }
    request.parameterValues().forEach((name, value) -> fields.macro(VALUES + "." + name, value));
    fields.window();
    fields.zone();
    return List.copyOf(fields.problems);
  }

  private void parameters(WorkflowDefinition definition) {
    Set<String> known =
        definition.inputParameters().stream().map(InputParameter::name).collect(Collectors.toSet());
    for (String name : request.parameterValues().keySet()) {
      if (!known.contains(name)) {
        note(
            VALUES + "." + name,
            "is no parameter of workflow '%s'; its parameters: %s",
            definition.workflowId(),
            Lists.names(known));
      }
    }
    for (InputParameter parameter : definition.inputParameters()) {
      String name = parameter.name();
      if (parameter.defaultValue() == null && !request.parameterValues().containsKey(name)) {
        note(
            VALUES,
            "lacks '%s', which has no defaultValue in workflow '%s'; give it a value",
            name,
            definition.workflowId());
      }
    }
  }

  private void window() {
    String type = request.timeWindowType();
    if (type != null && !TYPES.contains(type)) {
      note("timeWindowType", "is '%s'; expected one of %s", type, String.join(", ", TYPES));
    } else {
      belongs(START, request.timeWindowStart());
      belongs(END, request.timeWindowEnd());
    }
    Optional<LocalDateTime> start = date(START, request.timeWindowStart());
    Optional<LocalDateTime> end = date(END, request.timeWindowEnd());
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      note(
          START,
          "is '%s', not before %s '%s', which is no part of the window; write an earlier start or"
              + " a later end",
          request.timeWindowStart(),
          END,
          request.timeWindowEnd());
    }
  }

  /** An end of the window stands with EXPLICIT, and only there. */
  private void belongs(String field, @Nullable String value) {
    String type = request.timeWindowType();
    boolean explicit = EXPLICIT.equals(type);
    if (explicit && value == null) {
      note(field, "is missing; timeWindowType EXPLICIT needs a time or a macro");
    }
    if (!explicit && value != null) {
      note(
          field,
          "is '%s', and timeWindowType is %s; leave it out or write timeWindowType EXPLICIT",
          value,
          type == null ? "missing" : type);
    }
  }

  /** An end of the window that is no macro. */
  private Optional<LocalDateTime> date(String field, @Nullable String value) {
    if (value == null || macro(field, value) || Macros.isMacro(value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDateTime.parse(value, TIME));
    } catch (DateTimeParseException e) {
      note(
          field,
          "is '%s'; expected a time such as 2024-03-01T00:00:00, without a zone, or a macro such"
              + " as TODAY(-1)",
          value);
      return Optional.empty();
    }
  }

  private void zone() {
    try {
      RequestMacros.zone(ExecutionRequestJson.write(request));
    } catch (InvalidInputException e) {
      note(
          "timeWindowTimeZone",
          "is '%s'; expected a zone such as America/New_York",
          request.timeWindowTimeZone());
    }
  }

  /** Whether the value has a problem that {@link RequestMacros#problems} would find. */
  private boolean macro(String field, String value) {
    Optional<String> problem = Macros.problem(value);
    problem.ifPresent(it -> note(field, "'%s' %s", value, it));
    return problem.isPresent();
  }

  @FormatMethod
  private void note(String field, @FormatString String says, @Nullable Object... values) {
    problems.add(new Problem(field, says.formatted(values)));
  }
}
