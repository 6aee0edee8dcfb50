package io.amcinsights.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.macro.RequestMacros;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {

  private static final WorkflowDefinition DEFINITION =
      new WorkflowDefinition(
          "reach",
          "",
          "SELECT CUSTOM_PARAMETER('since'), CUSTOM_PARAMETER('brand')",
          List.of(
              new InputParameter("since", "DATE", "TODAY(-30)", null),
              new InputParameter("brand", "STRING", null, null)),
          Map.of(),
          null,
          null,
          null,
          WorkflowDefinition.DEFAULT_TIMEOUT_SECONDS);

  @Test
  void theDefaultIsFineForAWorkflowWithoutParameters() {
    assertThat(RequestFields.problems(ExecutionRequest.DEFAULT, null)).isEmpty();
  }

  @Test
  void parametersAreThoseOfTheWorkflow() {
    assertThat(RequestFields.problems(values(Map.of("brand", "x")), DEFINITION)).isEmpty();
    assertThat(RequestFields.problems(values(Map.of("brnd", "x", "since", "2024-03-01")), null))
        .isEmpty();
    assertThat(RequestFields.problems(values(Map.of("brnd", "x", "since", "TODAY()")), DEFINITION))
        .containsExactly(
            "parameterValues.brnd is no parameter of workflow 'reach'; its parameters: brand,"
                + " since",
            "parameterValues lacks 'brand', which has no defaultValue in workflow 'reach'; give it"
                + " a value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MOST_RECENT_DAY", "MOST_RECENT_WEEK", "CURRENT_MONTH", "PREVIOUS_MONTH", "ALL"})
  void windowsThatAmcKnowsHaveNoEnds(String type) {
    assertThat(RequestFields.problems(window(type, null, null), null)).isEmpty();
    assertThat(RequestFields.problems(window(type, "TODAY(-1)", "2024-03-01T00:00:00"), null))
        .containsExactly(
            "timeWindowStart is 'TODAY(-1)', and timeWindowType is %s; leave it out or write timeWindowType EXPLICIT"
                .formatted(type),
            "timeWindowEnd is '2024-03-01T00:00:00', and timeWindowType is %s; leave it out or write timeWindowType EXPLICIT"
                .formatted(type));
  }

  @Test
  void endsNeedAType() {
    assertThat(RequestFields.problems(window(null, "TODAY(-1)", null), null))
        .containsExactly(
            "timeWindowStart is 'TODAY(-1)', and timeWindowType is missing; leave it out or write"
                + " timeWindowType EXPLICIT");
  }

  @Test
  void anExplicitWindowHasBothEnds() {
    assertThat(RequestFields.problems(window("EXPLICIT", null, null), null))
        .containsExactly(
            "timeWindowStart is missing; timeWindowType EXPLICIT needs a time or a macro",
            "timeWindowEnd is missing; timeWindowType EXPLICIT needs a time or a macro");
    assertThat(RequestFields.problems(window("EXPLICIT", "today(-7)", "NOW()"), null)).isEmpty();
    assertThat(RequestFields.problems(window("EXPLICIT", "TODAY()", "2024-03-01T00:00:00"), null))
        .isEmpty();
  }

  @Test
  void anotherTypeIsRefusedAndTheEndsAreReadAllTheSame() {
    assertThat(RequestFields.problems(window("LAST_YEAR", "YESTERDAY()", "soon"), null))
        .satisfiesExactly(
            type ->
                assertThat(type)
                    .isEqualTo(
                        "timeWindowType is 'LAST_YEAR'; expected one of EXPLICIT, MOST_RECENT_DAY,"
                            + " MOST_RECENT_WEEK, CURRENT_MONTH, PREVIOUS_MONTH, ALL"),
            start -> assertThat(start).startsWith("timeWindowStart 'YESTERDAY()' is an unknown"),
            end ->
                assertThat(end)
                    .isEqualTo(
                        "timeWindowEnd is 'soon'; expected a time such as 2024-03-01T00:00:00,"
                            + " without a zone, or a macro such as TODAY(-1)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-03-01",
        "2024-02-30T00:00:00",
        "2024-03-01T00:00:00Z",
        "2024-03-01T24:00:00",
        "2024-03-01T00:00",
        "24-03-01T00:00:00",
        ""
      })
  void timesHaveOneForm(String time) {
    assertThat(RequestFields.problems(window("EXPLICIT", time, "2025-01-01T00:00:00"), null))
        .singleElement()
        .asString()
        .startsWith("timeWindowStart is '" + time + "'; expected a time such as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-03-01T00:00:00", "2024-02-29T23:59:59"})
  void aWindowEndsAfterItsStart(String end) {
    assertThat(RequestFields.problems(window("EXPLICIT", "2024-03-01T00:00:00", end), null))
        .containsExactly(
            "timeWindowStart is '2024-03-01T00:00:00', not before timeWindowEnd '%s', which is no part of the window; write an earlier start or a later end"
                .formatted(end));
  }

  @Test
  void zonesAreKnown() {
    assertThat(RequestFields.problems(zone("America/New_York"), null)).isEmpty();
    assertThat(RequestFields.problems(zone("Mars/Olympus"), null))
        .containsExactly(
            "timeWindowTimeZone is 'Mars/Olympus'; expected a zone such as America/New_York");
  }

  @Test
  void macrosAreRefusedWhereTheyWouldBeWhenTheRequestFires() {
    ExecutionRequest request =
        new ExecutionRequest(
            Map.of("a", "TODAY(-1) x", "b", "TODAY(-1)", "c", "text"),
            "EXPLICIT",
            "TODAY(99999999)",
            "LASTDAYOFOFFSETMONTH()",
            null,
            false);

    assertThat(RequestFields.problems(request, null))
        .hasSize(3)
        .containsExactlyInAnyOrderElementsOf(
            RequestMacros.problems(ExecutionRequestJson.write(request)));
  }

  private static ExecutionRequest values(Map<String, String> values) {
    return new ExecutionRequest(values, null, null, null, null, false);
  }

  private static ExecutionRequest window(
      @Nullable String type, @Nullable String start, @Nullable String end) {
    return new ExecutionRequest(Map.of(), type, start, end, null, false);
  }

  private static ExecutionRequest zone(String zone) {
    return new ExecutionRequest(Map.of(), null, null, null, zone, false);
  }
}
