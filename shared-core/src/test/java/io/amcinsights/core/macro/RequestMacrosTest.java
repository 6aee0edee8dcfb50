package io.amcinsights.core.macro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class RequestMacrosTest {

  private static final Instant FIRE = Instant.parse("2024-03-31T23:45:12Z");
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static ObjectNode request(String text) {
    return (ObjectNode) Json.read("request", text.replace('\'', '"'));
  }

  @Test
  void macrosOfTheWindowAndOfParametersBecomeDates() {
    ObjectNode request =
        request(
            """
            {'workflowId':'w','timeWindowType':'EXPLICIT','timeWindowStart':'TODAY(-7)',
             'timeWindowEnd':'today()','parameterValues':{'since':'FIRSTDAYOFOFFSETMONTH(-1)',
             'brand':'Brand (US)'}}""");

    assertThat(RequestMacros.evaluate(request, FIRE, UTC))
        .isEqualTo(
            request(
                """
                {'workflowId':'w','timeWindowType':'EXPLICIT',
                 'timeWindowStart':'2024-03-24T00:00:00','timeWindowEnd':'2024-03-31T00:00:00',
                 'parameterValues':{'since':'2024-02-01T00:00:00','brand':'Brand (US)'}}"""));
  }

  /** D-31: SQL with the text of a macro in it became a date. */
  @Test
  void nothingElseIsTouchedLeastOfAllSql() {
    ObjectNode request =
        request(
            """
            {'workflowId':'TODAY(-1)','workflowExecutedDate':'now()',
             'workflow':{'sqlQuery':'TODAY(-1)','timeWindowStart':'TODAY(-1)'},
             'parameterValues':{'list':['TODAY(-1)'],'number':5,'flag':true,'none':null,
             'object':{'a':'TODAY(-1)'}}}""");

    assertThat(RequestMacros.problems(request)).isEmpty();
    assertThat(RequestMacros.evaluate(request, FIRE, UTC)).isEqualTo(request);
  }

  @Test
  void everyProblemIsNamedWithItsField() {
    ObjectNode request =
        request(
            """
            {'timeWindowStart':'YESTERDAY()','timeWindowEnd':'TODAY()',
             'parameterValues':{'a':'TODAY(-1) x','b':'NOW()','c':'LASTDAYOFOFFSETMONTH()'}}""");

    assertThat(RequestMacros.problems(request))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("timeWindowStart 'YESTERDAY()' is an unknown macro"),
            it ->
                assertThat(it).startsWith("parameterValues.a 'TODAY(-1) x' is not wholly a macro"),
            it ->
                assertThat(it)
                    .startsWith("parameterValues.c 'LASTDAYOFOFFSETMONTH()' needs an offset"));
    assertThatThrownBy(() -> RequestMacros.evaluate(request, FIRE, UTC))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("timeWindowStart")
        .hasMessageContaining("parameterValues.a")
        .hasMessageContaining("parameterValues.c");
  }

  @Test
  void theRequestGivenStaysAsItIs() {
    ObjectNode request = request("{'timeWindowStart':'TODAY()'}");

    RequestMacros.evaluate(request, FIRE, UTC);

    assertThat(request).isEqualTo(request("{'timeWindowStart':'TODAY()'}"));
  }

  @Test
  void parametersThatAreNoObjectAreLeftToWhoReadsThem() {
    ObjectNode request = request("{'parameterValues':'TODAY()','timeWindowStart':7}");

    assertThat(RequestMacros.evaluate(request, FIRE, UTC)).isEqualTo(request);
  }

  @Test
  void theDeclaredZoneIsTheOneOfTheWindow() {
    assertThat(RequestMacros.zone(request("{'timeWindowTimeZone':'America/New_York'}")))
        .contains(ZoneId.of("America/New_York"));
    assertThat(RequestMacros.zone(request("{}"))).isEmpty();
    assertThatThrownBy(() -> RequestMacros.zone(request("{'timeWindowTimeZone':'Mars/Base'}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("Mars/Base");
  }
}
