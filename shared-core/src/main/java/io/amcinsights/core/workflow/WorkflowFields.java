package io.amcinsights.core.workflow;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.amcinsights.core.macro.Macros;
import io.amcinsights.core.naming.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with a workflow, all of it, before AMC is told of it. */
public final class WorkflowFields {

  /** Of ids; {@code .} and {@code ..} would be other places in AMC's API. */
  public static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

  /** {@link #ID} in words. */
  public static final String ID_FORM = "1 to 100 letters, digits and . _ -";

  private static final List<String> TYPES =
      List.of(
          "STRING",
          "INTEGER",
          "LONG",
          "DOUBLE",
          "FLOAT",
          "DECIMAL",
          "BOOLEAN",
          "DATE",
          "TIMESTAMP");

  private static final int SHORTEST_SECONDS = 60;
  private static final int LONGEST_SECONDS = 86_400;

  private final WorkflowDefinition definition;
  private final List<Problem> problems = new ArrayList<>();

  private WorkflowFields(WorkflowDefinition definition) {
    this.definition = definition;
  }

  /** Each with its field, its value and what to do; empty when nothing is wrong. */
  public static List<String> problems(WorkflowDefinition definition) {
    return found(definition).stream().map(Problem::text).toList();
  }

  /** The same, for those who know where fields stand. */
  public static List<Problem> found(WorkflowDefinition definition) {
    WorkflowFields fields = new WorkflowFields(definition);
    fields.check();
    return List.copyOf(fields.problems);
  }

  private void check() {
    if (!ID.matcher(definition.workflowId()).matches()) {
      note("workflowId", "is '%s'; expected %s", definition.workflowId(), ID_FORM);
    }
    SqlChecks sql = SqlChecks.of(definition.sql());
    problems.addAll(sql.problems());
    parameters();
    if (sql.readable()) {
      uses(sql.used());
    }
    columns();
    int seconds = definition.timeoutSeconds();
    if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
      note(
          "timeoutSeconds", "is %d; expected %d to %d", seconds, SHORTEST_SECONDS, LONGEST_SECONDS);
    }
  }

  private void parameters() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < definition.inputParameters().size(); i++) {
      InputParameter parameter = definition.inputParameters().get(i);
      String path = path(i);
      if (parameter.name().isBlank()) {
        note(path + ".name", "is blank; name the parameter as sql does");
      } else if (!names.add(parameter.name())) {
        note(path + ".name", "is '%s' once more; declare it once", parameter.name());
      }
      if (!TYPES.contains(parameter.dataType().toUpperCase(Locale.ROOT))) {
        note(
            path + ".dataType",
            "is '%s'; expected one of %s",
            parameter.dataType(),
            String.join(", ", TYPES));
      }
      String otherwise = parameter.defaultValue();
      if (otherwise != null) {
        Macros.problem(otherwise)
            .ifPresent(it -> note(path + ".defaultValue", "'%s' %s", otherwise, it));
      }
    }
  }

  private void uses(Map<String, Integer> used) {
    Set<String> declared = new HashSet<>();
    for (int i = 0; i < definition.inputParameters().size(); i++) {
      String name = definition.inputParameters().get(i).name();
      if (declared.add(name) && !name.isBlank() && !used.containsKey(name)) {
        note(
            path(i) + ".name",
            "is '%s', which sql does not use; write CUSTOM_PARAMETER('%s') there or leave the"
                + " parameter out",
            name,
            name);
      }
    }
    used.forEach(
        (name, line) -> {
          if (!declared.contains(name)) {
            note(
                SqlChecks.FIELD,
                "uses parameter '%s' in line %d, which is not declared; add it to inputParameters,"
                    + " or use one of them: %s",
                name,
                line,
                Lists.names(declared));
          }
        });
  }

  private void columns() {
    Map<String, String> names = new HashMap<>();
    for (String column : definition.columns().keySet()) {
      if (column.isBlank()) {
        note("columns", "has the blank name '%s'; name the column as sql does", column);
        continue;
      }
      String name = Names.sanitise(column);
      String other = names.putIfAbsent(name, column);
      if (other != null) {
        note(
            "columns." + column,
            "has the name of '%s' in a table, '%s'; give one of them another name in sql",
            other,
            name);
      }
    }
  }

  private static String path(int parameter) {
    return "inputParameters[%d]".formatted(parameter);
  }

  @FormatMethod
  private void note(String field, @FormatString String says, Object... values) {
    problems.add(new Problem(field, says.formatted(values)));
  }
}
