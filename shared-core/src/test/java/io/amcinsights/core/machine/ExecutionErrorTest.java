package io.amcinsights.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.json.Json;
import org.junit.jupiter.api.Test;

class ExecutionErrorTest {

  @Test
  void aFunctionsCauseIsItsMessage() {
    assertThat(text("a.b.InvalidInputException", "{\"errorMessage\":\"No such table\"}"))
        .isEqualTo("InvalidInputException: No such table");
  }

  @Test
  void aJobsCauseIsWhatItsRunSays() {
    String run =
        "{\"Id\":\"jr_1\",\"JobName\":\"load\",\"Arguments\":{},\"JobRunState\":\"FAILED\"%s}";
    assertThat(text("States.TaskFailed", run.formatted(",\"ErrorMessage\":\"Out of disk\"")))
        .isEqualTo("TaskFailed: Run jr_1 of job load is FAILED: Out of disk");
    assertThat(text("States.TaskFailed", run.formatted("")))
        .isEqualTo("TaskFailed: Run jr_1 of job load is FAILED: it does not say why");
  }

  @Test
  void anyOtherCauseStandsAsItIs() {
    assertThat(text("States.Timeout", "")).isEqualTo("Timeout: States.Timeout");
    assertThat(text("X", "{no json")).isEqualTo("X: {no json");
    assertThat(text("X", "{}")).isEqualTo("X: {}");
  }

  private static String text(String error, String cause) {
    return ExecutionError.read(Json.object().put("Error", error).put("Cause", cause)).text();
  }
}
