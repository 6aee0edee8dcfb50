package io.amcinsights.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private final Map<String, String> environment =
      Map.of("STAGE", "a", "BLANK", " ", "COUNT", "12", "WORD", "many");

  @Test
  void namesEverythingThatIsMissingAtOnce() {
    assertThatThrownBy(() -> Settings.requiring(environment, "STAGE", "BLANK", "NONE"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Set these environment variables on the function: BLANK, NONE");
  }

  @Test
  void readsTextAndNumbers() {
    var settings = Settings.requiring(environment, "STAGE", "COUNT");

    assertThat(settings.text("STAGE")).isEqualTo("a");
    assertThat(settings.number("COUNT")).isEqualTo(12);
  }

  @Test
  void takesBlankForAbsent() {
    var settings = Settings.requiring(environment);

    assertThat(settings.find("BLANK")).isEmpty();
    assertThat(settings.find("NONE")).isEmpty();
    assertThat(settings.find("STAGE")).contains("a");
  }

  @Test
  void saysWhatIsNoNumber() {
    assertThatThrownBy(() -> Settings.requiring(environment).number("WORD"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("WORD is 'many'; expected a whole number");
  }

  @Test
  void tellsTheProgrammerWhoForgotToRequire() {
    assertThatThrownBy(() -> Settings.requiring(environment).text("NONE"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("NONE was read without being required");
  }
}
