package io.amcinsights.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.transform.ColumnType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowFieldsTest {

  private static final String DATE_INSTEAD =
      ", and date macros are for requests only; declare an input parameter of dataType DATE with a"
          + " macro such as TODAY(-1) as defaultValue and write CUSTOM_PARAMETER('its_name')";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT 1;",
        "SELECT 1; -- end; of it\n /* ; */ ",
        "SELECT ';', \"a;b\", `c;d` FROM t",
        "SELECT /*+ HINT */ 'it''s' FROM t -- it's",
        "SELECT custom_parameter_of, NOW(), DAYOFWEEK(a), t.today(1), CURRENT_DATE FROM t",
        "SELECT 'CUSTOM_PARAMETER(''a'')', \"CUSTOM_PARAMETER('a')\" -- CUSTOM_PARAMETER('b')",
        "SELECT 1 /* TODAY(-1), CUSTOM_PARAMETER('b') */",
        "SELECT 'seen TODAY(-1) or not'"
      })
  void sqlThatIsOneStatementIsFine(String sql) {
    assertThat(problems(sql)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "-- SELECT 1", "/* SELECT 1 */ ;"})
  void sqlThatSaysNothingIsRefused(String sql) {
    assertThat(problems(sql)).containsExactly("sql says nothing; write one SELECT statement");
  }

  @Test
  void whatDoesNotEndIsRefusedWithItsLineAndNothingElseIsGuessed() {
    assertThat(problems("SELECT 1,\n 'a; FROM TODAY(-1)", parameter("a")))
        .containsExactly("sql has a quote ' in line 2 that does not end; close it");
    assertThat(problems("SELECT \"a")).containsExactly(open("a quote \"", 1));
    assertThat(problems("SELECT `a")).containsExactly(open("a quote `", 1));
    assertThat(problems("SELECT 1\n\n/* a 'b'")).containsExactly(open("a comment", 3));
  }

  private static String open(String what, int line) {
    return "sql has %s in line %d that does not end; close it".formatted(what, line);
  }

  @Test
  void aSecondStatementIsRefused() {
    assertThat(problems("SELECT 'a;'\nFROM t;\n-- ; more\nSELECT secret; SELECT 3"))
        .containsExactly(
            "sql goes on in line 4 after the ';' of line 2; keep one statement, the others are"
                + " workflows of their own");
    assertThat(problems("SELECT 1; 'text'")).hasSize(1);
  }

  @Test
  void parametersAreDeclaredAndUsed() {
    String sql =
        "SELECT a FROM t WHERE b=CUSTOM_PARAMETER('one')\nAND c > custom_parameter ( /* */ 'two' )";

    assertThat(problems(sql, parameter("one"), parameter("two"))).isEmpty();
    assertThat(problems(sql, parameter("two"), parameter("Two"), parameter("two"), parameter(" ")))
        .containsExactly(
            "inputParameters[2].name is 'two' once more; declare it once",
            "inputParameters[3].name is blank; name the parameter as sql does",
            "inputParameters[1].name is 'Two', which sql does not use; write"
                + " CUSTOM_PARAMETER('Two') there or leave the parameter out",
            "sql uses parameter 'one' in line 1, which is not declared; add it to inputParameters,"
                + " or use one of them:  , Two, two");
    assertThat(problems("SELECT CUSTOM_PARAMETER('one')"))
        .containsExactly(
            "sql uses parameter 'one' in line 1, which is not declared; add it to inputParameters,"
                + " or use one of them: none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT CUSTOM_PARAMETER()",
        "SELECT CUSTOM_PARAMETER('')",
        "SELECT CUSTOM_PARAMETER(name)",
        "SELECT CUSTOM_PARAMETER(\"name\")",
        "SELECT CUSTOM_PARAMETER('na''me')",
        "SELECT CUSTOM_PARAMETER('name', 1)"
      })
  void aParameterHasAName(String sql) {
    assertThat(problems(sql))
        .containsExactly("sql names no parameter in line 1; write CUSTOM_PARAMETER('its_name')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "SELECT TODAY(-1)|TODAY(-1)",
        "SELECT a>=today ( +3 )|today ( +3 )",
        "SELECT a-FIRSTDAYOFOFFSETMONTH(-1)|FIRSTDAYOFOFFSETMONTH(-1)",
        "SELECT YESTERDAY()|YESTERDAY()",
        "SELECT TODAY(a)|TODAY(...)",
        "SELECT 'TODAY(-1)'|TODAY(-1)",
        "SELECT ' now() '|now()"
      })
  void macrosInSqlAreRefused(String sql, String macro) {
    assertThat(problems(sql)).containsExactly("sql has " + macro + " in line 1" + DATE_INSTEAD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\n"})
  void idsHaveAnAlphabet(String id) {
    assertThat(WorkflowFields.problems(definition(id, "SELECT 1", List.of(), Map.of(), 60)))
        .containsExactly(
            "workflowId is '%s'; expected 1 to 100 letters, digits and . _ -".formatted(id));
  }

  @Test
  void idsHaveAHundredCharacters() {
    assertThat(WorkflowFields.ID.matcher("a".repeat(100)).matches()).isTrue();
    assertThat(WorkflowFields.ID.matcher("a".repeat(101)).matches()).isFalse();
    assertThat(WorkflowFields.ID.matcher("Reach_1.by-day").matches()).isTrue();
  }

  @Test
  void aParameterHasAKnownTypeAndADefaultThatIsAMacroOrNone() {
    assertThat(
            problems(
                "SELECT CUSTOM_PARAMETER('a'), CUSTOM_PARAMETER('b')",
                new InputParameter("a", "timestamp", "TODAY(-1)", null),
                new InputParameter("b", "VARCHAR", "LASTDAYOFOFFSETMONTH()", null)))
        .containsExactly(
            "inputParameters[1].dataType is 'VARCHAR'; expected one of STRING, INTEGER, LONG,"
                + " DOUBLE, FLOAT, DECIMAL, BOOLEAN, DATE, TIMESTAMP",
            "inputParameters[1].defaultValue 'LASTDAYOFOFFSETMONTH()' needs an offset: write"
                + " LASTDAYOFOFFSETMONTH(-1), for example");
  }

  @Test
  void columnsHaveNamesThatStayApart() {
    Map<String, ColumnType> columns = new LinkedHashMap<>();
    List.of("Total cost", " ", "users", "total_cost")
        .forEach(it -> columns.put(it, ColumnType.STRING));

    assertThat(WorkflowFields.problems(definition("w", "SELECT 1", List.of(), columns, 60)))
        .containsExactly(
            "columns has the blank name ' '; name the column as sql does",
            "columns.total_cost has the name of 'Total cost' in a table, 'total_cost'; give one of"
                + " them another name in sql");
  }

  @Test
  void anExecutionTakesAMinuteToADay() {
    assertThat(WorkflowFields.problems(definition("w", "SELECT 1", List.of(), Map.of(), 59)))
        .containsExactly("timeoutSeconds is 59; expected 60 to 86400");
    assertThat(WorkflowFields.problems(definition("w", "SELECT 1", List.of(), Map.of(), 86_401)))
        .hasSize(1);
    assertThat(WorkflowFields.problems(definition("w", "SELECT 1", List.of(), Map.of(), 86_400)))
        .isEmpty();
  }

  @Test
  void everyProblemIsToldAtOnceAndWithoutSql() {
    assertThat(
            WorkflowFields.problems(
                definition(
                    "a b",
                    "SELECT secret, TODAY(-1), CUSTOM_PARAMETER('x'); SELECT secret",
                    List.of(new InputParameter("y", "TEXT", null, null)),
                    Map.of("", ColumnType.LONG),
                    0)))
        .hasSize(8)
        .noneMatch(it -> it.contains("secret"));
  }

  private static List<String> problems(String sql, InputParameter... parameters) {
    return WorkflowFields.problems(
        definition("w", sql, Arrays.asList(parameters), Map.of(), 3_600));
  }

  private static InputParameter parameter(String name) {
    return new InputParameter(name, "string", null, null);
  }

  private static WorkflowDefinition definition(
      String id,
      String sql,
      List<InputParameter> parameters,
      Map<String, ColumnType> columns,
      int seconds) {
    @Nullable String none = null;
    return new WorkflowDefinition(id, "", sql, parameters, columns, none, none, none, seconds);
  }
}
